"""Writing a work down, changing it, and telling how it stands."""

import math
import uuid
from dataclasses import dataclass

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import newest as newest_year
from wens.areas.queries import parts_of, place_points
from wens.audit.actions import announce, record
from wens.organisations.models import CIVIC_KINDS, Organisation
from wens.tenancy.context import Actor
from wens.works.actions.keeping import (
    WorksError,
    change_work,
    check_people,
    locked_work,
    step,
    subject_of,
    words_of,
)
from wens.works.kinds import kinds
from wens.works.models import Period, State, What, Work, YearPlan
from wens.works.rules import need, need_mover
from wens.works.states import MANAGE, move

TITLE, ABOUT, PLACE = 120, 1000, 160
GRAIN_M = 5
"""A place on the map is good to five metres: a bench, not a front door."""


@dataclass(frozen=True)
class Written:
    """What is written of a work. `point`: metres in RD New, None for the whole wijk. `looked`: no person in it."""

    title: str
    about: str
    kind: str
    place: str
    responsible: uuid.UUID
    period: str = Period.YEAR
    point: tuple[float, float] | None = None
    looked: bool = False


def add_work(*, plan: uuid.UUID, of: Written, by: Actor, is_example: bool = False) -> Work:
    """Put a work in a plan, as an idea; the outside sees it after the next version is signed.

    Raises NotAllowed, WorksError (with the field), LookOnce, YearPlan.DoesNotExist.
    """
    need(by, MANAGE)
    held = YearPlan.objects.get(pk=plan)
    now = timezone.now()
    one = Work(plan=held, state_since=now, made_by=by.reference, made_at=now, is_example=is_example,
               **_checked(held, of))  # fmt: skip
    one.save(force_insert=True)
    step(one, What.ADD, by=by, kind=one.kind)
    return one


def edit_work(*, key: uuid.UUID, of: Written, by: Actor, seen: int | None = None) -> Work:
    """Write a work differently; the outside reads the new words after the next version is signed.

    Raises as `add_work`, and Stale, Work.DoesNotExist.
    """
    need(by, MANAGE)
    one = locked_work(key, seen)
    if one.state == State.CARRIED:
        raise WorksError(_("Dit werk staat nu in het plan van het volgende jaar. Verander het daar."))
    change_work(one, **_checked(one.plan, of))
    record("works.work.edited", subject=subject_of(one), by=by, data={"kind": one.kind})
    return one


def move_work(
    *, key: uuid.UUID, name: str, words: str = "", by: Actor, looked: bool = False, seen: int | None = None
) -> Work:
    """Tell how a work stands now, for who manages plans or carries it out; who asked for it hears of it.

    Raises NotAllowed, NoSuchMove, Stale, LookOnce, WorksError when a reason lacks, Work.DoesNotExist.
    """
    one = locked_work(key, seen)
    chosen = move(name, one.state)
    need_mover(one, by)
    if chosen.manager:
        raise WorksError(_("Doorschuiven gaat met het formulier daarvoor."))
    ask = _("Schrijf waarom. Iedereen kan dit lezen.") if chosen.words else ""
    reason = words_of(words, ask=ask)
    check_people([reason], looked=looked)
    change_work(one, state=chosen.after, state_since=timezone.now(), reason=reason)
    step(one, chosen.name, by=by, words=reason)
    tell(one)
    return one


def tell(one: Work) -> None:
    """Announce that a work moved, when the outside knows of it and somebody asked for it."""
    if one.shown_at is not None and one.contributions.exists():
        data = {"work": str(one.pk), "state": one.state}
        announce("works.work.moved", subject=subject_of(one), data=data)


def responsible_for() -> list[Organisation]:
    """Return who can carry out a work: departments and partners, no civic groups, by name."""
    return list(Organisation.objects.filter(is_active=True).exclude(kind__in=CIVIC_KINDS).order_by("name"))


def _checked(plan: YearPlan, of: Written) -> dict[str, object]:
    said = {
        "title": words_of(of.title, ask=_("Geef het werk een korte naam."), longest=TITLE, field="title"),
        "about": words_of(of.about, ask=_("Schrijf wat er gebeurt."), longest=ABOUT, field="about"),
        "place": words_of(of.place, ask=_("Schrijf waar het is: een straat of plek."), longest=PLACE, field="place"),
    }
    check_people(said.values(), looked=of.looked)
    if of.kind not in kinds():
        raise WorksError(_("Kies wat voor werk het is."), "kind")
    if of.period not in Period.values:
        raise WorksError(_("Kies wanneer in het jaar."), "period")
    found = next((one for one in responsible_for() if one.pk == of.responsible), None)
    if found is None:
        raise WorksError(_("Kies wie het uitvoert."), "responsible")
    x, y = _placed(plan.area_code, of.point)
    return {**said, "kind": of.kind, "period": of.period, "responsible": found, "x": x, "y": y}


def _placed(area_code: str, point: tuple[float, float] | None) -> tuple[float | None, float | None]:
    """Return the point, rounded; refuse one outside the wijk. Raises WorksError."""
    if point is None:
        return None, None
    x, y = (GRAIN_M * round(each / GRAIN_M) if math.isfinite(each) else math.nan for each in point)
    year = newest_year("buurt")
    inside = parts_of(area_code, year) if year else []
    (buurt,) = place_points(np.array([x], dtype=float), np.array([y], dtype=float)) if inside else ("",)
    if buurt not in inside:
        raise WorksError(_("Deze plek ligt niet in de wijk. Kijk de getallen na."), "point")
    return float(x), float(y)

"""Focus points, their ambitions and goals, and what these aim at."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.audit.actions import record
from wens.figures.definitions import definitions
from wens.plans.actions.keeping import PlanError, ProgrammeChanged, change, locked, note, subject_of, words_of
from wens.plans.models import Ambition, FocusPoint, Goal, Programme, Target, What
from wens.plans.rules import need_manage
from wens.plans.states import focus_move
from wens.tenancy.context import Actor


@dataclass(frozen=True)
class Focus:
    """What is written down of a focus point."""

    programme: uuid.UUID
    slogan: str
    theme: str
    starts_on: dt.date
    ends_on: dt.date
    area_codes: Sequence[str]


@dataclass(frozen=True)
class Aim:
    """What is written down of a goal: an indicator of the definitions, or else why there is none yet."""

    title: str
    about: str
    indicator: str
    no_indicator: str
    area_code: str


@dataclass(frozen=True)
class ProgrammeTexts:
    """What is told of a programme."""

    name: str
    headline: str
    about: str


def change_programme(*, programme: uuid.UUID, of: ProgrammeTexts, seen: ProgrammeTexts, by: Actor) -> Programme:
    """Tell of a programme in other words; `seen`: what stood there when the form was opened.

    Raises NotAllowed, PlanError, ProgrammeChanged, Programme.DoesNotExist.
    """
    need_manage(by)
    one = Programme.objects.select_for_update().get(pk=programme)
    if ProgrammeTexts(one.name, one.headline, one.about) != seen:
        raise ProgrammeChanged(one)
    one.name = words_of(of.name, ask=_("Schrijf hoe het programma heet."), longest=120)
    one.headline = words_of(of.headline, longest=200)
    one.about = words_of(of.about, longest=2000)
    one.save(update_fields=["name", "headline", "about"])
    data = {"key": one.key, "before": asdict(seen)}
    record("plans.programme.changed", subject=f"programme:{one.pk}", by=by, data=data)
    return one


def draft_focus(
    *, of: Focus, by: Actor, key: str = "", round_: uuid.UUID | None = None, is_example: bool = False
) -> FocusPoint:
    """Write down a new focus point. Raises NotAllowed, PlanError."""
    need_manage(by)
    _check(of)
    now = timezone.now()
    one = FocusPoint(
        programme_id=of.programme, key=key, round=round_, state_since=now, made_by=by.reference, made_at=now,
        is_example=is_example, order=FocusPoint.objects.filter(programme=of.programme).count(), **_fields(of),
    )  # fmt: skip
    one.save(force_insert=True)
    note(one, What.DRAFT, by=by)
    return one


def change_focus(*, focus: uuid.UUID, of: Focus, by: Actor, seen: int | None = None) -> FocusPoint:
    """Write a focus point down differently. Raises NotAllowed, Conflict, PlanError, FocusPoint.DoesNotExist."""
    need_manage(by)
    _check(of)
    one = locked(FocusPoint, focus, seen)
    change(one, programme_id=of.programme, **_fields(of))
    note(one, What.EDIT, by=by)
    return one


def move_focus(*, focus: uuid.UUID, name: What, words: str = "", by: Actor, seen: int | None = None) -> FocusPoint:
    """Adopt, withdraw, end or take up a focus point again. Raises NotAllowed, NoSuchMove, Conflict, PlanError."""
    need_manage(by)
    one = locked(FocusPoint, focus, seen)
    chosen = focus_move(name, one.state)
    said = words_of(words, ask=_("Schrijf in een zin waarom.") if chosen.words else "")
    if name == What.ADOPT and not Goal.objects.filter(ambition__focus=one).exists():
        raise PlanError(_("Zet er eerst minstens één doel bij. Stel het speerpunt daarna vast."))
    change(one, state=chosen.after, state_since=timezone.now())
    note(one, name, by=by, words=said)
    return one


def add_ambition(*, focus: uuid.UUID, text: str, by: Actor) -> Ambition:
    """Write down an ambition of a focus point. Raises NotAllowed, PlanError."""
    need_manage(by)
    one = locked(FocusPoint, focus)
    words = words_of(text, ask=_("Schrijf in een zin wat wij willen bereiken."), longest=300)
    made = Ambition(focus=one, text=words, order=one.ambitions.count())
    made.save(force_insert=True)
    change(one)
    note(one, What.EDIT, by=by, ambition=str(made.pk))
    return made


def add_goal(*, ambition: uuid.UUID, of: Aim, by: Actor) -> Goal:
    """Write down a goal of an ambition. Raises NotAllowed, PlanError, Ambition.DoesNotExist."""
    need_manage(by)
    under = Ambition.objects.select_related("focus").get(pk=ambition)
    made = Goal(ambition=under, order=under.goals.count(), made_by=by.reference, made_at=timezone.now(), **_aim(of))
    made.save(force_insert=True)
    note(under.focus, What.EDIT, by=by, goal=str(made.pk))
    return made


def change_goal(*, goal: uuid.UUID, of: Aim, by: Actor, seen: int | None = None) -> Goal:
    """Write a goal down differently. Raises NotAllowed, Conflict, PlanError, Goal.DoesNotExist."""
    need_manage(by)
    one = locked(Goal, goal, seen)
    if of.indicator != one.indicator and one.targets.exists():
        raise PlanError(_("Bij dit doel hoort al een streefwaarde. Zet een ander cijfer bij een nieuw doel."))
    change(one, **_aim(of))
    note(one.ambition.focus, What.EDIT, by=by, goal=str(one.pk))
    return one


def set_target(
    *, goal: uuid.UUID, baseline_period: str, value: float, due_on: dt.date, by: Actor, reason: str = "",
    seen: int | None = None,
) -> Target:  # fmt: skip
    """Choose what a goal aims at; another choice later is a new target, with the reason, and the old one stays.

    Raises NotAllowed, Conflict, PlanError, Goal.DoesNotExist.
    """
    need_manage(by)
    one = locked(Goal, goal, seen)
    if not one.indicator:
        raise PlanError(_("Kies eerst een cijfer bij dit doel. Zonder cijfer is er geen streefwaarde."))
    if not (len(baseline_period) == 4 and baseline_period.isdecimal() and int(baseline_period) < due_on.year):
        raise PlanError(_("Kies als begin een jaar vóór het jaar waarin het doel gehaald moet zijn."))
    if value < 0:
        raise PlanError(_("Een streefwaarde is 0 of meer."))
    last = one.targets.first()
    why = words_of(reason, ask=_("Schrijf in een zin waarom de streefwaarde verandert.") if last else "")
    made = Target(
        goal=one, number=last.number + 1 if last else 1, baseline_period=baseline_period, value=value, due_on=due_on,
        reason=why, made_by=by.reference, made_at=timezone.now(),
    )  # fmt: skip
    made.save(force_insert=True)
    change(one)
    record("plans.target.set", subject=subject_of(one.ambition.focus), by=by, data={"goal": str(one.pk)})
    return made


def _check(of: Focus) -> None:
    if not Programme.objects.filter(pk=of.programme).exists():
        raise PlanError(_("Kies een programma uit de lijst."))
    if not of.area_codes or any(area_by_code(code) is None for code in of.area_codes):
        raise PlanError(_("Kies een of meer gebieden uit de lijst."))
    if of.ends_on < of.starts_on:
        raise PlanError(_("De periode eindigt vóór zij begint. Kies een latere laatste dag."))


def _fields(of: Focus) -> dict[str, object]:
    said = asdict(of) | {"area_codes": list(of.area_codes)}
    said.pop("programme")
    said["slogan"] = words_of(of.slogan, ask=_("Schrijf een naam voor het speerpunt."), longest=120)
    said["theme"] = words_of(of.theme, ask=_("Schrijf waar het speerpunt over gaat."), longest=120)
    return said


def _aim(of: Aim) -> dict[str, str]:
    if of.indicator and of.indicator not in definitions().indicators:
        raise PlanError(_("Kies een cijfer uit de lijst, of zeg waarom er nog geen cijfer is."))
    if area_by_code(of.area_code) is None:
        raise PlanError(_("Kies een gebied uit de lijst."))
    ask = "" if of.indicator else "Schrijf in een zin waarom er nog geen cijfer bij dit doel past."
    return {
        "title": words_of(of.title, ask=_("Schrijf het doel in een zin."), longest=160),
        "about": words_of(of.about, longest=1000),
        "indicator": of.indicator,
        "no_indicator": "" if of.indicator else words_of(of.no_indicator, ask=ask, longest=300),
        "area_code": of.area_code,
    }

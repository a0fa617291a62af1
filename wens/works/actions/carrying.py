"""Carrying over: what is not finished in a year goes on in the plan of the next, with everything that belongs to it."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.tenancy.context import Actor
from wens.works.actions.keeping import WorksError, change_work, check_people, locked_work, step, words_of
from wens.works.actions.planning import open_plan
from wens.works.actions.working import tell
from wens.works.models import LinkedContribution, Period, State, What, Work
from wens.works.rules import need
from wens.works.states import MANAGE, move


def carry_over(
    *, key: uuid.UUID, words: str, by: Actor, looked: bool = False, seen: int | None = None, to_year: int | None = None
) -> Work:
    """Let a work go on in the plan of the next year (default the year after its own), and say why.

    The new one has its words, place, state and contributions, and knows where it came from. Raises NotAllowed,
    NoSuchMove, Stale, LookOnce, WorksError, Work.DoesNotExist.
    """
    need(by, MANAGE)
    old = locked_work(key, seen)
    chosen = move(What.CARRY, old.state)
    reason = words_of(words, ask=_("Schrijf waarom het werk doorschuift. Iedereen kan dit lezen."))
    check_people([reason], looked=looked)
    year = to_year or old.plan.year + 1
    if year <= old.plan.year:
        raise WorksError(_("Kies een later jaar dan dat van het plan."), "year")
    plan = open_plan(area_code=old.plan.area_code, year=year, by=by, is_example=old.plan.is_example)
    now = timezone.now()
    new = Work(
        plan=plan, previous=old, title=old.title, about=old.about, kind=old.kind, place=old.place, x=old.x, y=old.y,
        responsible=old.responsible, period=Period.YEAR, state=old.state, state_since=now, made_by=by.reference,
        made_at=now, is_example=old.is_example,
    )  # fmt: skip
    new.save(force_insert=True)
    for link in old.contributions.all():
        LinkedContribution(work=new, contribution=link.contribution, at=link.at, by=link.by).save(force_insert=True)
    change_work(old, state=State(chosen.after), state_since=now, reason=reason)
    step(old, What.CARRY, by=by, words=reason, year=year)
    step(new, What.ADD, by=by, from_year=old.plan.year)
    tell(old)
    return new

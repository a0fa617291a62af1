"""Bringing a definition of programmes and focus points into the register."""

from django.utils import timezone

from wens.audit.actions import record
from wens.plans import definitions
from wens.plans.actions.aiming import Aim, Focus, add_ambition, add_goal, draft_focus, move_focus
from wens.plans.models import FocusPoint, Programme, What
from wens.plans.rules import need_manage
from wens.tenancy.context import Actor


def load_programmes(*, definition: definitions.Programmes, by: Actor) -> int:
    """Add what is not there yet, by key; what is there stays as people made it. Returns how many focus points are new.

    A focus point whose period is over is there as one that has ended. Raises NotAllowed, PlanError.
    """
    need_manage(by)
    known = {one.key: one for one in Programme.objects.all()}
    for order, one in enumerate(definition.programmes):
        if one.key not in known:
            made = Programme(key=one.key, name=one.name, headline=one.headline, about=one.about.strip(), order=order,
                             area_codes=list(definition.areas))  # fmt: skip
            made.save(force_insert=True)
            known[one.key] = made
            record("plans.programme.loaded", subject=f"programme:{made.pk}", by=by, data={"key": one.key})
    there = set(FocusPoint.objects.values_list("key", flat=True))
    new = [focus for focus in definition.focus_points if focus.key not in there]
    for focus in new:
        _load(focus, known[focus.programme], definition.areas, by)
    return len(new)


def _load(one: definitions.FocusPoint, programme: Programme, areas: tuple[str, ...], by: Actor) -> None:
    of = Focus(programme.pk, one.slogan, one.theme, one.starts_on, one.ends_on, areas)
    made = draft_focus(of=of, key=one.key, by=by)
    ambition = add_ambition(focus=made.pk, text=one.ambition, by=by)
    for goal in one.goals:
        aim = Aim(goal.title, goal.about, goal.indicator, goal.no_indicator, goal.area or areas[0])
        add_goal(ambition=ambition.pk, of=aim, by=by)
    move_focus(focus=made.pk, name=What.ADOPT, by=by)
    if one.ends_on < timezone.localdate():
        move_focus(focus=made.pk, name=What.END, words="De periode is voorbij.", by=by)

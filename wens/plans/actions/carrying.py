"""Going on in a next period: the focus point, its goals and the actions that are not over, each with its history."""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.plans.actions.agreeing import Share, Step, Terms, propose
from wens.plans.actions.aiming import Aim, Focus, add_ambition, add_goal, draft_focus
from wens.plans.actions.keeping import PlanError, change, locked, note
from wens.plans.models import Action, FocusPoint, Goal, Stage, What
from wens.plans.rules import need_manage
from wens.plans.states import move
from wens.tenancy.context import Actor

OPEN = (Stage.PROPOSED, Stage.AGREED, Stage.STUCK)


def carry_over(
    *, focus: uuid.UUID, starts_on: dt.date, ends_on: dt.date, by: Actor, round_: uuid.UUID | None = None,
    is_example: bool = False,
) -> FocusPoint:  # fmt: skip
    """Go on with a focus point in a next period, as a draft: goals come along, and actions that are not over.

    The partners sign again, because the period is another. Raises NotAllowed, PlanError, FocusPoint.DoesNotExist.
    """
    need_manage(by)
    old = locked(FocusPoint, focus)
    if FocusPoint.objects.filter(previous=old).exists():
        raise PlanError(_("Dit speerpunt gaat al verder in een nieuwe periode."))
    if starts_on <= old.starts_on:
        raise PlanError(_("De nieuwe periode begint later dan de oude. Kies een latere dag."))
    of = Focus(old.programme_id, old.slogan, old.theme, starts_on, ends_on, old.area_codes)
    new = draft_focus(of=of, by=by, round_=round_, is_example=is_example or old.is_example)
    change(new, previous=old)
    for ambition in old.ambitions.prefetch_related("goals"):
        made = add_ambition(focus=new.pk, text=ambition.text, by=by)
        for goal in ambition.goals.all():
            _carry_goal(goal, made.pk, ends_on, by)
    note(old, What.CARRY, by=by)
    return new


def _carry_goal(goal: Goal, ambition: uuid.UUID, ends_on: dt.date, by: Actor) -> None:
    of = Aim(goal.title, goal.about, goal.indicator, goal.no_indicator, goal.area_code)
    new = add_goal(ambition=ambition, of=of, by=by)
    change(new, previous=goal)
    for action in Action.objects.select_for_update().filter(goal=goal, stage__in=OPEN):
        _carry_action(action, new, ends_on, by)


def _carry_action(action: Action, goal: Goal, ends_on: dt.date, by: Actor) -> None:
    shares = {part.role: [] for part in action.parts.all()}  # type: dict[str, list[Share]]
    for part in action.parts.all():
        left = part.milestones.filter(done_at=None, dropped_at=None)
        steps = [Step(step.title, max(step.due_on, timezone.localdate())) for step in left]
        if part.pk == _lead(action) and not steps:
            steps = [Step(action.title, ends_on)]
        shares[part.role].append(Share(part.organisation_id, part.words, part.means, steps))
    terms = Terms(action.title, action.about, min(ends_on, max(action.due_on, timezone.localdate())),
                  action.wants_public)  # fmt: skip
    (lead,) = shares["lead"]
    propose(goal=goal.pk, of=terms, lead=lead, others=shares.get("partner", []), by=by, previous=action,
            measure=action.measure, is_example=action.is_example)  # fmt: skip
    change(action, stage=move(What.CARRY, action.stage).after, stage_since=timezone.now())
    note(action, What.CARRY, by=by)


def _lead(action: Action) -> uuid.UUID:
    return action.parts.get(role="lead").pk

"""What who directs does with an action: stop it, take it up again, open it again."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce
from wens.plans.actions.agreeing import settle
from wens.plans.actions.keeping import PlanError, change, locked, note, subject_of, words_of
from wens.plans.models import Action, Stage, What
from wens.plans.rules import NotAllowed, need_manage
from wens.plans.states import move
from wens.tenancy.context import Actor


def move_action(*, action: uuid.UUID, name: What, words: str, by: Actor, seen: int | None = None) -> Action:
    """Take one of the director's moves. Raises NotAllowed, NoSuchMove, Conflict, PlanError, Action.DoesNotExist."""
    need_manage(by)
    one = locked(Action, action, seen)
    chosen = move(name, one.stage)
    if chosen.who != "director" or name == What.CARRY:
        raise NotAllowed(_("Dit doen de partners zelf, met een handtekening of een bericht."))
    why = words_of(words, ask=_("Schrijf in een zin waarom."))
    if name == What.REOPEN and not one.milestones.filter(done_at=None, dropped_at=None).exists():
        _reopen_last(one)
    change(one, stage=chosen.after, stage_since=timezone.now())
    note(one, name, by=by, words=why)
    if chosen.after == Stage.PROPOSED and all(part.is_signed for part in one.parts.all()):
        settle(one)
    else:
        announce("plans.action.moved", subject=subject_of(one), data={"action": str(one.pk)})
    return one


def _reopen_last(one: Action) -> None:
    """The step that was done last is to be done still; otherwise nothing would be left to report."""
    last = one.milestones.filter(dropped_at=None).order_by("-done_at").first()
    if last is None:
        raise PlanError(_("Deze actie heeft geen stappen."))
    last.done_at = None
    last.save(update_fields=["done_at"])

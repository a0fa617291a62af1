"""The moves of a round: start, close a step, reopen it, choose another day, finish."""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.rounds.actions.carrying import carry_over, carry_plans
from wens.rounds.actions.keeping import RoundError, change, decide, locked, words_of
from wens.rounds.models import Round, Stage, Step, StepKey, StepState, What
from wens.rounds.rules import need_manage
from wens.rounds.states import move, turn
from wens.rounds.steps import BEFORE_SIGNING
from wens.tenancy.context import Actor


def start(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Round:
    """Begin a planned round: what the one before left open comes along, and plans whose period is over.

    Raises NotAllowed, NoSuchMove, RoundError; NotAllowed of `wens.plans` when there are such plans.
    """
    need_manage(by)
    one = locked(key, seen)
    chosen = move(What.START, one.state)
    _alone(one)
    before = one.previous
    if before is not None and before.state == Stage.PLANNED:
        raise RoundError(_("De ronde hiervoor is nog niet begonnen. Begin die eerst, of zeg haar af."))
    change(one, state=chosen.after, state_since=timezone.now())
    decide(one, What.START, by=by)
    if before is not None:
        carry_over(one, before)
    carry_plans(one, by)
    return one


def close_step(*, key: uuid.UUID, step: StepKey, note: str, by: Actor, seen: int | None = None) -> Step:
    """Say that a step is done, with a note. Raises NotAllowed, NoSuchMove, Conflict, RoundError."""
    need_manage(by)
    one = locked(key, seen)
    found = one.steps.get(key=step)
    chosen = turn(What.CLOSE, found.state, one.state)
    words = words_of(note, ask=_("Schrijf in een zin wat er is gedaan, of waarom deze stap toch klaar is."))
    if step == StepKey.WEIGH and one.signed_at is None:
        raise RoundError(_("Laat eerst het dossier tekenen. Pas daarna kan het wegen worden afgesloten."))
    _set(found, chosen.after, closed_at=timezone.now())
    change(one)
    decide(one, What.CLOSE, by=by, step=step, note=words)
    return found


def reopen_step(*, key: uuid.UUID, step: StepKey, note: str, by: Actor, seen: int | None = None) -> Step:
    """Open a closed step again, with the reason; a dossier that was signed stays, and has to be signed anew.

    Raises NotAllowed, NoSuchMove, Conflict, RoundError.
    """
    need_manage(by)
    one = locked(key, seen)
    found = one.steps.get(key=step)
    chosen = turn(What.REOPEN, found.state, one.state)
    words = words_of(note, ask=_("Schrijf in een zin waarom deze stap weer open gaat."))
    _set(found, chosen.after, closed_at=None)
    change(one, **({"signed_at": None} if step in BEFORE_SIGNING else {}))
    decide(one, What.REOPEN, by=by, step=step, note=words)
    return found


def move_deadline(*, key: uuid.UUID, step: StepKey, due_on: dt.date, by: Actor, seen: int | None = None) -> Step:
    """Choose another day for a step. Raises NotAllowed, NoSuchMove, Conflict, RoundError."""
    need_manage(by)
    one = locked(key, seen)
    found = one.steps.get(key=step)
    turn(What.MOVE, found.state, one.state)
    if due_on < one.begins_on:
        raise RoundError(_("Kies een dag na het begin van de ronde."))
    before, found.due_on = found.due_on, due_on
    found.save(update_fields=["due_on"])
    change(one)
    decide(one, What.MOVE, by=by, step=step, note=f"{before:%d-%m-%Y} → {due_on:%d-%m-%Y}")
    return found


def finish(*, key: uuid.UUID, note: str, by: Actor, seen: int | None = None) -> Round:
    """End a round; with open steps a reason is asked, and the next round takes them over.

    Raises NotAllowed, NoSuchMove, Conflict, RoundError.
    """
    need_manage(by)
    one = locked(key, seen)
    chosen = move(What.FINISH, one.state)
    left = one.steps.filter(state=StepState.OPEN).exists()
    words = words_of(note, ask=_("Er zijn nog open stappen. Schrijf waarom de ronde toch klaar is.") if left else "")
    change(one, state=chosen.after, state_since=timezone.now())
    decide(one, What.FINISH, by=by, note=words)
    return one


def end(*, key: uuid.UUID, name: What, note: str, by: Actor, seen: int | None = None) -> Round:
    """Call a planned round off, or take a finished one up again, with the reason.

    Raises NotAllowed, NoSuchMove, Conflict, RoundError.
    """
    need_manage(by)
    one = locked(key, seen)
    chosen = move(name, one.state)
    words = words_of(note, ask=_("Schrijf in een zin waarom."))
    if chosen.after == Stage.RUNNING:
        _alone(one)
    change(one, state=chosen.after, state_since=timezone.now(),
           **({"previous": None} if chosen.after == Stage.CANCELLED else {}))  # fmt: skip
    decide(one, name, by=by, note=words)
    return one


def _alone(one: Round) -> None:
    later = Round.objects.filter(area_code=one.area_code, state=Stage.RUNNING).exclude(pk=one.pk)
    if later.exists():
        raise RoundError(_("In deze wijk is al een ronde bezig. Rond die eerst af."))


def _set(found: Step, state: StepState, *, closed_at: dt.datetime | None) -> None:
    found.state, found.closed_at = state, closed_at
    found.save(update_fields=["state", "closed_at"])

"""What every change of an initiative has in common: the lock, the words, the history, the trail."""

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.initiatives.models import Initiative, Step, What
from wens.initiatives.rules import capacities
from wens.initiatives.states import PRIVATE, Move, Who, move
from wens.tenancy.context import Actor

LONGEST = 2000


class InitiativeError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Stale(InitiativeError):
    """Somebody else took a step after the form was opened."""

    def __init__(self) -> None:
        super().__init__(_("Iemand anders heeft dit intussen veranderd. Kijk hoe het nu staat en probeer het weer."))


def subject_of(one: Initiative) -> str:
    """Return the name under which trail and outbox know an initiative."""
    return f"initiative:{one.pk}"


def locked(initiative: uuid.UUID, seen: int | None = None) -> Initiative:
    """Return the initiative, held until the transaction ends. Raises Initiative.DoesNotExist, Stale."""
    one = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative)
    if seen is not None and seen != one.version:
        raise Stale
    return one


def step(one: Initiative, name: What, *, by: Actor, words: str = "", who: Who | None = None, **more: Any) -> Move:
    """Take a step of the table with a locked initiative, and keep that it was taken; `more` are fields to set.

    `who`: in which capacity the caller verified that `by` acts, else what the rules say. Raises NoSuchMove,
    InitiativeError without the words that the step needs. Who brought it hears of each step but its own.
    """
    chosen = move(name, one.state, [who] if who else capacities(by))
    if chosen.words and not words and who is not Who.INITIATOR:
        raise InitiativeError(_("Schrijf op waarom."))
    change(one, **{"state": chosen.after, "state_since": timezone.now(), **more})
    note(one, name, by=by, words=words, is_private=name in PRIVATE or who is Who.INITIATOR)
    if who is not Who.INITIATOR and name != What.REWORD:
        announce("initiatives.moved", subject=subject_of(one), data={"initiative": str(one.pk), "what": str(name)})
    return chosen


def change(one: Initiative, **changes: Any) -> None:
    """Set fields of a locked initiative and count its version up."""
    for field, value in {**changes, "version": one.version + 1}.items():
        setattr(one, field, value)
    one.save(update_fields=[*changes, "version"])


def note(one: Initiative, what: What, *, by: Actor, words: str = "", is_private: bool = False) -> None:
    """Keep who did what, in the history of the initiative and in the trail; the words stay out of the trail."""
    reference = by.reference if by.kind == "account" else ""
    # A bulk insert asks nothing back, so it works for who may add and not read.
    Step.objects.bulk_create([
        Step(initiative=one, what=what, words=words, is_private=is_private, at=timezone.now(), by=reference)
    ])  # fmt: skip
    record(f"initiatives.initiative.{what}", subject=subject_of(one), by=by)


def words_of(text: str, *, ask: str = "", longest: int = LONGEST) -> str:
    """Return `text` without white space at its ends. Raises InitiativeError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise InitiativeError(ask)
    if len(words) > longest:
        raise InitiativeError(_("Maak de tekst korter: hoogstens %(longest)s tekens.") % {"longest": longest})
    return words

"""What every change of a round has in common: the lock, the words, the trail."""

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.rounds.models import Decision, Round, What
from wens.tenancy.context import Actor

LONGEST = 500


class RoundError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Conflict(RoundError):
    """Somebody else changed the round after the form was opened; `now` is how it stands."""

    def __init__(self, now: Round) -> None:
        super().__init__(_("Iemand anders heeft deze ronde intussen veranderd. Kijk hoe zij nu staat."))
        self.now = now


def subject_of(one: Round) -> str:
    """Return the name under which trail and outbox know a round."""
    return f"round:{one.pk}"


def locked(key: uuid.UUID, seen: int | None = None) -> Round:
    """Return the round, held until the transaction ends. Raises Round.DoesNotExist, Conflict."""
    one = Round.objects.select_for_update().get(pk=key)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    return one


def change(one: Round, **changes: Any) -> None:
    """Set fields of a locked round and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def decide(one: Round, what: What, *, by: Actor, step: str = "", note: str = "") -> None:
    """Keep who decided what, in the round and in the trail."""
    # A bulk insert asks nothing back, so it works for who may add and not read.
    Decision.objects.bulk_create(
        [Decision(round=one, what=what, step=step, note=note, at=timezone.now(), by=by.reference)]
    )
    record(f"rounds.round.{what}", subject=subject_of(one), by=by, data={"step": step, "area": one.area_code})


def words_of(text: str, *, ask: str) -> str:
    """Return `text` without white space at its ends. Raises RoundError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise RoundError(ask)
    if len(words) > LONGEST:
        raise RoundError(_("Maak de tekst korter: hoogstens %(longest)s tekens.") % {"longest": LONGEST})
    return words

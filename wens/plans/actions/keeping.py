"""What every change of a plan has in common: the lock, the words, the trail."""

import uuid
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.plans.models import Action, Done, FocusPoint, Goal, Programme, What
from wens.tenancy.context import Actor

LONGEST = 500
Versioned = TypeVar("Versioned", FocusPoint, Goal, Action)


class PlanError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Conflict(PlanError):
    """Somebody else changed it after the form was opened; `now` is how it stands."""

    def __init__(self, now: FocusPoint | Goal | Action) -> None:
        super().__init__(_("Iemand anders heeft dit intussen veranderd. Hieronder staat hoe het nu is."))
        self.now = now


class ProgrammeChanged(PlanError):
    """Somebody else changed the words of a programme after the form was opened; `now` is how it stands."""

    def __init__(self, now: Programme) -> None:
        super().__init__(_("Iemand anders heeft dit intussen veranderd. Hieronder staat hoe het nu is."))
        self.now = now


def subject_of(one: FocusPoint | Action) -> str:
    """Return the name under which trail and outbox know a focus point or an action."""
    return f"{'action' if isinstance(one, Action) else 'focus'}:{one.pk}"


def locked(model: type[Versioned], key: uuid.UUID, seen: int | None = None) -> Versioned:
    """Return the row, held until the transaction ends. Raises DoesNotExist of `model`, Conflict."""
    one: Versioned = model.objects.select_for_update().get(pk=key)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    return one


def change(one: FocusPoint | Goal | Action, **changes: Any) -> None:
    """Set fields of a locked row and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def note(one: FocusPoint | Action, what: What, *, by: Actor, words: str = "", **data: str) -> None:
    """Keep who did what, in the history of the thing and in the trail."""
    of = {"action": one} if isinstance(one, Action) else {"focus": one}
    # A bulk insert asks nothing back, so it works for who may add and not read.
    Done.objects.bulk_create([Done(**of, what=what, words=words, at=timezone.now(), by=by.reference)])
    kind = "action" if isinstance(one, Action) else "focus"
    record(f"plans.{kind}.{what}", subject=subject_of(one), by=by, data=data)


def words_of(text: str, *, ask: str = "", longest: int = LONGEST) -> str:
    """Return `text` without white space at its ends. Raises PlanError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise PlanError(ask)
    if len(words) > longest:
        raise PlanError(_("Maak de tekst korter: hoogstens %(longest)s tekens.") % {"longest": longest})
    return words

"""What every change of a budget has in common: the lock, the words, the history, the trail."""

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets.models import Application, Done, What
from wens.budgets.rules import NotAllowed, capacities
from wens.budgets.states import Move, Who, move
from wens.tenancy.context import Actor

LONGEST = 2000


class BudgetError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Stale(BudgetError):
    """Somebody else took a step after the form was opened."""

    def __init__(self) -> None:
        super().__init__(_("Iemand anders heeft dit intussen veranderd. Kijk hoe het nu staat en probeer het weer."))


def subject_of(one: Application) -> str:
    """Return the name under which trail and outbox know an application."""
    return f"application:{one.pk}"


def locked(application: uuid.UUID, seen: int | None = None) -> Application:
    """Return the application, held until the transaction ends. Raises Application.DoesNotExist, Stale."""
    found = Application.objects.select_for_update(of=("self",)).select_related("budget")
    one = found.get(pk=application)
    if seen is not None and seen != one.version:
        raise Stale
    return one


def of_seat(application: uuid.UUID, by: Actor, seen: int | None = None) -> Application:
    """Return the locked application to a member of the raad that decides on it. Raises NotAllowed, and as `locked`."""
    one = locked(application, seen)
    if Who.SEAT not in capacities(one, by):
        raise NotAllowed(_("Alleen leden van de raad die besluit, doen dit."))
    return one


def step(one: Application, name: What, *, by: Actor, words: str = "", who: Who | None = None, **more: Any) -> Move:
    """Take a step of the table with a locked application, and keep that it was taken; `more` are fields to set.

    `who`: in which capacity the caller verified that `by` acts, else what the rules say. Raises NoSuchMove.
    """
    chosen = move(name, one.state, [who] if who else capacities(one, by))
    if chosen.words and not words:
        raise BudgetError(_("Schrijf op waarom."))
    changes = {"state": chosen.after, "state_since": timezone.now(), "version": one.version + 1, **more}
    for field, value in changes.items():
        setattr(one, field, value)
    one.save(update_fields=list(changes))
    note(one, name, by=by, words=words)
    return chosen


def note(one: Application, what: What, *, by: Actor, words: str = "") -> None:
    """Keep who did what, in the history of the application and in the trail; the words stay out of the trail."""
    reference = by.reference if by.kind == "account" else ""
    # A bulk insert asks nothing back, so it works for who may add and not read.
    Done.objects.bulk_create([Done(application=one, what=what, words=words, at=timezone.now(), by=reference)])
    record(f"budgets.application.{what}", subject=subject_of(one), by=by)


def words_of(text: str, *, ask: str = "", longest: int = LONGEST) -> str:
    """Return `text` without white space at its ends. Raises BudgetError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise BudgetError(ask)
    if len(words) > longest:
        raise BudgetError(_("Maak de tekst korter: hoogstens %(longest)s tekens.") % {"longest": longest})
    return words

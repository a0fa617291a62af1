"""How to reach people: sealed for one thing, kept a while after the end, opened for a step that shows nothing of it."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.initiatives.actions.keeping import InitiativeError, change
from wens.initiatives.models import Initiative, InitiatorContact, Reach, State, Support, Supporter
from wens.initiatives.rules import REACH
from wens.initiatives.states import ENDS
from wens.tenancy.context import Acting, acting, current
from wens.voices import sealing

KEPT = dt.timedelta(days=2 * 365)
AFTER_END = dt.timedelta(days=90)
"""As with contributions: to ask how it went, and then the address goes."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """How to reach somebody; empty texts were not given. `guardian`: a parent agrees, asked below 16 (UAVG art. 5)."""

    name: str
    email: str = ""
    telephone: str = ""
    below_16: bool = False
    guardian: bool = False


@dataclass(frozen=True)
class Opened:
    """How to reach somebody, and what a helper offers; empty texts were not given."""

    name: str
    email: str
    telephone: str
    offer: str = ""


def check_age(person: Person) -> None:
    """Keep how to reach a child only with the word of a parent (UAVG art. 5). Raises InitiativeError."""
    if person.below_16 and not person.guardian:
        raise InitiativeError(_("Ben je jonger dan 16? Vraag dan eerst je ouder of verzorger."))


def sealer(bound_to: UUID, key_id: str) -> Callable[[str], bytes | None]:
    """Return what seals texts for one thing with one key; nothing stays nothing."""

    def sealed(text: str) -> bytes | None:
        return sealing.seal(text, bound_to=str(bound_to), key_id=key_id).data if text else None

    return sealed


def unsealed(data: bytes | memoryview | None, bound_to: UUID, key_id: str) -> str:
    """Open one sealed text; nothing is an empty text. Raises CannotOpen."""
    return sealing.unseal(sealing.Sealed(key_id, bytes(data)), bound_to=str(bound_to)) if data else ""


def open_initiator(contact: InitiatorContact) -> Opened:
    """Open contact details that the database let through. Raises CannotOpen."""
    bound, key = contact.initiative_id, contact.sealed_with
    return Opened(*(unsealed(data, bound, key) for data in (contact.name, contact.email, contact.telephone)))


def open_reach(reach: Reach) -> Opened:
    """Open what a supporter left. Raises CannotOpen."""
    bound, key = reach.supporter_id, reach.sealed_with
    fields = (reach.name, reach.email, reach.telephone, reach.offer)
    return Opened(*(unsealed(data, bound, key) for data in fields))


def reaching() -> AbstractContextManager[Acting]:
    """Open the lock on how to reach people for a step that was allowed and shows nothing of it."""
    now = current()
    return acting(now.gemeente, now.actor, rights={*now.rights, REACH}, organisation=now.organisation)


def keep_reach(one: Initiative, was: str) -> None:
    """At an end the numbers are kept and people can be reached a while longer; opened again, it is as it was."""
    if one.state not in ENDS and was not in ENDS:
        return
    until = timezone.localdate() + (AFTER_END if one.state in ENDS else KEPT)
    backers = Supporter.objects.filter(initiative=one, confirmed_at__isnull=False)
    with reaching():
        InitiatorContact.objects.filter(initiative=one).update(retain_until=until)
        Reach.objects.filter(supporter__in=backers).update(retain_until=until)
        backers.update(retain_until=until)
    if one.state in (State.DONE, State.STOPPED):
        change(one, supporters=backers.count(), helpers=backers.filter(kind=Support.HELPS).count())
    elif one.state == State.OPEN:
        change(one, supporters=None, helpers=None)

"""Making letters: what must be said to whom, once. The words are made at the moment of sending."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from wens.followup.models import Letter
from wens.organisations.models import Account, Invitation, Organisation
from wens.tenancy.context import current_gemeente
from wens.voices.models import Contact, Contribution, Handover, Update
from wens.voices.queries import followed_with

AT_ONCE = frozenset({Letter.Kind.RECEIVED, Letter.Kind.NEW_LINK})
"""Kinds that never wait for a digest: the writer has just asked for them."""


SHARED = frozenset(
    {
        Letter.Kind.HANDED_OVER,
        Letter.Kind.ENDED,
        Letter.Kind.ACTION_MOVED,
        Letter.Kind.WORK_SHOWN,
        Letter.Kind.WORK_MOVED,
    }
)
"""Kinds that also reach who wrote what was merged into it: where the whole stands, not what was said to one of them."""


def to_writers(kind: Letter.Kind, contribution: Contribution, *, cause: str, data: Mapping[str, Any]) -> int:
    """Make a letter for who wrote `contribution` and for who wrote what was merged into it; returns how many.

    Only for who left an address and wants to hear. Needs the right ``read_contacts``.
    """
    followed = followed_with(contribution.pk) if kind in SHARED else [contribution.pk]
    contacts = Contact.objects.filter(contribution__in=followed, email__isnull=False).exclude(updates=Update.NEVER)
    letters = [
        _letter(
            kind,
            Letter.To.WRITER,
            cause=cause,
            contribution=contact.contribution,
            language=contact.contribution.language,
            data=data,
            state=_state(kind, contact.updates),
        )
        for contact in contacts.select_related("contribution").defer("email", "telephone")
    ]
    return _add(letters)


def to_partner(
    kind: Letter.Kind, handover: Handover, *, cause: str, also: Account | None = None, data: Mapping[str, Any] = {}
) -> int:
    """Make the letter about a handover for the partner: its mailbox, or else each of its accounts; and for `also`."""
    about: dict[str, Any] = {
        "contribution": handover.contribution,
        "handover": handover,
        "organisation": handover.organisation,
    }
    said: dict[str, Any] = {"data": data, "is_urgent": handover.is_urgent, **about}
    letters = _to_organisation(kind, handover.organisation, cause=cause, **said)
    if also and all(letter.account != also for letter in letters):
        letters.append(_letter(kind, Letter.To.ACCOUNT, cause=cause, account=also, **said))
    return _add(letters)


def to_convened(
    kind: Letter.Kind, organisation: Organisation, account: Account | None, *, cause: str, about: uuid.UUID
) -> int:
    """Make a letter about the meeting `about` for a partner that is invited, or for the one person of it who is."""
    said: dict[str, Any] = {"organisation": organisation, "about": about}
    if account:
        return _add([_letter(kind, Letter.To.ACCOUNT, cause=cause, account=account, **said)])
    return _add(_to_organisation(kind, organisation, cause=cause, **said))


def to_organisation(
    kind: Letter.Kind, organisation: Organisation, *, cause: str, about: uuid.UUID, data: Mapping[str, Any] = {}
) -> int:
    """Make a letter about the action `about` for a partner: its mailbox, or else each of its accounts."""
    return _add(_to_organisation(kind, organisation, cause=cause, organisation=organisation, about=about, data=data))


def to_owned(
    kind: Letter.Kind, to: Letter.To, about: uuid.UUID, *, cause: str, language: str, data: Mapping[str, Any] = {}
) -> int:
    """Make a letter to who stands behind the thing `about`: a subscription, or what a package above this one owns."""
    return _add([_letter(kind, to, cause=cause, about=about, language=language, data=data)])


def _to_organisation(kind: Letter.Kind, partner: Organisation, *, cause: str, **said: Any) -> list[Letter]:
    """The letter for its mailbox, or else one for each of its accounts; `said` names the organisation too."""
    people = [] if partner.mailbox else _people_of(partner)
    if not people:  # also without any address: the letter fails where somebody sees it
        return [_letter(kind, Letter.To.ORGANISATION, cause=cause, **said)]
    return [_letter(kind, Letter.To.ACCOUNT, cause=cause, account=one, **said) for one in people]


def to_account(kind: Letter.Kind, account: Account, *, cause: str, **more: Any) -> int:
    """Make a letter for one account."""
    return _add([_letter(kind, Letter.To.ACCOUNT, cause=cause, account=account, **more)])


def digest_for(contribution: Contribution, *, cause: str) -> Letter:
    """Return the weekly letter of a contribution, made once per `cause`."""
    made = _letter(Letter.Kind.DIGEST, Letter.To.WRITER, cause=cause, contribution=contribution,
                   language=contribution.language)  # fmt: skip
    _add([made])
    return Letter.objects.get(once_key=made.once_key)


def to_invited(invitation: Invitation, *, cause: str) -> int:
    """Make the letter with the link for somebody who has no account yet."""
    return _add([_letter(Letter.Kind.INVITED, Letter.To.INVITATION, cause=cause, invitation=invitation)])


def to_writer_again(kind: Letter.Kind, contribution: Contribution, *, cause: str) -> int:
    """Make a letter that the writer asked for, whatever was chosen about updates."""
    return _add([_letter(kind, Letter.To.WRITER, cause=cause, contribution=contribution,
                         language=contribution.language)])  # fmt: skip


def cancel_for(contribution: Contribution) -> int:
    """Take back what still waits for the writer and the partners of a contribution that is gone; returns how many."""
    waiting = Letter.objects.filter(contribution=contribution, state__in=[Letter.State.WAITING, Letter.State.GATHERED])
    return waiting.exclude(kind=Letter.Kind.NEW_LINK).update(state=Letter.State.CANCELLED, problem="")


def _people_of(organisation: Organisation) -> list[Account]:
    return list(organisation.accounts.filter(is_active=True).order_by("pk"))


def _state(kind: Letter.Kind, updates: str) -> Letter.State:
    digest = updates == Update.WEEKLY and kind not in AT_ONCE
    return Letter.State.GATHERED if digest else Letter.State.WAITING


def _letter(kind: Letter.Kind, to: Letter.To, *, cause: str, data: Mapping[str, Any] = {}, **more: Any) -> Letter:
    key = uuid.uuid4()
    now: dt.datetime = timezone.now()
    recipient = getattr(more[_RECIPIENT[to]], "pk", more[_RECIPIENT[to]])
    return Letter(
        pk=key,
        kind=kind,
        to_kind=to,
        once_key=f"{cause}:{kind}:{to}:{recipient}",
        message_id=f"<{key}@{_domain()}>",
        made_at=now,
        not_before=now,
        data=dict(data),
        **more,
    )


_RECIPIENT = {
    Letter.To.WRITER: "contribution",
    Letter.To.ORGANISATION: "organisation",
    Letter.To.ACCOUNT: "account",
    Letter.To.INVITATION: "invitation",
    Letter.To.REQUESTER: "about",
    Letter.To.SUBSCRIBER: "about",
    Letter.To.APPLICANT: "about",
    Letter.To.INITIATOR: "about",
    Letter.To.SUPPORTER: "about",
}


def _domain() -> str:
    sender: str = settings.WENS.mail_from
    return sender.partition("@")[2] or f"{current_gemeente().lower()}.wens.invalid"


def _add(letters: list[Letter]) -> int:
    """Add the letters that are not there yet: the same consequence of the same cause is there once."""
    keys = [letter.once_key for letter in letters]
    there = set(Letter.objects.filter(once_key__in=keys).values_list("once_key", flat=True))
    new = [letter for letter in letters if letter.once_key not in there]
    Letter.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)

"""A request from entry to answer. The law gives a month, and two more when that is said in time (AVG art. 12 lid 3)."""

import calendar
import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wens.audit.actions import announce, record
from wens.organisations.models import Account
from wens.privacy.models import Found, Request
from wens.privacy.states import OPEN, step
from wens.tenancy.context import Actor, current
from wens.voices.sealing import CannotOpen, Sealed, seal, unseal

RIGHT = "handle_privacy_requests"
MONTHS_TO_ANSWER, MONTHS_MORE = 1, 2


class RequestError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class NotAllowed(RequestError):
    """Only the privacy officer handles requests."""


class Conflict(RequestError):
    """Somebody else changed the request after the form was opened."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the officer enters. `requester`: name and address, as on a letter; `email`: where to tell of the answer.

    An address that is entered was checked: it belongs to who asks.
    """

    kind: str
    about: str
    requester: str
    asked: str
    received_on: dt.date
    email: str = ""
    language: str = "nl"


def enter_request(*, asked: Asked, key: uuid.UUID, by: Actor) -> Request:
    """Enter a request; with the same `key` nothing is added. Raises NotAllowed."""
    need_right(by)
    with transaction.atomic():
        sealed = seal(asked.requester, bound_to=str(key))
        email = seal(asked.email, bound_to=str(key), key_id=sealed.key_id).data if asked.email else None
        new = Request(
            id=key,
            kind=asked.kind,
            about=asked.about,
            received_on=asked.received_on,
            answer_before=months_later(asked.received_on, MONTHS_TO_ANSWER),
            requester=sealed.data,
            email=email,
            language=asked.language,
            sealed_with=sealed.key_id,
            asked=asked.asked,
            entered_at=timezone.now(),
            entered_by=by.reference,
        )
        before = Request.objects.filter(pk=key).first()
        if before is not None:
            return before
        new.save(force_insert=True)
        data = {"kind": asked.kind, "about": asked.about}
        record("privacy.request.entered", subject=subject_of(new), by=by, data=data)
    return new


def take_step(*, request: uuid.UUID, name: str, by: Actor, words: str = "", seen: int | None = None) -> Request:
    """Bring a request one step further. Raises NotAllowed, Conflict, NoSuchStep, RequestError without needed words."""
    need_right(by)
    with transaction.atomic():
        one = locked(request, seen)
        chosen = step(name, one.state)
        if chosen.words and not words.strip():
            raise RequestError("Schrijf waarom. Dit komt in het antwoord aan wie het vroeg.")
        if chosen.answers and name != "refuse" and one.found.filter(outcome=Found.Outcome.OPEN).exists():
            raise RequestError("Beslis eerst over elke melding die bij dit verzoek is gevonden.")
        one.state = chosen.after
        if chosen.answers:
            one.answer, one.answered_at, one.answered_by = words.strip(), timezone.now(), by.reference
        _save(one, "state", "answer", "answered_at", "answered_by")
        record(f"privacy.request.{name}", subject=subject_of(one), by=by, data={"state": one.state})
        if chosen.answers:
            announce("privacy.request.answered", subject=subject_of(one), data={"request": str(one.pk)})
    return one


def extend(*, request: uuid.UUID, because: str, by: Actor, on: dt.date | None = None) -> Request:
    """Take two months more, once, with the reason, before the first month is over. Raises NotAllowed, RequestError."""
    need_right(by)
    with transaction.atomic():
        one = locked(request)
        if one.state not in OPEN or one.extended_because:
            raise RequestError("Dit verzoek kan niet (nog eens) worden verlengd.")
        if (on or timezone.localdate()) > one.answer_before:
            raise RequestError("De maand is voorbij. Verlengen kan niet meer: beantwoord het verzoek.")
        if not because.strip():
            raise RequestError("Schrijf waarom er meer tijd nodig is.")
        one.extended_because = because.strip()[:500]
        one.answer_before = months_later(one.received_on, MONTHS_TO_ANSWER + MONTHS_MORE)
        _save(one, "extended_because", "answer_before")
        record("privacy.request.extended", subject=subject_of(one), by=by)
    return one


def about_account(*, request: uuid.UUID, account: Account, by: Actor) -> Request:
    """Say whose account a request is about. Raises NotAllowed."""
    need_right(by)
    with transaction.atomic():
        one = locked(request)
        one.account = account
        _save(one, "account")
        record("privacy.request.account_found", subject=subject_of(one), by=by, data={"account": str(account.pk)})
    return one


def posted(*, request: uuid.UUID, by: Actor) -> Request:
    """Note that the answer went out on paper. Raises NotAllowed, RequestError before there is an answer."""
    need_right(by)
    with transaction.atomic():
        one = locked(request)
        if one.answered_at is None:
            raise RequestError("Er is nog geen antwoord. Beantwoord het verzoek eerst.")
        if one.posted_at is None:
            one.posted_at = timezone.now()
            _save(one, "posted_at")
            record("privacy.request.posted", subject=subject_of(one), by=by)
    return one


def tell_again(*, request: uuid.UUID, by: Actor) -> Request:
    """Send the mail about an answer once more, with a link that is new. Raises NotAllowed, RequestError."""
    need_right(by)
    with transaction.atomic():
        one = locked(request)
        if one.answered_at is None or not one.email:
            raise RequestError("Dit kan als er een antwoord en een e-mailadres is.")
        record("privacy.request.told_again", subject=subject_of(one), by=by)
        announce("privacy.request.answered", subject=subject_of(one), data={"request": str(one.pk)})
    return one


def requester_of(one: Request) -> str:
    """Return who asks, as entered; says so when the key is gone."""
    try:
        return unseal(Sealed(one.sealed_with, bytes(one.requester)), bound_to=str(one.pk))
    except CannotOpen:
        return "(niet meer te openen)"


def email_of(one: Request) -> str:
    """Return the address to tell of the answer, empty when there is none. Raises CannotOpen when the key is gone."""
    return unseal(Sealed(one.sealed_with, bytes(one.email)), bound_to=str(one.pk)) if one.email else ""


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, or the last day of a shorter month (Verordening 1182/71 art. 3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def need_right(by: Actor) -> None:
    """Raise NotAllowed unless the privacy officer acts, or this machine."""
    if by.kind != "machine" and (by != current().actor or RIGHT not in current().rights):
        raise NotAllowed("Alleen de privacy officer behandelt verzoeken.")


def locked(request: uuid.UUID, seen: int | None = None) -> Request:
    """Return a request, held until the transaction ends. Raises Request.DoesNotExist, Conflict."""
    one = Request.objects.select_for_update().get(pk=request)
    if seen is not None and seen != one.version:
        raise Conflict("Iemand anders heeft dit verzoek intussen veranderd. Kijk hoe het nu staat en kies opnieuw.")
    return one


def subject_of(one: Request) -> str:
    """Return the name under which trail and outbox know a request."""
    return f"request:{one.pk}"


def _save(one: Request, *fields: str) -> None:
    one.version += 1
    one.save(update_fields=[*fields, "version"])

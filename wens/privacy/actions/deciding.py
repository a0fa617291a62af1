"""What is done with what was found for a request: given, corrected, taken off the pages, erased, or kept."""

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction

from wens.audit.actions import record
from wens.privacy.actions.erasing import Why, erase_account
from wens.privacy.actions.requests import RequestError, locked, need_right, subject_of
from wens.privacy.actions.striking import strike_words
from wens.privacy.models import Found, Ground, Request
from wens.privacy.models import State as Standing
from wens.privacy.places import exists
from wens.privacy.striking import marks_of
from wens.privacy.things import kind_of
from wens.privacy.things.kind import Kind, Outcome
from wens.tenancy.context import Actor


def keep_found(*, request: uuid.UUID, things: Iterable[tuple[str, uuid.UUID]], by: Actor) -> int:
    """Say which things (kind and key) belong to a request; returns how many are new. Raises NotAllowed.

    What is not there, or is no kind of thing, is passed over.
    """
    need_right(by)
    with transaction.atomic():
        one = locked(request)
        before = one.found.count()
        rows = [Found(request=one, thing=thing, key=key) for thing, key in things if _is_there(thing, key)]
        Found.objects.bulk_create(rows, ignore_conflicts=True)
        added = one.found.count() - before
        record("privacy.request.found", subject=subject_of(one), by=by, data={"added": added})
    return added


def _is_there(thing: str, key: uuid.UUID) -> bool:
    kind = kind_of(thing)
    return kind.model._default_manager.filter(pk=key).exists() if kind else exists(thing, key)


def erase_found(*, request: uuid.UUID, found: uuid.UUID, ground: str, by: Actor) -> None:
    """Erase what belongs to a request that is in hand, for good. Raises NotAllowed, RequestError, and as its kind."""
    with transaction.atomic():
        one, row = _in_hand(request, found, by)
        if ground not in Ground.values:
            raise RequestError("Kies op welke grond u verwijdert.")
        _need(row, Outcome.ERASED).erase(row.key, Why(ground, one.pk), by)
        _decided(row, Outcome.ERASED)


def strike_found(*, request: uuid.UUID, found: uuid.UUID, passages: str, ground: str, by: Actor) -> int:
    """Take words, a passage a line, out of all texts of what was found; returns in how many. The rest stays.

    Raises NotAllowed, RequestError when nothing is given, or when it stands nowhere as it was typed.
    """
    with transaction.atomic():
        one, row = _in_hand(request, found, by)
        if ground not in Ground.values:
            raise RequestError("Kies op welke grond u verwijdert.")
        marks = marks_of(passages.splitlines())
        if not marks:
            raise RequestError("Schrijf op welke woorden weg moeten, zoals ze in de tekst staan.")
        done = strike_words(thing=row.thing, key=row.key, marks=marks, why=Why(ground, one.pk), by=by)
        if not done:
            raise RequestError("Deze woorden staan zo in geen enkele tekst. Typ ze precies zoals ze in de tekst staan.")
        _decided(row, Outcome.STRUCK)
        data = {"texts": done, "thing": row.thing}
        record("privacy.words.struck", subject=subject_of(one), by=by, data=data)
    return done


def erase_own_account(*, request: uuid.UUID, ground: str, by: Actor) -> None:
    """Take name and address out of the account that a request is about. Raises NotAllowed, RequestError."""
    need_right(by)
    with transaction.atomic():
        one = locked(request)
        if one.state != Standing.IN_HAND or one.account_id is None:
            raise RequestError("Neem het verzoek eerst in behandeling en zoek het account op.")
        if str(one.account_id) == by.id:
            raise RequestError("Uw eigen account sluit een collega.")
        erase_account(account=one.account_id, why=Why(Ground(ground), one.pk), by=by)


def correct_found(*, request: uuid.UUID, found: uuid.UUID, said: Mapping[str, str], by: Actor) -> None:
    """Correct what was found (AVG art. 16), by the names of what its kind can correct.

    Raises NotAllowed, RequestError, and as its kind.
    """
    with transaction.atomic():
        _, row = _in_hand(request, found, by)
        _need(row, Outcome.CORRECTED).correct(row.key, said, by)
        _decided(row, Outcome.CORRECTED)


def restrict_found(*, request: uuid.UUID, found: uuid.UUID, by: Actor) -> None:
    """Take something off the public pages while it is sorted out (AVG art. 18). Raises NotAllowed, RequestError."""
    with transaction.atomic():
        _, row = _in_hand(request, found, by)
        _need(row, Outcome.RESTRICTED).restrict(row.key, by)
        _decided(row, Outcome.RESTRICTED)


def decide_found(*, request: uuid.UUID, found: uuid.UUID, outcome: str, by: Actor) -> None:
    """Say that something goes into the copy, or that a thing stays as it is. Raises NotAllowed, RequestError."""
    if outcome not in (Outcome.GIVEN, Outcome.KEPT):
        raise RequestError("Kies: in het afschrift, of blijft.")
    with transaction.atomic():
        one, row = _in_hand(request, found, by)
        if outcome == Outcome.GIVEN:
            _need(row, Outcome.GIVEN)
        _decided(row, Outcome(outcome))
        record("privacy.request.decided", subject=subject_of(one), by=by, data={"outcome": outcome})


def _in_hand(request: uuid.UUID, found: uuid.UUID, by: Actor) -> tuple[Request, Found]:
    need_right(by)
    one = locked(request)
    if one.state != Standing.IN_HAND:
        raise RequestError("Neem het verzoek eerst in behandeling.")
    row = one.found.filter(pk=found).first()
    if row is None:
        raise RequestError("Dit hoort niet bij dit verzoek.")
    if row.outcome == Outcome.ERASED:
        raise RequestError("Dit is al verwijderd.")
    return one, row


def _need(row: Found, outcome: Outcome) -> Kind:
    """Return the kind of what was found. Raises RequestError when this cannot be done with it."""
    kind = kind_of(row.thing)
    if kind is None or outcome not in kind.can:
        raise RequestError("Dit kan hier niet. Laat het staan, of haal de woorden weg.")
    return kind


def _decided(row: Found, outcome: Found.Outcome) -> None:
    row.outcome = outcome
    row.save(update_fields=["outcome"])

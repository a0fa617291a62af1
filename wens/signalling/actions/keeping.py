"""What every change of a signal has in common: the lock, the look for people, the words, the step and the trail."""

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from wens.audit.actions import record
from wens.signalling.models import NamedPlace, Signal, Worry, WorryMove, WorryStep
from wens.signalling.rules import own_organisation
from wens.tenancy.context import Actor, current
from wens.voices.pointing import Pointing, look, pointing

Kept = TypeVar("Kept", Worry, NamedPlace, Signal)
WORDS, TEXT = 500, 1000


class SignalError(Exception):
    """It cannot be done; the message says why and what to do, in Dutch, for a screen. `field`: of a form."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Conflict(SignalError):
    """Somebody else changed it after the form was opened; `now` is how it stands."""

    def __init__(self, now: Any) -> None:
        super().__init__("Iemand anders was u voor. Hieronder staat hoe het nu is. Wat u schreef, staat er nog.")
        self.now = now


class PointsAtPerson(SignalError):
    """A text may point at a person: who wrote it looks again. `look` is the sign for exactly these words."""

    def __init__(self, found: list[Pointing], sign: str) -> None:
        words = ", ".join(f"“{one.words}”" for one in found)
        super().__init__(
            f"Kijk nog eens naar {words}. Een signaal gaat over een plek, nooit over iemand die te herkennen is. "
            "Haal het weg, of zeg dat het over niemand gaat.",
            found[0].field,
        )
        self.found, self.look = found, sign


def check_people(texts: Mapping[str, str], looked: str) -> None:
    """Refuse texts that may point at a person, unless the writer `looked` at exactly these words."""
    found = pointing(texts)
    if found and looked != look(texts):
        raise PointsAtPerson(found, look(texts))


def words_of(text: str, *, ask: str = "", field: str = "words", longest: int = WORDS) -> str:
    """Return `text` without white space at its ends. Raises SignalError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise SignalError(ask, field)
    if len(words) > longest:
        raise SignalError(f"Maak de tekst korter: hoogstens {longest} tekens.", field)
    return words


def subject_of(one: Worry | NamedPlace | Signal) -> str:
    """Return the name under which trail and outbox know something."""
    return f"{one._meta.model_name}:{one.pk}"


def locked(model: type[Kept], key: uuid.UUID, seen: int | None = None) -> Kept:
    """Return the row, held until the transaction ends. Raises its DoesNotExist, Conflict."""
    one: Kept = model._default_manager.select_for_update(of=("self",)).get(pk=key)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    return one


def change(one: Worry | NamedPlace | Signal, **changes: Any) -> None:
    """Set fields of a locked row and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def one_at_a_time(name: str) -> None:
    """Wait for who numbers the same thing now: two would both want to be the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.{name}.{current().gemeente}"])


def step(one: Worry, what: WorryMove, *, by: Actor, words: str = "", data: Mapping[str, Any] = {}) -> None:
    """Keep what happened with a worry, there and in the trail; the trail holds codes, never words."""
    made = WorryStep(worry=one, what=what, after=one.state, words=words, at=timezone.now(), by=by.reference,
                     organisation_id=own_organisation(by) or None)  # fmt: skip
    WorryStep.objects.bulk_create([made])
    known = {"state": str(one.state), "team": str(one.team_id or ""), "covenant": str(one.covenant_id or "")}
    record(f"signalling.worry.{what}", subject=subject_of(one), by=by, data={**known, **data})

"""What every change of a knelpunt, text or place has in common: the lock, the look for people, the words, the trail."""

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.bottlenecks.models import Bottleneck, Place, PlaceMove, PlaceStep, PublicText
from wens.organisations.models import Account
from wens.tenancy.context import Actor, current
from wens.voices.pointing import Pointing, look, pointing

Kept = TypeVar("Kept", Bottleneck, Place, PublicText)
WORDS, REASON = 500, 1000


class BottleneckError(Exception):
    """It cannot be done; the message says why and what to do, in Dutch, for a screen. `field`: of a form."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Conflict(BottleneckError):
    """Somebody else changed it after the form was opened; `now` is how it stands."""

    def __init__(self, now: Any) -> None:
        super().__init__(
            _("Iemand anders heeft dit intussen veranderd. Hieronder staat hoe het nu is, en wat u schreef.")
        )
        self.now = now


class PointsAtPerson(BottleneckError):
    """A text may point at a person: who wrote it looks again. `look` is the sign for exactly these words."""

    def __init__(self, found: list[Pointing], sign: str) -> None:
        words = ", ".join(f"“{one.words}”" for one in found)
        super().__init__(
            f"Kijk nog eens naar {words}. Een knelpunt gaat over een plek, nooit over iemand die te herkennen is. "
            "Haal het weg, of zeg dat het over niemand gaat."
        )
        self.found, self.look = found, sign


def check_people(texts: Mapping[str, str], looked: str) -> None:
    """Refuse texts that may point at a person, unless the writer `looked` at exactly these words."""
    found = pointing(texts)
    if found and looked != look(texts):
        raise PointsAtPerson(found, look(texts))


def subject_of(one: models.Model) -> str:
    """Return the name under which trail and outbox know something."""
    return f"{one._meta.model_name}:{one.pk}"


def locked(model: type[Kept], key: uuid.UUID, seen: int | None = None) -> Kept:
    """Return the row, held until the transaction ends. Raises its DoesNotExist, Conflict."""
    one: Kept = model._default_manager.select_for_update().get(pk=key)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    return one


def change(one: Bottleneck | Place | PublicText, **changes: Any) -> None:
    """Set fields of a locked row and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def words_of(text: str, *, ask: str = "", field: str = "", longest: int = WORDS) -> str:
    """Return `text` without white space at its ends. Raises BottleneckError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise BottleneckError(ask, field)
    if len(words) > longest:
        raise BottleneckError(_("Maak de tekst korter: hoogstens %(longest)s tekens.") % {"longest": longest}, field)
    return words


def one_at_a_time(name: str) -> None:
    """Wait for who numbers the same thing now: two would both want to be the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.{name}.{current().gemeente}"])


def function_of(by: Actor) -> str:
    """Return the function in which somebody decides: outside nobody has a name."""
    if by.kind != "account":
        return by.kind
    return str(Account.objects.values_list("role", flat=True).get(pk=by.id))


def step(place: Place, what: PlaceMove, *, by: Actor, words: str = "") -> None:
    """Keep what happened with a place, there and in the trail."""
    PlaceStep.objects.bulk_create([PlaceStep(place=place, what=what, words=words, at=timezone.now(), by=by.reference)])
    record(f"bottlenecks.place.{what}", subject=subject_of(place), by=by, data={"area": place.area_code})

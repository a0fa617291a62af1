"""What every change of a version has in common: the lock, the words, the look at people in it, the trail."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.districts.content import Content
from wens.districts.models import Version
from wens.districts.rules import need
from wens.districts.states import Move, move
from wens.tenancy.context import Actor
from wens.voices.hints import Kind, find

POINTING: frozenset[Kind] = frozenset({"name", "accusation", "bsn", "iban", "plate"})
"""An address and a telephone number belong in what is published here; who somebody is does not."""


class PieceError(Exception):
    """What was asked cannot be done; the message says why and what to do, in the language of the screen."""


class Conflict(PieceError):
    """Somebody else changed it after the form was opened; `now` is how it stands."""

    def __init__(self, now: Version) -> None:
        super().__init__(_("Iemand anders heeft dit intussen veranderd. Lees eerst hoe het nu is."))
        self.now = now


class LookOnce(PieceError):
    """In a text that everybody will read somebody may be recognised; who wrote it looks once more."""

    def __init__(self) -> None:
        super().__init__(_("Kijk uw tekst nog eens na. Er staat iets in waaraan u iemand kunt herkennen."))


def subject_of(one: Version) -> str:
    """Return the name under which trail and outbox know a version."""
    return f"text:{one.piece_id}:{one.number}"


def locked(key: uuid.UUID, seen: int | None = None) -> Version:
    """Return the version, held until the transaction ends. Raises Version.DoesNotExist, Conflict."""
    one = Version.objects.select_for_update(of=("self",)).select_related("piece").get(pk=key)
    if seen is not None and seen != one.edits:
        raise Conflict(one)
    return one


def turn(key: uuid.UUID, name: str, by: Actor, seen: int | None) -> tuple[Version, Move]:
    """Return the locked version with the step that `by` may take. Raises NotAllowed, NoSuchMove, Conflict."""
    one = locked(key, seen)
    chosen = move(name, one.state)
    need(by, chosen.right)
    return one, chosen


def change(one: Version, **changes: Any) -> None:
    """Set fields of a locked version and count its edits up."""
    for name, value in {**changes, "edits": one.edits + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "edits"])


def note(name: str, one: Version, *, by: Actor, **data: Any) -> None:
    """Keep who did what in the trail: codes only."""
    record(f"districts.text.{name}", subject=subject_of(one), by=by, data={"kind": one.piece.kind, **data})


def words_of(text: str, *, ask: str) -> str:
    """Return a reason without white space at its ends. Raises PieceError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if not words:
        raise PieceError(ask)
    if len(words) > 500:
        raise PieceError(_("Maak de tekst korter: hoogstens 500 tekens."))
    return words


def points_at_people(content: Content) -> bool:
    """Tell whether somebody may be recognised in the free texts."""
    return any(hint.kind in POINTING for text in content.texts().values() for hint in find(text))

"""Writing: a new piece, or the next version of one that is there; nothing of it shows before it is signed."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_names
from wens.districts.actions.keeping import LookOnce, PieceError, change, note, points_at_people, turn
from wens.districts.content import Contact, Content
from wens.districts.models import OPEN, Kind, Piece, Role, Version
from wens.districts.rules import need
from wens.districts.states import WRITE
from wens.tenancy.context import Actor

PERSONAL_ROLES = (Role.DISTRICT_MANAGER, Role.WIJKAGENT)
"""Whose name may be public by the function, when the gemeente or the police made it so themselves."""

MOST_AREAS = 40


@dataclass(frozen=True)
class Draft:
    """What is written down: for which areas, what it says, from when; `looked`: the writer looked for people in it."""

    area_codes: Sequence[str]
    content: Content
    person: str = ""
    wanted_at: dt.datetime | None = None
    looked: bool = False


def start(*, kind: Kind, of: Draft, by: Actor, key: str = "", is_example: bool = False) -> Version:
    """Write the first version of a new piece. `key`: a profile or programme is there once per stadsdeel.

    Raises NotAllowed, LookOnce, PieceError.
    """
    need(by, WRITE)
    _check(kind, of)
    if key and Piece.objects.filter(kind=kind, key=key).exists():
        raise PieceError(_("Deze tekst is er al. Schrijf er een nieuwe versie van."))
    piece = Piece(kind=kind, key=key, made_at=timezone.now(), is_example=is_example)
    piece.save(force_insert=True)
    return _add(piece, 1, of, by)


def write(*, piece: uuid.UUID, of: Draft, by: Actor, seen: int | None = None) -> Version:
    """Write the open version of a piece differently, or begin its next one; what shows stays until that is signed.

    Raises NotAllowed, NoSuchMove (it waits for a signature), Conflict, LookOnce, PieceError, Piece.DoesNotExist.
    """
    need(by, WRITE)
    held = Piece.objects.select_for_update().get(pk=piece)
    _check(Kind(held.kind), of)
    there = held.versions.filter(state__in=OPEN).first()
    if there is None:
        last = held.versions.aggregate(last=Max("number"))["last"] or 0
        return _add(held, last + 1, of, by)
    one, chosen = turn(there.pk, "write", by, seen)
    change(one, state=chosen.after, written_by=by.reference, written_at=timezone.now(), remark="", **_fields(of))
    note("written", one, by=by)
    return one


def _add(piece: Piece, number: int, of: Draft, by: Actor) -> Version:
    one = Version(piece=piece, number=number, written_by=by.reference, written_at=timezone.now(), **_fields(of))
    one.save(force_insert=True)
    note("written", one, by=by)
    return one


def _fields(of: Draft) -> dict[str, object]:
    return {
        "area_codes": list(dict.fromkeys(of.area_codes)), "said": of.content.model_dump(mode="json"),
        "person": of.person.strip(), "wanted_at": of.wanted_at,
    }  # fmt: skip


def _check(kind: Kind, of: Draft) -> None:
    if not of.area_codes or len(of.area_codes) > MOST_AREAS:
        raise PieceError(_("Kies voor welke gebieden dit geldt."))
    known = area_names()
    if any(code not in known for code in of.area_codes):
        raise PieceError(_("Kies gebieden uit de lijst."))
    if (kind == Kind.CONTACT) != isinstance(of.content, Contact):
        raise PieceError(_("Deze inhoud past niet bij dit soort tekst."))
    role = of.content.role if isinstance(of.content, Contact) else ""
    if of.person.strip() and role not in PERSONAL_ROLES:
        raise PieceError(_("Een naam mag alleen bij een stadsdeelmanager of wijkagent, als die naam al openbaar is."))
    if not of.looked and points_at_people(of.content):
        raise LookOnce

"""What a dossier is made of, read from photos, meetings and voices. Inside `acting`; a constant number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wens.areas.queries import AreaRow, area_by_code, newest, parts_of
from wens.dossiers.models import Tier
from wens.dossiers.queries.heard import Voices, voices
from wens.meetings.models import Kind, Meeting, State, Statement
from wens.meetings.rules import TAKE_PART
from wens.photos.models import Photo
from wens.photos.queries import content_of, photos_of, withdrawn
from wens.tenancy.context import current

MOST_TEXTS = 200
HELD = (State.CLOSED, State.MINUTES, State.APPROVED, State.PUBLISHED)


class NoDossier(LookupError):
    """There is nothing to make a dossier of; the message says what is missing, in Dutch, for a screen."""


@dataclass(frozen=True)
class Basis:
    """Of which round a dossier is: its area, its meetings, and from which to which day people were listened to."""

    area_code: str
    round: UUID
    round_number: int
    since: dt.date
    until: dt.date
    meetings: tuple[UUID, ...] = ()
    is_example: bool = False


@dataclass(frozen=True)
class Material:
    """What there is for one tier: the photo (or none), the meetings that were held, statements, voices."""

    area: AreaRow
    tier: str
    photo: Photo | None
    said: dict[str, Any] | None
    meetings: tuple[Meeting, ...]
    statements: tuple[Statement, ...]
    voices: Voices


def gather(of: Basis, tier: str) -> Material:
    """Read what the dossier of a round consists of. Raises NoDossier; partners' material needs `TAKE_PART`."""
    area = area_by_code(of.area_code)
    if area is None:
        raise NoDossier("Dit gebied is er niet meer. Kijk bij de gebieden welke indeling nu geldt.")
    photo = photo_for(of.area_code, tier)
    held = list(Meeting.objects.filter(pk__in=of.meetings, state__in=HELD).order_by("starts_at", "pk"))
    if tier == Tier.PUBLIC:
        held = [one for one in held if one.is_public or one.state == State.PUBLISHED]
    return Material(
        area=area,
        tier=tier,
        photo=photo,
        said=content_of(photo) if photo else None,
        meetings=tuple(held),
        statements=tuple(_statements(held)) if tier == Tier.PARTNERS else (),
        voices=voices(codes_in(area), today=of.until, since=of.since, most=MOST_TEXTS),
    )


def photo_for(area_code: str, tier: str) -> Photo | None:
    """Return the newest photo that `tier` may see and that was not taken back."""
    gone = withdrawn()
    tiers = (Tier.PARTNERS, Tier.PUBLIC) if tier == Tier.PARTNERS else (Tier.PUBLIC,)
    found = (one for name in tiers for one in photos_of(area_code, tier=name) if one.edition not in gone)
    return next(found, None)


def codes_in(area: AreaRow) -> list[str]:
    """Return the area and the buurten that it consists of."""
    year = newest("buurt")
    return list(dict.fromkeys([area.code, *(parts_of(area.code, year) if year else [])]))


def held_tables(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return the round tables among meetings."""
    return [one for one in meetings if one.kind == Kind.ROUND_TABLE]


def _statements(held: Sequence[Meeting]) -> list[Statement]:
    if TAKE_PART not in current().rights:
        raise PermissionError("the partners' part is made by who takes part in meetings")
    found = Statement.objects.filter(meeting__in=held, withdrawn=False).exclude(heads={}).select_related("organisation")
    return list(found.prefetch_related("stances__organisation"))

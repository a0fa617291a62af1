"""Counts behind the facts of rounds, for many rounds at once: photos, contributions, invitations without an answer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from wens.areas.queries import hierarchy
from wens.areas.queries import newest as newest_year
from wens.meetings.models import Invitation, Meeting
from wens.meetings.rules import invited_as, manages
from wens.photos.models import Photo
from wens.photos.queries import photos, withdrawn
from wens.rounds.models import Round
from wens.tenancy.context import current
from wens.voices.heard import GONE
from wens.voices.models import Contribution, State


@dataclass(frozen=True)
class Told:
    """Contributions of one round: read by a trained person, and waiting for that."""

    read: int = 0
    unread: int = 0


def photos_by_area(codes: Collection[str]) -> dict[str, Photo]:
    """Return the newest public photo of areas that was not taken back. Two queries."""
    gone, wanted = withdrawn(), set(codes)
    found = sorted(photos(tier="public"), key=lambda one: one.number)
    return {one.area_code: one for one in found if one.area_code in wanted and one.edition not in gone}


def told_by_round(found: Sequence[Round]) -> dict[UUID, Told]:
    """Return how many contributions each round has, from the day that it listens from. Two queries."""
    inside = _inside({one.area_code for one in found})
    first = min(one.listens_from for one in found)
    begin = dt.datetime.combine(first, dt.time.min, timezone.get_default_timezone())
    codes = {code for own in inside.values() for code in own}
    rows = Contribution.objects.filter(area_code__in=codes, received_at__gte=begin, covenant__isnull=True)
    came: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for code, at, state in rows.values_list("area_code", "received_at", "state"):
        came[code].append((timezone.localtime(at).date(), state))
    return {one.pk: _told([row for code in inside[one.area_code] for row in came[code]], one) for one in found}


def _told(rows: Sequence[tuple[dt.date, str]], one: Round) -> Told:
    own = [state for day, state in rows if day >= one.listens_from]
    unread = sum(state == State.RECEIVED for state in own)
    return Told(sum(state not in GONE for state in own), unread)


def _inside(codes: Collection[str]) -> dict[str, set[str]]:
    """The areas themselves and the buurten that each consists of."""
    inside = {code: {code} for code in codes}
    year = newest_year("buurt")
    for row in hierarchy(year).to_pylist() if year else ():
        if row["area"] in inside:
            inside[row["area"]].add(row["buurt"])
    return inside


def open_invitations(meetings: Sequence[Meeting]) -> dict[UUID, list[str]]:
    """Return per meeting the partners that have not answered; nothing for who takes no part in meetings. One query."""
    silent: dict[UUID, list[str]] = defaultdict(list)
    rows = Invitation.objects.filter(meeting__in=meetings, answer="").select_related("organisation")
    for one in rows.order_by("organisation__name"):
        if one.organisation.name not in silent[one.meeting_id]:
            silent[one.meeting_id].append(one.organisation.name)
    return silent


def own_meetings(meetings: Sequence[Meeting]) -> set[UUID]:
    """Return which of these meetings the one who acts leads or is invited to. One query."""
    by = current().actor
    if manages(by):
        return {one.pk for one in meetings}
    return set(Invitation.objects.filter(invited_as(by), meeting__in=meetings).values_list("meeting_id", flat=True))

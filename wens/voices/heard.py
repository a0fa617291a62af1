"""Reading what may be told of contributions: no text as written, no place within an area, no contact."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from wens.access.seeing import PUBLIC, sees
from wens.voices.models import MASKED, Contribution, State
from wens.voices.rules import item_of

GONE = (State.RECEIVED, State.LAPSED, State.WITHDRAWN, State.ERASED)


@dataclass(frozen=True)
class Voice:
    """One contribution that a trained person read. `public_text` is empty unless everybody may read it."""

    contribution: UUID
    area_code: str
    theme: str
    subject: str
    street: str
    speaker: str
    channel: str
    size: str
    frequency: str
    since: str
    received_on: dt.date
    public_text: str
    presses: int


def voices(area_codes: Sequence[str], *, since: dt.date) -> list[Voice]:
    """Return the contributions in these areas since a day (Amsterdam). One query.

    Only what was read and cleaned counts: an unread flood changes no page. Contributions that were merged are voices
    of their own, under the subject of the one that they were merged into. What stands under a covenant never counts,
    whoever asks: pages that are made for one are shown to all.
    """
    begin = dt.datetime.combine(since, dt.time.min, timezone.get_default_timezone())
    return [_voice(one) for one in _telling().filter(area_code__in=area_codes, received_at__gte=begin)]


def voices_among(keys: Collection[UUID]) -> list[Voice]:
    """Return those of these contributions that count, by the same rules as `voices`. One query."""
    return [_voice(one) for one in _telling().filter(pk__in=list(keys))]


def _telling() -> QuerySet[Contribution]:
    read = ~Q(cleaned_text="") & ~Q(cleaned_by=MASKED) & ~Q(state__in=GONE)
    of_read = Q(merged_into__cleaned_text__gt="") & ~Q(merged_into__cleaned_by=MASKED)
    merged = Q(state=State.MERGED) & of_read & ~Q(merged_into__state__in=GONE)
    found = Contribution.objects.filter(read | merged, covenant__isnull=True).select_related("merged_into")
    return found.annotate(presses=Count("echoes")).order_by("-received_at", "pk")


def _voice(one: Contribution) -> Voice:
    whole = one.merged_into or one
    return Voice(
        contribution=one.pk,
        area_code=one.area_code,
        theme=whole.theme,
        subject=whole.subject,
        street=one.street,
        speaker=one.speaker,
        channel=one.channel,
        size=one.size,
        frequency=one.frequency,
        since=one.since,
        received_on=timezone.localtime(one.received_at).date(),
        public_text=one.cleaned_text if sees(PUBLIC, item_of(one)) and one.state != State.MERGED else "",
        presses=one.presses,  # type: ignore[attr-defined]
    )

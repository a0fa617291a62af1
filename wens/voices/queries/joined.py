"""What belongs together: contributions that were merged, and those that may be about the same thing."""

import datetime as dt
import math
import uuid
from dataclasses import dataclass

from django.db.models import Q

from wens.voices.models import Contribution, Original, State
from wens.voices.queries.inbox import codes_within
from wens.voices.similar import similarities

NEAR_M = 250.0
NEAR_DAYS = 90
ALIKE, ALIKE_OF_ONE_SUBJECT = 0.3, 0.15
"""Cosine from which two texts are shown beside each other. On the demo's texts, pairs about one thing score 0.5 to 0.7
and pairs that share no more than Dutch up to 0.3; a subject that both writers chose says half of it already."""
MOST_COMPARED = 200
MOST_SHOWN = 5


@dataclass(frozen=True)
class Likely:
    """A contribution that may be about the same: how alike the texts are (0 to 1), metres and days between them."""

    contribution: Contribution
    alike: float
    metres: float | None
    days: int


def whole_of(one: Contribution) -> Contribution:
    """Return the contribution that it is part of now, itself when it was not merged."""
    while one.merged_into is not None:
        one = one.merged_into
    return one


def followed_with(whole: uuid.UUID) -> list[uuid.UUID]:
    """Return the contribution and all that were merged into it, also by way of another one: who follows one of them
    hears about the whole."""
    found, wave = [whole], [whole]
    while wave:
        wave = list(Contribution.objects.filter(merged_into__in=wave).values_list("pk", flat=True))
        found += wave
    return found


def likely_duplicates(one: Contribution) -> list[Likely]:
    """Return at most five that may be about the same as `one`: near in place and time, and alike in text.

    Near is the same area or within 250 m, and within 90 days. Texts as written are compared only for who may read them
    (the database gives others no row) and are not shown by this; otherwise the cleaned texts are.
    """
    days = dt.timedelta(days=NEAR_DAYS)
    around = Contribution.objects.filter(
        received_at__gte=one.received_at - days, received_at__lte=one.received_at + days
    ).exclude(pk=one.pk)
    around = around.exclude(state__in=(State.MERGED, State.WITHDRAWN, State.ERASED))
    codes = set(codes_within(one.area_code))
    place = Q(area_code__in=codes)
    if one.x is not None and one.y is not None:
        x, y = one.x, one.y
        place |= Q(x__range=(x - NEAR_M, x + NEAR_M), y__range=(y - NEAR_M, y + NEAR_M))
    near = [other for other in around.filter(place) if other.area_code in codes or _within(one, other)]
    near = sorted(near, key=lambda other: abs(other.received_at - one.received_at))[:MOST_COMPARED]
    texts = _texts([one, *near])
    scores = similarities(texts[one.pk], [texts[other.pk] for other in near])
    found = [
        Likely(other, score, _metres(one, other), abs((other.received_at - one.received_at).days))
        for other, score in zip(near, scores, strict=True)
        if score >= (ALIKE_OF_ONE_SUBJECT if one.subject and one.subject == other.subject else ALIKE)
    ]
    return sorted(found, key=lambda likely: -likely.alike)[:MOST_SHOWN]


def _texts(those: list[Contribution]) -> dict[uuid.UUID, str]:
    written = dict(Original.objects.filter(contribution__in=those).values_list("contribution_id", "text"))
    return {one.pk: written.get(one.pk) or one.cleaned_text for one in those}


def _metres(one: Contribution, other: Contribution) -> float | None:
    """Distance in RD New; None when one of them is about a whole area."""
    if one.x is None or one.y is None or other.x is None or other.y is None:
        return None
    return math.hypot(one.x - other.x, one.y - other.y)


def _within(one: Contribution, other: Contribution) -> bool:
    metres = _metres(one, other)
    return metres is not None and metres <= NEAR_M

"""The red list: what should have happened and did not. Each line has somebody who looks after it, or asks for one."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from wens.voices.models import Contribution, Handover, State
from wens.voices.queries.inbox import UNREAD
from wens.voices.states import AT_HAND

Reason = Literal["not_delivered", "urgent_unanswered", "urgent_returned", "unanswered", "unread", "parked_over"]
ORDER: tuple[Reason, ...] = (
    "urgent_returned", "urgent_unanswered", "not_delivered", "unread", "unanswered", "parked_over",
)  # fmt: skip


@dataclass(frozen=True)
class RedItem:
    """One line: why, about what, since when."""

    reason: Reason
    contribution: Contribution
    since: dt.datetime
    handover: Handover | None = None


def red_list(at: dt.datetime | None = None) -> list[RedItem]:
    """Return what is late or did not arrive at a moment (now), the gravest first and the oldest first in each kind."""
    now = at or timezone.now()
    found = [*_with_partners(now), *_at_hand(now)]
    return sorted(found, key=lambda item: (ORDER.index(item.reason), item.since))


def _with_partners(now: dt.datetime) -> list[RedItem]:
    found = []
    waiting = Handover.objects.filter(state=Handover.State.OFFERED)
    for one in waiting.select_related("contribution__owner", "organisation"):
        if one.answer_before <= now:
            reason: Reason = "urgent_unanswered" if one.is_urgent else "unanswered"
            found.append(RedItem(reason, one.contribution, one.answer_before, one))
        elif one.problem:
            found.append(RedItem("not_delivered", one.contribution, one.offered_at, one))
    return found


def _at_hand(now: dt.datetime) -> list[RedItem]:
    at_hand = Contribution.objects.filter(state__in=AT_HAND).select_related("owner")
    today = timezone.localdate(now)
    found = [RedItem("urgent_returned", one, one.state_since) for one in at_hand.filter(is_urgent=True)]
    unread = Contribution.objects.filter(UNREAD, read_before__lte=now).exclude(state=State.RECEIVED, is_urgent=True)
    found += [RedItem("unread", one, one.read_before) for one in unread.select_related("owner")]
    over = at_hand.filter(state=State.PARKED, is_urgent=False, parked_until__lte=today)
    return found + [RedItem("parked_over", one, one.state_since) for one in over]

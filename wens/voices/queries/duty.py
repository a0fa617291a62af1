"""Who is on duty, and when nobody is."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from wens.areas.queries import lies_within
from wens.voices.models import DutyShift


@dataclass(frozen=True)
class Gap:
    """A time in which nobody is on duty."""

    starts_at: dt.datetime
    ends_at: dt.datetime


def on_duty(at: dt.datetime | None = None) -> list[DutyShift]:
    """Return the shifts that cover a moment (now), the one that began first before the others.

    A shift of somebody who can no longer log in covers nothing.
    """
    moment = at or timezone.now()
    found = DutyShift.objects.filter(starts_at__lte=moment, ends_at__gt=moment, account__is_active=True)
    return list(found.select_related("organisation", "account"))


def on_duty_for(area_code: str, at: dt.datetime | None = None) -> list[DutyShift]:
    """Return the shifts that cover a moment (now) and an area: of partners that work for all of it, in the same order.

    A partner without areas of its own works for the whole gemeente.
    """
    return [
        shift for shift in on_duty(at)
        if not shift.organisation.area_codes or lies_within(area_code, shift.organisation.area_codes)
    ]  # fmt: skip


def is_staffed(at: dt.datetime | None = None) -> bool:
    """Tell whether urgent help may be offered at a moment (now)."""
    return bool(on_duty(at))


def shifts_from(since: dt.datetime) -> list[DutyShift]:
    """Return the shifts that end after `since`, in order of their start."""
    found = DutyShift.objects.filter(ends_at__gt=since, account__is_active=True)
    return list(found.select_related("organisation", "account"))


def gaps(since: dt.datetime, until: dt.datetime) -> list[Gap]:
    """Return the times between `since` and `until` that no shift covers, in order."""
    found, covered = [], since
    for shift in shifts_from(since):
        if shift.starts_at >= until:
            break
        if shift.starts_at > covered:
            found.append(Gap(covered, shift.starts_at))
        covered = max(covered, shift.ends_at)
    if covered < until:
        found.append(Gap(covered, until))
    return found

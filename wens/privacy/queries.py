"""Shared reads: what was erased, and requests."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from wens.privacy.models import Erased, Request
from wens.privacy.states import OPEN


@dataclass(frozen=True)
class Tombstone:
    """A public text that was removed by law: where and when, nothing else."""

    area_code: str
    on: dt.date


def tombstones(area_codes: Collection[str], *, since: dt.date) -> list[Tombstone]:
    """Return the public texts of these areas that were removed since a day, newest first. One query."""
    rows = Erased.objects.filter(was_public=True, area_code__in=area_codes, at__date__gte=since).order_by("-at")
    return [Tombstone(one.area_code, timezone.localdate(one.at)) for one in rows]


def requests(*, only_open: bool = False) -> list[Request]:
    """Return the requests, the nearest deadline first; none without the right `handle_privacy_requests`."""
    rows = Request.objects.all()
    return list(rows.filter(state__in=OPEN) if only_open else rows)


def request(key: UUID) -> Request | None:
    """Return one request, or none; also without the right."""
    return Request.objects.select_related("account").filter(pk=key).first()

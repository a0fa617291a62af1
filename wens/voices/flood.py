"""Holding back a flood: how often one connection may send something. Kept for an hour, in PostgreSQL, as a keyed hash.

Everything is counted per gemeente. A hall at a meeting shares one connection; who types the open code of that meeting
is not held back (`wens.voices.occasions`).
"""

import datetime as dt
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from wens.voices.models import Attempt
from wens.voices.occasions import is_open_now

FORGET_AFTER = dt.timedelta(hours=1)
FORGET_AT_ONCE = 200


@dataclass(frozen=True)
class Limit:
    """At most `most` times in `minutes`."""

    most: int
    minutes: int


LIMITS = {
    "step": Limit(600, 10),
    "photo": Limit(20, 10),
    "send": Limit(10, 10),
    "urgent": Limit(3, 60),
    "report": Limit(10, 10),
    "echo": Limit(30, 10),
}


def is_flood(request: HttpRequest, kind: str, *, occasion: str = "") -> bool:
    """Count one thing sent and tell whether it is one too many; what is held back is not counted again."""
    if occasion and is_open_now(occasion):
        return False
    limit, now, address = LIMITS[kind], timezone.now(), _address(request)
    _forget(now)
    since = now - dt.timedelta(minutes=limit.minutes)
    if Attempt.objects.filter(kind=kind, address=address, at__gt=since).count() >= limit.most:
        return True
    Attempt.objects.create(kind=kind, address=address, at=now)
    return False


def _address(request: HttpRequest) -> str:
    """The keyed hash of the visitor's address; tomorrow it is another one."""
    message = f"{timezone.localdate()}\0{visitor(request)}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()[:32]


def visitor(request: HttpRequest) -> str:
    """Return the address of the visitor: the last one that our own proxies saw, because others can be made up."""
    proxies: int = settings.WENS.proxies
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _forget(now: dt.datetime) -> None:
    """Remove what is older than an hour, without waiting for a request that does the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM voices_attempt WHERE id IN "
            "(SELECT id FROM voices_attempt WHERE at < %s LIMIT %s FOR UPDATE SKIP LOCKED)",
            [now - FORGET_AFTER, FORGET_AT_ONCE],
        )

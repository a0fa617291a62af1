"""Codes and links that open nothing are counted per visitor for a short while; who guesses on has to wait.

Only wrong ones count, so a hall that follows its own contributions over one connection is never held back.
"""

import datetime as dt

from django.utils import timezone
from django.utils.crypto import salted_hmac

from wens.followup.models import WrongCode

MOST_WRONG = 20
WITHIN = dt.timedelta(minutes=15)


def note_wrong(visitor: str) -> None:
    """Count one wrong code of a visitor (an internet address, kept as a keyed hash of the day)."""
    WrongCode.objects.create(visitor=_hashed(visitor), at=timezone.now())


def has_to_wait(visitor: str) -> bool:
    """Tell whether this visitor tried too many wrong codes just now."""
    since = timezone.now() - WITHIN
    return WrongCode.objects.filter(visitor=_hashed(visitor), at__gt=since).count() >= MOST_WRONG


def forget_wrong() -> int:
    """Remove what no longer counts; returns how many."""
    return WrongCode.objects.filter(at__lt=timezone.now() - WITHIN).delete()[0]


def _hashed(visitor: str) -> str:
    return salted_hmac("wens.followup.visitor", visitor, algorithm="sha256").hexdigest()

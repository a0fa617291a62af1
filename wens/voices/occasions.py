"""Whether a code of a meeting is good now: who carries one is not held back as part of a flood."""

import re

from django.db import connection
from django.utils import timezone

from wens.voices.models import Occasion

CODE = re.compile(r"[A-Z0-9]{6}")


def is_open(code: str) -> Occasion | None:
    """Return the meeting that a typed code opens now, or none; capitals, spaces and dashes do not matter."""
    plain = "".join(sign for sign in code[:40].upper() if sign.isalnum())
    if not CODE.fullmatch(plain):
        return None
    now = timezone.now()
    return next(iter(Occasion.objects.filter(code=plain, starts_at__lte=now, ends_at__gt=now)[:1]), None)


def is_open_now(code: str) -> bool:
    """Tell whether a meeting is open; ``code`` is one that `is_open` gave. Asked at every step: no model is made."""
    with connection.cursor() as cursor:
        question = "SELECT FROM voices_occasion WHERE code = %s AND %s >= starts_at AND %s < ends_at"
        cursor.execute(question, [code, now := timezone.now(), now])
        return bool(cursor.rowcount)


def occasions() -> list[Occasion]:
    """Return the meetings, the latest first."""
    return list(Occasion.objects.all()[:100])

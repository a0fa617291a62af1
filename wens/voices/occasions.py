"""Whether a code of a meeting is good now: who carries one is not held back as part of a flood."""

import re

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


def occasions() -> list[Occasion]:
    """Return the meetings, the latest first."""
    return list(Occasion.objects.all()[:100])

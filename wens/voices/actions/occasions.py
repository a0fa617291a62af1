"""Opening a meeting, at which a whole hall tells something over one connection, and closing it."""

import datetime as dt
import secrets
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.tenancy.context import Actor
from wens.voices.actions.stepping import VoicesError
from wens.voices.codes import ALPHABET
from wens.voices.models import Occasion
from wens.voices.rules import need_triage

CODE_LENGTH = 6
LONGEST = dt.timedelta(hours=12)


def open_occasion(*, title: str, area_code: str, starts_at: dt.datetime, ends_at: dt.datetime, by: Actor) -> Occasion:
    """Make a meeting with a code of its own. Raises NotAllowed, and VoicesError for longer than twelve hours."""
    need_triage(by)
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise VoicesError(_("Een bijeenkomst eindigt na het begin, en duurt hoogstens twaalf uur."))
    if ends_at <= timezone.now():
        raise VoicesError(_("Deze bijeenkomst is al voorbij. Voer in wat er gezegd is bij ‘Na een bijeenkomst’."))
    one = Occasion.objects.create(
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)), title=title.strip(), area_code=area_code,
        starts_at=starts_at, ends_at=ends_at, made_by=by.reference,
    )  # fmt: skip
    record("voices.occasion.opened", subject=f"occasion:{one.pk}", by=by, data={"area": area_code})
    return one


def close_occasion(*, occasion: uuid.UUID, by: Actor) -> Occasion:
    """End a meeting now: its code no longer opens anything. Raises NotAllowed, Occasion.DoesNotExist."""
    need_triage(by)
    one = Occasion.objects.select_for_update().get(pk=occasion)
    one.ends_at = max(min(one.ends_at, timezone.now()), one.starts_at)
    one.save(update_fields=["ends_at"])
    record("voices.occasion.closed", subject=f"occasion:{one.pk}", by=by)
    return one

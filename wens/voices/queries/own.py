"""The own dealings of a civic group: what it told, and nothing of others."""

import uuid

from django.db.models import QuerySet

from wens.tenancy.context import current
from wens.voices.models import Contribution


def own_contributions() -> QuerySet[Contribution]:
    """Return what the acting organisation told, the last first; row-level security gives its own words with it."""
    of = current().organisation
    found = Contribution.objects.filter(group_id=uuid.UUID(of)) if of else Contribution.objects.none()
    return found.select_related("original", "handler", "owner", "merged_into").order_by("-received_at", "pk")


def own_contribution(key: uuid.UUID) -> Contribution | None:
    """Return one of them, or none."""
    return own_contributions().filter(pk=key).first()

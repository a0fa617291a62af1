"""The own dealings of a civic group: what it told, and nothing of others."""

import uuid

from django.db.models import QuerySet

from wens.access.seeing import acting_viewer
from wens.voices.models import Contribution
from wens.voices.rules import seen_by


def own_contributions() -> QuerySet[Contribution]:
    """Return what the acting organisation told, the last first; row-level security gives its own words with it."""
    viewer = acting_viewer()
    found = Contribution.objects.filter(seen_by(viewer), group_id__isnull=False, group_id=viewer.organisation)
    return found.select_related("original", "handler", "owner", "merged_into").order_by("-received_at", "pk")


def own_contribution(key: uuid.UUID) -> Contribution | None:
    """Return one of them, or none."""
    return own_contributions().filter(pk=key).first()

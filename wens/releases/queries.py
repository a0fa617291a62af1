"""Shared reads of the ledger."""

from django.db.models import QuerySet

from wens.releases.models import Release


def released(*, area_code: str, indicator: str, period: str) -> QuerySet[Release]:
    """Return everything that was ever public about a cell, the oldest first."""
    found = Release.objects.filter(area_code=area_code, indicator=indicator, period=period)
    return found.order_by("first_released_at", "pk")

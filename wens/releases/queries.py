"""Shared reads of the ledger."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from wens.releases.models import Release


def released(*, area_code: str, indicator: str, period: str) -> QuerySet[Release]:
    """Return everything that was ever public about a cell, the oldest first."""
    found = Release.objects.filter(area_code=area_code, indicator=indicator, period=period)
    return found.order_by("first_released_at", "pk")


def released_counts(indicators: Sequence[str]) -> list[dict[str, Any]]:
    """Return every count that was ever public of these indicators: area_code, indicator, period, edition, count.

    `edition` is the first that said it. One query.
    """
    found = Release.objects.filter(indicator__in=list(indicators), count__isnull=False).order_by("pk")
    return [dict(row) for row in found.values("area_code", "indicator", "period", "edition", "count")]

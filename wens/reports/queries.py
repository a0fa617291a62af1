"""Shared reads on reports. Inside `acting`; what is not public only for who sees rounds."""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from wens.dossiers.queries import Shown
from wens.dossiers.queries.frozen import DAMAGED, ERASED
from wens.dossiers.quoting import seal_of
from wens.photos.canonical import digest_of
from wens.reports.models import OUTSIDE, Report, State


class ReportDamaged(Exception):
    """What is stored is not what was made; the message says which report and what to do."""


def report(key: UUID) -> Report | None:
    """Return one report, or None, also for who may not see it."""
    return Report.objects.filter(pk=key).first()


def public_reports(area_code: str) -> list[Report]:
    """Return what was ever public of a wijk, without its content, the newest first. One query."""
    found = Report.objects.filter(area_code=area_code, state__in=OUTSIDE)
    return list(found.defer("content").order_by("-number"))


def public_report(area_code: str, number: int) -> Report | None:
    """Return one report that is or was public, or None."""
    return Report.objects.filter(area_code=area_code, number=number, state__in=OUTSIDE).first()


def published(area_codes: Collection[str] | None = None) -> list[Report]:
    """Return the report that holds now per wijk (of these areas), without its content. One query."""
    found = Report.objects.filter(state=State.PUBLISHED).defer("content")
    return list(found if area_codes is None else found.filter(area_code__in=area_codes))


def underway(area_codes: Collection[str] | None = None) -> list[Report]:
    """Return the reports that wait for a signature or for publication, the longest first. One query."""
    found = Report.objects.filter(state__in=(State.PROPOSED, State.SIGNED)).defer("content").order_by("state_since")
    return list(found if area_codes is None else found.filter(area_code__in=area_codes))


def of_rounds(rounds: Collection[UUID]) -> list[Report]:
    """Return the reports of rounds, without their content, the newest first; only what the reader may see."""
    return list(Report.objects.filter(round__in=rounds).defer("content").order_by("-made_at"))


def content_of(one: Report) -> dict[str, Any]:
    """Return what a report says, after checking it against its digest. Raises ReportDamaged."""
    if digest_of(one.content) != one.digest:
        raise ReportDamaged(f"Report {one} is not what was made: restore the database from a backup.")
    content: dict[str, Any] = json.loads(one.content)
    return content


def texts_of(one: Report) -> dict[str, Shown]:
    """Return per seal the text, or why it is not there; a seal that is missing was past its retention. One query."""
    return {row.seal: _shown(row.text, row.salt, row.seal, row.erased_on is not None) for row in one.texts.all()}


def _shown(text: str, salt: str, seal: str, erased: bool) -> Shown:
    if erased:
        return Shown("", ERASED)
    return Shown(text) if seal_of(salt, text) == seal else Shown("", DAMAGED)

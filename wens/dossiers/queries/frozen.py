"""Reading frozen dossiers, and the texts in them that may still be shown. Inside `acting`."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wens.dossiers.models import Dossier, Quote, Tier
from wens.dossiers.quoting import Sealed, seal_of
from wens.meetings.models import PublicText
from wens.photos.canonical import digest_of
from wens.voices.models import Contribution

ERASED, NOT_PUBLIC, OVER, DAMAGED = "erased", "not_public", "over", "damaged"
"""Why a text is not there: erased by law, no longer public, past its retention, or not what was frozen."""


class DossierDamaged(Exception):
    """What is stored is not what was frozen; the message says which dossier and what to do."""


@dataclass(frozen=True)
class Shown:
    """A text of a dossier, or why it is not there."""

    text: str
    why_not: str = ""


def dossiers_of(area_code: str, tier: str) -> list[Dossier]:
    """Return the dossiers of an area without their content, the newest first. One query."""
    return list(Dossier.objects.filter(tier=tier, area_code=area_code).defer("content").order_by("-number"))


def of_rounds(rounds: list[UUID]) -> list[Dossier]:
    """Return the dossiers of rounds without their content, the newest first; only what the reader may see."""
    return list(Dossier.objects.filter(round__in=rounds).defer("content").order_by("-number"))


def latest(area_code: str, tier: str) -> Dossier | None:
    """Return the newest dossier of an area, or None. One query."""
    return Dossier.objects.filter(tier=tier, area_code=area_code).order_by("-number").first()


def dossier(area_code: str, number: int, tier: str = Tier.PUBLIC) -> Dossier | None:
    """Return one dossier, or None. One query."""
    return Dossier.objects.filter(tier=tier, area_code=area_code, number=number).first()


def content_of(one: Dossier) -> dict[str, Any]:
    """Return what a dossier says, after checking it against its digest. Raises DossierDamaged."""
    if digest_of(one.content) != one.digest:
        raise DossierDamaged(f"Dossier {one} is not what was frozen: restore the database from a backup.")
    content: dict[str, Any] = json.loads(one.content)
    return content


def sealed_in(one: Dossier) -> list[Sealed]:
    """Return the texts of a dossier that are still there, with what their seals are made of. One query."""
    kept = one.quotes.filter(erased_on=None)
    return [Sealed(row.seal, row.salt, row.text, row.kind, row.source, row.part) for row in kept]


def texts_of(one: Dossier) -> dict[str, Shown]:
    """Return per seal the text that may be shown now, or why not; a seal that is missing was past its retention.

    What everybody reads follows its source: taken back there, it is not shown here either. Three queries.
    """
    rows = list(one.quotes.all())
    closed = _no_longer_public(rows) if one.tier == Tier.PUBLIC else set()
    return {row.seal: _shown(row, closed) for row in rows}


def _shown(row: Quote, closed: set[UUID]) -> Shown:
    if row.erased_on is not None:
        return Shown("", ERASED)
    if row.source in closed:
        return Shown("", NOT_PUBLIC)
    if seal_of(row.salt, row.text) != row.seal:
        return Shown("", DAMAGED)
    return Shown(row.text)


def _no_longer_public(rows: list[Quote]) -> set[UUID]:
    """The sources that were taken back; one that is past its retention was never taken back."""
    told = [row.source for row in rows if row.kind == Quote.Kind.CONTRIBUTION]
    written = {row.source for row in rows if row.kind == Quote.Kind.PUBLIC_TEXT}
    closed = set(Contribution.objects.filter(pk__in=told, is_public=False).values_list("pk", flat=True))
    return closed | (
        written - set(PublicText.objects.filter(statement_id__in=written).values_list("statement_id", flat=True))
    )

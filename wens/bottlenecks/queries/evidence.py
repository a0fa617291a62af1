"""What knelpunten rest on, both ways, as far as the reader's tier allows. Inside `acting`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from wens.bottlenecks.material import Found, Reader
from wens.bottlenecks.models import Bottleneck, Evidence, EvidenceKind
from wens.meetings.models import Statement
from wens.signalling.models import Signal
from wens.signalling.queries.signals import signals_by_key
from wens.tenancy.context import Actor
from wens.voices.models import Contribution


@dataclass(frozen=True)
class Basis:
    """One link of a knelpunt, as this reader may see it; `found.hidden` says why words are missing."""

    row: Evidence
    found: Found


def basis_of(one: Bottleneck, by: Actor) -> list[Basis]:
    """Return what a knelpunt rests on. At most six queries, whatever it rests on."""
    rows = list(one.evidence.select_related("photo"))
    reader = Reader(by)
    statements = {row.pk: row for row in _statements(rows)}
    contributions = {row.pk: row for row in Contribution.objects.filter(pk__in=_keys(rows, EvidenceKind.CONTRIBUTION))}
    signals = signals_by_key(_keys(rows, EvidenceKind.SIGNAL))
    return [Basis(row, _found(row, reader, statements, contributions, signals)) for row in rows]


def _keys(rows: Sequence[Evidence], kind: EvidenceKind) -> list[UUID]:
    return [row.source for row in rows if row.kind == kind and row.source]


def _statements(rows: Sequence[Evidence]) -> list[Statement]:
    keys = _keys(rows, EvidenceKind.STATEMENT)
    return list(Statement.objects.filter(pk__in=keys).select_related("organisation", "meeting")) if keys else []


def _found(
    row: Evidence,
    reader: Reader,
    statements: dict[UUID, Statement],
    contributions: dict[UUID, Contribution],
    signals: dict[UUID, Signal],
) -> Found:
    if row.kind == EvidenceKind.FIGURE and row.photo:
        return reader.figure(row.photo, row.indicator)
    if row.kind == EvidenceKind.STATEMENT:
        return reader.statement(row.source, statements.get(row.source) if row.source else None)
    if row.kind == EvidenceKind.SIGNAL:
        return reader.signal(row.source, signals.get(row.source) if row.source else None)
    return reader.contribution(row.source, contributions.get(row.source) if row.source else None)


def resting_on(*, source: UUID | None = None, photo: int | None = None, indicator: str = "") -> list[Bottleneck]:
    """Return the knelpunten that rest on a statement or contribution (`source`), or on a figure. One query."""
    rows = Evidence.objects.filter(source=source) if source else Evidence.objects.filter(photo=photo)
    if indicator:
        rows = rows.filter(indicator=indicator)
    return list(Bottleneck.objects.filter(pk__in=rows.values("bottleneck")))


def sources_of(bottleneck: UUID, kind: EvidenceKind) -> list[UUID]:
    """Return the ids of the statements or contributions that a knelpunt rests on. One query."""
    found = Evidence.objects.filter(bottleneck=bottleneck, kind=kind, source__isnull=False)
    return [key for key in found.values_list("source", flat=True) if key]

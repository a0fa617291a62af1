"""From bytes to corrected cells, before anything is known about the gemeenten of this installation. Writes nothing."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wens.intake import corrections as mending
from wens.intake import snapshots
from wens.intake.cells import Finding, Parsed
from wens.intake.corrections import Corrected, Correction
from wens.intake.definitions import Source
from wens.intake.mapping import Mapping
from wens.intake.parsing import parse_file


@dataclass(frozen=True)
class Delivery:
    """One file as it was brought: its bytes, where it came from, and what was said with it."""

    data: bytes
    name: str
    url: str = ""
    mapping: Mapping | None = None
    period: str | None = None
    released_on: dt.date | None = None
    corrections: Sequence[Correction] = field(default_factory=tuple)


@dataclass(frozen=True)
class Options:
    """How to load: `division` of the areas, and what a person has looked at and accepts.

    `only`: the code of the one gemeente that it is loaded for; empty: every gemeente of this installation.
    """

    commit: bool = False
    division: int | None = None
    accept_findings: bool = False
    allow_shrink: bool = False
    only: str = ""


@dataclass(frozen=True)
class Read:
    """A delivery that was read and corrected; `sha256` is of the bytes as they were brought."""

    parsed: Parsed
    corrected: Corrected

    @property
    def findings(self) -> list[Finding]:
        """Everything that is worth telling about the delivery so far."""
        return [*self.parsed.findings, *self.corrected.findings]


def recipe_of(source: Source, delivery: Delivery) -> str:
    """Return a hash of everything but the bytes that decides what is read; the same recipe reads the same cells."""
    ways: dict[str, Any] = {
        "mapping": delivery.mapping.model_dump(mode="json", exclude={"name"}) if delivery.mapping else None,
        "period": delivery.period,
        "corrections": [one.model_dump() for one in _corrections(source, delivery)],
    }
    return hashlib.sha256(json.dumps(ways, sort_keys=True, default=str).encode()).hexdigest()


def read_delivery(source: Source, delivery: Delivery) -> Read:
    """Parse the bytes and apply the corrections of the source and of this delivery."""
    parsed = parse_file(source.key, delivery.data, name=delivery.name, mapping=delivery.mapping, period=delivery.period)
    if not parsed.usable:
        return Read(parsed, Corrected(parsed.cells, [], []))
    name, sha256 = delivery.name, snapshots.digest(delivery.data)
    standing = mending.apply(parsed.cells, mending.standing_corrections(source.key), file=name, sha256=sha256)
    given = mending.apply(standing.cells, delivery.corrections, file=name, sha256=sha256, required=True)
    applied, findings = standing.applied + given.applied, standing.findings + given.findings
    return Read(parsed, Corrected(given.cells, applied, findings))


def refuses(findings: Sequence[Finding], options: Options) -> bool:
    """Whether the findings stop an import: an error always, a finding unless a person accepts the findings."""
    stops = {"error"} if options.accept_findings else {"error", "finding"}
    return any(finding.severity in stops for finding in findings)


def _corrections(source: Source, delivery: Delivery) -> list[Correction]:
    return [*mending.standing_corrections(source.key), *delivery.corrections]

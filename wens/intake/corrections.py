"""Corrections are data: what was wrong in a delivery, what it has to be, and why.

A correction names a cell and the value that stands there now. When that value is not there (the supplier mended it, or
sent another file) nothing is changed and a finding says so, because a correction that silently no longer fits is how
mistakes get in. Format: `wens/definitions/corrections/README.md`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator, model_validator

from wens.intake.cells import Finding
from wens.intake.periods import period_of

DEFINITIONS = Path(__file__).parent.parent / "definitions" / "corrections"


class CorrectionsError(ValueError):
    """A file of corrections is not what it should be; the message names the file, the entry and the field."""


class Correction(BaseModel):
    """One cell to mend: a file and row or an area and period, always the measure, the expected and the new value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: str
    file: str | None = None
    row: int | None = Field(default=None, ge=2)
    area: str | None = None
    period: str | None = None
    expect: float | None
    value: float | None
    reason: str = Field(min_length=10)
    status: Literal["proposed", "accepted", "withdrawn"]

    @field_validator("period", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        return str(value) if isinstance(value, int | dt.date) else value

    @model_validator(mode="after")
    def _names_a_cell(self) -> "Correction":
        if self.row is None and (self.area is None or self.period is None):
            raise ValueError("name the cell: a row (with its file), or an area and a period")
        if self.row is not None and self.file is None:
            raise ValueError("a row number means nothing without the file that it is in")
        return self

    def describe(self) -> str:
        """Return the cell in words, for a message."""
        parts = [self.measure, self.area, self.period, self.row and f"row {self.row}", self.file]
        return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True)
class Corrected:
    """Cells after correction, what was changed (as stored with the snapshot) and what did not fit."""

    cells: pa.Table
    applied: list[dict[str, Any]]
    findings: list[Finding]


def read_corrections(path: Path) -> list[Correction]:
    """Read a file of corrections; raise :class:`CorrectionsError` with everything that is wrong in it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        return TypeAdapter(list[Correction]).validate_python(content)
    except OSError as error:
        raise CorrectionsError(f"{path}: cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path}: is not YAML in UTF-8 ({error}).") from error
    except ValidationError as error:
        problems = "; ".join(f"entry {_where(problem['loc'])}: {problem['msg']}" for problem in error.errors())
        raise CorrectionsError(f"{path}: {problems}.") from error


def standing_corrections(source: str) -> list[Correction]:
    """Return the reviewed corrections of a source that travel with the project."""
    path = DEFINITIONS / f"{source}.yaml"
    return read_corrections(path) if path.exists() else []


def apply(
    cells: pa.Table, corrections: Sequence[Correction], *, file: str, sha256: str, required: bool = False
) -> Corrected:
    """Return the cells with every accepted correction that concerns this delivery applied.

    A correction concerns a delivery when it names its file (by name or sha256), or names no file and the delivery holds
    its measure and period. `required` (corrections given with this very import) makes "concerns nothing" a finding too.
    """
    values = np.asarray(cells.column("value").to_numpy(), dtype=float).copy()
    missing = cells.column("missing").to_pylist() if corrections else []
    applied: list[dict[str, Any]] = []
    findings: list[Finding] = []
    for correction in corrections:
        if correction.status == "withdrawn":
            continue
        if not _concerns(cells, correction, file, sha256):
            findings += [_finding("correction_unused", correction, file, "concerns no cell of this file")] * required
            continue
        found = np.flatnonzero(_matching(cells, correction))
        problem = _misfit(correction, values[found])
        if problem:
            findings.append(_finding("correction_misfit", correction, file, problem))
        elif correction.status == "proposed":
            findings.append(_finding("correction_proposed", correction, file, "is proposed, not accepted", "notice"))
        else:
            at = int(found[0])
            applied.append({**correction.model_dump(), "row": cells.column("row")[at].as_py()})
            values[at] = np.nan if correction.value is None else correction.value
            missing[at] = "unknown" if correction.value is None else None
    return Corrected(_with_values(cells, values, missing) if applied else cells, applied, findings)


def _concerns(cells: pa.Table, correction: Correction, file: str, sha256: str) -> bool:
    if correction.file is not None:
        return correction.file in (file, sha256)
    held = _mask(pc.equal(cells.column("measure"), correction.measure))
    return bool((held & (period_of(cells) == correction.period)).any())


def _matching(cells: pa.Table, correction: Correction) -> np.ndarray[Any, np.dtype[np.bool_]]:
    matching = _mask(pc.equal(cells.column("measure"), correction.measure))
    if correction.row is not None:
        matching &= _mask(pc.equal(cells.column("row"), correction.row))
    if correction.area is not None:
        matching &= _mask(pc.equal(cells.column("area"), correction.area))
    if correction.period is not None:
        matching &= period_of(cells) == correction.period
    return matching


def _misfit(correction: Correction, found: np.ndarray[Any, np.dtype[np.float64]]) -> str:
    if len(found) != 1:
        return f"names {len(found)} cells of this file; it must name exactly one"
    now = None if np.isnan(found[0]) else float(found[0])
    if now != correction.expect:
        return f"expects {_text(correction.expect)} but the file says {_text(now)}"
    return ""


def _finding(
    code: str, correction: Correction, file: str, problem: str, severity: Literal["finding", "notice"] = "finding"
) -> Finding:
    return Finding(
        code=code,
        problem=f"The correction of {correction.describe()} {problem}",
        remedy="Look at the file again and change the correction, or set its status to withdrawn.",
        file=file,
        row=correction.row,
        value=_text(correction.expect),
        severity=severity,
    )


def _with_values(cells: pa.Table, values: np.ndarray[Any, Any], missing: list[str | None]) -> pa.Table:
    value = pa.array(values, pa.float64(), mask=np.isnan(values))
    cells = cells.set_column(cells.column_names.index("value"), "value", value)
    return cells.set_column(cells.column_names.index("missing"), "missing", pa.array(missing, pa.string()))


def _mask(matches: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(pc.fill_null(matches, False).to_numpy(), dtype=bool)


def _text(value: float | None) -> str:
    return "no value" if value is None else f"{value:g}"


def _where(location: tuple[int | str, ...]) -> str:
    place, *fields = location or ("?",)
    return " ".join([str(place + 1 if isinstance(place, int) else place), *map(str, fields)])

"""One result from the tables of one delivery (a sheet per year, a layer per level)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import CELLS, Finding, Parsed, Refused

_CELL = ["measure", "area", "level", "start", "grain"]


def merged(name: str, results: Sequence[Parsed]) -> Parsed:
    """Return the results of all tables as one.

    Tables of counts may not contradict each other: Raises Refused when a cell stands in two of them with two values.
    """
    first = results[0]
    if len(results) == 1:
        return first
    cells = pa.concat_tables([result.cells for result in results])
    findings = [finding for result in results for finding in result.findings]
    told = f"{len(results)} tables of the delivery were read together."
    findings.append(Finding("tables", told, "", name, severity="notice"))
    divisions = {result.division for result in results}
    return replace(
        first,
        cells=cells if first.incidents else _once(cells, name),
        findings=findings,
        rows=sum(result.rows for result in results),
        not_dated=sum(result.not_dated for result in results),
        not_placeable=sum(result.not_placeable for result in results),
        division=divisions.pop() if len(divisions) == 1 else None,
        personal_columns=sorted({column for result in results for column in result.personal_columns}),
    )


def _once(cells: pa.Table, name: str) -> pa.Table:
    counted = pc.and_(pc.is_valid(cells["start"]), pc.fill_null(pc.not_equal(cells["area"], "unknown"), True))
    known, rest = cells.filter(counted), cells.filter(pc.invert(counted))
    at = known.append_column("at", pa.array(range(known.num_rows), pa.int64()))
    groups = at.group_by(_CELL).aggregate(
        [("at", "min"), ("value", "min"), ("value", "max"), ("value", "count"), ("at", "count")]
    )
    equal = pc.or_(pc.equal(groups["value_count"], 0), pc.equal(groups["value_min"], groups["value_max"]))
    whole = pc.or_(pc.equal(groups["value_count"], 0), pc.equal(groups["value_count"], groups["at_count"]))
    wrong = groups.filter(pc.invert(pc.and_(equal, whole)))
    if wrong.num_rows:
        cell = wrong.slice(0, 1).to_pylist()[0]
        problem = (
            f"Two tables of the delivery contradict each other: {cell['measure']} of {cell['area']} ({cell['start']})."
        )
        raise Refused(Finding("tables", problem, "Deliver one table, or tables that agree.", name, severity="error"))
    kept = known.take(groups["at_min"].combine_chunks().sort())
    return pa.concat_tables([kept, rest]).cast(CELLS)

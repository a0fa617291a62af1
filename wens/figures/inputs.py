"""Bring together what an edition is made of: the facts counted by the engine, the areas, the definitions."""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from wens.facts import engine
from wens.facts.expressions import KINDS, Kind, counted, edges
from wens.figures.build.run import Inputs
from wens.figures.definitions import Definitions


def count(
    facts: pa.Table | ibis.Table,
    *,
    slices: pa.Table,
    crosswalk: pa.Table,
    generation: int,
    areas: pa.Table,
    hierarchy: pa.Table,
    definitions: Definitions,
    con: Any = None,
    kinds: Sequence[Kind] = KINDS,
    visited: frozenset[str] = frozenset(),
) -> Inputs:
    """Count the facts in force on the engine of `con` (default: DuckDB in this process) for years, quarters and months
    (`kinds`).

    facts: `wens.facts.store.SCHEMA`, an Arrow table or an expression on `con`. slices: `SLICE_SCHEMA`. crosswalk:
    `wens.facts.crosswalk.SCHEMA` to the areas of `generation`. areas: code, name, level, parent (with the row NL, or
    without). hierarchy: buurt, area, level. visited:
    buurten where many more people come than live. Raises the engine's own error when it cannot be reached.
    """
    con = con or engine.duckdb()
    expression = ibis.memtable(facts) if isinstance(facts, pa.Table) else facts
    steps = ibis.memtable(crosswalk)
    return Inputs(
        generation=generation,
        areas=areas,
        hierarchy=hierarchy,
        crosswalk=crosswalk,
        slices=slices,
        counted={kind: con.to_pyarrow(counted(expression, steps, division=generation, kind=kind)) for kind in kinds},
        edges=con.to_pyarrow(edges(expression)),
        definitions=definitions,
        visited=visited,
    )

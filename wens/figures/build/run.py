"""Build all figures of one tier: read, count, divide, protect, compare, test, and hand over table by table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wens.facts.expressions import UNRESOLVED, Kind
from wens.figures.build.alike import Alike, alike
from wens.figures.build.denominators import Denominators
from wens.figures.build.geography import LEVEL_ORDER, Geography
from wens.figures.build.panel import Panel, panel
from wens.figures.build.periods import Periods
from wens.figures.build.pooling import with_pooled
from wens.figures.build.protect import RELEASED, Released, protected
from wens.figures.build.protect.rules import ABOUT_PERSONS
from wens.figures.build.rates import interval, smoothed
from wens.figures.build.reading import Reading
from wens.figures.build.series import Origins
from wens.figures.build.table import Rows
from wens.figures.build.verdicts import Tests, judge, tests
from wens.figures.definitions import Definitions
from wens.figures.rows import Tier


@dataclass(frozen=True)
class Inputs:
    """All that an edition is made of. Tables: see `Geography.of`, `Reading` and `wens.facts.expressions`.

    released: what was public before, of the same gemeente (`wens.figures.build.protect.RELEASED`).
    """

    generation: int
    areas: pa.Table
    hierarchy: pa.Table
    crosswalk: pa.Table
    slices: pa.Table
    counted: Mapping[Kind, pa.Table]
    edges: pa.Table
    definitions: Definitions
    visited: frozenset[str] = frozenset()
    released: pa.Table = field(default_factory=RELEASED.empty_table)

    @property
    def unresolved(self) -> int:
        """How many cells of the year count for no buurt, because no crosswalk leads to these areas."""
        column = self.counted["year"].column("area")
        return int(pc.sum(pc.equal(column, UNRESOLVED)).as_py() or 0)


def build(inputs: Inputs, tier: Tier, *, newest_only: bool = False) -> Iterator[pa.Table]:
    """Yield the rows of one tier, an indicator at a time in order of its key (`wens.figures.rows.SCHEMA`).

    The same facts give the same rows, whatever the order of their rows and however the deliveries were split.
    `newest_only` tests only the newest period of each indicator.
    """
    geography = Geography.of(inputs.areas, inputs.hierarchy, generation=inputs.generation, visited=inputs.visited)
    origins = Origins()
    readings = {kind: _reading(inputs, kind, geography, origins) for kind in inputs.counted}
    denominators = Denominators(inputs.definitions.denominators, readings["year"])
    panels = {kind: _panels(inputs, reading, denominators) for kind, reading in readings.items()}
    panels["years"] = with_pooled(panels["year"], panels.get("years", {}), origins)
    if tier == "public":
        panels = protected(panels, geography, Released(inputs.released, ABOUT_PERSONS))
    company = alike(geography, readings["year"], denominators)
    tested = {kind: _tests(of_kind, geography, newest_only=newest_only) for kind, of_kind in panels.items()}
    for key in sorted(inputs.definitions.indicators):
        kinds = [kind for kind in panels if key in panels[kind]]
        if kinds:
            yield pa.concat_tables(
                _rows(panels[kind][key], tested[kind][key], geography, origins, company) for kind in kinds
            )


def _reading(inputs: Inputs, kind: Kind, geography: Geography, origins: Origins) -> Reading:
    indicators = inputs.definitions.indicators.values()
    zero = frozenset(measure for one in indicators if one.absent_is_zero for measure in one.measures())
    covered = zip(inputs.slices.column("start").to_pylist(), inputs.slices.column("grain").to_pylist(), strict=True)
    return Reading(
        counted=inputs.counted[kind],
        slices=inputs.slices,
        crosswalk=inputs.crosswalk,
        edges=inputs.edges,
        geography=geography,
        periods=Periods.of(covered, kind),
        origins=origins,
        absent_is_zero=zero,
    )


def _panels(inputs: Inputs, reading: Reading, denominators: Denominators) -> dict[str, Panel]:
    panels = {key: panel(one, reading, denominators) for key, one in inputs.definitions.indicators.items()}
    return {key: one for key, one in panels.items() if len(one.present)}


def _tests(panels: dict[str, Panel], geography: Geography, *, newest_only: bool) -> dict[str, Tests]:
    made = {key: tests(one, geography, newest_only=newest_only) for key, one in panels.items()}
    judge(list(made.values()), np.array([LEVEL_ORDER.index(level) for level in geography.levels]))
    return made


def _rows(one: Panel, made: Tests, geography: Geography, origins: Origins, company: Alike) -> pa.Table:
    return Rows(one, geography, interval(one), smoothed(one, geography), made, origins, company).table()

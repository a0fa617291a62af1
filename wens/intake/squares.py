"""The squares of 100 metres of a delivery with points: kept apart from the facts, for the covenant tier only."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.areas.geometry.coordinates import points_to_rd
from wens.facts import squares
from wens.intake.cells import Finding
from wens.intake.placing import PLACED, Kinds, Places

COARSE = Finding(
    "coarse_points", "The points are rounded to half a kilometre or more: no squares of 100 metres are kept of them.",
    "Nothing to do: figures per buurt are made as always.", severity="notice",
)  # fmt: skip
ROUNDED_M, ROUNDED_DEGREES = 500.0, 0.01
"""So coarse is no square: suppliers round to a kilometre so that no house is told (brandweer.yaml asks for it)."""
NEARLY_ALL = 0.95
FEWEST = 5
"""Fewer points can lie on round numbers by chance."""


def squares_of(cells: pa.Table, crs: str | None) -> pa.Array | None:
    """Return the square of every cell that is a point, null for others; None when the points are coarse."""
    x, y = (np.asarray(cells.column(name).to_numpy(), np.float64) for name in ("x", "y"))
    known = np.isfinite(x) & np.isfinite(y)
    if int(known.sum()) >= FEWEST and _is_coarse(x[known]) and _is_coarse(y[known]):
        return None
    east, north = np.full(len(x), np.nan), np.full(len(y), np.nan)
    east[known], north[known] = points_to_rd(x[known], y[known], crs)
    return pa.array(squares.codes_of(east, north), pa.string())


def in_squares(cells: pa.Table, fate: Kinds, places: Places) -> pa.Table:
    """Return the placed cells that came as points as rows of `wens.facts.squares.SCHEMA`, without the snapshot."""
    schema = squares.SCHEMA.remove(squares.SCHEMA.get_field_index("snapshot"))
    if places.squares is None or places.points is None:
        return schema.empty_table()
    located = np.asarray(pc.and_(pc.is_valid(places.squares), pc.is_valid(places.points)))
    chosen = pa.array((fate == PLACED) & located)
    kept = cells.filter(chosen)
    own = {"area": places.points.filter(chosen), "square": places.squares.filter(chosen)}
    same = {"level": pa.repeat("buurt", kept.num_rows),
            "division": pa.repeat(pa.scalar(places.division, pa.int16()), kept.num_rows)}  # fmt: skip
    columns = {**{name: kept.column(name) for name in ("measure", "start", "grain", "value", "row")}, **own, **same}
    return pa.table({name: columns[name] for name in schema.names}).cast(schema)


def _is_coarse(values: npt.NDArray[np.float64]) -> bool:
    """Tell whether nearly all numbers are multiples of half a kilometre, or as degrees of a hundredth."""
    step = ROUNDED_M if float(np.median(np.abs(values))) > 180 else ROUNDED_DEGREES
    return bool((np.abs(values / step - np.round(values / step)) < 1e-6).mean() >= NEARLY_ALL)

"""Areas as they are stored, back as columns for the pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wens.areas.draft import COUNTS
from wens.areas.geometry.overlap import Division
from wens.areas.models import Area, Generation, State


@dataclass(frozen=True)
class Stored:
    """The areas of one generation in order of code; counts are NaN when unknown, shapes None."""

    codes: list[str]
    names: list[str]
    parents: list[str]
    postcodes: list[str]
    shapes: NDArray[np.object_]
    outlines: NDArray[np.object_]
    counts: dict[str, NDArray[np.float64]]

    def as_division(self) -> Division:
        """Return what the overlap of two divisions needs."""
        names = {"dwellings": "dwellings", "households": "households", "population": "inhabitants"}
        holds = {basis: self.counts[key] for basis, key in names.items()}
        return Division(self.codes, self.shapes, {**holds, "surface": shapely.area(self.shapes)})


def active_generation(level: str, year: int) -> Generation | None:
    """Return the active generation of a level and year of the acting gemeente, or None."""
    return Generation.objects.filter(level=level, year=year, state=State.ACTIVE).first()


def read_stored(generation: Generation) -> Stored:
    """Return all areas of ``generation`` as columns."""
    areas = list(Area.objects.filter(generation=generation).order_by("code"))
    return Stored(
        [area.code for area in areas],
        [area.name for area in areas],
        [area.parent_code for area in areas],
        [area.postcode for area in areas],
        shapes_of([area.geometry for area in areas]),
        shapes_of([area.outline for area in areas]),
        {key: np.array([_or_nan(getattr(area, key)) for area in areas], np.float64) for key in COUNTS},
    )


def shapes_of(binaries: Sequence[bytes | memoryview | None]) -> NDArray[np.object_]:
    """Return geometries from the database's bytes."""
    plain = np.empty(len(binaries), dtype=object)
    plain[:] = [None if binary is None else bytes(binary) for binary in binaries]
    return np.asarray(shapely.from_wkb(plain), dtype=object)


def _or_nan(value: int | None) -> float:
    return np.nan if value is None else float(value)

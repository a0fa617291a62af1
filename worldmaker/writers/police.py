"""Police tables 47018NED (years) and 47022NED (months) as OData exports: totals, hidden types, unknown places."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from worldmaker.events import World, counts
from worldmaker.offences import NATION, OFFENCES, Offence
from worldmaker.streams import stream
from worldmaker.writers.tables import areas_above, write_csv

Ints = NDArray[np.int64]

_HEADER = ("ID", "SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1")
_UNKNOWN = "BU00000000"


def write(world: World, folder: Path) -> None:
    """Write politie_47018NED.csv with all years, and politie_47022NED_YEAR.csv with the months of each year."""
    monthly = {offence.code: _all_areas(world, offence) for offence in OFFENCES}
    years = [f"{year}JJ00" for year in world.years]
    yearly = {code: table.reshape(len(table), -1, 12).sum(axis=2) for code, table in monthly.items()}
    write_csv(folder / "politie_47018NED.csv", _HEADER, _rows(world, yearly, years, OFFENCES), quote=True)
    shown = [offence for offence in OFFENCES if not offence.yearly_only]
    for number, year in enumerate(world.years):
        part = {code: table[:, 12 * number : 12 * number + 12] for code, table in monthly.items()}
        months = [f"{year}MM{month:02d}" for month in range(1, 13)]
        write_csv(folder / f"politie_47022NED_{year}.csv", _HEADER, _rows(world, part, months, shown), quote=True)


def _all_areas(world: World, offence: Offence) -> Ints:
    """Return counts (areas, months): the country, places that the police do not know, gemeente, wijken, buurten."""
    _, here = areas_above(world.city, counts(world, offence.code))
    rng = stream(world.seed, f"elsewhere {offence.code}")
    local = offence.yearly * world.city.inhabitants.sum() / NATION / 12
    country = here[0] + rng.poisson(offence.yearly / 12, here.shape[1])
    unknown = rng.poisson(0.02 * local, here.shape[1])
    return np.concatenate([country[None], unknown[None], here])


def _rows(
    world: World, tables: dict[str, Ints], periods: list[str], shown: Sequence[Offence]
) -> Iterator[list[object]]:
    number = 0
    areas = ["NL00", _UNKNOWN, world.city.gemeente, *world.city.wijken, *world.city.buurten]
    total = np.sum(list(tables.values()), axis=0)
    each = [(offence.code, tables[offence.code], offence.hidden) for offence in shown]
    for code, table, hidden in [("0.0.0", total, False), *each]:
        for area, row in zip(areas, table.tolist(), strict=True):
            secret = hidden and area[:2] in ("WK", "BU")
            for period, value in zip(periods, row, strict=True):
                yield [number, code.ljust(6), area.ljust(10), period, "       ." if secret else value]
                number += 1

"""Fire brigade: one row per incident with a kind, Dutch month abbreviations and a place in RD; a few have no place."""

from pathlib import Path

import numpy as np

from worldmaker.events import World, one_each, points
from worldmaker.offences import ALL
from worldmaker.writers.tables import write_csv

KINDS = ("fire:chimney", "fire:dwelling", "fire:outdoor")
_MONTHS = ("Jan", "Feb", "Mrt", "Apr", "Mei", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
_HEADER = ("jaar", "maand", "dag_van_het_jaar", "soort", "gemeentecode", "x_rd", "y_rd")
_ONE_IN = 100  # so many of each kind comes without a place


def write(world: World, folder: Path) -> None:
    """Write brandweer.csv and brandweer.yaml, the mapping that reads it with the generic `incidents`."""
    write_csv(folder / "brandweer.csv", _HEADER, [row for code in KINDS for row in _rows(world, code)])
    (folder / "brandweer.yaml").write_text(_MAPPING, encoding="utf-8")


def _rows(world: World, code: str) -> list[list[object]]:
    buurt, month, day = one_each(world, code)
    place = points(world, code, buurt).astype(np.int64)
    lost = np.arange(len(buurt)) % _ONE_IN == _ONE_IN - 1
    start = np.datetime64(f"{world.years[0]}-01", "M")
    dates = (start + month).astype("datetime64[D]") + day
    day_of_year = (dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) + 1
    title, gemeente = ALL[code].title, world.city.gemeente
    rows: list[list[object]] = []
    for m, d, (x, y), gone in zip(month.tolist(), day_of_year.tolist(), place.tolist(), lost.tolist(), strict=True):
        where = ["", ""] if gone else [x, y]
        rows.append([world.years[m // 12], _MONTHS[m % 12], d, title, gemeente, *where])
    return rows


_MAPPING = """\
date: {year: {column: jaar}, day_of_year: {column: dag_van_het_jaar}}
place: {x: x_rd, y: y_rd, crs: EPSG:28992}
category:
  column: soort
  map: {Schoorsteenbrand: chimney, Woningbrand: dwelling, Buitenbrand: outdoor}
indicator:
  chimney: chimney_fires_per_1000_dwellings
  dwelling: dwelling_fires_per_1000_dwellings
  outdoor: outdoor_fires_per_1000_inhabitants
"""

"""RIVM health figures per wijk and buurt: modelled percentages, one decimal, every fourth year; NL01 is the country."""

from pathlib import Path

import numpy as np

from worldmaker.events import World
from worldmaker.streams import stream
from worldmaker.writers.tables import write_csv

_HEADER = (
    "WijkenEnBuurten", "Perioden", "Gemeentenaam_1", "SoortRegio_2", "Eenzaam_28", "ErnstigZeerErnstigEenzaam_29",
    "Mantelzorger_32", "Vrijwilligerswerk_33", "ErnstigeGeluidhinderDoorBuren_37", "MoeiteMetRondkomen_38",
)  # fmt: skip
_COUNTRY = np.array([47.0, 11.2, 13.6, 24.6, 7.0, 13.9])
_BURDEN = np.array([0.25, 0.4, -0.05, -0.2, 0.5, 0.6])  # how each follows the share of rented dwellings


def write(world: World, folder: Path) -> None:
    """Write rivm_YEAR.csv for each year that the health monitor was held (2012, 2016, 2020, 2024 …)."""
    for year in world.years:
        if year % 4 == 0:
            write_csv(folder / f"rivm_{year}.csv", _HEADER, _rows(world, year))


def _rows(world: World, year: int) -> list[list[str]]:
    city = world.city
    burden = np.zeros(len(city.buurten)) if world.null else (city.rented_percent - 45) / 50
    noise = stream(world.seed, f"health {year}").normal(0, 0.04, (len(city.buurten), len(_COUNTRY)))
    values = np.clip(_COUNTRY * np.exp(_BURDEN * burden[:, None] + noise), 0.1, 99)
    weight = (city.inhabitants + 1)[:, None]
    wijk = np.array(
        [
            (values * weight)[city.wijk_of == w].sum(axis=0) / weight[city.wijk_of == w].sum()
            for w in range(len(city.wijken))
        ]
    )
    whole = (values * weight).sum(axis=0) / weight.sum()
    small = city.inhabitants < 10
    rows = [_row("NL01", year, "Nederland", "Land", _COUNTRY), _row(city.gemeente, year, city.name, "Gemeente", whole)]
    rows += [_row(code, year, city.name, "Wijk", v) for code, v in zip(city.wijken, wijk, strict=True)]
    rows += [
        _row(c, year, city.name, "Buurt", None if s else v) for c, v, s in zip(city.buurten, values, small, strict=True)
    ]
    return rows


def _row(code: str, year: int, name: str, kind: str, values: np.ndarray | None) -> list[str]:
    shown = ["       ."] * len(_COUNTRY) if values is None else [f"{value:8.1f}" for value in values]
    return [code.ljust(10), f"{year}JJ00", name, kind, *shown]

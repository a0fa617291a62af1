"""CBS Kerncijfers wijken en buurten: one OData file a year, codes padded to ten, counts rounded to five."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from worldmaker.events import World
from worldmaker.streams import stream
from worldmaker.writers.tables import areas_above, write_csv

_HEADER = (
    "ID", "WijkenEnBuurten", "Gemeentenaam_1", "SoortRegio_2", "Codering_3", "AantalInwoners_5", "k_0Tot15Jaar_8",
    "k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11", "k_65JaarOfOuder_12", "HuishoudensTotaal_29",
    "Woningvoorraad_35", "HuurwoningenTotaal_42", "BedrijfsvestigingenTotaal_97", "PersonenautoSTotaal_107",
    "OppervlakteLand_123",
)  # fmt: skip
_KIND = {"NL": "Land      ", "GM": "Gemeente  ", "WK": "Wijk      ", "BU": "Buurt     "}
_SHARES = (0.15, 0.12, 0.26, 0.27, 0.20)
_NATION = (17_900_000, 8_300_000, 8_200_000, 42, 2_300_000, 9_100_000, 3_360_000)


def write(world: World, folder: Path) -> None:
    """Write kwb_YEAR.csv for each year."""
    for year in world.years:
        write_csv(folder / f"kwb_{year}.csv", _HEADER, _rows(world, year), quote=True)


def _rows(world: World, year: int) -> list[list[object]]:
    city = world.city
    growth = 1.0 if world.null else 1 + 0.004 * (year - world.years[-1])
    stocks = np.stack([city.inhabitants, city.households, city.dwellings, city.establishments, city.cars], axis=1)
    rented = np.round(city.dwellings * city.rented_percent / 100).astype(np.int64)
    stocks = np.round(stocks * growth).astype(np.int64)
    codes, values = areas_above(city, np.column_stack([stocks, rented, city.dwellings]))
    _, hectares = areas_above(city, np.round(city.surface_ha).astype(np.int64))
    rounded = _round_to_five(values[:, :5], world.seed, year)
    percent = np.where(values[:, 6] >= 20, np.round(100 * values[:, 5] / np.maximum(values[:, 6], 1)), -1)
    rows = [_row(0, "NL00", "Nederland", *_NATION)]
    for i, code in enumerate(codes):
        people, households, dwellings, shops, cars = (int(v) for v in rounded[i])
        rows.append(
            _row(i + 1, code, city.name, people, households, dwellings, int(percent[i]), shops, cars, int(hectares[i]))
        )
    return rows


def _row(
    number: int, code: str, name: str, people: int, households: int, dwellings: int, rented: int, shops: int, cars: int,
    hectares: int,
) -> list[object]:  # fmt: skip
    ages = [5 * round(people * share / 5) for share in _SHARES]
    kind = _KIND[code[:2]]
    known: object = "" if rented < 0 else rented
    start: list[object] = [number, code.ljust(10), name.ljust(40), kind, code.ljust(10), people]
    return [*start, *ages, households, dwellings, known, shops, cars, hectares]


def _round_to_five(values: NDArray[np.int64], seed: int, year: int) -> NDArray[np.int64]:
    """Round wijken and buurten at random up or down to a multiple of five, as CBS does; the gemeente stays exact."""
    draw = stream(seed, f"rounding {year}").random(values.shape)
    rounded = 5 * np.floor(values / 5 + draw).astype(np.int64)
    rounded[0] = values[0]
    return rounded

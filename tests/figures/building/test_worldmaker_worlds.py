"""The whole way with a city of the worldmaker: facts, build, possible knelpunten."""

import numpy as np
import pyarrow as pa
import pytest

from tests.figures import world as w
from wens.figures.candidates import Candidate, candidates
from wens.figures.rows import STORED, FigureRow
from worldmaker.city import City, make_city
from worldmaker.events import Plant, World, counts
from worldmaker.offences import OFFENCES

YEARS = range(2018, 2024)
COUNTED = [one for one in OFFENCES if one.exposure in ("dwellings", "inhabitants", "cars") and one.yearly > 2000]


def found_in(world: World) -> dict[str, list[Candidate]]:
    """The possible knelpunten of each area of the partners' tier."""
    city = world.city
    codes = [city.gemeente, *city.wijken, *city.buurten]
    kinds = ["gemeente", *["wijk"] * len(city.wijken), *["buurt"] * len(city.buurten)]
    areas = pa.table({
        "code": codes, "name": codes, "level": kinds,
        "parent": ["", *[city.gemeente] * len(city.wijken), *(city.wijken[at] for at in city.wijk_of)],
    })  # fmt: skip
    above = [city.wijken[at] for at in city.wijk_of] + [city.gemeente] * len(city.buurten)
    levels = ["wijk"] * len(city.buurten) + ["gemeente"] * len(city.buurten)
    hierarchy = pa.table({"buurt": city.buurten * 2, "area": above, "level": levels})
    chosen = w.definitions(
        *(w.indicator(_key(one.code), denominator=one.exposure) for one in COUNTED),
        denominators=[
            w.definitions().denominators["dwellings"].model_copy(update={"key": "cars", "measure": "kwb:cars"})
        ],
    )
    made = w.figures(w.inputs(_facts(world), chosen, areas=areas, hierarchy=hierarchy))
    of: dict[str, list[FigureRow]] = {}
    for row in made.values():
        of.setdefault(row["area_code"], []).append(FigureRow(**{name: row[name] for name in STORED}))
    return {area: candidates(rows, chosen.indicators) for area, rows in of.items()}


def _key(code: str) -> str:
    return "crime_" + code.replace(".", "_")


def _facts(world: World) -> list[dict[str, object]]:
    city: City = world.city
    facts = []
    for name in ("dwellings", "inhabitants", "cars"):
        facts += [
            w.fact(f"kwb:{name}", area, "2020-01-01", float(n))
            for area, n in zip(city.buurten, getattr(city, name), strict=True)
        ]
    for one in COUNTED:
        yearly = counts(world, one.code).reshape(len(city.buurten), len(YEARS), 12).sum(axis=2)
        facts += [
            w.fact(f"police:{_key(one.code)}", area, f"{year}-01-01", float(yearly[at, number]))
            for at, area in enumerate(city.buurten)
            for number, year in enumerate(YEARS)
        ]
    return facts


def test_a_city_in_which_nothing_differs_has_no_possible_knelpunt_in_the_median() -> None:
    found = [found_in(World(make_city(seed, 40), YEARS, seed, (), null=True)) for seed in (1, 2, 3)]
    assert np.median([sum(map(len, one.values())) for one in found]) == 0


@pytest.mark.parametrize("seed", [4, 5])
def test_what_was_planted_in_a_large_buurt_is_found_there_and_in_its_wijk_at_most(seed: int) -> None:
    city = make_city(seed, 40)
    at = int(np.argmax(city.dwellings))
    plant = Plant("2.2.1", city.buurten[at], YEARS[0], 5.0)
    found = found_in(World(city, YEARS, seed, (plant,), null=True))
    hit = {area for area, ones in found.items() if any(one.indicator.key == "crime_2_2_1" for one in ones)}
    assert city.buurten[at] in hit
    assert hit <= {city.buurten[at], city.wijken[city.wijk_of[at]]}

"""Enschede to the unit: 9,024 crimes in 2023, and 13,385 + 1,169 + 46 accidents in 2011-2020."""

import pyarrow.compute as pc
import pytest

from tests.published.conftest import build_and_activate, figures_of
from tests.shared_data import shared
from tests.walks.conftest import Wens
from wens.intake.parsing import parse_file

CRIMES = "recorded_crimes_per_1000_inhabitants"
ACCIDENTS = "road_accidents_per_1000_inhabitants"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("enschede")]  # one installation for all of them


@pytest.fixture(scope="module")
def enschede(wens: Wens) -> Wens:
    """Load areas, crimes and accidents of Enschede and put the figures in force."""
    areas = shared("cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson")
    load = ["areas", "load", areas, "--gemeente", "GM0153", "--level", "buurt", "--year", "2021"]
    wens.run(*load, "--code", "buurtcode", "--name", "buurtnaam", "--parent", "wijkcode", "--commit")
    wens.run("import", "politie", shared("politie_47018NED/enschede_totaal_misdrijven_2023.csv"), "--commit")
    accidents = shared("bron_verkeersongevallen/bron_2011_2020_per_gemeente.csv")
    wens.run("import", "bron", accidents, "--period", "2011-2020", "--commit")
    build_and_activate(wens, "GM0153")
    return wens


def test_the_buurten_of_enschede_count_9024_crimes_and_so_do_its_wijken_stadsdelen_and_itself(enschede: Wens) -> None:
    rows = figures_of(enschede, "GM0153", "--indicator", CRIMES, "--period", "2023")
    for level in ("buurt", "wijk", "stadsdeel", "gemeente"):
        counts = [float(row["count"]) for row in rows if row["level"] == level]
        assert sum(counts) == 9024, level
    assert len([row for row in rows if row["level"] == "buurt"]) == 70


def test_city_is_the_buurt_with_1924_crimes(enschede: Wens) -> None:
    rows = figures_of(enschede, "GM0153", "--indicator", CRIMES, "--area", "BU01530000")
    assert [(row["area_name"], float(row["count"])) for row in rows] == [("City", 1924)]


def test_accidents_of_ten_years_are_those_of_the_register_per_outcome() -> None:
    path = shared("bron_verkeersongevallen/bron_2011_2020_per_gemeente.csv")
    parsed = parse_file("bron", path.read_bytes(), name=path.name, period="2011-2020")
    cells = parsed.cells.filter(pc.equal(parsed.cells["area"], "GM0153"))
    found = dict(zip(cells["measure"].to_pylist(), cells["value"].to_pylist(), strict=True))
    assert found["bron:damage_only"] == 13_385
    assert found["bron:injury"] == 1_169
    assert found["bron:fatal"] == 46
    assert found["bron:accidents"] == 14_600


def test_the_figure_of_the_gemeente_is_the_total_of_the_register(enschede: Wens) -> None:
    rows = figures_of(enschede, "GM0153", "--indicator", ACCIDENTS, "--level", "gemeente")
    assert [float(row["count"]) for row in rows if row["count"]] == [14_600]

"""From the codes of a file to the loaded areas."""

import gzip
import io
from collections import Counter

import numpy as np
import pyarrow.csv as pcsv
import pytest

from tests.shared_data import shared
from wens.areas import queries
from wens.areas.findings import AreasError
from wens.tenancy.context import Actor, acting

from .conftest import Load
from .test_crosswalks import EAST, WEST, WHOLE, split_in_2024

MACHINE = Actor.machine()
FILE = ["BU01530000 ", "BU01410000", "BU00000000", None, "BU01530000", "BU01539999", "WK000000"]


def test_codes_go_by_code_and_the_rest_is_counted(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        found = queries.resolve(FILE, level="buurt", division=2021)
    assert (found.division, found.position.tolist()) == (2021, [0, 4])
    assert found.area.tolist() == ["BU01530000", "BU01530000"]
    assert (found.weight.tolist(), found.crosswalked.tolist()) == ([1.0, 1.0], [False, False])
    assert (found.unresolved, found.foreign, found.unknown_place) == (["BU01539999"], {"GM0141": 1}, 3)


def test_a_division_that_is_not_loaded_goes_by_code_where_the_code_is_unchanged(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        found = queries.resolve(["BU01530000", "BU01539999"], level="buurt", division=2024)
    assert (found.division, found.area.tolist(), found.unresolved) == (2021, ["BU01530000"], ["BU01539999"])


def test_a_split_buurt_goes_by_crosswalk_and_is_flagged(load: Load) -> None:
    split_in_2024(load)
    with acting("GM0153", MACHINE):
        found = queries.resolve([WHOLE, "BU01530001"], level="buurt", division=2021, target=2024)
        same = queries.resolve([WHOLE], level="buurt", division=2021)
    assert found.position.tolist() == [0, 0, 1]
    assert found.area.tolist() == [WEST, EAST, "BU01530001"]
    assert found.crosswalked.tolist() == [True, True, False]
    assert found.weight.sum() == 2.0
    assert (same.division, same.crosswalked.tolist()) == (2021, [False])


def test_wijk_gemeente_and_land_go_by_code(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        assert queries.resolve(["WK015300"], level="wijk", division=2021).area.tolist() == ["WK015300"]
        assert queries.resolve(["GM0153", "GM0141"], level="gemeente", division=2021).area.tolist() == ["GM0153"]
        assert queries.resolve(["NL00"], level="land", division=2021).area.tolist() == ["NL"]


def test_without_any_areas_everything_is_unresolved(db: None) -> None:
    with acting("GM0153", MACHINE):
        found = queries.resolve(["BU01530000"], level="buurt", division=2021)
    assert (found.division, found.unresolved, len(found.area)) == (None, ["BU01530000"], 0)


def test_the_newest_year_that_holds_all_codes_is_chosen(load: Load) -> None:
    split_in_2024(load)
    assert queries.choose_division([WHOLE, EAST], ["GM0153"]).year == 2024
    assert queries.choose_division([WHOLE, "BU01410000"], ["GM0153"]).year == 2024
    assert queries.choose_division([WHOLE], ["GM0153"], level="wijk").missing == {"GM0153": [WHOLE]}


def test_when_no_year_holds_all_codes_the_choice_says_what_is_missing(load: Load) -> None:
    split_in_2024(load)
    chosen = queries.choose_division([EAST, "BU01537777"], ["GM0153"])
    assert (chosen.year, chosen.missing) == (2024, {"GM0153": ["BU01537777"]})


def test_an_older_year_is_chosen_when_the_newest_lacks_a_code(load: Load) -> None:
    load()
    load(b"buurtcode;buurtnaam\nBU01530000;City\n", parent="", year=2030)
    assert queries.choose_division(["BU01530000"], ["GM0153"]).year == 2030
    assert queries.choose_division(["BU01530000", "BU01530001"], ["GM0153"]).year == 2021


def test_the_year_must_fit_all_loaded_gemeenten_of_the_file(load: Load) -> None:
    load()
    load(year=2024)
    load(gemeente="GM0141")
    codes = ["BU01530000", "BU01411000"]
    assert queries.choose_division(codes, ["GM0153"]).year == 2024
    assert queries.choose_division(codes, ["GM0153", "GM0141"]).year == 2021


def test_codes_without_a_gemeente_in_them_belong_to_who_has_them(load: Load) -> None:
    load()
    path = "toronto_mci_incidents/neighbourhoods_140.geojson.gz"
    load(path, gemeente="GM9999", year=2016, code="hood_id", name="name", parent="")
    assert queries.choose_division(["1", "140"], ["GM0153", "GM9999"]).year == 2016
    assert queries.choose_division(["1"], []).year is None


def test_points_are_placed_in_rd_and_in_degrees_and_outside_in_none(load: Load) -> None:
    load()
    x, y = np.array([257_688.0, 6.89, 4.9]), np.array([471_277.0, 52.22, 52.37])
    with acting("GM0153", MACHINE):
        found = queries.place_points(x, y)
    assert found[0] == found[1] == "BU01530000"
    assert found[2] is None


def test_points_without_any_buurten_are_refused(load: Load) -> None:
    with acting("GM0153", MACHINE), pytest.raises(AreasError, match="wens areas load"):
        queries.place_points(np.zeros(1), np.zeros(1))


def test_buurten_that_came_without_shapes_use_those_of_another_year(load: Load) -> None:
    load()
    load("cbs_wijken_nl_2014/buurtcodes_nl_2014.csv.gz", year=2030, code="statcode", name="statnaam", parent="")
    x, y = np.array([257_688.0]), np.array([471_277.0])
    with acting("GM0153", MACHINE):
        assert queries.place_points(x, y, year=2030).tolist() == ["BU01530000"]


def test_the_incidents_of_toronto_fall_in_the_neighbourhoods_that_were_joined_before(load: Load) -> None:
    path = "toronto_mci_incidents/neighbourhoods_140.geojson.gz"
    load(path, gemeente="GM9999", year=2016, code="hood_id", name="name", parent="")
    packed = shared("toronto_mci_incidents/mci_incidents.csv.gz").read_bytes()
    table = pcsv.read_csv(io.BytesIO(gzip.decompress(packed))).slice(0, 50_000)
    with acting("GM9999", MACHINE):
        found = queries.place_points(table["lon"].to_numpy(), table["lat"].to_numpy(), "EPSG:4326")
    expected = [None if code is None else str(int(code)) for code in table["hood_id"].to_pylist()]
    differing = Counter(a == b for a, b in zip(found, expected, strict=True))[False]
    assert differing <= 5  # on a border, or where a straight edge in degrees is not quite one in metres

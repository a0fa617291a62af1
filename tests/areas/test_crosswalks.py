"""Crosswalks that follow from shapes and postcodes, and those that a person supplies."""

import math
from collections import defaultdict

import pytest
import shapely

from tests.shared_data import shared
from wens.areas import queries
from wens.areas.actions import load_crosswalk
from wens.areas.crosswalk_files import read_crosswalk
from wens.areas.findings import AreasError
from wens.areas.models import Crosswalk
from wens.tenancy.context import Actor, acting

from .conftest import Load
from .test_loading import buurt, collection

MACHINE = Actor.machine()
WHOLE, WEST, EAST = "BU01530000", "BU01530000", "BU01530009"


def rows(from_kind: str, to_kind: str) -> list[tuple[str, str, float, str]]:
    found = Crosswalk.objects.filter(from_kind=from_kind, to_kind=to_kind)
    return list(found.values_list("from_code", "to_code", "weight", "basis"))


def split_in_2024(load: Load, **of_the_parts: object) -> None:
    """Load one buurt and a neighbour in 2021, and in 2024 the first one split into a quarter and the rest."""
    load(collection(buurt(WHOLE, 0), buurt("BU01530001", 1000)))
    west = (buurt(WEST, 0, **of_the_parts)[0], shapely.box(255_000, 470_000, 255_250, 471_000))
    east = (buurt(EAST, 0, **of_the_parts)[0], shapely.box(255_250, 470_000, 256_000, 471_000))
    load(collection(west, east, buurt("BU01530001", 1000, **of_the_parts)), year=2024)


def test_two_generations_get_a_crosswalk_both_ways_by_surface(load: Load) -> None:
    split_in_2024(load)
    with acting("GM0153", MACHINE):
        assert rows("buurt:2021", "buurt:2024") == [
            (WHOLE, WEST, pytest.approx(0.25), "surface"),
            (WHOLE, EAST, pytest.approx(0.75), "surface"),
            ("BU01530001", "BU01530001", 1.0, "code"),
        ]
        back = {(source, target, basis) for source, target, _, basis in rows("buurt:2024", "buurt:2021")}
        assert back == {(WEST, WHOLE, "surface"), (EAST, WHOLE, "surface"), ("BU01530001", "BU01530001", "code")}


def test_dwellings_decide_where_they_are_known(load: Load) -> None:
    split_in_2024(load, woningvoorraad=100)
    with acting("GM0153", MACHINE):
        weights = {target: (weight, basis) for _, target, weight, basis in rows("buurt:2021", "buurt:2024")}
    assert weights[EAST] == (0.5, "dwellings")


def test_the_generations_of_enschede_lead_to_themselves(load: Load) -> None:
    load()
    load(year=2024)
    with acting("GM0153", MACHINE):
        found = rows("buurt:2021", "buurt:2024")
        assert len(found) == 70
        assert {(basis, weight) for _, _, weight, basis in found} == {("code", 1.0)}
        assert all(source == target for source, target, _, _ in found)
        assert len(rows("wijk:2021", "wijk:2024")) == 10


def test_the_simplified_wijken_of_2014_are_recognised_or_spread_with_totals_conserved(load: Load) -> None:
    load()
    path = "cbs_wijken_nl_2014/wijken_enschede_2014.geojson"
    load(path, level="wijk", year=2014, code="statcode", name="statnaam", parent="")
    sums: dict[str, list[float]] = defaultdict(list)
    with acting("GM0153", MACHINE):
        for source, _, weight, _ in rows("wijk:2014", "wijk:2021"):
            sums[source].append(weight)
    assert len(sums) == 10
    assert {math.fsum(weights) for weights in sums.values()} == {1.0}


def test_postcodes_lead_to_the_buurten_that_carry_them_by_households(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        links = [row for row in rows("postcode4", "buurt:2021") if row[0] == "7548"]
        assert {(target, basis) for _, target, _, basis in links} == {
            ("BU01530901", "households"), ("BU01530907", "households"),
        }  # fmt: skip
        assert sum(weight for _, _, weight, _ in links) == 1.0


def test_postcodes_lead_on_to_a_year_that_came_without_them(load: Load) -> None:
    load()
    load("cbs_wijken_nl_2014/buurtcodes_nl_2014.csv.gz", year=2014, code="statcode", name="statnaam", parent="")
    with acting("GM0153", MACHINE):
        assert rows("postcode4", "buurt:2014") == rows("postcode4", "buurt:2021")


def supplied(text: str, **kinds: str):  # type: ignore[no-untyped-def]
    asked = {"from_kind": "postcode4", "to_kind": "buurt:2021", **kinds}
    return read_crosswalk(text.encode(), file="pc4.csv", **asked)


def test_a_supplied_crosswalk_goes_before_the_derived_one_and_survives_a_reload(load: Load) -> None:
    load()
    text = "from;to;households\n7548;BU01530901;3\n7548;BU01530906;1\n"
    with acting("GM0153", MACHINE):
        assert load_crosswalk(supplied=supplied(text), file="pc4.csv", by=MACHINE) == 2
        assert len([row for row in rows("postcode4", "buurt:2021") if row[1] == "BU01530906"]) == 1
        load_crosswalk(supplied=supplied(text), file="pc4.csv", by=MACHINE, commit=True)
    load(year=2024)
    with acting("GM0153", MACHINE):
        found = [row for row in rows("postcode4", "buurt:2021") if row[0] == "7548"]
        assert found == [
            ("7548", "BU01530901", 0.75, "households"),
            ("7548", "BU01530906", 0.25, "households"),
        ]
        assert len([row for row in rows("postcode4", "buurt:2021") if row[0] == "7545"]) > 1


def test_a_supplied_crosswalk_to_what_is_not_loaded_is_refused(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        with pytest.raises(AreasError, match="buurt:2030 is not loaded"):
            load_crosswalk(
                supplied=supplied("from,to,weight\n7548,BU01530901,1", to_kind="buurt:2030"), file="f", by=MACHINE
            )
        with pytest.raises(AreasError, match="BU01530999"):
            load_crosswalk(supplied=supplied("from,to,weight\n7548,BU01530999,1"), file="f", by=MACHINE)


WRONG = {
    "sum": ("from,to,weight\n7548,BU01530901,0.4\n", "sum to 0.4000"),
    "no number": ("from,to,weight\n7548,BU01530901,veel\n", "row 2"),
    "negative": ("from,to,households\n7548,BU01530901,-1\n", "'-1'"),
    "twice": ("from,to,households\n7548,BU01530901,1\n7548,BU01530901,1\n", "row 3"),
    "no code": ("from,to,households\n7548,,1\n", "code is missing"),
    "no column": ("from,to\n7548,BU01530901\n", "It has: from, to"),
    "other level": ("from,to,households\n7548,WK015300,1\n", "not of level buurt"),
    "no rows": ("from,to,households\n", "no rows"),
}


@pytest.mark.parametrize(("text", "word"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_crosswalk_is_refused_with_the_place(text: str, word: str) -> None:
    with pytest.raises(AreasError) as caught:
        supplied(text)
    assert word in str(caught.value)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(AreasError, match="buurt:2021"):
        supplied("from,to,weight\n", from_kind="straat")


def test_weights_with_rounding_are_made_to_sum_to_one() -> None:
    text = "van;naar;gewicht\n7548;BU01530901;0,333\n7548;BU01530902;0,333\n7548;BU01530903;0,333\n"
    assert math.fsum(link.weight for link in supplied(text).links) == 1.0


def test_the_counts_of_enschede_per_postcode_are_conserved_by_the_crosswalk(load: Load) -> None:
    load()
    lines = shared("politie_misdaad_in_kaart_pc4/woninginbraken_enschede_7511-7548.csv").read_text().splitlines()[1:]
    postcodes = [line.split(",")[0].strip('"') for line in lines]
    with acting("GM0153", MACHINE):
        found = queries.resolve(postcodes, level="postcode4", division=None)
    known = [code for code in postcodes if code not in found.unresolved]
    assert found.weight.sum() == pytest.approx(len(known), abs=1e-9)
    assert len(known) > 800

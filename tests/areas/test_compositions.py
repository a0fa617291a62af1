"""Stadsdelen, local wijken and working areas as definitions."""

import gzip
import json

import numpy as np
import pytest
import shapely
import yaml

from tests.shared_data import shared
from wens.areas import queries
from wens.areas.actions import compose
from wens.areas.compositions import Definition, read_definition, shipped_definition
from wens.areas.findings import AreasError
from wens.areas.models import Composition, Crosswalk
from wens.areas.stored import active_generation, read_stored
from wens.tenancy.context import Actor, acting

from .conftest import Load

MACHINE = Actor.machine()
NAMED_BY_THE_GEMEENTE = {"Boekelo", "Usselo", "Twekkelo", "Stadsveld", "Pathmos", "Boswinkel", "Wijk 20"}
TEAM = """
gemeente: GM0153
status: confirmed
source: Agreement on working areas, for this test
compositions:
  - {kind: working_area, owner: Politie, key: team-west, name: Basisteam West, buurten: [BU01530202, BU01530203]}
"""
COMPLEXES = """
gemeente: GM0153
status: confirmed
source: List of complexes, for this test
compositions:
  - {kind: working_area, owner: Domijn, key: c-101, name: Complex 101, postcodes: ["7545", "7548"]}
"""


def enschede() -> Definition:
    definition = shipped_definition("GM0153")
    assert definition is not None
    return definition


def test_every_buurt_of_enschede_is_in_one_stadsdeel_and_in_one_local_wijk() -> None:
    path = shared("cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson")
    features = json.loads(path.read_text("utf-8"))["features"]
    known = sorted(feature["properties"]["buurtcode"] for feature in features)
    for kind in ("stadsdeel", "local_wijk"):
        placed = [code for composed in enschede().compositions if composed.kind == kind for code in composed.buurten]
        assert sorted(placed) == known


def test_the_definition_holds_in_the_division_of_2024_too() -> None:
    path = shared("cbs_kwb_2024/WijkenEnBuurten_85984NED_raw.csv.gz")
    codes = {line.partition(",")[0].strip() for line in gzip.decompress(path.read_bytes()).decode().splitlines()}
    assert {code for composed in enschede().compositions for code in composed.buurten} <= codes


def test_the_definition_says_that_the_gemeente_has_to_confirm_it_and_where_it_is_doubtful() -> None:
    assert enschede().status == "to_be_confirmed"
    assert [c.name for c in enschede().compositions if c.kind == "stadsdeel"] == [
        "Centrum",
        "Oost",
        "Zuid",
        "Noord",
        "West",
    ]
    assert all(composed.doubt for composed in enschede().compositions if composed.key in ("west", "wijk20", "noord"))
    assert shipped_definition("GM9999") is None


def test_stadsdeel_west_has_the_parts_and_about_the_inhabitants_of_its_programme(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        west = queries.area_by_slug("west")
        assert west is not None
        assert (west.code, west.level, west.parent) == ("GM0153-SD-west", "stadsdeel", "GM0153")
        assert round(west.inhabitants or 0, -4) == 30_000
        parts = {area.name for area in queries.children("GM0153-SD-west")}
        assert parts >= NAMED_BY_THE_GEMEENTE
        assert queries.parts_of("GM0153-LW-pathmos", 2021) == ["BU01530202"]


def stored_outlines(level: str) -> np.ndarray:
    generation = active_generation(level, 2021)
    assert generation is not None
    return read_stored(generation).outlines


def test_stadsdelen_cover_the_gemeente_once_and_share_borders_with_their_buurten(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        stadsdelen = [shape.shape for shape in queries.shapes("stadsdeel")]
        whole = queries.shapes("gemeente")[0].shape
        assert sum(shape.area for shape in stadsdelen) == pytest.approx(whole.area)
        assert shapely.union_all(stadsdelen).symmetric_difference(whole).area == pytest.approx(0, abs=1e-3)
        assert sum(area.inhabitants or 0 for area in queries.areas("stadsdeel")) == 159_655
        outlines = {level: stored_outlines(level) for level in ("buurt", "stadsdeel", "local_wijk")}
    assert shapely.coverage_is_valid(outlines["stadsdeel"])
    for level in ("stadsdeel", "local_wijk"):
        assert shapely.area(outlines[level]).sum() == pytest.approx(shapely.area(outlines["buurt"]).sum())


def test_the_hierarchy_names_each_area_of_a_buurt_once_per_level(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        rows = queries.hierarchy(2021).to_pylist()
    pathmos = {row["level"]: row["area"] for row in rows if row["buurt"] == "BU01530202"}
    assert pathmos == {
        "buurt": "BU01530202", "wijk": "WK015302", "gemeente": "GM0153", "stadsdeel": "GM0153-SD-west",
        "local_wijk": "GM0153-LW-pathmos",
    }  # fmt: skip
    assert len(rows) == 5 * 70


def test_a_partners_working_area_stands_beside_them_and_leaves_them_alone(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        followed = compose(definition=read_definition(TEAM, file="team.yaml"), by=MACHINE)
        assert "working_area 2021" in followed.made
        team = queries.area_by_code("GM0153-WA-team-west")
        assert team is not None
        assert (team.name, team.inhabitants) == ("Basisteam West", 2010 + 4415)
        assert len(queries.areas("stadsdeel")) == 5
        assert Composition.objects.get(code="GM0153-WA-team-west").owner == "Politie"


def test_a_complex_of_postcodes_leads_to_buurten(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        compose(definition=read_definition(COMPLEXES, file="c.yaml"), by=MACHINE)
        found = queries.resolve(["c-101", "c-999"], level="complex", division=None)
        assert found.unresolved == ["c-999"]
        assert found.weight.sum() == 1.0
        assert found.crosswalked.all()
        assert "BU01530202" in found.area
        assert Crosswalk.objects.filter(from_kind="complex").count() == len(found.area)


def test_a_complex_in_an_unknown_postcode_is_reported_and_not_guessed(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        text = COMPLEXES.replace("7548", "9999")
        followed = compose(definition=read_definition(text, file="c.yaml"), by=MACHINE)
        assert [finding.code for finding in followed.findings] == ["no_postcode"]
        assert queries.resolve(["c-101"], level="complex", division=None).unresolved == ["c-101"]


def test_a_confirmed_definition_of_the_gemeente_replaces_ours_and_stays_after_a_new_year(load: Load) -> None:
    load()
    own = {
        "gemeente": "GM0153", "status": "confirmed", "source": "gemeente",
        "compositions": [{"kind": "stadsdeel", "key": "city", "name": "City", "buurten": ["BU01530000"]}],
    }  # fmt: skip
    with acting("GM0153", MACHINE):
        followed = compose(definition=read_definition(yaml.safe_dump(own), file="own.yaml"), by=MACHINE)
        assert [area.code for area in queries.areas("stadsdeel")] == ["GM0153-SD-city"]
        assert queries.areas("local_wijk") == []
        assert [finding.code for finding in followed.findings] == ["no_stadsdeel"]
    load(year=2024)
    with acting("GM0153", MACHINE):
        assert [area.code for area in queries.areas("stadsdeel", 2024)] == ["GM0153-SD-city"]


def test_a_composition_with_a_buurt_that_is_not_there_is_not_made_and_reported(load: Load) -> None:
    loaded = load(b"buurtcode;buurtnaam\nBU01530000;City\nBU01530202;Pathmos\n", parent="")
    assert "not_composed" in [finding.code for finding in loaded.findings]
    with acting("GM0153", MACHINE):
        assert [area.code for area in queries.areas("local_wijk")] == ["GM0153-LW-binnenstad", "GM0153-LW-pathmos"]
        assert queries.areas("stadsdeel") == []


WRONG = {
    "twice": (TEAM.replace("BU01530203", "BU01530202"), "stands twice"),
    "no owner": (TEAM.replace("owner: Politie, ", ""), "owner"),
    "no members": (TEAM.replace(", buurten: [BU01530202, BU01530203]", ""), "buurten or postcodes"),
    "unknown key": (TEAM.replace("owner", "eigenaar"), "eigenaar"),
    "no YAML": ("a: [", "no YAML"),
    "no map": ("- a", "definition"),
    "key twice": (TEAM + TEAM.rpartition("compositions:")[2], "defined twice"),
    "stadsdeel of postcodes": (
        COMPLEXES.replace("working_area, owner: Domijn", "stadsdeel"), "only a working_area",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "word"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_definition_is_refused_with_the_file_and_the_reason(text: str, word: str) -> None:
    with pytest.raises(AreasError) as caught:
        read_definition(text, file="fout.yaml")
    assert word in str(caught.value)
    assert "fout.yaml" in str(caught.value)


def test_a_buurt_in_two_stadsdelen_is_refused() -> None:
    text = TEAM.replace("kind: working_area, owner: Politie, key: team-west", "kind: stadsdeel, key: a")
    line = text.strip().splitlines()[-1]
    with pytest.raises(AreasError, match="BU01530202 stands in stadsdeel a and b"):
        read_definition(text + line.replace("key: a", "key: b"), file="x.yaml")


def test_a_definition_of_another_gemeente_is_refused(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE), pytest.raises(AreasError, match="of GM0141, not of GM0153"):
        compose(definition=read_definition(TEAM.replace("GM0153", "GM0141", 1), file="x"), by=MACHINE)

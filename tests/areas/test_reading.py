"""Searching, addresses, maps and lists."""

import json

import shapely

from wens.areas import queries
from wens.areas.codes import gemeente_of, level_of, slugs
from wens.areas.geojson import feature_collection
from wens.tenancy.context import Actor, acting

from .conftest import Load

MACHINE = Actor.machine()


def found(text: str) -> list[str]:
    with acting("GM0153", MACHINE):
        return [f"{area.level} {area.name}" for area in queries.search(text)]


def test_a_name_prefers_the_wijk_that_people_speak_of(load: Load) -> None:
    load()
    assert found("pathmos")[:2] == ["local_wijk Pathmos", "buurt Pathmos"]
    assert found("  CENTRUM ")[0] == "stadsdeel Centrum"
    assert found("enschede") == ["gemeente Enschede"]
    assert found("brink")[0] == "local_wijk Wesselerbrink"
    assert found("noord-oost") == ["buurt Stroinkslanden Noord-Oost", "buurt Wesselerbrink Noord-Oost"]
    assert found("BU01530202") == ["buurt Pathmos"]
    assert found("bestaat niet") == found("") == []
    assert found("WK015302") == []


def test_a_postcode_gives_the_wijken_that_it_covers_most_first(load: Load) -> None:
    load()
    assert found("7548 AB") == ["local_wijk Boekelo", "buurt Dorp Boekelo", "buurt Boekelerveld"]
    assert found("7545")[0] == "local_wijk Stadsveld"
    assert found("1012") == []
    assert found("Windmolenweg 12, 7548 AB Boekelo") == found("windmolenweg 12 7548ab") == found("7548 AB")
    assert found("Laan 1940 45") == []


def test_every_area_has_its_own_address(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        everything = queries.areas()
        assert len(everything) == 70 + 10 + 1 + 5 + 38
        assert len({(area.level, area.slug) for area in everything}) == len(everything)
        for area in everything:
            again = queries.area_by_slug(area.slug, area.level)
            assert again is not None
            assert again.code == area.code
        pathmos = queries.area_by_slug("pathmos")
        assert pathmos is not None
        assert pathmos.level == "local_wijk"
        assert queries.area_by_slug("bu01530202") is not None
        assert queries.area_by_slug("nergens") is None


def test_areas_of_one_name_get_different_addresses() -> None:
    made = slugs("buurt", ["Noord", "Noord", "Zuid"], ["B1", "B2", "B3"])
    assert made == ["buurt-noord-b1", "buurt-noord-b2", "buurt-zuid"]
    assert slugs("wijk", ["Wijk 00 Binnen", "WK015301"], ["a", "b"]) == ["wijk-00-binnen", "wijk-wk015301"]
    assert slugs("local_wijk", ["'t Zwering", "…"], ["a", "b"]) == ["t-zwering", "gebied"]


def test_children_and_neighbours(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        assert len(queries.children("WK015300")) == 9
        assert len(queries.children("GM0153", "wijk")) == 10
        assert len(queries.children("GM0153", "stadsdeel")) == 5
        near = queries.neighbours("buurt")
    assert set(near["BU01530202"]) >= {"BU01530203", "BU01530006", "BU01530201"}
    assert all(one in near[other] for one, others in near.items() for other in others)
    assert all(code not in others for code, others in near.items())


def test_outlines_for_the_map_are_small_and_carry_a_place_for_the_name(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        outlines = queries.outlines("buurt")
        exact = queries.shapes("buurt")
        assert queries.outlines("stadsdeel", 1999) == []
        assert queries.neighbours("buurt", 1999) == {}
        assert queries.shapes("buurt", 1999) == []
    assert [outline.code for outline in outlines] == [area.code for area in exact]
    points = sum(len(ring) for outline in outlines for ring in outline.rings)
    assert points < 0.6 * sum(shapely.get_num_coordinates(area.shape) for area in exact)
    for outline, area in zip(outlines, exact, strict=True):
        assert shapely.Polygon(outline.rings[0]).distance(shapely.Point(outline.label)) == 0
        assert shapely.Polygon(outline.rings[0]).symmetric_difference(area.shape).area < 0.06 * area.shape.area


def test_the_export_is_geojson_that_loads_again_as_it_was(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        before = queries.shapes("buurt")
    text = json.dumps(feature_collection(before)).encode()
    load(text, gemeente="GM0153", year=2030, code="code", name="name", parent="parent")
    with acting("GM0153", MACHINE):
        after = queries.shapes("buurt")
        assert [area.code for area in after] == [area.code for area in before]
        assert sum(area.inhabitants or 0 for area in queries.areas("buurt", 2030)) == 0
    distances = [shapely.hausdorff_distance(one.shape, two.shape) for one, two in zip(before, after, strict=True)]
    assert max(distances) < 0.02
    empty = feature_collection([type(before[0])("a", "A", "buurt", 2021, "", None, None)])
    assert empty["features"][0]["geometry"] is None


def test_what_a_code_says() -> None:
    assert [gemeente_of(code) for code in ("BU0363AA01", "WK0363AA", "GM0363 ", "1", "7511", "BU00000000")] == [
        "GM0363", "GM0363", "GM0363", None, None, "GM0000",
    ]  # fmt: skip
    assert [level_of(code) for code in ("BU0363AA01", "WK0363AA", "GM0363", "GM0153-SD-west")] == [
        "buurt", "wijk", "gemeente", None,
    ]  # fmt: skip

"""Loading files: what they give, what they make, what is refused."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
import xlsxwriter

from tests.shared_data import shared
from wens.areas import queries
from wens.areas.findings import AreasError
from wens.areas.models import Area, Generation, State
from wens.audit.queries import events_about
from wens.organisations.queries import gemeente_by_code
from wens.tenancy.context import Actor, acting

from .conftest import TWENTE, Load

MACHINE = Actor.machine()
ENSCHEDE = "cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson"


def refused(load: Load, *args: object, **changed: object) -> str:
    with pytest.raises(AreasError) as caught:
        load(*args, **changed)
    return str(caught.value)


def collection(*features: tuple[dict[str, object], shapely.Geometry | None]) -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": properties,
                    "geometry": shape and json.loads(shapely.to_geojson(shape)),
                }
                for properties, shape in features
            ],
        }
    ).encode()


def buurt(code: str, west: float, **more: object) -> tuple[dict[str, object], shapely.Geometry]:
    properties = {"buurtcode": code, "buurtnaam": f"Buurt {code}", "wijkcode": "WK015300", **more}
    return properties, shapely.box(255_000 + west, 470_000, 256_000 + west, 471_000)


def test_the_shapefile_of_twente_gives_the_seventy_buurten_of_enschede(load: Load) -> None:
    loaded = load()
    assert (loaded.status, loaded.areas, loaded.without_shape) == ("activated", 70, 0)
    assert (len(loaded.skipped), sum(loaded.skipped.values())) == (13, 447)
    with acting("GM0153", MACHINE):
        found = queries.areas("buurt")
        assert len(found) == 70
        assert sum(area.inhabitants or 0 for area in found) == 159_655
        assert sum(area.surface_m2 or 0 for area in found) == pytest.approx(142.7e6, rel=0.01)
        assert {area.year for area in found} == {2021}
        assert all(area.has_shape for area in found)


def test_the_gemeente_and_the_wijken_are_made_and_named_as_far_as_known(load: Load) -> None:
    load()
    gemeente = gemeente_by_code("GM0153")
    assert gemeente is not None
    assert gemeente.name == "Enschede"
    with acting("GM0153", MACHINE):
        whole = queries.area_by_code("GM0153")
        wijken = queries.areas("wijk")
    assert whole is not None
    assert (whole.name, whole.inhabitants, whole.level) == ("Enschede", 159_655, "gemeente")
    assert [(w.code, w.name, w.parent) for w in wijken][:1] == [("WK015300", "WK015300", "GM0153")]
    assert (len(wijken), sum(w.inhabitants or 0 for w in wijken)) == (10, 159_655)


def test_names_of_wijken_come_with_a_table_later_and_the_shapes_stay(load: Load) -> None:
    load()
    table = "cbs_kwb_2024/WijkenEnBuurten_85984NED_raw.csv.gz"
    loaded = load(table, level="wijk", code="Key", name="Title", parent="Municipality")
    assert (loaded.status, loaded.areas) == ("activated", 10)
    assert loaded.skipped["another level"] == 1 + 342 + 14_574
    with acting("GM0153", MACHINE):
        binnen = queries.area_by_code("WK015300")
        assert binnen is not None
        assert (binnen.name, binnen.inhabitants, binnen.has_shape) == ("Wijk 00 Binnensingelgebied", 26_645, True)
        states = [(g.made, g.state) for g in queries.generations("wijk")]
    assert states == [(True, State.RETIRED), (False, State.ACTIVE)]


def test_without_commit_nothing_is_written(load: Load) -> None:
    assert load(commit=False).status == "dry_run"
    assert gemeente_by_code("GM0153") is None
    with acting("GM0153", MACHINE):
        assert queries.generations() == []


def test_the_same_bytes_again_change_nothing(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        before = Generation.objects.count()
    assert load().status == "unchanged"
    with acting("GM0153", MACHINE):
        assert Generation.objects.count() == before


def test_the_audit_trail_tells_who_loaded_and_activated(load: Load) -> None:
    load()
    with acting("GM0153", MACHINE):
        names = [event.name for event in events_about("buurt:2021")]
        assert names == ["areas.generation.activated", "areas.generation.loaded"]
        assert {event.actor for event in events_about("buurt:2021")} == {"machine:cli"}


@pytest.mark.parametrize("gemeente", ["GM0141", "GM1774"])
def test_other_gemeenten_of_the_same_file_load_as_well(load: Load, gemeente: str) -> None:
    loaded = load("cbs_wijkbuurt_twente_2021/buurten_twente_2021.geojson.gz", gemeente=gemeente)
    assert loaded.status == "activated"
    assert "GM0153" in loaded.skipped
    with acting(gemeente, MACHINE):
        assert len(queries.areas("buurt")) == loaded.areas
    with acting("GM0153", MACHINE):
        assert queries.areas() == []


def test_toronto_loads_as_a_foreign_gemeente(load: Load) -> None:
    path = "toronto_mci_incidents/neighbourhoods_140.geojson.gz"
    loaded = load(path, gemeente="GM9999", year=2016, code="hood_id", name="name", parent="")
    assert (loaded.status, loaded.areas, loaded.made) == ("activated", 140, ["gemeente 2016"])
    with acting("GM9999", MACHINE):
        assert sum(area.surface_m2 or 0 for area in queries.areas("buurt")) == pytest.approx(641e6, rel=0.01)
        assert queries.area_by_slug("buurt-west-humber-clairville") is not None


def test_the_gemeenten_of_utrecht_load_by_their_own_numbers(load: Load) -> None:
    path = "bron_verkeersongevallen/gemeenten_provincie_utrecht_met_tellingen.geojson.gz"
    loaded = load(path, gemeente="GM9926", year=2018, code="ID_2", name="NAME_2", parent="")
    assert loaded.areas == 33
    with acting("GM9926", MACHINE):
        assert queries.area_by_code("354", 2018) is not None


def test_one_gemeente_of_a_national_file_loads_and_the_others_are_counted(load: Load) -> None:
    path = "cbs_gemeenten_nl_2020/gemeenten_nl_2020.geojson.gz"
    loaded = load(path, level="gemeente", year=2020, code="GM_CODE", name="GM_NAAM", parent="")
    assert (loaded.areas, len(loaded.skipped)) == (1, 354)


def test_a_geopackage_with_three_levels_gives_the_level_that_was_asked(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "wijkenbuurten.gpkg"
    for layer, codes in {
        "gemeenten": ["GM0153"],
        "wijken": ["WK015300"],
        "buurten": ["BU01530000", "BU01530001"],
    }.items():
        shapes = [buurt("", 1000 * i)[1] for i in range(len(codes))]
        fields = {"gemeentecode": ["GM0153"] * len(codes), "code": codes, "naam": codes}
        pyogrio.raw.write(
            str(path),
            shapely.to_wkb(shapes),
            [np.array(values, dtype=object) for values in fields.values()],
            list(fields),
            layer=layer,
            geometry_type="Polygon",
            crs="EPSG:28992",
            append=path.exists(),
        )
    loaded = load(path.read_bytes(), code="code", name="naam", parent="gemeentecode")
    assert (loaded.areas, loaded.status) == (2, "activated")
    assert "3 layers" in refused(load, path.read_bytes(), code="code", name="naam", level="local_wijk", parent="")


def test_a_shapefile_in_a_folder_of_the_zip_without_projection_file_is_rd(load: Load) -> None:
    source = zipfile.ZipFile(io.BytesIO(shared(TWENTE).read_bytes()))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            if not name.endswith(".prj"):
                archive.writestr(f"WijkBuurtkaart/{name}", source.read(name))
    loaded = load(target.getvalue())
    assert (loaded.areas, loaded.status) == (70, "activated")


def test_field_names_cut_by_a_dbf_and_in_other_case_are_found(load: Load) -> None:
    assert load(parent="gemeentecode", commit=False).areas == 70
    assert load(code="BUURTCODE", commit=False).areas == 70


def test_a_wrong_field_is_refused_with_the_fields_that_the_file_has(load: Load) -> None:
    said = refused(load, code="BU_CODE")
    assert "no field 'BU_CODE'" in said
    assert "buurtcode, buurtnaam, wijkcode" in said


def test_the_wrong_gemeente_is_refused_with_those_that_are_there(load: Load) -> None:
    assert "no areas of GM0599; it holds GM0141" in refused(load, gemeente="GM0599")


@pytest.mark.parametrize(
    ("changed", "word"), [({"gemeente": "0153"}, "GM0153"), ({"level": "straat"}, "buurt"), ({"year": 21}, "year")]
)
def test_impossible_options_are_refused_with_an_example(load: Load, changed: dict[str, object], word: str) -> None:
    assert word in refused(load, **changed)


def test_codes_of_another_level_are_refused(load: Load) -> None:
    said = refused(load, code="wijkcode")
    assert "not of level buurt" in said
    assert "stands 9 times" in said


def test_everything_that_is_wrong_is_told_at_once_with_its_row(load: Load) -> None:
    data = collection(
        buurt("BU01530000", 0), buurt("BU01530000", 1000), buurt("BU01530001", 2000, buurtnaam=" "),
        buurt("BU01530002", 3000, wijkcode="WK014100"), ({**buurt("BU01530003", 0)[0]}, None),
    )  # fmt: skip
    with pytest.raises(AreasError) as caught:
        load(data, file="fout.geojson")
    found = {(finding.code, finding.row, finding.value) for finding in caught.value.findings}
    assert ("duplicate_code", 3, "BU01530000") in found
    assert ("empty_name", 4, "BU01530001") in found
    assert ("parent", 5, "WK014100") in found
    assert ("lost", 6, "BU01530003") in found
    assert all(finding.file == "fout.geojson" for finding in caught.value.findings)


def test_areas_that_overlap_need_a_person_who_accepts_that(load: Load) -> None:
    data = collection(buurt("BU01530000", 0), buurt("BU01530001", 500))
    assert "BU01530000 and BU01530001 share 500,000 m²" in refused(load, data)
    loaded = load(data, accept_findings=True)
    assert "overlap" in [finding.code for finding in loaded.findings if finding.severity == "finding"]


def test_holes_between_areas_are_a_notice(load: Load) -> None:
    ring = shapely.Polygon(shapely.box(255_000, 470_000, 256_000, 471_000).exterior,
                           [shapely.box(255_400, 470_400, 255_500, 470_500).exterior])  # fmt: skip
    loaded = load(collection((buurt("BU01530000", 0)[0], ring)), commit=False)
    assert {finding.severity for finding in loaded.findings} == {"notice"}
    assert "10,000 m²" in {finding.code: finding.problem for finding in loaded.findings}["gaps"]


def test_large_negative_numbers_are_missing_and_small_ones_a_finding(load: Load) -> None:
    data = collection(
        buurt("BU01530000", 0, aantal_inwoners=-99999999), buurt("BU01530001", 1000, aantal_inwoners=-5),
    )  # fmt: skip
    said = refused(load, data)
    assert "row 3" in said
    assert "'-5'" in said
    assert "-99999999" not in said
    load(data, accept_findings=True)
    with acting("GM0153", MACHINE):
        assert [area.inhabitants for area in queries.areas("buurt")] == [None, None]


def test_codes_are_trimmed_and_may_hold_letters(load: Load) -> None:
    data = collection(buurt("BU0363AA01  ", 0, wijkcode="WK0363AA "), buurt("BU00000000", 1000))
    loaded = load(data, gemeente="GM0363")
    assert (loaded.areas, loaded.skipped) == (1, {"unknown place": 1})
    with acting("GM0363", MACHINE):
        assert [area.code for area in queries.areas("buurt")] == ["BU0363AA01"]
        assert [area.code for area in queries.areas("wijk")] == ["WK0363AA"]


def test_the_water_of_an_area_is_not_a_second_area(load: Load) -> None:
    data = collection(buurt("BU01530000", 0, water="NEE"), buurt("BU01530000", 1000, water="JA"))
    loaded = load(data)
    assert loaded.areas == 1
    assert "water" in [finding.code for finding in loaded.findings]


def excel(rows: list[list[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


TABLE = [["buurtcode", "buurtnaam", "wijkcode", "woningvoorraad"], ["BU01530000", "Citÿ", "WK015300", 1250]]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffbuurtcode;buurtnaam;wijkcode;woningvoorraad\r\nBU01530000;Citÿ;WK015300;1250\r\n".encode(),
        "buurtcode,buurtnaam,wijkcode,woningvoorraad\nBU01530000 ,Citÿ,WK015300,1250\n".encode("cp1252"),
        gzip.compress(b"buurtcode\tbuurtnaam\twijkcode\twoningvoorraad\nBU01530000\tCit\xc3\xbf\tWK015300\t1250\n"),
        excel(TABLE),
    ],
    ids=["semicolon with mark", "cp1252", "tab gz", "excel"],
)
def test_a_table_of_codes_without_shapes_loads(load: Load, data: bytes) -> None:
    loaded = load(data)
    assert (loaded.status, loaded.areas, loaded.without_shape) == ("activated", 1, 1)
    with acting("GM0153", MACHINE):
        area = queries.area_by_code("BU01530000")
        assert area is not None
        assert (area.name, area.dwellings, area.has_shape, area.surface_m2) == ("Citÿ", 1250, False, None)
        assert queries.outlines("buurt") == []


BROKEN = {
    "empty": b"",
    "cut off GeoJSON": b'{"type": "FeatureCollection", "features": [{"type": "Fea',
    "JSON of another kind": b'{"hello": "world"}',
    "damaged gz": gzip.compress(b"buurtcode")[:-9],
    "zip without a shapefile": b"PK\x03\x04 nothing",
    "damaged GeoPackage": b"SQLite format 3\x00 nothing",
    "KML": b"<?xml version='1.0'?><kml/>",
    "picture": bytes(range(256)) * 4,
    "no header": b"\n1;2;3",
    "header twice": b"buurtcode;buurtcode\n1;2",
    "endless cell": b"buurtcode;buurtnaam\n" + b"x" * 200_000,
    "row too long": b"buurtcode;buurtnaam\nBU01530000;City;more",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_its_name(load: Load, data: bytes) -> None:
    assert refused(load, data, file="kapot.bin").startswith("kapot.bin")
    assert gemeente_by_code("GM0153") is None


def test_a_shape_that_is_no_polygon_is_refused(load: Load) -> None:
    data = collection((buurt("BU01530000", 0)[0], shapely.Point(255_000, 470_000)))
    assert "No polygon is left" in refused(load, data)


def test_two_gemeenten_do_not_see_each_other(load: Load) -> None:
    load()
    load(gemeente="GM0141")
    with acting("GM0141", MACHINE):
        assert not Area.objects.filter(code__startswith="BU0153").exists()
        assert queries.area_by_code("BU01530000") is None

"""Every published table as CSV, Excel, GeoJSON and GeoPackage, and the catalogue."""

import csv
import io
import json

import openpyxl
import pyogrio
import pytest
import shapely

from tests.figures import world
from tests.publication.conftest import MACHINE
from wens.figures.models import Figure
from wens.render.geofiles import Layer, geopackage_bytes
from wens.tenancy.context import acting

KEY = "burglaries_per_1000_dwellings"


def file(city, form, **asked):
    response = city.get(f"/data/tabellen/{KEY}.{form}", asked)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.content


def noord(rows):
    return next(row for row in rows if row["area_code"] == "BU00010000" and row["period"] == "2023")


def test_the_page_lists_every_table_with_years_source_licence_and_files(city):
    text = city.get("/data/tabellen/").content.decode()
    part = text.split(f'id="{KEY}"')[1].split("</div>")[0]
    assert "2022–2023" in part
    assert "creativecommons.org" in part
    for form in ("csv", "xlsx", "json", "geojson", "gpkg", "csv-metadata.json"):
        assert f"/data/tabellen/{KEY}.{form}" in part


def test_csv_and_excel_hold_the_same_and_excel_says_what_must_be_read_with_it(city):
    row = noord(csv.DictReader(io.StringIO(file(city, "csv").decode())))
    book = openpyxl.load_workbook(io.BytesIO(file(city, "xlsx")))
    header, *lines = book.worksheets[0].iter_rows(values_only=True)
    assert noord([dict(zip(header, line, strict=True)) for line in lines])["count"] == int(row["count"]) == 40
    assert any("CC0" in str(line[1]) for line in book["Toelichting"].iter_rows(values_only=True))


def test_geojson_is_in_degrees_with_the_figures_of_each_year(city):
    body = json.loads(file(city, "geojson", level="buurt"))
    feature = next(one for one in body["features"] if one["id"] == "BU00010000")
    assert feature["properties"]["count_2023"] == 40
    assert feature["properties"]["verdict_2023"] == "higher"
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    west, south, _east, _north = shape.bounds
    assert 3 < west < 8
    assert 50 < south < 54
    assert shape.geoms[0].exterior.is_ccw if shape.geom_type == "MultiPolygon" else shape.exterior.is_ccw
    assert any("CC0" in str(value) for value in body.values())


def test_a_geopackage_has_a_layer_per_kind_of_area_in_rd_and_its_own_notes(city, tmp_path):
    path = tmp_path / "table.gpkg"
    path.write_bytes(file(city, "gpkg"))
    layers = dict(pyogrio.list_layers(path).tolist())
    assert layers["buurt"] == "MultiPolygon"
    assert layers["toelichting"] is None
    assert pyogrio.read_info(path, layer="buurt")["crs"] == "EPSG:28992"
    _meta, table = pyogrio.read_arrow(path, layer="buurt")
    found = {row["code"]: row for row in table.to_pylist()}
    assert found["BU00010000"]["count_2023"] == 40
    assert shapely.from_wkb(found["BU00010000"]["geom"]).area == pytest.approx(1_000_000)


def test_years_together_are_columns_of_the_files_and_named_in_their_notes(city, tmp_path):
    with acting(world.GEMEENTE, MACHINE):
        one = Figure.objects.get(tier="public", area_code="BU00010000", indicator=KEY, period="2023")
        one.pk, one.period, one.grain, one.flags, one.count = None, "2021-2023", "pooled", "pooled", 57.0
        one.save()
    path = tmp_path / "years.gpkg"
    path.write_bytes(file(city, "gpkg"))
    _meta, table = pyogrio.read_arrow(path, layer="buurt")
    found = {row["code"]: row for row in table.to_pylist()}
    assert (found["BU00010000"]["count_2021_2023"], found["BU00010001"]["count_2021_2023"]) == (57, None)
    notes = {one["title"]: one["text"] for one in json.loads(file(city, "csv-metadata.json"))["notes"]}
    assert (notes["Jaren"], notes["Jaren samen"]) == ("2022–2023", "2021-2023")


def test_a_geopackage_can_hold_a_column_without_a_single_number():
    layer = Layer("buurt", [shapely.box(0, 0, 1, 1)], {"code": ["BU1"], "count_2023": [None]})
    assert geopackage_bytes([layer], {"bron": "x"}).startswith(b"SQLite format 3")


def test_the_csv_is_described_for_machines(city):
    described = json.loads(file(city, "csv-metadata.json"))
    names = [one["name"] for one in described["tableSchema"]["columns"]]
    assert names == next(csv.reader(io.StringIO(file(city, "csv").decode())))
    assert described["url"] == f"{KEY}.csv"


@pytest.mark.parametrize("address", ["nothing.csv", f"{KEY}.exe", f"{KEY}.geojson?level=dorp"])
def test_what_is_not_published_is_not_there(city, address):
    assert city.get(f"/data/tabellen/{address}").status_code == 404


def test_the_catalogue_names_every_table_with_every_file(city):
    response = city.get("/data/catalogus.jsonld")
    body = json.loads(response.content)
    assert response["Content-Type"] == "application/ld+json"
    dataset = next(one for one in body["dcat:dataset"] if one["dct:identifier"] == KEY)
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2023-12-31"
    for one in dataset["dcat:distribution"]:
        assert one["dct:license"]["@id"].startswith("https://creativecommons.org/")
        assert city.get(one["dcat:downloadURL"]["@id"].removeprefix("http://testserver")).status_code == 200


def test_without_figures_there_is_no_table(empty_city):
    assert "nog geen cijfers vrijgegeven" in empty_city.get("/data/tabellen/").content.decode()
    assert json.loads(empty_city.get("/data/catalogus.jsonld").content)["dcat:dataset"] == []
    assert empty_city.get(f"/data/tabellen/{KEY}.csv").status_code == 404

"""Incidents by a mapping: Toronto's real file, and every way of saying when and where."""

import json
from datetime import date

import pytest

from tests.intake.writing import as_csv, as_excel, errors, facts, findings
from tests.shared_data import shared
from wens.intake.mapping import mapping_of, read_mapping
from wens.intake.parsing import parse_file

BURGLARY = "burglaries_per_1000_dwellings"
HEADER = ("Datum", "Soort", "lon", "lat")
POINTS = """
date: {column: Datum, format: "%d-%m-%Y"}
place: {x: lon, y: lat, crs: EPSG:4326}
category: {column: Soort, map: {Woninginbraak: dwelling_burglary, "Poging tot woninginbraak": dwelling_burglary}}
indicator: {dwelling_burglary: burglaries_per_1000_dwellings}
"""


def parse(data, mapping, name="incidents.csv"):
    given = read_mapping(mapping.encode(), "m.yaml") if isinstance(mapping, str) else mapping and mapping_of(mapping)
    return parse_file("incidents", data, name=name, mapping=given)


def test_toronto_is_read_whole_and_break_and_enter_to_the_unit():
    path = shared("toronto_mci_incidents/mci_incidents.csv.gz")
    mapping = {
        "date": {"column": "date", "format": "%Y-%m-%d"},
        "place": {"x": "lon", "y": "lat", "crs": "EPSG:4326"},
        "category": {"column": "mci", "map": {"Break and Enter": BURGLARY}},
    }
    parsed = parse(path.read_bytes(), mapping, path.name)
    assert (parsed.rows, parsed.cells.num_rows, parsed.not_dated, parsed.not_placeable) == (240_992, 54_650, 0, 0)
    assert {f.value for f in parsed.findings} == {"Assault", "Auto Theft", "Robbery", "Theft Over"}


def test_the_mapping_of_the_contract_is_read():
    rows = [("28-06-2023", "Woninginbraak", "6.89", "52.22"), ("29-06-2023", "Anders", "6.89", "52.22")]
    parsed = parse(as_csv(HEADER, rows), POINTS)
    assert parsed.cells.to_pylist()[0] | {"row": 0} == {
        "row": 0, "measure": f"indicator:{BURGLARY}", "area": None, "level": "point", "x": 6.89, "y": 52.22,
        "start": date(2023, 6, 28), "grain": "day", "value": 1, "missing": None, "provisional": False,
    }  # fmt: skip
    assert (parsed.rows, parsed.crs) == (2, "EPSG:4326")
    assert facts(parse(as_excel(HEADER, rows), POINTS, "i.xlsx")) == facts(parsed)


@pytest.mark.parametrize(
    ("place", "area", "level"),
    [
        ({"area": "waar", "generation": 2021}, "BU01530000", "buurt"),
        ({"area": "waar"}, "85", "buurt"),
        ({"area": "waar", "level": "wijk"}, "85", "wijk"),
        ({"postcode4": "waar"}, "7511", "postcode4"),
        ({"complex": "waar"}, "C-7", "complex"),
    ],
)
def test_places_are_codes_postcodes_or_complexes(place, area, level):
    mapping = {"date": {"column": "d"}, "place": place, "indicator": BURGLARY}
    parsed = parse(as_csv(("d", "waar"), [("2023-01-05", area)]), mapping)
    assert (parsed.cells["area"].to_pylist(), parsed.cells["level"].to_pylist()) == ([area], [level])
    assert parsed.division == place.get("generation")


@pytest.mark.parametrize(
    ("when", "fields", "start", "grain"),
    [
        ({"year": "j", "month": "m"}, ("2023", "mrt"), date(2023, 3, 1), "month"),
        ({"year": {"column": "j"}}, ("2023", ""), date(2023, 1, 1), "year"),
        ({"year": "j", "day_of_year": "m"}, ("2024", "366"), date(2024, 12, 31), "day"),
        ({"column": "j"}, ("2023-06-28T23:30:00Z", ""), date(2023, 6, 29), "day"),
        ({"column": "j", "format": "%d %b %Y"}, ("5 okt 2023", ""), date(2023, 10, 5), "day"),
        ({"column": "j", "format": "%d-%m-%Y %H:%M"}, ("05-10-2023 23:59", ""), date(2023, 10, 5), "day"),
    ],
)
def test_dates_are_one_column_or_parts(when, fields, start, grain):
    mapping = {"date": when, "place": {"area": "b"}, "indicator": BURGLARY}
    cell = parse(as_csv(("j", "m", "b"), [(*fields, "BU01530000")]), mapping).cells.to_pylist()[0]
    assert (cell["start"], cell["grain"]) == (start, grain)


def test_many_moments_are_read_by_their_day():
    rows = [
        (f"{1 + n % 28:02}-01-2023 {n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}", "BU01530000")
        for n in range(25_000)
    ]
    mapping = {"date": {"column": "d", "format": "%d-%m-%Y %H:%M:%S"}, "place": {"area": "b"}, "indicator": BURGLARY}
    parsed = parse(as_csv(("d", "b"), rows), mapping)
    assert parsed.cells["start"].to_pylist() == [date(2023, 1, 1 + n % 28) for n in range(25_000)]


def test_placed_and_not_placed_together_are_the_file():
    rows = [
        ("28-06-2023", "Woninginbraak", x, y) for x, y in (("6.89", "52.22"), ("", ""), ("0", "0"), ("6,9", "52,2"))
    ]
    parsed = parse(as_csv(HEADER, [*rows, ("", "Woninginbraak", "6.8", "52.2")]), POINTS)
    assert (parsed.cells.num_rows, parsed.rows, parsed.not_placeable, parsed.not_dated) == (5, 5, 2, 1)
    assert findings(parsed) == []


def test_values_that_cannot_be_right_name_their_place():
    good = [("28-06-2023", "Woninginbraak", "6.89", "52.22")] * 3
    rows = [
        *good,
        ("31-02-2023", "Woninginbraak", "6.89", "52.22"),
        ("28-06-2023", "Woninginbraak", "6.89", "noord"),
        ("28-06-2023", "Woninginbraak", "6.89", "95"),
    ]
    assert findings(parse(as_csv(HEADER, rows), POINTS)) == [
        ("date", 5, "Datum", "31-02-2023"),
        ("coordinate", 6, "lat", "noord"),
        ("outside", 7, "lon", "6.89"),
    ]


@pytest.mark.parametrize(("x", "y", "remedy"), [("257000", "471000", "EPSG:28992"), ("52.2", "106.9", "Exchange")])
def test_coordinates_of_another_kind_are_refused_with_the_remedy(x, y, remedy):
    parsed = parse(as_csv(HEADER, [("28-06-2023", "Woninginbraak", x, y)]), POINTS)
    assert errors(parsed) == ["crs"]
    assert remedy in parsed.findings[0].remedy


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        (POINTS.replace("x: lon", "x: lengte"), "place.x"),
        (POINTS.replace("Datum, f", "Dag, f"), "date.column"),
        (POINTS.replace("date:", "datum:"), "datum"),
        (POINTS.replace("x: lon, ", ""), "place"),
        (POINTS.replace("burglaries_per_1000_dwellings", "burglary"), "indicator.dwelling_burglary"),
        (POINTS.replace("indicator: {dwelling_burglary", "indicator: {inbraak"), "indicator"),
        ("place: {area: b}\nindicator: burglaries_per_1000_dwellings\n", "date"),
    ],
)
def test_a_wrong_mapping_names_its_key(mapping, key):
    try:
        parsed = parse(as_csv(HEADER, [("28-06-2023", "Woninginbraak", "6.8", "52.2")]), mapping)
        problems = [f for f in parsed.findings if f.severity == "error"]
    except Exception as refused:  # read_mapping refuses before there is a file
        problems = refused.findings
    assert {f.code for f in problems} == {"mapping"}
    assert f"Key {key}:" in problems[0].problem
    assert problems[0].file in ("m.yaml", "mapping")


def test_without_a_mapping_the_error_says_what_is_needed():
    assert errors(parse(as_csv(HEADER, []), None)) == ["mapping"]


def test_points_of_a_geojson_are_coordinates():
    feature = {
        "type": "Feature",
        "properties": {"d": "2023-01-05"},
        "geometry": {"type": "Point", "coordinates": [6.9, 52.2]},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    parsed = parse(data, {"date": {"column": "d"}, "place": {"x": "x", "y": "y"}, "indicator": BURGLARY}, "i.geojson")
    assert (parsed.cells["x"].to_pylist(), parsed.crs) == ([6.9], "EPSG:4326")


@pytest.mark.parametrize(
    ("written", "meant"), [("RD", "EPSG:28992"), ("epsg:28992", "EPSG:28992"), (28992, "EPSG:28992")]
)
def test_a_crs_may_be_called_by_its_name(written, meant):
    mapping = {"date": {"column": "d"}, "place": {"x": "x", "y": "y", "crs": written}, "indicator": BURGLARY}
    assert parse(as_csv(("d", "x", "y"), [("2023-01-05", "257000", "471000")]), mapping).crs == "EPSG:28992"


def test_an_incident_without_its_month_is_not_put_in_january():
    mapping = {"date": {"year": "j", "month": "m"}, "place": {"area": "b"}, "indicator": BURGLARY}
    rows = [("2023", "", "BU01530000"), ("2023", "13", "BU01530000"), ("2023", "12", "BU01530000")]
    parsed = parse(as_csv(("j", "m", "b"), rows), mapping)
    assert parsed.cells["start"].to_pylist() == [None, None, date(2023, 12, 1)]
    assert findings(parsed) == [("date", 3, "m", "13")]

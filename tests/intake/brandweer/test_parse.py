"""Fires: the file of Brandweer Twente, coordinates, and what kind of fire a description means."""

from collections import Counter
from datetime import date

import pytest

from tests.intake.writing import as_csv, errors, findings
from tests.shared_data import shared
from wens.intake.brandweer.parse import kind_of
from wens.intake.parsing import parse_file


def parse(data, name="branden_2024.csv"):
    return parse_file("brandweer", data, name=name)


def test_all_chimney_fires_of_twente_are_read_with_their_day():
    path = shared("brandweer_twente_schoorsteenbranden/schoorsteenbranden_twente_2004_2020.csv")
    parsed = parse(path.read_bytes(), path.name)
    cells = parsed.cells.to_pylist()
    assert (len(cells), parsed.not_dated, parsed.not_placeable, parsed.division) == (1759, 0, 0, 2021)
    assert {cell["measure"] for cell in cells} == {"fire:chimney"}
    assert sum(cell["area"].startswith("BU0153") for cell in cells) == 359
    assert cells[0]["start"] == date(2004, 1, 6)
    assert Counter(cell["start"].month for cell in cells)[1] == 307  # the months that the file itself names


def test_a_day_of_the_year_that_contradicts_the_month_is_found():
    header = ("year", "month", "day_of_year", "buurtcode")
    rows = [
        ("2023", "Jan", "31", "BU01530000"),
        ("2023", "Mei", "32", "BU01530000"),
        ("2023", "Feb", "32", "BU01530000"),
    ]
    parsed = parse(as_csv(header, rows), "schoorsteenbranden.csv")
    assert parsed.cells["start"].to_pylist() == [date(2023, 1, 31), None, date(2023, 2, 1)]
    assert parsed.not_dated == 1
    assert findings(parsed) == [("date", 3, "day_of_year", "32")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Woningbrand", "fire:dwelling"),
        ("Schoorsteenbrand in woning", "fire:chimney"),
        ("Buitenbrand container", "fire:outdoor"),
        ("Autobrand", "fire:outdoor"),
        ("Brand in schuur", "fire:other"),
        ("Automatische brandmelding (loos)", None),
        ("Hulpverlening dier", None),
    ],
)
def test_a_description_tells_the_kind_of_fire(text, kind):
    assert kind_of(text) == kind


def test_rd_and_degrees_are_told_apart_and_what_is_no_fire_is_left_out_and_counted():
    rd = [("1-2-2024", "Woningbrand", "257000", "471000"), ("2-2-2024", "Hulpverlening", "257000", "471000")]
    parsed = parse(as_csv(("Datum", "Soort", "x", "y"), rd))
    assert (parsed.crs, parsed.cells.num_rows, parsed.rows) == ("EPSG:28992", 1, 2)
    assert [f.code for f in parsed.findings] == ["not_mapped"]
    degrees = [("1-2-2024", "Woningbrand", "6,9", "52,2")]
    parsed = parse(as_csv(("Datum", "Soort", "lon", "lat"), degrees, separator=";"))
    assert (parsed.crs, parsed.cells["x"].to_pylist()) == ("EPSG:4326", [6.9])


def test_fires_without_a_point_are_kept_and_an_impossible_point_is_found():
    rows = [
        ("1-2-2024", "Woningbrand", x, y) for x, y in (("257000", "471000"), ("", ""), ("0", "0"), ("257000", "47100"))
    ]
    parsed = parse(as_csv(("Datum", "Soort", "x", "y"), rows))
    assert (parsed.cells.num_rows, parsed.not_placeable) == (4, 3)
    assert findings(parsed) == [("outside", 5, "x", "257000")]


def test_a_file_that_says_nowhere_what_burned_is_refused():
    assert errors(parse(as_csv(("Datum", "buurtcode"), [("1-2-2024", "BU01530000")]))) == ["kind"]

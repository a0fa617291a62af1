"""Burglaries per postcode and day: equal rows are different burglaries."""

from datetime import date

import pytest

from tests.intake.writing import as_csv, as_excel, errors, facts, findings
from tests.shared_data import shared
from wens.intake.parsing import parse_file

HEADER = ("Postcode", "Datum", "Soort")


def parse(data, name="burglaries.csv"):
    return parse_file("misdaad_in_kaart", data, name=name)


@pytest.mark.parametrize(
    ("file", "rows"),
    [("woninginbraken_enschede_7511-7548.csv", 820), ("woninginbraken_nl_pc4_2023-04_2026-06.csv.gz", 64_185)],
)
def test_every_burglary_in_the_real_files_is_a_cell(file, rows):
    path = shared(f"politie_misdaad_in_kaart_pc4/{file}")
    parsed = parse(path.read_bytes(), path.name)
    assert (parsed.rows, parsed.cells.num_rows, parsed.not_dated, parsed.not_placeable) == (rows, rows, 0, 0)
    assert parsed.incidents
    assert parsed.findings == []


def test_attempts_count_and_equal_rows_are_kept():
    rows = [
        ("7511", "28-06-2023", "Woninginbraak"),
        ("7511", "28-06-2023", "Woninginbraak"),
        ("7512", "01-02-2024", "Poging tot woninginbraak"),
    ]
    parsed = parse(as_csv(HEADER, rows))
    assert parsed.cells["measure"].to_pylist() == ["misdaad:burglary"] * 3
    assert parsed.cells["start"].to_pylist()[2] == date(2024, 2, 1)
    assert facts(parse(as_excel(HEADER, rows), "b.xlsx")) == facts(parsed)


def test_what_has_no_place_or_no_date_is_kept_and_counted():
    rows = [
        ("", "28-06-2023", "Woninginbraak"),
        ("7511", "", "Woninginbraak"),
        ("7511 AB", "28-06-2023", "Woninginbraak"),
    ]
    parsed = parse(as_csv(HEADER, rows))
    assert (parsed.cells.num_rows, parsed.not_placeable, parsed.not_dated) == (3, 1, 1)
    assert findings(parsed) == []
    assert parsed.cells["area"].to_pylist() == ["unknown", "7511", "7511"]


def test_an_impossible_date_is_found_and_another_date_format_is_refused():
    rows = [
        ("7511", "31-02-2023", "Woninginbraak"),
        ("7511", "01-02-2023", "Woninginbraak"),
        ("7511", "02-02-2023", "Woninginbraak"),
    ]
    assert findings(parse(as_csv(HEADER, rows))) == [("date", 2, "Datum", "31-02-2023")]
    american = [("7511", "02/28/2023", "Woninginbraak"), ("7511", "03/29/2023", "Woninginbraak")]
    assert errors(parse(as_csv(HEADER, american))) == ["date_format"]

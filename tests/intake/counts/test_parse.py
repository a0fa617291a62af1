"""Counts by a mapping: long and wide, Toronto's official table, and the many ways to write a number."""

from datetime import date

import pyarrow.compute as pc
import pytest

from tests.intake.writing import as_csv, as_excel, errors, facts, findings
from tests.shared_data import shared
from wens.intake.mapping import mapping_of
from wens.intake.parsing import parse_file

BURGLARY, ASSAULT = "burglaries_per_1000_dwellings", "assaults_per_1000_inhabitants"
LONG = {
    "area": {"column": "Buurt"},
    "period": {"column": "Jaar"},
    "value": {"column": "Aantal", "missing": ["", ".", "-"]},
    "indicator": BURGLARY,
}


def parse(data, mapping=None, name="counts.csv"):
    return parse_file("counts", data, name=name, mapping=mapping_of(mapping or LONG))


def long(*values, separator=","):
    return as_csv(
        ("Buurt", "Jaar", "Aantal"), [(f"BU0153{i:04}", "2023", v) for i, v in enumerate(values)], separator=separator
    )


def test_the_official_table_of_toronto_is_read_as_a_wide_table():
    path = shared("toronto_mci_incidents/neighbourhood_crime_rates_official_2014_2019.csv.gz")
    years = {2014: 7179, 2015: 6900, 2016: 6398, 2017: 6882, 2018: 7557, 2019: 8386}
    for year, published in years.items():
        mapping = {
            "area": {"column": "Hood_ID"},
            "period": {"year": year},
            "values": {f"BreakandEnter_{year}": BURGLARY},
        }
        parsed = parse(path.read_bytes(), mapping, path.name)
        assert pc.sum(parsed.cells["value"]).as_py() == published
        assert set(parsed.cells["start"].to_pylist()) == {date(year, 1, 1)}


def test_a_wide_table_gives_a_cell_per_column_and_a_denominator_its_measure():
    mapping = {
        "area": {"column": "b"},
        "period": {"year": "j", "quarter": "k"},
        "values": {"w": BURGLARY, "inw": "inhabitants"},
    }
    parsed = parse(as_csv(("b", "j", "k", "w", "inw"), [("BU01530000", "2023", "2", "5", "3.410")]), mapping)
    assert [(c["measure"], c["start"], c["grain"], c["value"]) for c in parsed.cells.to_pylist()] == [
        (f"indicator:{BURGLARY}", date(2023, 4, 1), "quarter", 5),
        ("kwb:inhabitants", date(2023, 4, 1), "quarter", 3410),
    ]


def test_labels_choose_the_indicator_and_others_are_counted():
    mapping = {
        **LONG,
        "indicator": None,
        "category": {"column": "Soort", "map": {"Inbraak": BURGLARY, "Mishandeling": ASSAULT}},
    }
    rows = [("BU01530000", "2023", "5", s) for s in ("Inbraak", "mishandeling ", "Overig")]
    parsed = parse(as_csv(("Buurt", "Jaar", "Aantal", "Soort"), rows), mapping)
    assert parsed.cells["measure"].to_pylist() == [f"indicator:{BURGLARY}", f"indicator:{ASSAULT}"]
    assert [(f.code, f.value) for f in parsed.findings] == [("not_mapped", "Overig")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("1.204", "17", "924"), (1204, 17, 924)),
        (("1.234.567", "3"), (1234567, 3)),
        (("12,5", "1.204,5"), (12.5, 1204.5)),
        (("12.5", "1204"), (12.5, 1204)),
        (("1 204", "3"), (1204, 3)),
        (("5.000", "17.000"), (5, 17)),
        (("1,204.5", "3"), (1204.5, 3)),
        (("1E+05", "3"), (100000, 3)),
        ((" 7 ", "\u00a08"), (7, 8)),
        (("5*", "6**"), (5, 6)),
    ],
)
def test_numbers_are_read_as_the_column_as_a_whole_makes_sense(written, meant):
    parsed = parse(long(*written, separator=";"))
    assert parsed.cells["value"].to_pylist() == list(meant)
    assert findings(parsed) == []


def test_texts_that_mean_missing_are_missing_and_others_are_found():
    parsed = parse(long("", ".", "-", "NULL", "n.v.t.", "<5"))
    assert parsed.cells["missing"].to_pylist() == ["unknown"] * 4 + ["not_applicable", "unknown"]
    assert findings(parsed) == [("not_a_number", 7, "Aantal", "<5")]


def test_excel_says_the_same_as_csv():
    header, rows = ("Buurt", "Jaar", "Aantal"), [("BU01530000", "2023", "5"), ("GM0153", "2023", "1204")]
    assert facts(parse(as_excel(header, rows, titles=("Woninginbraken in Enschede",)), name="c.xlsx")) == facts(
        parse(as_csv(header, rows))
    )


def test_the_same_area_and_period_with_two_values_is_found():
    rows = [("BU01530000", "2023", "5"), ("BU01530000", "2023JJ00", "6")]
    parsed = parse(as_csv(("Buurt", "Jaar", "Aantal"), rows))
    assert findings(parsed) == [("duplicate", 3, "Aantal", "6")]
    assert parsed.cells["missing"].to_pylist() == ["unknown"]


def test_working_areas_of_partners_keep_their_codes():
    mapping = {**LONG, "area": {"column": "Buurt", "level": "complex"}}
    parsed = parse(as_csv(("Buurt", "Jaar", "Aantal"), [("Pathmos 12", "2023", "5")]), mapping)
    assert (parsed.cells["area"].to_pylist(), parsed.cells["level"].to_pylist()) == (["Pathmos 12"], ["complex"])


def test_a_column_that_is_not_there_is_named_with_the_columns_that_are():
    parsed = parse(as_csv(("Buurt", "Jaar", "Totaal"), [("BU01530000", "2023", "5")]))
    assert errors(parsed) == ["mapping"]
    assert "value.column" in parsed.findings[0].problem
    assert "'Totaal'" in parsed.findings[0].remedy


def test_a_quarter_that_does_not_exist_is_found_and_an_empty_one_counted():
    mapping = {**LONG, "period": {"year": "Jaar", "quarter": "Kw"}}
    rows = [("BU01530000", "2023", kw, "4") for kw in ("1", "5", "")]
    parsed = parse(as_csv(("Buurt", "Jaar", "Kw", "Aantal"), rows), mapping)
    assert findings(parsed) == [("date", 3, "Kw", "5")]
    assert (parsed.not_dated, [f.code for f in parsed.findings]) == (2, ["date", "not_dated"])

"""Police tables: the real file to the unit, and every trap of the layouts."""

import csv
import gzip
import io
from datetime import date

import pyarrow.compute as pc
import pytest
import xlsxwriter

from tests.intake.writing import as_csv, as_excel, as_odata, errors, facts, findings
from tests.shared_data import shared
from wens.intake.parsing import parse_file

ODATA = (
    "ID",
    "SoortMisdrijf",
    "WijkenEnBuurten",
    "Perioden",
    "GeregistreerdeMisdrijven_1",
    "Gemeentenaam_2",
    "SoortRegio_3",
)
PORTAL = ("ID", "Soort misdrijf", "Perioden", "Wijken en buurten", "Geregistreerde misdrijven (aantal)")


def odata(*rows):
    return [(str(i), *row, " " * 30, " " * 8) for i, row in enumerate(rows)]


SMALL = odata(
    ("0.0.0 ", "NL00      ", "2023JJ00", "900"),
    ("0.0.0 ", "GM0153    ", "2023JJ00", "120"),
    ("1.1.1 ", "GM0153    ", "2023JJ00", "20"),
    ("1.1.1 ", "WK015300  ", "2023JJ00", "7"),
    ("2.6.10", "BU01530000", "2023JJ00", "0"),
    ("1.1.1 ", "BU0363AA01", "2023JJ00", "3"),
)


def parse(data, name="politie.csv"):
    return parse_file("politie", data, name=name)


def test_the_published_total_of_enschede_is_read_to_the_unit():
    path = shared("politie_47018NED/enschede_totaal_misdrijven_2023.csv")
    parsed = parse(path.read_bytes(), path.name)
    assert parsed.findings == []
    assert (parsed.rows, parsed.cells.num_rows) == (70, 70)
    assert pc.sum(parsed.cells["value"]).as_py() == 9024
    assert set(parsed.cells["level"].to_pylist()) == {"buurt"}
    first = parsed.cells.slice(0, 1).to_pylist()[0]
    assert (first["row"], first["area"], first["start"], first["value"]) == (2, "BU01530000", date(2023, 1, 1), 1924)


def test_codes_are_trimmed_and_keep_zeros_and_letters():
    areas = dict(zip((c := parse(as_csv(ODATA, SMALL)).cells)["area"].to_pylist(), c["level"].to_pylist(), strict=True))
    assert areas == {
        "NL": "land",
        "GM0153": "gemeente",
        "WK015300": "wijk",
        "BU01530000": "buurt",
        "BU0363AA01": "buurt",
    }


@pytest.mark.parametrize("national", ["NL00      ", "NL01      ", "NL"])
def test_the_national_row_has_one_name(national):
    parsed = parse(as_csv(ODATA, odata(("1.1.1", national, "2023JJ00", "5"), ("1.1.1", "GM0153", "2023JJ00", "5"))))
    assert parsed.cells["area"].to_pylist() == ["NL", "GM0153"]


def test_json_of_odata_says_the_same_as_csv():
    assert facts(parse(as_odata(ODATA, SMALL), "p.json")) == facts(parse(as_csv(ODATA, SMALL)))


def test_excel_says_the_same_as_csv_with_titles_above_and_another_sheet_before():
    book = as_excel(ODATA, SMALL, titles=("Geregistreerde misdrijven", ""), other_sheet=True)
    parsed = parse(book, "p.xlsx")
    assert facts(parsed) == facts(parse(as_csv(ODATA, SMALL)))
    assert parsed.cells["row"].to_pylist()[0] == 4  # the row of the sheet


def test_the_portal_csv_with_codes_says_the_same_as_odata():
    rows = [
        (
            r[0],
            "1.1.1 Diefstal/inbraak woning" if r[1].strip() == "1.1.1" else f"{r[1].strip()} Iets",
            "2023",
            r[2],
            r[4],
        )
        for r in SMALL
    ]
    text = as_csv(PORTAL, rows, separator=";", quoting=csv.QUOTE_ALL, encoding="utf-8-sig", below='"Bron: politie"\r\n')
    parsed = parse(text)
    assert facts(parsed) == facts(parse(as_csv(ODATA, SMALL)))
    assert [f.code for f in parsed.findings] == ["source_line"]


def test_a_nested_header_of_the_portal_is_understood():
    header = (*PORTAL[:4], "Geregistreerde misdrijven/Totaal geregistreerde misdrijven (aantal)")
    parsed = parse(as_csv(header, [("1", "Totaal misdrijven", "2023", "GM0153", "5")], separator=";"))
    assert parsed.cells["measure"].to_pylist() == ["police:0.0.0"]


def test_names_instead_of_codes_are_refused_with_the_remedy():
    rows = [("1", "0.0.0", "2023", name, "5") for name in ("Centrum", "Wijk 00", "Centrum")]
    parsed = parse(as_csv(PORTAL, rows, separator=";"))
    assert errors(parsed) == ["names"]
    assert (parsed.findings[0].row, parsed.findings[0].value) == (2, "Centrum")
    assert "codes" in parsed.findings[0].remedy


@pytest.mark.parametrize(
    ("label", "start", "grain", "provisional"),
    [
        ("2023JJ00", date(2023, 1, 1), "year", False),
        ("2023MM12", date(2023, 12, 1), "month", False),
        ("2023KW02", date(2023, 4, 1), "quarter", False),
        ("2023", date(2023, 1, 1), "year", False),
        ("2023*", date(2023, 1, 1), "year", True),
        ("2023**", date(2023, 1, 1), "year", True),
        ("2023 januari", date(2023, 1, 1), "month", False),
        ("2023 maart*", date(2023, 3, 1), "month", True),
        ("2023 1e kwartaal", date(2023, 1, 1), "quarter", False),
    ],
)
def test_periods_are_read_by_key_and_by_label(label, start, grain, provisional):
    cell = parse(as_csv(ODATA, odata(("1.1.1", "GM0153", label, "5")))).cells.to_pylist()[0]
    assert (cell["start"], cell["grain"], cell["provisional"]) == (start, grain, provisional)


def test_a_column_status_marks_provisional_figures():
    header = (*ODATA, "Status")
    rows = [(*odata(("1.1.1", f"GM015{i}", "2023JJ00", "5"))[0], s) for i, s in enumerate(("Definitief", "Voorlopig"))]
    assert parse(as_csv(header, rows)).cells["provisional"].to_pylist() == [False, True]


def test_unknown_places_are_kept_and_counted():
    rows = odata(
        *(("1.1.1", code, "2023JJ00", "5") for code in ("GM0000    ", "WK000000  ", "BU00000000", "BU01530000"))
    )
    parsed = parse(as_csv(ODATA, rows))
    assert parsed.not_placeable == 3
    assert parsed.cells["area"].to_pylist() == ["unknown"] * 3 + ["BU01530000"]
    assert findings(parsed) == []


def test_a_dot_is_not_zero_and_blank_is_not_a_dot():
    rows = [("1", "1.1.1", "2023", f"BU0153000{i}", v) for i, v in enumerate((".", "", "0", "12*", "-99999999"))]
    cells = parse(as_csv(PORTAL, rows, separator=";")).cells
    assert cells["value"].to_pylist() == [None, None, 0, 12, None]
    assert cells["missing"].to_pylist() == ["unknown", "not_applicable", None, None, "unknown"]
    assert cells["provisional"].to_pylist() == [False, False, False, True, False]


def test_thousands_are_read_as_thousands_in_a_column_of_counts():
    rows = odata(("0.0.0", "GM0153", "2023JJ00", "9.024"), ("0.0.0", "BU01530000", "2023JJ00", "924"))
    assert parse(as_csv(ODATA, rows)).cells["value"].to_pylist() == [9024, 924]


def test_what_cannot_be_right_is_told_with_row_column_and_value_and_the_whole_file_at_once():
    rows = odata(
        ("1.1.1", "BU01530000", "2023JJ00", "-3"),
        ("1.1.1", "BU01530001", "2023JJ00", "veel"),
        ("1.1.1", "BU01530002", "2023JJ00", "2.5"),
        ("9.9.9", "BU01530003", "2023JJ00", "1"),
        ("1.1.1", "BU0153", "2023JJ00", "1"),
        ("1.1.1", "BU01530005", "2023MM13", "1"),
        ("1.1.1", "BU01530006", "2023JJ00", "1"),
        ("1.1.1", "BU01530006", "2023JJ00", "2"),
    )
    parsed = parse(as_csv(ODATA, rows))
    value = "GeregistreerdeMisdrijven_1"
    assert sorted(findings(parsed), key=lambda f: f[1]) == [
        ("negative", 2, value, "-3"),
        ("not_a_number", 3, value, "veel"),
        ("not_whole", 4, value, "2.5"),
        ("type", 5, "SoortMisdrijf", "9.9.9"),
        ("area_code", 6, "WijkenEnBuurten", "BU0153"),
        ("period", 7, "Perioden", "2023MM13"),
        ("duplicate", 9, value, "2"),
    ]
    wrong = {c["row"]: c["missing"] for c in parsed.cells.to_pylist()}
    assert (wrong[2], wrong[3], wrong[4], wrong[8], 5 in wrong) == ("unknown", "unknown", "unknown", "unknown", False)


def test_the_same_cell_twice_with_the_same_value_counts_once():
    parsed = parse(as_csv(ODATA, [*SMALL, SMALL[1]]))
    assert facts(parsed) == facts(parse(as_csv(ODATA, SMALL)))
    assert [f.code for f in parsed.findings] == ["repeated"]


def test_a_total_may_exceed_its_types_because_some_are_hidden_but_never_the_reverse():
    hidden = odata(("0.0.0", "BU01530000", "2023JJ00", "9"), ("1.1.1", "BU01530000", "2023JJ00", "5"))
    assert parse(as_csv(ODATA, hidden)).findings == []
    wrong = odata(("0.0.0", "BU01530000", "2023JJ00", "4"), ("1.1.1", "BU01530000", "2023JJ00", "5"))
    parsed = parse(as_csv(ODATA, wrong))
    assert findings(parsed) == [("total", 2, "GeregistreerdeMisdrijven_1", "4")]
    assert parsed.cells["missing"].to_pylist() == ["unknown", None]


def test_types_that_a_spreadsheet_turned_into_dates_are_refused():
    parsed = parse(
        as_csv(ODATA, odata(("2001-01-01", "GM0153", "2023JJ00", "5"), ("0.0.0", "GM0153", "2023JJ00", "9")))
    )
    assert errors(parsed) == ["type_as_date"]
    assert (parsed.findings[0].row, parsed.findings[0].value) == (2, "2001-01-01")


def test_nuisance_is_read_by_what_it_is_called():
    header = ("Overlast", "WijkenEnBuurten", "Perioden", "GeregistreerdeOverlast_1")
    rows = [
        ("Totaal registraties overlast", "GM0153", "2024MM01", "50"),
        ("Melding overlast jeugd", "GM0153", "2024MM01", "9"),
    ]
    parsed = parse(as_csv(header, rows))
    assert parsed.cells["measure"].to_pylist() == ["nuisance:total", "nuisance:youth"]


def test_gz_is_unpacked_and_a_file_of_another_source_is_refused_with_the_known_layouts():
    assert facts(parse(gzip.compress(as_csv(ODATA, SMALL)), "p.csv.gz")) == facts(parse(as_csv(ODATA, SMALL)))
    parsed = parse(b"Postcode,Datum,Soort\n7511,01-01-2024,Woninginbraak\n")
    assert errors(parsed) == ["unknown_layout"]
    assert "47018NED" in parsed.findings[0].remedy
    assert "Postcode" in parsed.findings[0].problem


def test_the_rows_of_provinces_are_left_out_and_counted():
    parsed = parse(as_csv(ODATA, odata(("1.1.1", "PV23", "2023JJ00", "5"), ("1.1.1", "GM0153", "2023JJ00", "5"))))
    assert parsed.cells["area"].to_pylist() == ["GM0153"]
    assert [f.code for f in parsed.findings] == ["other_region"]


def test_a_repeated_type_does_not_make_the_total_too_small():
    rows = odata(
        ("0.0.0", "GM0153", "2023JJ00", "5"), ("1.1.1", "GM0153", "2023JJ00", "4"), ("1.1.1", "GM0153", "2023JJ00", "4")
    )
    parsed = parse(as_csv(ODATA, rows))
    assert [f.code for f in parsed.findings] == ["repeated"]


def test_a_zero_of_a_type_that_is_hidden_in_small_areas_is_unknown():
    rows = odata(
        ("1.4.1", "BU01530000", "2023JJ00", "0"),
        ("1.4.1", "GM0153", "2023JJ00", "0"),
        ("1.1.1", "BU01530000", "2023JJ00", "0"),
    )
    parsed = parse(as_csv(ODATA, rows))
    assert parsed.cells["missing"].to_pylist() == ["unknown", None, None]
    assert [f.code for f in parsed.findings] == ["hidden"]


def test_buurten_that_do_not_add_up_to_their_gemeente_are_noticed():
    rows = odata(
        ("1.1.1", "GM0153", "2023JJ00", "9"),
        ("1.1.1", "BU01530000", "2023JJ00", "4"),
        ("1.1.1", "BU01530001", "2023JJ00", "4"),
    )
    assert [f.code for f in parse(as_csv(ODATA, rows)).findings] == ["level_sums"]


def test_a_type_by_its_name_alone_is_understood():
    parsed = parse(as_csv(PORTAL, [("1", "Diefstal/inbraak woning", "2023", "GM0153", "5")], separator=";"))
    assert parsed.cells["measure"].to_pylist() == ["police:1.1.1"]


def test_titles_above_the_header_shift_the_row_of_a_problem():
    text = as_csv(ODATA, odata(("1.1.1", "GM0153", "2023JJ00", "-1")), above="Titel\r\n\r\n")
    assert findings(parse(text)) == [("negative", 4, "GeregistreerdeMisdrijven_1", "-1")]


def test_a_table_without_records_is_refused():
    assert errors(parse(as_csv(ODATA, []))) == ["no_records"]


def test_months_that_a_spreadsheet_turned_into_dates_are_months():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ODATA)
    sheet.write_row(1, 0, ("1", "1.1.1", "GM0153"))
    sheet.write_datetime(1, 3, date(2023, 3, 1), book.add_format({"num_format": "mmm yyyy"}))
    sheet.write_number(1, 4, 5)
    book.close()
    cell = parse(out.getvalue(), "p.xlsx").cells.to_pylist()[0]
    assert (cell["start"], cell["grain"], cell["value"]) == (date(2023, 3, 1), "month", 5)

"""Whatever way a table is written, the same table is read; and no bytes whatever break the reader."""

import csv
import gzip
import io
import sqlite3
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.writing import as_csv, as_excel, as_odata
from wens.intake.cells import Parsed, Refused
from wens.intake.definitions import source_keys
from wens.intake.parsing import parse_file
from wens.intake.reading import Sheet, read
from wens.intake.reading.sheet import clean

HEADER = ("code", "Naam van de buurt", "aantal")
TEXT = st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Cs")), max_size=12)
ROW = st.tuples(st.from_regex(r"BU[0-9]{4}[0-9A-Z]{4}", fullmatch=True), TEXT, st.integers(0, 10**6).map(str))
ROWS = st.lists(ROW, min_size=1, max_size=30)
STYLE = st.fixed_dictionaries(
    {
        "separator": st.sampled_from([",", ";", "\t", "|"]),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "end": st.sampled_from(["\n", "\r\n"]),
        "above": st.sampled_from(["", "Titel van de tabel\r\n\r\n"]),
    }
)


def sheet_of(data: bytes, name: str = "t.csv") -> Sheet:
    return read(data, name, accepts=lambda header: "aantal" in header, known=(), source="test")


def table(sheet: Sheet) -> list[tuple[str, ...]]:
    return [tuple(map(clean, row)) for row in zip(*(column.to_pylist() for column in sheet.columns), strict=True)]


@given(rows=ROWS, style=STYLE)
def test_every_style_of_text_gives_the_same_table(rows, style):
    sheet = sheet_of(as_csv(HEADER, rows, **style))
    assert sheet.header == list(HEADER)
    assert table(sheet) == [tuple(map(clean, row)) for row in rows]


@given(rows=ROWS)
@settings(deadline=None)
def test_padding_compression_excel_and_json_give_the_same_table(rows):
    expected = [tuple(map(clean, row)) for row in rows]
    padded = [tuple(field.ljust(30) for field in row) for row in rows]
    assert table(sheet_of(as_csv(HEADER, padded))) == expected
    assert table(sheet_of(gzip.compress(as_csv(HEADER, rows)), "t.csv.gz")) == expected
    assert table(sheet_of(as_odata(HEADER, [(r[0], "x" + r[1], r[2]) for r in rows]), "t.json"))[0][0] == expected[0][0]
    assert [row[::2] for row in table(sheet_of(as_excel(HEADER, rows), "t.xlsx"))] == [row[::2] for row in expected]


@given(notes=st.lists(st.text('ab\n";, ', max_size=10), min_size=1, max_size=10))
def test_line_breaks_inside_quotes_do_not_shift_the_rows(notes):
    rows = [("BU01530000", note, str(i)) for i, note in enumerate(notes)]
    sheet = sheet_of(as_csv(HEADER, rows, quoting=csv.QUOTE_ALL))
    assert sheet.columns[2].to_pylist() == [str(i) for i in range(len(notes))]
    assert sheet.numbers.tolist() == list(range(2, len(notes) + 2))


@pytest.mark.parametrize("key", source_keys())
@given(data=st.binary(max_size=400))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_bytes_are_refused_with_a_finding_and_never_crash(key, data):
    for prefix in (b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0", b"{", b"SoortMisdrijf;Perioden\n"):
        parsed = parse_file(key, prefix + data, name="any.dat")
        assert isinstance(parsed, Parsed)
        assert any(finding.severity == "error" for finding in parsed.findings)


GOOD = {
    "politie": as_csv(
        ("SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1"),
        [("1.1.1 ", "GM0153    ", "2023JJ00", "5")] * 3,
    ),
    "cbs_kwb": as_csv(("WijkenEnBuurten", "AantalInwoners_5"), [("GM0153", "161738"), ("BU01530000", "3410")]),
    "misdaad_in_kaart": as_csv(("Postcode", "Datum", "Soort"), [("7511", "28-06-2023", "Woninginbraak")] * 3),
    "brandweer": as_csv(("Datum", "Soort", "x", "y"), [("28-06-2023", "Woningbrand", "257000", "471000")] * 3),
    "bron": as_csv(("jaar_vkl", "ap3_code", "lon", "lat", "ote_id"), [("2020", "LET", "6.8", "52.2", "64")] * 3),
    "woonoverlast": as_csv(("Postcode", "Jaar", "Maand", "Aantal"), [("7511", "2023", "mrt", "5")] * 3),
}


@pytest.mark.parametrize("key", sorted(GOOD))
@given(
    at=st.integers(0, 200),
    junk=st.one_of(st.binary(max_size=6), st.text(max_size=6).map(str.encode)),
    drop=st.integers(0, 20),
)
@settings(max_examples=60, deadline=None)
def test_damaged_files_never_crash_a_parser(key, at, junk, drop):
    data = GOOD[key]
    place = at % len(data)
    parsed = parse_file(key, data[:place] + junk + data[place + drop :], name="woningbranden_2023.csv")
    assert isinstance(parsed, Parsed)


def test_every_good_example_is_read():
    for key, data in GOOD.items():
        assert parse_file(key, data, name="2023.csv").usable, key


def test_rows_that_do_not_fit_are_all_named():
    with pytest.raises(Refused) as refused:
        sheet_of(b"code,naam,aantal\nBU1,a,1\nBU2,b\n\nBU3,c,3,4\n")
    assert [(f.row, f.code) for f in refused.value.findings] == [(3, "fields"), (5, "fields")]


def test_a_file_that_was_cut_off_is_not_taken_for_a_source_line():
    with pytest.raises(Refused):
        sheet_of(b'"code","naam","aantal"\n"BU1","a","1"\n"BU2","b')


def test_empty_lines_are_passed_over_and_counted():
    sheet = sheet_of(b"code,naam,aantal\n\nBU1,a,1\n\n\nBU2,b,2\n\n")
    assert sheet.numbers.tolist() == [3, 6]


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr("wens.intake.reading.packed.SUSPECT_BYTES", 1024**2)
    bomb = gzip.compress(b"0" * 2 * 1024**2)
    with pytest.raises(Refused) as refused:
        sheet_of(bomb, "b.csv.gz")
    assert refused.value.findings[0].code == "too_large"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("b.csv", b"0" * 2 * 1024**2)
    with pytest.raises(Refused) as refused:
        sheet_of(out.getvalue(), "b.zip")
    assert refused.value.findings[0].code == "too_large"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b'{"odata.error": {"message": "too many rows"}}', "error message"),
        (b'{"value": [{"aantal": 1}', "cannot be read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not a table"),
        (gzip.compress(b"code,aantal\nBU1,1\n" * 99, mtime=0)[:-20], "damaged"),
    ],
    ids=["empty", "web page", "service error", "cut off", "picture", "damaged"],
)
def test_what_is_no_table_says_what_it_is(data, problem):
    with pytest.raises(Refused) as refused:
        sheet_of(data)
    assert problem in refused.value.findings[0].problem


def test_the_right_table_is_found_in_an_archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("Perioden.csv", b"Key,Title\n2023JJ00,2023\n")
        packed.writestr("map/TypedDataSet.csv", as_csv(HEADER, [("BU1", "a", "1")]))
    sheet = sheet_of(out.getvalue(), "export.zip")
    assert (sheet.name, len(sheet)) == ("export.zip/map/TypedDataSet.csv", 1)


def test_the_layers_of_a_geopackage_are_tables():
    base = sqlite3.connect(":memory:")
    base.executescript(
        """CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT);
        INSERT INTO gpkg_contents VALUES ('buurten', 'features');
        INSERT INTO gpkg_geometry_columns VALUES ('buurten', 'geom');
        CREATE TABLE buurten (fid INTEGER, geom BLOB, code TEXT, aantal REAL);
        INSERT INTO buurten VALUES (1, x'00', 'BU1', 5.0), (2, x'00', 'BU2', NULL);"""
    )
    sheet = sheet_of(base.serialize(), "map.gpkg")
    assert sheet.header == ["fid", "code", "aantal"]
    assert table(sheet) == [("1", "BU1", "5"), ("2", "BU2", "")]
    with pytest.raises(Refused):
        sheet_of(base.serialize()[:5000], "map.gpkg")


def test_tables_of_several_years_are_read_together_and_may_not_contradict_each_other():
    header = ("SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1")

    def packed(*values):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for n, (year, value) in enumerate(values):
                archive.writestr(f"{n}.csv", as_csv(header, [("1.1.1", "GM0153", f"{year}JJ00", value)]))
        return parse_file("politie", out.getvalue(), name="jaren.zip")

    together = packed((2022, "5"), (2023, "6"), (2023, "6"))
    assert together.cells["value"].to_pylist() == [5, 6]
    assert [f.code for f in together.findings] == ["tables"]
    assert [f.code for f in packed((2023, "5"), (2023, "6")).findings] == ["tables"]
    assert not packed((2023, "5"), (2023, "6")).usable


@pytest.mark.parametrize(
    "text",
    [
        "code,naam,aantal\rBU1,a,1\rBU2,b,2\r",
        "code;naam;aantal;\nBU1;a;1;\nBU2;b;2;\n",
        "code,naam,aantal\nBU1,a,1\nBU2,b,2\n,,\n,,\n",
        " code , naam , aantal \n BU1 , a , 1 \n BU2 , b , 2 \n",
        "sep=;\ncode;naam;aantal\nBU1;a;1\nBU2;b;2",
        "code\tnaam\taantal\nBU1\ta\t1\nBU2\tb\t2\n\n© CBS, 2024\n",
    ],
    ids=["old Mac", "separator at the end", "empty records", "spaces", "sep line of Excel", "tabs and a source line"],
)
def test_habits_of_spreadsheets_do_no_harm(text):
    assert [row[:3] for row in table(sheet_of(text.encode()))] == [("BU1", "a", "1"), ("BU2", "b", "2")]

"""Columns about persons are refused; columns about places never are."""

import gzip
import io

import pytest
import xlsxwriter

from tests.intake.writing import as_csv
from tests.shared_data import ROOT, shared
from wens.intake.cells import Refused
from wens.intake.definitions import source
from wens.intake.parsing import parse_file
from wens.intake.personal import personal_columns
from wens.intake.reading import read

VALUES = ("a", "b", "c")


def columns(title, values=VALUES, key="incidents"):
    sheet = read(
        as_csv((title, "aantal"), [(v, "1") for v in values]),
        "t.csv",
        accepts=lambda h: "aantal" in h,
        known=(),
        source=key,
    )
    return personal_columns(sheet, source(key))


@pytest.mark.parametrize(
    "title",
    [
        "Naam",
        "voornaam",
        "Achternaam",
        "naam_melder",
        "Naam bewoner",
        "BSN",
        "bsn-nummer",
        "Burgerservicenummer",
        "geboortedatum",
        "Geb.datum",
        "Geboortejaar",
        "Huisnummer",
        "huisnr",
        "HuisnummerToevoeging",
        "Adres",
        "E-mail",
        "emailadres",
        "Telefoonnummer",
        "mobiel",
        "Kenteken",
        "IBAN",
        "Contactpersoon",
        "first_name",
        "date_of_birth",
        "Postadres",
    ],
)
def test_names_of_columns_about_persons_are_refused(title):
    with pytest.raises(Refused) as refused:
        columns(title)
    finding = refused.value.findings[0]
    assert (finding.code, finding.row, finding.column, finding.severity) == ("personal", 1, title, "error")


@pytest.mark.parametrize(
    "title",
    [
        "Wijknaam",
        "buurtnaam",
        "gemeentenaam",
        "GME_NAAM",
        "complexnaam",
        "straatnaam",
        "statnaam",
        "Omgevingsadressendichtheid",
        "GeboorteTotaal_25",
        "GeboorteRelatief_26",
        "AantalInwoners_5",
        "Nummer",
        "VKL_NUMMER",
        "meest_voorkomende_postcode",
        "Dichtstbijzijnde adressen",
        "Mannen_6",
        "Aantal meldingen",
        "Soort",
        "Classificatie",
        "telling",
        "Postcode",
    ],
)
def test_names_of_columns_about_places_are_not(title):
    assert columns(title) == []


@pytest.mark.parametrize(
    "values",
    [
        ("111222333", "123456782", "999999990"),
        ("geen", "bel j.jansen@voorbeeld.nl", "x"),
        ("06-12345678", "053 4812345", "+31612345678"),
        ("7511 AB 12", "x", "y"),
        ("NL91ABNA0417164300", "x", "y"),
        ("J. de Vries", "A.B. Jansen", "K. van den Berg"),
    ],
)
def test_what_stands_in_a_column_tells_that_it_is_about_persons(values):
    with pytest.raises(Refused):
        columns("kolom", values)


@pytest.mark.parametrize(
    "values",
    [
        ("201500123", "201500124", "201500125"),
        ("7511 AB", "7512 CD", "7513 EF"),
        ("257000", "471000", "258000"),
        ("Twekkelerveld", "Wesselerbrink Z.O.-W.", "De Laares"),
        ("0153", "0363", "0141"),
        ("1.1.1 Diefstal/inbraak woning", "0.0.0", "2.6.10"),
    ],
)
def test_what_stands_in_columns_about_places_does_not(values):
    assert columns("kolom", values) == []


def test_one_address_deep_in_a_large_file_is_enough():
    values = [f"melding {n}" for n in range(20_000)]
    values[15_001] = "a@b.nl"
    with pytest.raises(Refused):
        columns("omschrijving", values)


def test_a_source_may_say_why_it_must_be_read_past_a_column():
    assert columns("VTGNUMMERP", key="bron") == ["VTGNUMMERP"]
    assert columns("Naam", key="cbs_kwb") == []


def test_no_real_delivery_is_refused():
    shared("README.md")
    for path in sorted(ROOT.glob("*/*.csv*")):
        if path.name in ("TableInfos.csv", "derived_bernasco_municipalities_less3_nhoods.csv"):
            continue
        data = path.read_bytes()
        text = gzip.decompress(data) if path.suffix == ".gz" else data
        sheet = read(text, path.name, accepts=lambda h: True, known=(), source="any")
        assert personal_columns(sheet, source("cbs_kwb")) == [], path.name


def test_another_sheet_of_the_workbook_may_not_be_about_persons_either():
    tables = {
        "Tellingen": [("Postcode", "Jaar", "Aantal"), ("7511", "2023", "4")],
        "Melders": [("Naam", "Telefoon"), ("X", "1")],
    }
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    book.close()
    parsed = parse_file("woonoverlast", out.getvalue(), name="w.xlsx")
    assert [(f.code, f.file, f.column) for f in parsed.findings] == [
        ("personal", "w.xlsx[Melders]", "Naam"),
        ("personal", "w.xlsx[Melders]", "Telefoon"),
    ]

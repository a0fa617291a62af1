import csv
import io
import json

import openpyxl
import pypdf
import pytest

from wens.figures.rows import CSV_COLUMNS
from wens.publication.pdf import _fonts
from wens.render.pdf import NEEDED


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def plain(table):
    """Numbers to twelve figures (Excel keeps sixteen), everything else as text."""
    return [{key: _plain(value) for key, value in row.items()} for row in table]


def _plain(value):
    try:
        return f"{float(value):.12g}"
    except (TypeError, ValueError):
        return value or ""


def test_the_csv_has_the_columns_of_the_command_line(city):
    assert list(rows(city.get("/data/figures.csv"))[0]) == list(CSV_COLUMNS)


def test_csv_excel_and_json_hold_the_same_figures(city):
    from_csv = rows(city.get("/wijk/dorp/cijfers.csv"))
    from_json = json.loads(city.get("/wijk/dorp/cijfers.json").content)["figures"]
    sheet = openpyxl.load_workbook(io.BytesIO(city.get("/wijk/dorp/cijfers.xlsx").content))["Cijfers"]
    from_excel = [dict(zip(CSV_COLUMNS, line, strict=True)) for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert plain(from_csv) == plain(from_json) == plain(from_excel)
    assert len(from_csv) > 5


def test_every_file_names_source_and_licence(city):
    body = json.loads(city.get("/wijk/dorp/cijfers.json").content)
    assert any("politie" in source["attribution"].lower() and source["licence"] for source in body["sources"])
    book = openpyxl.load_workbook(io.BytesIO(city.get("/data/figures.xlsx?period=2023").content))
    assert any("CC" in str(row[1]) for row in book["Toelichting"].iter_rows(values_only=True))


def test_a_narrowed_file_holds_only_what_was_asked(city):
    found = rows(city.get("/data/figures.csv?indicator=burglaries_per_1000_dwellings&level=buurt&period=2023"))
    assert {(row["indicator"], row["level"], row["period"]) for row in found} == {
        ("burglaries_per_1000_dwellings", "buurt", "2023")
    }
    assert len(found) == 4


def test_a_file_is_offered_under_a_name(city):
    assert city.get("/wijk/dorp/cijfers.csv")["Content-Disposition"] == 'attachment; filename="dorp.csv"'


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.skipif(not (_fonts() / NEEDED).is_file(), reason="assets are not built: make install")
def test_the_pdf_says_the_same_as_the_page(city, language):
    response = city.get(f"{language}/wijk/bu00010000/foto.pdf")
    assert response["Content-Type"] == "application/pdf"
    document = pypdf.PdfReader(io.BytesIO(response.content))
    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    sentences = {
        "": "In Noord zijn er in 2023 40 woninginbraken geteld.",
        "/en": "In Noord, 40 burglaries were counted in 2023.",
    }
    assert sentences[language] in words
    assert {"": "proefopstelling", "/en": "trial installation"}[language] in words
    assert "CC0" in words

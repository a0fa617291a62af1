import csv
import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from wens.render.sheets import FORMULA, csv_bytes, records, xlsx_bytes

HEADER = ["area_code", "value", "flags"]
ROWS = [["GM0153", 4.0, ""], ["BU01530000", None, "suppressed"], ["=1+1", 0.25, "a;b"]]
CELL = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]))
)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=5))
def test_what_is_written_as_csv_is_read_back_the_same(rows):
    read = list(csv.reader(io.StringIO(csv_bytes(HEADER, rows).decode("utf-8"), newline="")))
    assert [[_back(cell) for cell in row] for row in read] == [
        HEADER, *[["" if cell is None else str(cell) for cell in row] for row in rows]
    ]  # fmt: skip


def _back(cell):
    """A text as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def test_a_text_that_looks_like_a_formula_is_no_formula_in_a_spreadsheet_and_a_number_stays_a_number():
    written = csv_bytes(["name", "change"], [["=1+1", -2.5], ["@x", "-"], ["Dorp", None]]).splitlines()
    assert written[1:] == [b"'=1+1,-2.5", b"'@x,'-", b"Dorp,"]


def test_an_empty_cell_is_not_a_nought():
    assert csv_bytes(HEADER, ROWS).splitlines()[2] == b"BU01530000,,suppressed"


def test_a_whole_number_is_written_without_decimals():
    assert csv_bytes(HEADER, ROWS).splitlines()[1] == b"GM0153,4,"


def test_another_library_reads_the_same_from_the_workbook_and_finds_no_formula():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(HEADER, ROWS, sheet="Cijfers", notes=[("Bron", "Politie")])))
    assert [[cell.value for cell in row] for row in book["Cijfers"].iter_rows(min_row=2)] == [
        ["GM0153", 4, None], ["BU01530000", None, "suppressed"], ["=1+1", 0.25, "a;b"],
    ]  # fmt: skip
    assert book["Cijfers"]["A4"].data_type == "s"
    assert [cell.value for cell in book["Toelichting"][1]] == ["Bron", "Politie"]


def test_records_keep_the_names_and_the_emptiness():
    assert records(HEADER, ROWS)[1] == {"area_code": "BU01530000", "value": None, "flags": "suppressed"}

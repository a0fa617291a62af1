"""Housing nuisance: per complex or postcode, counted or one by one, with and without a mapping."""

from tests.intake.writing import as_csv, as_excel, errors, facts
from wens.intake.mapping import read_mapping
from wens.intake.parsing import parse_file

HEADER = ("Complexnummer", "Complexnaam", "Jaar", "Kwartaal", "Aantal meldingen")
ROWS = [("C-101", "Pathmoshof", "2024", "1", "3"), ("0102", "De Posten", "2024", "2", "1.204")]


def parse(data, name="woonoverlast.csv", mapping=None):
    return parse_file("woonoverlast", data, name=name, mapping=mapping)


def test_counts_per_complex_are_read_from_the_usual_names():
    parsed = parse(as_csv(HEADER, ROWS, separator=";", encoding="cp1252"))
    cells = parsed.cells.to_pylist()
    assert [(c["area"], c["level"], c["grain"], c["value"]) for c in cells] == [
        ("C-101", "complex", "quarter", 3),
        ("0102", "complex", "quarter", 1204),
    ]
    assert {c["measure"] for c in cells} == {"nuisance:housing_reports"}


def test_excel_says_the_same():
    rows = [(*r[:4], r[4].replace(".", "")) for r in ROWS]
    assert facts(parse(as_excel(HEADER, rows), "w.xlsx")) == facts(parse(as_csv(HEADER, rows)))


def test_reports_one_by_one_per_postcode_are_incidents():
    parsed = parse(as_csv(("Meldingsdatum", "Postcode"), [("1-2-2024", "7511 AB"), ("1-2-2024", "7511 AB")]))
    assert (parsed.incidents, parsed.cells["area"].to_pylist()) == (True, ["7511", "7511"])


def test_a_mapping_tells_another_layout():
    mapping = read_mapping(
        b"area: {column: VHE, level: complex}\nperiod: {column: Tijdvak}\nvalue: {column: n}\n", "m.yaml"
    )
    parsed = parse(as_csv(("VHE", "Tijdvak", "n"), [("A1", "2024-Q1", "4")]), mapping=mapping)
    assert parsed.cells["measure"].to_pylist() == ["nuisance:housing_reports"]


def test_a_list_with_tenants_is_refused():
    parsed = parse(as_csv((*HEADER, "Naam huurder", "Huisnummer"), [(*ROWS[0], "J. Jansen", "12")]))
    assert errors(parsed) == ["personal", "personal"]
    assert [f.column for f in parsed.findings] == ["Naam huurder", "Huisnummer"]

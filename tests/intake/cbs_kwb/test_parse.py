"""Key figures of CBS: four real files in four layouts, and the layouts that people download by hand."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.intake.writing import as_csv, as_excel, as_odata, errors, facts, findings
from tests.shared_data import shared
from wens.intake.parsing import parse_file

HEADER = ("WijkenEnBuurten", "AantalInwoners_5", "HuishoudensTotaal_29", "Woningvoorraad_35", "HuurwoningenTotaal_42")
ROWS = [("GM0153    ", "161738", "82000", "77000", "52"), ("BU01530000", "3410", "2560", "", "80")]


def parse(data, name="kwb_2024.csv", period=None):
    return parse_file("cbs_kwb", data, name=name, period=period)


def real(relative):
    path = shared(relative)
    return parse(path.read_bytes(), path.name)


def total(cells: pa.Table, measure, level=None):
    chosen = pc.equal(cells["measure"], measure)
    if level:
        chosen = pc.and_(chosen, pc.equal(cells["level"], level))
    return pc.sum(cells.filter(chosen)["value"]).as_py()


def test_gemeenten_and_wijken_of_2024_are_read_from_the_odata_file():
    parsed = real("cbs_kwb_2024/kwb2024_85984NED_gemeenten_wijken.csv.gz")
    assert (parsed.rows, parsed.division, parsed.findings) == (3735, 2024, [])
    enschede = parsed.cells.filter(pc.equal(parsed.cells["area"], "GM0153"))
    assert total(enschede, "kwb:inhabitants") == 161_738
    assert set(parsed.cells["start"].to_pylist()) == {date(2024, 1, 1)}


def test_the_population_of_all_buurten_adds_up():
    parsed = real("cbs_kwb_2024/population2024_85984NED_buurten.csv.gz")
    assert (parsed.cells.num_rows, total(parsed.cells, "kwb:inhabitants")) == (14_574, 17_942_915)


@pytest.mark.parametrize(
    "file",
    [
        "kerncijfers_buurten_twente_2021.csv.gz",
        "buurten_twente_2021.geojson.gz",
        "buurten_twente_2021_rd_shapefile.zip",
    ],
)
def test_csv_geojson_and_shapefile_of_twente_hold_the_same_figures(file):
    parsed = real(f"cbs_wijkbuurt_twente_2021/{file}")
    assert (parsed.rows, parsed.division) == (517, 2021)
    enschede = parsed.cells.filter(pc.starts_with(parsed.cells["area"], "BU0153"))
    assert total(enschede, "kwb:inhabitants") == 159_655
    assert total(parsed.cells, "kwb:households") == 279_520


def test_gemeenten_of_2020_are_read_and_a_percentage_is_not_taken_for_a_number():
    parsed = real("cbs_gemeenten_nl_2020/kerncijfers_gemeenten_2020.csv.gz")
    assert (parsed.rows, parsed.division) == (355, 2020)
    assert total(parsed.cells.filter(pc.equal(parsed.cells["area"], "GM0153")), "kwb:inhabitants") == 159_640
    assert "kwb:single_person_households" not in parsed.cells["measure"].to_pylist()


def test_every_layout_says_the_same():
    expected = facts(parse(as_csv(HEADER, ROWS)))
    portal = (
        "Wijken en buurten",
        "Bevolking/Aantal inwoners (aantal)",
        "Huishoudens/Huishoudens totaal (aantal)",
        "Wonen/Woningvoorraad (aantal)",
        "Wonen/Huurwoningen/Huurwoningen totaal (%)",
    )
    excel = ("gwb_code_10", "a_inw", "a_hh", "a_woning", "p_huurw")
    assert len(expected) == 8
    assert facts(parse(as_odata(HEADER, ROWS), "kwb_2024.json")) == expected
    assert facts(parse(as_csv(portal, ROWS, separator=";", encoding="utf-8-sig"))) == expected
    assert facts(parse(as_excel(excel, ROWS), "kwb-2024.xlsx")) == expected


def test_the_codes_are_taken_from_the_column_that_has_them():
    header = ("Wijken en buurten", "Regioaanduiding/Codering (code)", "Bevolking/Aantal inwoners (aantal)")
    parsed = parse(as_csv(header, [("City", "BU01530000", "3410")], separator=";"))
    assert parsed.cells["area"].to_pylist() == ["BU01530000"]


def test_the_columns_of_the_cbs_excel_whose_names_end_in_numbers_are_not_mixed_up():
    header = ("gwb_code_10", "gwb_code_8", "regio", "a_inw", "a_00_14", "a_15_24")
    parsed = parse(as_csv(header, [("BU01530000", "01530000", "City", "3.410", "100", "900")], separator=";"))
    values = dict(zip(parsed.cells["measure"].to_pylist(), parsed.cells["value"].to_pylist(), strict=True))
    assert values == {"kwb:inhabitants": 3410, "kwb:inhabitants_0_14": 100, "kwb:inhabitants_15_24": 900}


def test_missing_values_of_the_map_are_missing():
    parsed = parse(as_csv(HEADER, [("BU01530000", "-99999999", "-99997", ".", "")]))
    assert parsed.cells["value"].null_count == 4
    assert parsed.findings == []


def test_a_file_that_does_not_say_its_year_asks_for_it():
    parsed = parse(as_csv(HEADER, ROWS), "buurten.csv")
    assert errors(parsed) == ["period"]
    assert "--period" in parsed.findings[0].remedy
    assert parse(as_csv(HEADER, ROWS), "buurten.csv", period="2023").division == 2023


def test_percentages_beyond_hundred_are_found():
    parsed = parse(as_csv(HEADER, [("BU01530000", "10", "5", "5", "101")]))
    assert findings(parsed) == [("percentage", 2, "HuurwoningenTotaal_42", "101")]

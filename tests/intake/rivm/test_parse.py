"""Health figures of RIVM: three real national files, and the parts of the table that are not used."""

import pyarrow.compute as pc
import pytest

from tests.intake.writing import as_csv, findings
from tests.shared_data import shared
from wens.intake.parsing import parse_file


def parse(data, name="rivm.csv"):
    return parse_file("rivm", data, name=name)


@pytest.mark.parametrize("year", [2012, 2016, 2020])
def test_the_national_files_are_read_whole(year):
    path = shared(f"rivm_gezondheid_wijkbuurt/rivm_gezondheid_18plus_{year}.csv.gz")
    parsed = parse(path.read_bytes(), path.name)
    assert parsed.rows == 17_341
    assert findings(parsed) == []
    nation = parsed.cells.filter(pc.equal(parsed.cells["area"], "NL")).to_pylist()
    lonely = {c["measure"]: c["value"] for c in nation}["rivm:loneliness_percent"]
    assert lonely == {2012: 39.6, 2016: 43.4, 2020: 47.0}[year]


def test_padded_numbers_and_years_without_the_question_are_understood():
    path = shared("rivm_gezondheid_wijkbuurt/enschede_2020.csv")
    cells = parse(path.read_bytes(), path.name).cells.filter(pc.field("area") == "GM0153").to_pylist()
    values = {cell["measure"]: cell["value"] for cell in cells}
    assert (values["rivm:noise_nuisance_neighbours_percent"], values["rivm:severe_loneliness_percent"]) == (6.7, 13.3)


def test_other_ages_and_the_bounds_of_the_interval_are_left_out_and_counted():
    header = ("Leeftijd", "Marges", "WijkenEnBuurten", "Perioden", "Eenzaam_28")
    rows = [
        ("20300", "MW00000", "GM0153", "2020JJ00", "51.5"),
        ("80200", "MW00000", "GM0153", "2020JJ00", "55.0"),
        ("20300", "MOG0095", "GM0153", "2020JJ00", "49.0"),
    ]
    parsed = parse(as_csv(header, rows))
    assert parsed.cells["value"].to_pylist() == [51.5]
    assert [f.code for f in parsed.findings] == ["other_part", "other_part"]


def test_a_decimal_comma_is_a_decimal_sign_in_percentages():
    parsed = parse(
        as_csv(("WijkenEnBuurten", "Perioden", "Eenzaam_28"), [("GM0153", "2020JJ00", "51,512")], separator=";")
    )
    assert parsed.cells["value"].to_pylist() == [51.512]

"""The fictional gemeenten: the same each time, geometrically sound, in publishers' layouts, with the truth told."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import python_calamine
import shapely
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from worldmaker.__main__ import main, make_world, write_world
from worldmaker.city import City, make_city
from worldmaker.events import World, counts, expected, one_each, points
from worldmaker.national import write_national
from worldmaker.offences import ALL

YEARS = range(2022, 2025)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(buurten=30, years=YEARS, seed=7)


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world")
    write_world(world, path)
    return path


def _rows(path: Path, separator: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def _outlines(city: City) -> np.ndarray:
    return np.array([shapely.Polygon(ring) for ring in city.rings])


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(
    world: World, folder: Path, tmp_path: Path
) -> None:
    write_world(make_world(buurten=30, years=YEARS, seed=7), tmp_path / "again")
    write_world(make_world(buurten=30, years=YEARS, seed=8), tmp_path / "other")
    names = sorted(path.name for path in folder.iterdir())
    digests = [
        {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in names}
        for place in (folder, tmp_path / "again", tmp_path / "other")
    ]
    assert digests[0] == digests[1]
    assert digests[0]["politie_47018NED.csv"] != digests[2]["politie_47018NED.csv"]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 400))
def test_buurten_are_valid_and_meet_without_gap_or_overlap(seed: int, buurten: int) -> None:
    city = make_city(seed, buurten)
    outlines = _outlines(city)
    assert len(set(city.buurten)) == len(set(city.buurt_names)) == buurten
    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)
    assert shapely.union_all(outlines).geom_type == "Polygon"
    assert all(code[2:8] == city.wijken[wijk][2:] for code, wijk in zip(city.buurten, city.wijk_of, strict=True))


def test_the_city_has_a_centre_business_parks_and_five_stadsdelen() -> None:
    city = make_city(1, 120)
    assert {"centre", "business", "park", "living"} == set(city.kind)
    assert set(city.stadsdeel_of) == {"centrum", "noord", "oost", "zuid", "west"}
    assert (city.inhabitants[np.array(city.kind) == "business"] < 110).all()
    assert 100_000 < city.inhabitants.sum() < 400_000


def test_each_point_lies_in_the_buurt_that_it_was_drawn_for(world: World) -> None:
    buurt, _, _ = one_each(world, "fire:outdoor")
    place = points(world, "fire:outdoor", buurt)
    assert shapely.contains_properly(_outlines(world.city)[buurt], shapely.points(place)).all()


def test_the_truth_is_told_and_the_planted_buurt_doubles(world: World, folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text())
    planted = truth["planted"][0]
    assert truth["gemeente"] == "GM9901"
    assert planted["factor"] == 2.0
    row = world.city.buurten.index(planted["buurt"])
    calm = World(world.city, world.years, world.seed, (), null=False)
    ratio = expected(world, ALL["1.1.1"])[row] / expected(calm, ALL["1.1.1"])[row]
    month = 12 * (planted["year"] - YEARS[0])
    assert (ratio[:month] == 1).all()
    assert (ratio[month:] == 2).all()


def test_in_a_null_world_every_buurt_has_the_same_rate_every_year() -> None:
    null = make_world(buurten=20, years=YEARS, seed=3, null=True)
    assert null.plants == ()
    yearly = expected(null, ALL["1.1.1"]).reshape(20, 3, 12).sum(axis=2)
    assert np.allclose(yearly, yearly[:, :1])
    rate = yearly[:, 0] / (null.city.dwellings + 0.01)
    assert np.allclose(rate, rate[0])


def test_police_years_are_the_sum_of_months_levels_and_types(world: World, folder: Path) -> None:
    value: Counter[tuple[str, str, str]] = Counter()
    hidden = set()
    for row in _rows(folder / "politie_47018NED.csv"):
        key = (row["SoortMisdrijf"].strip(), row["WijkenEnBuurten"].strip(), row["Perioden"][:4])
        if row["GeregistreerdeMisdrijven_1"].strip() == ".":
            hidden.add(key[0])
        else:
            value[key] = int(row["GeregistreerdeMisdrijven_1"])
    assert hidden == {"1.4.1", "3.2.1", "3.2.2"}
    burglaries = counts(world, "1.1.1").reshape(30, 3, 12).sum(axis=2)
    assert [value["1.1.1", code, "2023"] for code in world.city.buurten] == burglaries[:, 1].tolist()
    assert value["1.1.1", "GM9901", "2023"] == burglaries[:, 1].sum()
    parts = sum(
        number for (kind, area, year), number in value.items() if kind != "0.0.0" and (area, year) == ("GM9901", "2023")
    )
    assert value["0.0.0", "GM9901", "2023"] == parts
    months = [
        row
        for row in _rows(folder / "politie_47022NED_2023.csv")
        if row["SoortMisdrijf"] == "1.1.1 " and row["WijkenEnBuurten"].strip() == "GM9901"
    ]
    assert len(months) == 12
    assert sum(int(row["GeregistreerdeMisdrijven_1"]) for row in months) == burglaries[:, 1].sum()


def test_codes_in_the_tables_are_padded_as_the_publishers_pad_them(folder: Path) -> None:
    for name in ("politie_47018NED.csv", "kwb_2023.csv", "rivm_2024.csv"):
        assert {len(row["WijkenEnBuurten"]) for row in _rows(folder / name)} == {10}
    assert {len(row["SoortMisdrijf"]) for row in _rows(folder / "politie_47018NED.csv")} == {6}


def test_key_figures_of_buurten_are_rounded_and_the_gemeente_is_exact(world: World, folder: Path) -> None:
    rows = {row["WijkenEnBuurten"].strip(): row for row in _rows(folder / "kwb_2024.csv")}
    assert int(rows["GM9901"]["AantalInwoners_5"]) == world.city.inhabitants.sum()
    for code, inhabitants in zip(world.city.buurten, world.city.inhabitants, strict=True):
        shown = int(rows[code]["AantalInwoners_5"])
        assert shown % 5 == 0
        assert abs(shown - inhabitants) <= 5


def test_burglaries_per_postcode_are_those_of_the_police_table(world: World, folder: Path) -> None:
    rows = _rows(folder / "misdaad_in_kaart.csv")
    per_postcode = Counter(int(row["Postcode"]) for row in rows)
    burglaries = counts(world, "1.1.1").sum(axis=1)
    for code in np.unique(world.city.postcode4):
        assert per_postcode[int(code)] == burglaries[world.city.postcode4 == code].sum()
    assert {row["Soort"] for row in rows} == {"Woninginbraak", "Poging tot woninginbraak"}


def test_joining_the_parties_of_accidents_multiplies_and_accidents_do_not(world: World, folder: Path) -> None:
    with zipfile.ZipFile(folder / "bron.zip") as archive:
        tables = {name: list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in archive.namelist()}
    accidents = tables["ongevallen.txt"]
    assert len({row["VKL_NUMMER"] for row in accidents}) == len(accidents) < len(tables["partijen.txt"])
    assert {row["FK_VELD5"] for row in accidents} == {row["FK_VELD5"] for row in tables["puntlocaties.txt"]}
    outcomes = Counter(row["AP3_CODE"] for row in accidents)
    assert outcomes == {
        code: int(counts(world, f"bron:{code}").sum())
        for code in ("UMS", "LET", "DOD")
        if counts(world, f"bron:{code}").sum()
    }


def test_suppliers_files_hold_every_event_and_come_with_a_mapping(world: World, folder: Path) -> None:
    sheet = python_calamine.load_workbook(str(folder / "woonoverlast.xlsx")).get_sheet_by_index(0).to_python()
    assert sum(row[3] for row in sheet[1:]) == counts(world, "nuisance:housing").sum()
    reports = _rows(folder / "meldingen_openbare_ruimte.csv", ";")
    assert sum(int(row["aantal"]) for row in reports) == counts(world, "reports:public_space").sum()
    fires = _rows(folder / "brandweer.csv")
    kinds = ("fire:chimney", "fire:dwelling", "fire:outdoor")
    assert len(fires) == sum(counts(world, code).sum() for code in kinds)
    assert sum(not row["x_rd"] for row in fires) == sum(counts(world, code).sum() // 100 for code in kinds)
    for mapping in ("woonoverlast.yaml", "meldingen_openbare_ruimte.yaml", "brandweer.yaml"):
        assert "indicator" in yaml.safe_load((folder / mapping).read_text())


def test_the_command_line_plants_what_is_asked_and_refuses_what_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--buurten", "12", "--years", "2023-2024", "--plant", "fire:outdoor::2024:3"]
    assert main([str(tmp_path), *asked]) == 0
    assert json.loads((tmp_path / "truth.json").read_text())["planted"][0]["code"] == "fire:outdoor"
    for wrong in (["--years", "2024-2023"], ["--buurten", "2"], ["--plant", "9.9.9"], ["--plant", "1.1.1:BU00000000"]):
        with pytest.raises(SystemExit) as stopped:
            main([str(tmp_path), *wrong])
        assert stopped.value.code == 2
    assert "example" not in capsys.readouterr().out


def test_the_country_has_the_asked_size_and_comes_the_same_each_time(tmp_path: Path) -> None:
    sizes = write_national(tmp_path / "a", incidents=30_000, buurten=1_460)
    write_national(tmp_path / "b", incidents=30_000, buurten=1_460)
    assert sizes == {"areas": 1_460, "denominators": 146_000, "incidents": 30_000}
    areas = pq.read_table(tmp_path / "a" / "areas.parquet")
    assert len(set(areas["buurt"].to_pylist())) == 1_460
    assert (len(set(areas["wijk"].to_pylist())), len(set(areas["gemeente"].to_pylist()))) == (340, 34)
    incidents = pq.read_table(tmp_path / "a" / "incidents.parquet")
    assert incidents.num_rows == 30_000
    assert incidents.equals(pq.read_table(tmp_path / "b" / "incidents.parquet"))

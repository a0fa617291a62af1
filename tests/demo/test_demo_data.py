"""The fact tables of the demo: small, our own, without single incidents, and made again to the last byte."""

import csv
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
import shapely
import yaml

from tests.shared_data import ROOT as SHARED
from tests.shared_data import shared

PROJECT = Path(__file__).resolve().parents[2]
DEMO = PROJECT / "wens" / "definitions" / "demo" / "GM0153"
TABLES = sorted(path for path in DEMO.iterdir() if path.suffix in {".csv", ".geojson"})


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_demo_data", PROJECT / "scripts" / "make_demo_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    shared("README.md")
    script().make(SHARED, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in TABLES]
    for path in TABLES:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_all_tables_together_stay_small() -> None:
    assert (DEMO / "outlines.geojson").stat().st_size < 60_000
    assert sum(path.stat().st_size for path in TABLES) < 100_000


def test_every_table_names_its_publisher_licence_and_years() -> None:
    told = yaml.safe_load((DEMO / "sources.yaml").read_text(encoding="utf-8"))["tables"]
    assert set(told) == {path.name for path in TABLES}
    for name, source in told.items():
        assert source["publisher"], name
        assert source["licence"], name
        assert source["years"], name
        assert source["changes"]["nl"] != source["changes"]["en"], name


@pytest.mark.parametrize("name", [path.name for path in TABLES if path.suffix == ".csv"])
def test_no_table_holds_a_single_incident(name: str) -> None:
    header, *_ = (DEMO / name).read_text(encoding="utf-8").splitlines()
    columns = {column.lower() for column in header.split(",")}
    assert not columns & {"datum", "date", "day", "x", "y", "lat", "lon", "straat", "adres", "postcode6", "huisnummer"}


def test_neighbouring_outlines_share_one_border() -> None:
    collection = shapely.from_geojson((DEMO / "outlines.geojson").read_text(encoding="utf-8"))
    shapes = shapely.get_parts(collection)
    assert len(shapes) == 70
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize(
    ("name", "column", "where", "total"),
    [
        ("crimes_2023.csv", "GeregistreerdeMisdrijven", "WijkenEnBuurten", 9_024),
        ("fires_wijk.csv", "count", "wijk", 359),
        ("burglaries_pc4.csv", "count", "postcode4", 496),
    ],
)
def test_the_sum_of_a_table_is_the_published_total(name: str, column: str, where: str, total: int) -> None:
    assert all(row[where] for row in rows(name))
    assert sum(int(row[column]) for row in rows(name)) == total


def test_accidents_are_the_published_ones_of_the_gemeente() -> None:
    (ours,) = [row for row in rows("accidents_gemeente.csv") if row["gemeentecode"] == "GM0153"]
    assert (ours["UMS"], ours["LET"], ours["DOD"]) == ("13385", "1169", "46")
    assert int(ours["ongevallen"]) == 13_385 + 1_169 + 46


def test_every_postcode_with_burglaries_has_a_buurt() -> None:
    features = json.loads((DEMO / "outlines.geojson").read_text(encoding="utf-8"))["features"]
    linked = {feature["properties"]["postcode"] for feature in features}
    assert {row["postcode4"] for row in rows("burglaries_pc4.csv")} == linked

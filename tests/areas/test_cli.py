"""``wens areas`` as a person and a machine use it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.shared_data import shared
from wens.site.cli.areas import app

from .conftest import TWENTE

TABLE = "buurtcode;buurtnaam;wijkcode\nBU01530000;{};WK015300\n"
FIELDS = ["--code", "buurtcode", "--name", "buurtnaam", "--parent", "wijkcode"]
pytestmark = pytest.mark.django_db


def wens(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def load(path: Path, *more: str, level: str = "buurt", year: int = 2021) -> Result:
    return wens("load", path, "--gemeente", "GM0153", "--level", level, "--year", str(year), *FIELDS, *more)


def parsed(*arguments: str | Path) -> Any:
    result = wens(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "buurten.csv"
    path.write_text(TABLE.format("City"), "utf-8")
    return path


def test_a_load_without_commit_writes_nothing_and_says_how_to() -> None:
    result = load(shared(TWENTE))
    assert result.exit_code == 0
    assert "70 areas of level buurt in GM0153 for 2021" in result.stdout
    assert "447 rows of 13 other gemeenten were skipped" in result.stdout
    assert "--commit" in result.stdout
    assert parsed("list") == []


def test_a_load_with_commit_is_active_and_listed() -> None:
    result = load(shared(TWENTE), "--commit")
    assert "Loaded and active." in result.stdout
    rows = parsed("list", "--gemeente", "GM0153", "--level", "buurt")
    assert len(rows) == 70
    assert {"code", "name", "level", "parent"} <= set(rows[0])
    assert rows[0] | {"code": "BU01530000", "name": "City", "level": "buurt", "parent": "WK015300"} == rows[0]
    assert len(parsed("list", "--year", "2021")) == 124
    lines = wens("list", "--level", "gemeente").stdout.splitlines()
    assert lines == ["code\tname\tlevel\tparent\tyear\tinhabitants", "GM0153\tEnschede\tgemeente\t\t2021\t159655"]


def test_the_same_bytes_are_unchanged(table: Path) -> None:
    assert load(table, "--commit").exit_code == 0
    again = load(table, "--commit", "--json")
    assert (again.exit_code, json.loads(again.stdout)["status"]) == (0, "unchanged")


def test_a_later_load_is_activated_by_a_command(table: Path) -> None:
    load(table, "--commit")
    table.write_text(TABLE.format("Centrum"), "utf-8")
    assert "wens areas activate buurt --gemeente GM0153 --year 2021 --commit" in load(table, "--commit").stdout
    dry = wens("activate", "buurt", "--gemeente", "GM0153", "--year", "2021")
    assert (dry.exit_code, parsed("list", "--level", "buurt")[0]["name"]) == (0, "City")
    done = parsed("activate", "buurt", "--gemeente", "GM0153", "--year", "2021", "--commit")
    assert (done["status"], parsed("list", "--level", "buurt")[0]["name"]) == ("activated", "Centrum")
    states = [(row["level"], row["state"]) for row in parsed("generations")]
    assert states.count(("buurt", "active")) == states.count(("buurt", "retired")) == 1
    again = wens("activate", "buurt", "--gemeente", "GM0153", "--year", "2021", "--commit")
    assert again.exit_code == 1
    assert "waits for activation" in again.stderr


def test_a_wrong_field_ends_with_one_and_names_the_fields(table: Path) -> None:
    result = wens(
        "load", table, "--gemeente", "GM0153", "--level", "buurt", "--year", "2021", "--code", "BU", "--name", "x"
    )
    assert result.exit_code == 1
    assert "buurtcode, buurtnaam, wijkcode" in result.stderr
    asked = ["--gemeente", "GM0153", "--level", "buurt", "--year", "2021", "--code", "BU", "--name", "x", "--json"]
    refused = wens("load", table, *asked)
    assert json.loads(refused.stdout)["findings"][0]["code"] == "unknown_field"


def test_wrong_usage_ends_with_two(table: Path, tmp_path: Path) -> None:
    assert load(table, level="straat").exit_code == 2
    assert load(tmp_path / "nergens.csv").exit_code == 2
    assert wens("load", table).exit_code == 2


def test_a_gemeente_that_is_not_there_ends_with_one(table: Path) -> None:
    load(table, "--commit")
    result = wens("list", "--gemeente", "GM0599")
    assert result.exit_code == 1
    assert "there is: GM0153" in result.stderr
    assert wens("activate", "buurt", "--gemeente", "GM0599", "--year", "2021").exit_code == 1


def test_a_crosswalk_is_loaded_and_a_wrong_one_refused(table: Path, tmp_path: Path) -> None:
    load(table, "--commit")
    path = tmp_path / "pc4.csv"
    path.write_text("from,to,weight\n7511,BU01530000,1\n", "utf-8")
    asked = ["crosswalk", path, "--gemeente", "GM0153", "--from", "postcode4", "--to", "buurt:2021"]
    assert parsed(*asked) == {"status": "dry_run", "links": 1, "findings": []}
    assert parsed(*asked, "--commit")["status"] == "loaded"
    path.write_text("from,to,weight\n7511,BU01530099,1\n", "utf-8")
    assert wens(*asked, "--commit").exit_code == 1


def test_compositions_are_put_in_force_from_a_file_and_from_ours(table: Path, tmp_path: Path) -> None:
    load(table, "--commit")
    path = tmp_path / "own.yaml"
    path.write_text(
        "gemeente: GM0153\nstatus: confirmed\nsource: gemeente\ncompositions:\n"
        "  - {kind: local_wijk, key: city, name: De stad, buurten: [BU01530000]}\n",
        "utf-8",
    )
    assert parsed("compose", path, "--gemeente", "GM0153")["status"] == "dry_run"
    assert parsed("compose", path, "--gemeente", "GM0153", "--commit")["compositions"] == 1
    assert [row["name"] for row in parsed("list", "--level", "local_wijk")] == ["De stad"]
    areas, markings = 43, 1  # the places with many visitors
    assert parsed("compose", "--gemeente", "GM0153", "--commit")["compositions"] == areas + markings
    assert [row["name"] for row in parsed("list", "--level", "local_wijk")] == ["Binnenstad"]
    path.write_text("gemeente: GM0153", "utf-8")
    assert wens("compose", path, "--gemeente", "GM0153").exit_code == 1


def test_the_export_is_geojson(tmp_path: Path) -> None:
    load(shared(TWENTE), "--commit")
    out = tmp_path / "stadsdelen.geojson"
    assert wens("export", "stadsdeel", "--gemeente", "GM0153", "-o", out).exit_code == 0
    features = json.loads(out.read_text("utf-8"))["features"]
    assert [feature["id"] for feature in features][-1] == "GM0153-SD-zuid"
    printed = wens("export", "stadsdeel", "--gemeente", "GM0153").stdout
    assert json.loads(printed)["features"] == features


@pytest.mark.parametrize("command", ["load", "list", "generations", "activate", "crosswalk", "compose", "export"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "Example: wens areas" in wens(command, "--help").output

"""`wens sources`, `import`, `fetch` and `snapshots`: flags, exit codes, and output for people and for machines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.intake.test_import import in_force, world
from tests.intake.world import BUURTEN_2021, buurten, outline, police
from tests.servers.publisher import FakePublisher, running
from wens.site.cli import fetch, imports, snapshots
from wens.site.jobs import fetch_planned

__all__ = ["world"]

MAPPING = """
date: {column: Datum, format: "%d-%m-%Y"}
place: {x: x, y: y, crs: EPSG:28992}
indicator: burglaries_per_1000_dwellings
"""


def wens(*arguments: object) -> Result:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command("sources")(imports.sources)
    app.command("import")(imports.import_)
    app.command("fetch")(fetch.fetch)
    app.add_typer(snapshots.app, name="snapshots")
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def as_json(*arguments: object, code: int = 0) -> Any:
    result = wens(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "politie.csv"
    path.write_bytes(police(buurten(1, 2, 3, 4)))
    return path


def test_the_sources_are_listed_with_what_they_take() -> None:
    listed = {row["source"]: row for row in as_json("sources")}
    assert {"politie", "cbs_kwb", "rivm", "bron", "brandweer", "incidents", "counts"} <= set(listed)
    assert all(row["takes"] for row in listed.values())
    assert "47018NED" in wens("sources").stdout


def test_nothing_is_written_without_commit(world: Path, file: Path) -> None:
    result = wens("import", "politie", file)
    assert (result.exit_code, in_force()) == (0, {})
    assert "Dry run" in result.stdout
    assert as_json("import", "politie", file)["status"] == "dry_run"


def test_with_commit_it_is_loaded_and_the_same_bytes_are_unchanged(world: Path, file: Path) -> None:
    loaded = as_json("import", "politie", file, "--commit")
    assert (loaded["status"], loaded["rows"], loaded["placed"], loaded["not_placed"]) == ("loaded", 4, 4, 0)
    assert (loaded["division"], loaded["gemeenten"][0]["gemeente"]) == (2021, "GM0901")
    assert as_json("import", "politie", file, "--commit")["status"] == "unchanged"


def test_a_finding_is_printed_with_its_place_and_ends_with_1(world: Path, file: Path) -> None:
    file.write_bytes(police(buurten(1, "many", 3, 4)))
    result = wens("import", "politie", file, "--commit")
    assert result.exit_code == 1
    assert "row 3" in result.stderr
    assert "'many'" in result.stderr
    refused = as_json("import", "politie", file, "--commit", code=1)
    assert (refused["status"], refused["findings"][0]["row"]) == ("refused", 3)
    assert as_json("import", "politie", file, "--commit", "--accept-findings")["status"] == "loaded"


def test_a_smaller_release_needs_allow_shrink(world: Path, file: Path) -> None:
    wens("import", "politie", file, "--commit")
    file.write_bytes(police(buurten(1, 2, 3)))
    assert "--allow-shrink" in wens("import", "politie", file, "--commit").stderr
    assert wens("import", "politie", file, "--commit", "--allow-shrink").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "polite", "{file}"], "Known sources"),
        (["import", "politie", "absent.csv"], "no file absent.csv"),
        (["import", "counts", "{file}", "--mapping", "absent.yaml"], "no mapping file"),
        (["import", "politie", "{file}", "--corrections", "absent.yaml"], "no file of corrections"),
        (["import", "politie", "{file}", "--released", "yesterday"], "not a day"),
        (["fetch", "polite", "--gemeente", "GM0901"], "Known sources"),
        (["fetch", "politie", "--gemeente", "Enschede"], "GM0153"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(
    world: Path, file: Path, arguments: list[str], said: str
) -> None:
    result = wens(*[argument.format(file=file) for argument in arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_mapping_that_is_wrong_ends_with_1_and_names_the_key(world: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("datum: {column: Datum}")
    result = wens("import", "incidents", file, "--mapping", tmp_path / "m.yaml")
    assert result.exit_code == 1
    assert "datum" in result.stderr


def test_incidents_by_a_mapping_are_placed_and_those_without_place_or_date_are_counted(
    world: Path, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    rows = ["01-02-2023;200500;450500", "03-05-2023;203500;450500", "31-12-2023;;", ";200500;450500"]
    (tmp_path / "i.csv").write_text("\n".join(["Datum;x;y", *rows, ""]))
    done = as_json("import", "incidents", tmp_path / "i.csv", "--mapping", tmp_path / "m.yaml", "--commit")
    assert (done["rows"], done["placed"], done["not_placed"]) == (4, 2, 2)
    assert (done["unknown_place"], done["not_dated"]) == (1, 1)
    assert {area for area, _ in in_force()} == {"BU09010000", "BU09010101", "unplaced"}


def test_corrections_given_with_the_import_are_applied(world: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(
        "- {measure: 'police:1.1.1', area: BU09010000, period: 2023, expect: 1, value: 9, reason: told by the police, "
        "status: accepted}"
    )
    assert as_json("import", "politie", file, "--corrections", tmp_path / "c.yaml", "--commit")["corrections"]
    assert in_force()["BU09010000", "2023"] == 9


@pytest.fixture
def cbs(settings: Any) -> Iterator[FakePublisher]:
    with running(FakePublisher()) as publisher:
        addresses = {"police_odata_url": f"{publisher.url}/odata", "pdok_url": publisher.url}
        settings.WENS = settings.WENS.model_copy(update=addresses)
        yield publisher


def test_a_table_is_fetched_and_loaded_with_one_command(world: Path, cbs: FakePublisher) -> None:
    row = {"SoortMisdrijf": "1.1.1 ", "Perioden": "2023JJ00", "GeregistreerdeMisdrijven_1": 5}
    cbs.add_table("47018NED", [{"ID": n, "WijkenEnBuurten": key, **row} for n, (key, _) in enumerate(buurten(*"1234"))])
    assert as_json("fetch", "politie", "--gemeente", "GM0901", "--year", "2023")["status"] == "dry_run"
    assert as_json("fetch", "politie", "--gemeente", "GM0901", "--year", "2023", "--commit")["status"] == "loaded"
    assert in_force()["BU09010000", "2023"] == 5


def test_a_table_that_was_moved_ends_with_1_and_loads_nothing(world: Path, cbs: FakePublisher) -> None:
    result = wens("fetch", "politie", "--gemeente", "GM0901", "--commit")
    assert result.exit_code == 1
    assert "no such table" in result.stderr
    assert in_force() == {}


def test_areas_are_fetched_and_loaded_with_one_command(db: None, home: Path, cbs: FakePublisher) -> None:
    cbs.features["buurten"] = [outline(*part) for part in BUURTEN_2021] + [outline("0000", 0, 1, digits="0902")]
    fetch = ["fetch", "areas", "--gemeente", "GM0901", "--year", "2021"]
    assert as_json(*fetch)["status"] == "dry_run"
    assert as_json(*fetch, "--commit")["areas"] == 4
    assert "/cbs/wijken-en-buurten-2021/ogc/v1/collections/buurten/items" in cbs.asked[0]
    assert wens(*fetch[:-2]).exit_code == 2
    assert "choose one of gemeente, wijk, buurt" in wens(*fetch, "--level", "stadsdeel").stderr


def test_deliveries_are_listed_shown_and_rolled_back(world: Path, file: Path) -> None:
    wens("import", "politie", file, "--commit")
    (row,) = as_json("snapshots", "list", "--gemeente", "GM0901")
    assert (row["source"], row["in_force"], row["kept"]) == ("politie", 1, "whole")
    shown = as_json("snapshots", "show", row["id"], "--gemeente", "GM0901")
    assert (shown["sha256"], shown["counts"]["rows"]) == (row["sha256"], 4)
    roll_back = ["snapshots", "roll-back", row["id"], "--gemeente", "GM0901", "--reason", "Withdrawn by the supplier"]
    assert "Add --commit" in wens(*roll_back).stdout
    assert len(in_force()) == 4
    assert wens(*roll_back, "--commit").exit_code == 0
    assert in_force() == {}
    assert wens(*roll_back, "--commit").exit_code == 1


def test_a_delivery_that_is_not_there_ends_with_1(world: Path) -> None:
    assert wens("snapshots", "show", "999", "--gemeente", "GM0901").exit_code == 1


def test_expiring_says_how_many_deliveries_lost_their_bytes(world: Path, file: Path) -> None:
    wens("import", "politie", file, "--commit")
    assert as_json("snapshots", "expire", "--commit") == {"expired": 0}
    assert as_json("snapshots", "expire", "--on", "2099-01-01") == {"would_expire": 1}
    assert as_json("snapshots", "expire", "--on", "2099-01-01", "--commit") == {"expired": 1}


def test_a_table_is_fetched_by_itself_when_that_is_planned_and_its_state_can_be_asked(
    world: Path, cbs: FakePublisher
) -> None:
    plan = ("fetch", "politie", "--gemeente", "GM0901", "--every", "week")
    assert "Dry run" in wens(*plan).stdout
    assert as_json("fetch", "status", "--gemeente", "GM0901") == []
    assert "every week" in wens(*plan, "--commit").stdout
    fetch_planned(timestamp=0)
    (failed,) = as_json("fetch", "status", "--gemeente", "GM0901", code=1)
    assert (failed["source"], failed["status"], failed["failures"]) == ("politie", "failed", 1)
    assert "no longer" in wens(*plan[:-1], "never", "--commit").stdout
    assert as_json("fetch", "status", "--gemeente", "GM0901") == []

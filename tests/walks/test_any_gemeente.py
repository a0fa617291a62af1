"""An empty installation and the publishers: one command fetches another gemeente than Enschede, up to its figures."""

import csv
import io
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.servers.gemeente import GEMEENTE, publish
from tests.servers.publisher import FakePublisher, running
from tests.walks.conftest import Wens


@pytest.fixture
def publisher(wens: Wens) -> Iterator[FakePublisher]:
    with running(FakePublisher()) as one:
        publish(one)
        odata = {"WENS_CBS_ODATA_URL": f"{one.url}/odata", "WENS_POLICE_ODATA_URL": f"{one.url}/odata"}
        wens.settings |= {**odata, "WENS_PDOK_URL": one.url}
        yield one


pytestmark = pytest.mark.slow
ALL = ("fetch", "all", "--gemeente", GEMEENTE, "--year", "2023")


def test_one_command_brings_what_a_first_photo_needs(wens: Wens, publisher: FakePublisher) -> None:
    assert {step["status"] for step in wens.json(*ALL)} == {"dry_run"}
    assert wens.json("areas", "list") == []

    steps = {step["what"]: step["status"] for step in wens.json(*ALL, "--commit")}
    assert steps["areas buurt 2023"] == "activated"
    assert steps["areas buurt 2024"] == "activated", "the tables of the police are in the division of 2024"
    assert steps["cbs_kwb 85618NED"] == steps["politie 47018NED"] == steps["politie 47024NED"] == "loaded"

    wens.run("build", "--gemeente", GEMEENTE, "--commit")
    for edition in wens.json("editions", "list"):
        wens.run("editions", "activate", str(edition["id"]))
    text = wens.run(
        "figures", "--gemeente", GEMEENTE, "--indicator", "burglaries_per_1000_dwellings", "--format", "csv"
    )
    rows = {(row["area_code"], row["period"]): row for row in csv.DictReader(io.StringIO(text))}
    kade = rows["BU93440000", "2023"]
    assert (kade["area_name"], kade["count"]) == ("Kade", "16")
    assert float(kade["value"]) == pytest.approx(1000 * 16 / 700)
    assert "Waterstad" in wens.run("photo", GEMEENTE, "--gemeente", GEMEENTE)

    assert {step["status"] for step in wens.json(*ALL, "--commit")} == {"unchanged"}


def test_what_does_not_arrive_is_named_and_the_rest_does(wens: Wens, publisher: FakePublisher) -> None:
    del publisher.tables["47024NED"]
    said = wens.run(*ALL, "--commit", exit_code=1)
    assert "1 of" in said
    assert "no such table" in said
    assert "politie 47018NED\tloaded" in said


def test_a_gemeente_that_is_not_there_yet_is_told_how_to_come(wens: Wens, publisher: FakePublisher) -> None:
    assert "wens fetch areas" in wens.run("fetch", "politie", "--gemeente", GEMEENTE, exit_code=1)


def test_a_fetch_that_was_killed_goes_on_where_it_was(wens: Wens, publisher: FakePublisher) -> None:
    wens.run("fetch", "areas", "--gemeente", GEMEENTE, "--year", "2024", "--commit")
    many = publisher.tables["47018NED"]["TypedDataSet"]
    more = [{**row, "SoortMisdrijf": f"9.{kind:04}"} for kind in range(700) for row in many]
    own = [{**row, "ID": number} for number, row in enumerate([*many, *more])]
    publisher.tables["47018NED"]["TypedDataSet"] = own
    publisher.next("fine", "fine", "fine", "fine", "fine", "slow:60")
    command = ["wens", "fetch", "politie", "--gemeente", GEMEENTE]
    process = subprocess.Popen(command, env=wens.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(publisher, 6)
    process.send_signal(signal.SIGKILL)
    process.wait()
    asked = list(publisher.asked)
    assert len(list((wens.home / "fetch").rglob("*.json.gz"))) == 2

    publisher.asked.clear()
    wens.run(*command[1:], exit_code=1)  # the invented kinds of crime are no finding that may pass
    pages = [path for path in publisher.asked if "TypedDataSet?" in path]
    assert pages
    assert not set(pages) & {path for path in asked[:-1] if "TypedDataSet?" in path}, "a page came twice"
    assert list((wens.home / "fetch").iterdir()) == []


def wait_for(publisher: FakePublisher, requests: int) -> None:
    for _ in range(300):
        if len([path for path in publisher.asked if "47018NED" in path]) >= requests:
            return
        time.sleep(0.1)
    raise AssertionError(f"only {len(publisher.asked)} requests came within 30 seconds")

"""`wens fetch`: a publisher's table becomes facts in force; when the publisher falls silent halfway, nothing does."""

import datetime as dt
import fcntl
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.intake.test_import import COMMIT, in_force, snapshots, world
from tests.servers.publisher import FakePublisher, running
from wens.intake import snapshots as kept
from wens.intake.actions import import_file
from wens.intake.definitions import Table, source
from wens.intake.delivery import Delivery
from wens.intake.fetch.client import Patience, Publisher
from wens.intake.fetch.errors import PublisherError
from wens.intake.fetch.features import areas_of
from wens.intake.fetch.sources import Fetched, choose_table, fetch
from wens.intake.report import Report
from wens.tenancy.context import Actor

__all__ = ["world"]

KEYS = ["NL00", "GM0901", "WK090100", "BU09010000", "BU09010001", "BU09010100", "BU09010101", "GM0902", "BU09020000"]


@pytest.fixture
def cbs(settings: object) -> Iterator[FakePublisher]:
    with running(FakePublisher()) as publisher:
        addresses = {"cbs_odata_url": f"{publisher.url}/odata", "police_odata_url": f"{publisher.url}/odata"}
        addresses["pdok_url"] = publisher.url
        settings.WENS = settings.WENS.model_copy(update=addresses)  # type: ignore[attr-defined]
        yield publisher


def police_rows(periods: list[str]) -> list[dict[str, object]]:
    rows = [
        {
            "SoortMisdrijf": f"{kind} ",
            "WijkenEnBuurten": key.ljust(10),
            "Perioden": period,
            "GeregistreerdeMisdrijven_1": n,
        }
        for period in periods
        for kind in ("1.1.1", "1.2.1")
        for n, key in enumerate(KEYS)
    ]
    return [{"ID": number, **row} for number, row in enumerate(rows)]


def fetched(key: str, year: int | None = 2023, table: str | None = None) -> Fetched:
    patience = Patience(attempts=2, pause_s=0.01, timeout_s=5)
    with Publisher(patience=patience, sleep=lambda _: None) as publisher:
        return fetch(source(key), gemeente="GM0901", publisher=publisher, year=year, table=table)


def load(key: str, table: Fetched) -> Report:
    delivery = Delivery(table.data, table.name, url=table.url, period=table.period, released_on=table.released_on)
    return import_file(source=key, delivery=delivery, options=COMMIT, by=Actor.machine())


def test_a_fetched_table_is_loaded_and_kept_like_a_file_with_where_it_came_from(
    world: Path, cbs: FakePublisher
) -> None:
    cbs.add_table(
        "47018NED", police_rows(["2022JJ00", "2023JJ00"]), periods=[{"Key": "2023JJ00", "Status": "Voorlopig"}]
    )
    table = fetched("politie")
    report = load("politie", table)
    assert (report.status, report.rows, report.provisional) == ("loaded", 14, 14)
    assert in_force()["BU09010101", "2023"] == 6
    (snapshot,) = snapshots()
    assert snapshot.url.endswith("/odata/47018NED")
    assert snapshot.released_on == dt.date(2024, 8, 15)
    assert json.loads(kept.read(snapshot.kept_name)) == json.loads(table.data)


def test_only_the_gemeente_and_the_country_are_asked_for(world: Path, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", police_rows(["2023JJ00"]))
    keys = {row["WijkenEnBuurten"].strip() for row in json.loads(fetched("politie").data)["value"]}
    assert keys == set(KEYS[:7])


def test_fetching_the_same_table_again_is_nothing_new(world: Path, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", police_rows(["2023JJ00"]))
    assert [load("politie", fetched("politie")).status for _ in range(2)] == ["loaded", "unchanged"]


def test_a_table_of_one_year_is_found_by_its_year_and_read_as_that_year(world: Path, cbs: FakePublisher) -> None:
    rows = [{"ID": n, "WijkenEnBuurten": key.ljust(10), "AantalInwoners_5": 10 * n} for n, key in enumerate(KEYS)]
    cbs.add_table("85984NED", rows)
    table = fetched("cbs_kwb", 2024)
    assert (table.name, table.period) == ("85984NED_GM0901_2024.json", "2024")
    assert load("cbs_kwb", table).status == "loaded"
    assert in_force()["BU09010101", "2024"] == 60


@pytest.mark.parametrize("misbehaviour", ["maintenance", "truncated", "half", "status:500", "dropped"])
def test_when_the_publisher_falls_silent_halfway_nothing_is_loaded(
    world: Path, cbs: FakePublisher, misbehaviour: str
) -> None:
    cbs.add_table("47018NED", police_rows([f"{2023}MM{month:02}" for month in range(1, 13)] * 100))
    cbs.next(*["fine"] * 4, misbehaviour, misbehaviour)
    with pytest.raises(PublisherError, match="Nothing was loaded"):
        fetched("politie")
    assert snapshots() == []
    assert len(pages_kept(world)) == 1


MONTHS = [f"2023MM{month:02}" for month in range(1, 13)]


def pages_kept(home: Path) -> list[Path]:
    return list((home / "fetch").rglob("*.json.gz"))


def broken_off(cbs: FakePublisher) -> list[str]:
    """Fetch a table of two pages until the second one, where the line drops; return what was asked."""
    cbs.add_table("47018NED", police_rows(MONTHS * 100))
    cbs.next(*["fine"] * 4, "dropped", "dropped")
    with pytest.raises(PublisherError, match="the same command goes on from there"):
        fetched("politie")
    asked = [path for path in cbs.asked if "TypedDataSet?" in path]
    cbs.asked.clear()
    return asked


def pages_asked(cbs: FakePublisher) -> list[str]:
    return [path for path in cbs.asked if "TypedDataSet?" in path]


def test_a_fetch_that_broke_off_asks_only_for_the_pages_that_did_not_come(world: Path, cbs: FakePublisher) -> None:
    first, *_ = broken_off(cbs)
    table = fetched("politie")
    assert first not in pages_asked(cbs)
    assert pages_asked(cbs)
    cbs.asked.clear()
    assert fetched("politie").data == table.data, "the table put together from two attempts is the table"
    assert first in pages_asked(cbs), "what is whole is not kept"
    assert pages_kept(world) == []


@pytest.mark.parametrize("changed", ["Modified", "count"])
def test_a_table_that_changed_since_it_broke_off_starts_anew(world: Path, cbs: FakePublisher, changed: str) -> None:
    first, *_ = broken_off(cbs)
    if changed == "Modified":
        cbs.tables["47018NED"]["TableInfos"][0]["Modified"] = "2025-01-01T02:00:00"
    else:
        cbs.tables["47018NED"]["TypedDataSet"].append({**police_rows(["2023JJ00"])[1], "ID": 999_999})
    fetched("politie")
    assert first in pages_asked(cbs)


def test_pages_that_were_left_for_a_day_are_forgotten(world: Path, cbs: FakePublisher) -> None:
    first, *_ = broken_off(cbs)
    (folder,) = (world / "fetch").iterdir()
    long_ago = time.time() - 25 * 3600
    os.utime(folder, (long_ago, long_ago))
    fetched("politie")
    assert first in pages_asked(cbs)


def test_pages_that_do_not_make_one_table_are_forgotten(world: Path, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", police_rows(MONTHS))
    cbs.miscount = 1
    with pytest.raises(PublisherError, match="starts this table anew"):
        fetched("politie")
    assert pages_kept(world) == []


@pytest.mark.parametrize("quirk", ["empty", "refused"])
def test_a_server_that_only_knows_padded_keys_is_asked_with_those(world: Path, cbs: FakePublisher, quirk: str) -> None:
    regions = [{"Key": key.ljust(10)} for key in KEYS]
    cbs.add_table("47018NED", police_rows(["2023JJ00"]), WijkenEnBuurten=regions)
    whole = fetched("politie", year=None).data
    cbs.startswith = quirk
    assert fetched("politie", year=None).data == whole
    assert any("GM0901++++" in path for path in cbs.asked)


def test_an_empty_answer_for_a_gemeente_that_does_not_exist_is_an_error(world: Path, cbs: FakePublisher) -> None:
    regions = [{"Key": key.ljust(10)} for key in ("NL00", "GM0902")]
    rows = [row for row in police_rows(["2023JJ00"]) if str(row["WijkenEnBuurten"]).strip() in ("NL00", "GM0902")]
    cbs.add_table("47018NED", rows, WijkenEnBuurten=regions)
    with pytest.raises(PublisherError, match="does not know GM0901"):
        fetched("politie")


def test_a_year_that_the_table_does_not_have_is_an_error_that_says_which_it_has(
    world: Path, cbs: FakePublisher
) -> None:
    regions = [{"Key": key.ljust(10)} for key in KEYS]
    periods = [{"Key": "2012JJ00"}, {"Key": "2023JJ00"}]
    cbs.add_table("47018NED", police_rows(["2012JJ00", "2023JJ00"]), periods=periods, WijkenEnBuurten=regions)
    with pytest.raises(PublisherError, match="run from 2012 to 2023"):
        fetched("politie", year=1999)


@pytest.mark.parametrize("properties", ["works", "ignored", "refused"])
def test_areas_come_only_of_the_gemeente_whatever_the_server_makes_of_the_question(
    world: Path, cbs: FakePublisher, properties: str
) -> None:
    cbs.properties = properties
    cbs.features["wijken"] = [
        {"type": "Feature", "properties": {"gemeentecode": f"GM09{n % 3:02}", "n": n}, "geometry": None}
        for n in range(1_500)
    ]
    with Publisher() as publisher:
        found = json.loads(areas_of("GM0901", "wijk", 2023, publisher=publisher))["features"]
        assert [one["properties"]["n"] for one in found] == list(range(1, 1_500, 3))
        with pytest.raises(PublisherError, match="no areas of level wijk of GM0999 in 2023"):
            areas_of("GM0999", "wijk", 2023, publisher=publisher)


def test_areas_are_held_against_the_servers_own_count(world: Path, cbs: FakePublisher) -> None:
    cbs.features["wijken"] = [{"type": "Feature", "properties": {"gemeentecode": "GM0901"}, "geometry": None}]
    cbs.miscount = 1
    with Publisher() as publisher, pytest.raises(PublisherError, match="counts 2 areas and gave 1"):
        areas_of("GM0901", "wijk", 2023, publisher=publisher)


def test_a_year_without_a_table_says_which_there_are() -> None:
    with pytest.raises(PublisherError, match=r"no table of 1999.*85984NED"):
        choose_table(source("cbs_kwb"), 1999, None)


def test_a_source_without_a_table_says_how_to_get_its_file() -> None:
    with pytest.raises(PublisherError, match="no open table"):
        choose_table(source("brandweer"), 2023, None)


def test_a_table_that_got_a_new_number_can_be_given(world: Path, cbs: FakePublisher) -> None:
    cbs.add_table("49999NED", police_rows(["2023JJ00"]))
    assert load("politie", fetched("politie", table="49999ned")).status == "loaded"


def test_without_a_year_the_newest_table_of_one_year_is_meant() -> None:
    newest = max(table.division or 0 for table in source("cbs_kwb").tables)
    assert choose_table(source("cbs_kwb"), None, None).division == newest


def test_a_version_4_table_is_fetched_counted_and_kept_likewise(world: Path, cbs: FakePublisher) -> None:
    observations = [
        {"Id": n, "Measure": "T001036", "Value": n, "WijkenEnBuurten": key.ljust(10)}
        for n, key in enumerate(KEYS * 2_000)
    ]
    cbs.tables["85984NED"] = {"Observations": observations, "MeasureCodes": [{"Identifier": "T001036"}]}
    given = Table(id="85984NED", service=f"{cbs.url}/odata/v1/CBS", grain="year", division=2024)
    version_4 = source("cbs_kwb").model_copy(update={"tables": (given,)})
    with Publisher(patience=Patience(attempts=1)) as publisher:
        cbs.next("fine", "fine", "dropped")
        with pytest.raises(PublisherError, match="goes on from there"):
            fetch(version_4, gemeente="GM0901", publisher=publisher, year=2024)
        assert len(pages_kept(world)) == 1
        rows = json.loads(fetch(version_4, gemeente="GM0901", publisher=publisher, year=2024).data)["value"]
        assert len(rows) == 7 * 2_000
        with pytest.raises(PublisherError, match="no figures of GM0777"):
            fetch(version_4, gemeente="GM0777", publisher=publisher, year=2024)


def test_two_processes_ask_publishers_one_after_the_other(world: Path, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", police_rows(["2023JJ00"]))
    with (world / "fetch.lock").open("w") as busy, ThreadPoolExecutor(1) as other:
        fcntl.flock(busy, fcntl.LOCK_EX)
        waiting = other.submit(fetched, "politie")
        time.sleep(0.5)
        assert pages_asked(cbs) == []
        fcntl.flock(busy, fcntl.LOCK_UN)
        assert json.loads(waiting.result(timeout=20).data)["value"]


def test_the_publisher_is_told_who_asks(world: Path, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", police_rows(["2023JJ00"]))
    fetched("politie")
    assert {agent.split("/")[0] for agent in cbs.agents} == {"wens"}

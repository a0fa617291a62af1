"""Asking publishers' servers: what passes is tried again, what does not is an error, and half an answer is none."""

import asyncio
import datetime as dt
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.publisher import FakePublisher, running
from wens.intake.fetch.client import Patience, Publisher, same_server
from wens.intake.fetch.errors import ChangedError, PublisherError
from wens.intake.fetch.features import collection
from wens.intake.fetch.odata import About, about_v3, count_of, period_filter, region_filter, table_v3, table_v4
from wens.intake.fetch.progress import silent

PROVISIONAL, FINAL = {"Key": "2023JJ00", "Status": "Voorlopig"}, {"Key": "2022JJ00", "Status": "Definitief"}
ENSCHEDE = region_filter("WijkenEnBuurten", "GM0153")


@pytest.fixture
def cbs() -> Iterator[FakePublisher]:
    with running(FakePublisher()) as publisher:
        yield publisher


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses: list[float]) -> Iterator[Publisher]:
    patience = Patience(attempts=3, pause_s=0.5, longest_pause_s=60, timeout_s=0.5)
    with Publisher(patience=patience, sleep=pauses.append) as publisher:
        yield publisher


def rows(count: int, *, key: str = "BU01530000", period: str = "2023JJ00") -> list[dict[str, object]]:
    return [
        {"ID": number, "WijkenEnBuurten": key.ljust(10), "Perioden": period, "Count_1": number}
        for number in range(count)
    ]


def fetched(client: Publisher, cbs: FakePublisher, *conditions: str) -> list[dict[str, object]]:
    document = json.loads(table_v3(client, f"{cbs.url}/odata/47018NED", list(conditions), silent))
    return document["value"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("style", ["feed", "api"])
def test_every_page_of_a_large_table_arrives_once_and_in_order(
    client: Publisher, cbs: FakePublisher, style: str
) -> None:
    cbs.style = style
    cbs.add_table("47018NED", rows(25_003), periods=[])
    assert [row["ID"] for row in fetched(client, cbs, ENSCHEDE)] == list(range(25_003))


@pytest.mark.parametrize("count", [0, 1, 9_999, 10_000, 10_001, 20_000])
@pytest.mark.parametrize("style", ["feed", "api"])
def test_a_table_that_ends_on_a_page_border_is_whole(
    client: Publisher, cbs: FakePublisher, count: int, style: str
) -> None:
    cbs.style = style
    cbs.add_table("47018NED", rows(count))
    assert len(fetched(client, cbs)) == count


def test_a_gemeente_is_asked_for_with_its_wijken_and_buurten_and_the_land_by_padded_keys(
    client: Publisher, cbs: FakePublisher
) -> None:
    keys = ["NL00", "GM0153", "WK015300", "BU01530000", "GM0154", "BU01540000", "GM1530", "WK0153AA"]
    cbs.add_table("47018NED", [{"ID": i, "WijkenEnBuurten": key.ljust(10)} for i, key in enumerate(keys)])
    found = [str(row["WijkenEnBuurten"]).strip() for row in fetched(client, cbs, ENSCHEDE)]
    assert found == ["NL00", "GM0153", "WK015300", "BU01530000", "WK0153AA"]


def test_a_year_is_asked_for_with_its_months_and_quarters(client: Publisher, cbs: FakePublisher) -> None:
    periods = ["2022JJ00", "2023JJ00", "2023MM01", "2023KW04", "2024MM01"]
    cbs.add_table("47018NED", [{"ID": i, "Perioden": period} for i, period in enumerate(periods)])
    assert [row["Perioden"] for row in fetched(client, cbs, period_filter("Perioden", 2023))] == periods[1:4]


def test_the_list_of_periods_comes_along_because_it_says_which_are_provisional(
    client: Publisher, cbs: FakePublisher
) -> None:
    both = [*rows(1), {**rows(1, period="2022JJ00")[0], "ID": 1}]
    cbs.add_table("47018NED", both, periods=[PROVISIONAL, FINAL])
    document = json.loads(table_v3(client, f"{cbs.url}/odata/47018NED", [], silent, periods=True))
    assert [row["Perioden_Status"] for row in document["value"]] == ["Voorlopig", "Definitief"]


def test_a_table_says_its_dimensions_and_the_day_that_it_was_changed(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(1))
    about = about_v3(client, f"{cbs.url}/odata/47018NED")
    assert about == About("WijkenEnBuurten", "Perioden", dt.date(2024, 8, 15))


def test_the_same_table_gives_the_same_bytes(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(12), periods=[])
    url = f"{cbs.url}/odata/47018NED"
    assert table_v3(client, url, [], silent) == table_v3(client, url, [], silent)


@pytest.mark.parametrize(
    "misbehaviour",
    [
        "status:500",
        "status:502",
        "status:503",
        "maintenance",
        "truncated",
        "half",
        "dropped",
        "slow:0.9",
        "broken_gzip",
        "no_gzip",
    ],
)
def test_what_passes_is_tried_again_and_the_table_is_whole(
    client: Publisher, cbs: FakePublisher, pauses: list[float], misbehaviour: str
) -> None:
    cbs.add_table("47018NED", rows(10_500))
    cbs.next("fine", misbehaviour, misbehaviour)
    assert len(fetched(client, cbs)) == 10_500
    assert len(pauses) == 2
    assert pauses[1] > pauses[0]


@pytest.mark.parametrize("misbehaviour", ["status:500", "maintenance", "truncated", "half", "dropped"])
def test_what_does_not_pass_is_an_error_that_says_that_nothing_was_loaded(
    client: Publisher, cbs: FakePublisher, misbehaviour: str
) -> None:
    cbs.add_table("47018NED", rows(10_500))
    cbs.next("fine", *[misbehaviour] * 3)
    with pytest.raises(PublisherError, match=r"3 attempts.*Nothing was loaded"):
        fetched(client, cbs)


def test_a_maintenance_page_with_status_200_is_named_for_what_it_is(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(1))
    cbs.next(*["maintenance"] * 3)
    with pytest.raises(PublisherError, match="a web page instead of data"):
        fetched(client, cbs)


def test_the_pause_that_the_server_asks_for_is_kept(client: Publisher, cbs: FakePublisher, pauses: list[float]) -> None:
    cbs.add_table("47018NED", rows(1))
    cbs.next("busy:7", "unavailable:900")
    assert len(fetched(client, cbs)) == 1
    assert pauses == [7, 60]


def test_a_pause_until_a_moment_in_the_past_is_no_pause(
    client: Publisher, cbs: FakePublisher, pauses: list[float]
) -> None:
    cbs.add_table("47018NED", rows(1))
    cbs.next("busy:Wed, 21 Oct 2015 07:28:00 GMT")
    assert len(fetched(client, cbs)) == 1
    assert pauses == [0]


def test_a_table_that_was_moved_is_said_at_once_with_what_to_do(
    client: Publisher, cbs: FakePublisher, pauses: list[float]
) -> None:
    with pytest.raises(PublisherError, match=r"no such table.*--table"):
        fetched(client, cbs)
    assert pauses == []


def test_a_question_that_is_refused_is_not_repeated(client: Publisher, cbs: FakePublisher, pauses: list[float]) -> None:
    cbs.add_table("47018NED", rows(1))
    cbs.next("status:400")
    with pytest.raises(PublisherError, match="refuses the question"):
        fetched(client, cbs)
    assert pauses == []


def test_json_that_is_no_table_is_refused(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(1))
    cbs.next("list")
    with pytest.raises(PublisherError, match="not a table"):
        fetched(client, cbs)


def test_a_next_page_on_another_server_is_not_followed(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(10_500))
    cbs.link_prefix = "http://elsewhere.invalid"
    with pytest.raises(PublisherError, match="another server"):
        fetched(client, cbs)


def test_a_next_page_with_another_scheme_stays_on_the_scheme_that_was_asked() -> None:
    link = same_server(
        "http://opendata.cbs.nl/ODataFeed/odata/1NED/TypedDataSet?$skip=10000", "https://opendata.cbs.nl/x"
    )
    assert link == "https://opendata.cbs.nl/ODataFeed/odata/1NED/TypedDataSet?$skip=10000"


def test_pages_that_go_round_in_a_circle_end(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", [{**row, "ID": None} for row in rows(10_500)])
    cbs.circle = True
    with pytest.raises(PublisherError, match="circle"):
        fetched(client, cbs)


def test_a_row_that_came_twice_and_differs_means_that_the_table_changed(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", [*rows(10_500), {**rows(1)[0], "Count_1": 9}])
    with pytest.raises(ChangedError, match="came twice and differs"):
        fetched(client, cbs)


def test_pages_that_overlap_are_taken_once_when_the_server_counts_as_many(
    client: Publisher, cbs: FakePublisher
) -> None:
    cbs.add_table("47018NED", rows(25_000))
    cbs.overlap = 40
    url = f"{cbs.url}/odata/47018NED"
    document = json.loads(table_v3(client, url, [], silent, total=25_000))
    assert [row["ID"] for row in document["value"]] == list(range(25_000))
    with pytest.raises(ChangedError, match="others may be missing"):
        table_v3(client, url, [], silent)


def test_the_rows_are_held_against_the_servers_own_count(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(12))
    url = f"{cbs.url}/odata/47018NED"
    assert count_of(client, f"{url}/TypedDataSet", ENSCHEDE) == 12
    with pytest.raises(ChangedError, match="counts 13 rows and gave 12"):
        table_v3(client, url, [], silent, total=13)


def test_a_server_that_does_not_count_is_believed(client: Publisher, cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(12))
    cbs.counts = False
    assert count_of(client, f"{cbs.url}/odata/47018NED/TypedDataSet", "") is None


@pytest.mark.parametrize("skip", ["fails", "ignored"])
@pytest.mark.parametrize("style", ["feed", "api"])
def test_where_skip_does_not_work_the_pages_come_by_the_number_of_the_row(
    client: Publisher, cbs: FakePublisher, style: str, skip: str
) -> None:
    cbs.style, cbs.skip, cbs.links = style, skip, False
    cbs.add_table("47018NED", rows(25_003))
    assert [row["ID"] for row in fetched(client, cbs)] == list(range(25_003))


def test_columns_that_change_halfway_are_an_error_that_names_them(client: Publisher, cbs: FakePublisher) -> None:
    changed = [{**{k: v for k, v in row.items() if k != "Count_1"}, "Count_2": 0} for row in rows(10_500)[10_000:]]
    cbs.add_table("47018NED", [*rows(10_000), *changed])
    with pytest.raises(ChangedError, match=r"columns changed halfway \(Count_1, Count_2\)"):
        fetched(client, cbs)


@pytest.mark.parametrize("misbehaviour", ["trickle:0.05", "trickled_headers:0.05"])
def test_a_byte_now_and_then_is_no_answer(pauses: list[float], cbs: FakePublisher, misbehaviour: str) -> None:
    cbs.add_table("47018NED", rows(3))
    cbs.next(misbehaviour)
    patience = Patience(attempts=2, timeout_s=0.5, answer_s=0.6)
    with Publisher(patience=patience, sleep=pauses.append) as publisher:
        began = time.monotonic()
        assert len(fetched(publisher, cbs)) == 3
    assert time.monotonic() - began < 3
    assert len(pauses) == 1


def test_version_4_brings_the_meaning_of_its_measures(client: Publisher, cbs: FakePublisher) -> None:
    observations = [{"Id": i, "Measure": "T001036", "Value": i, "WijkenEnBuurten": "GM0153"} for i in range(10_100)]
    codes = [{"Identifier": "T001036", "Title": "Aantal inwoners"}]
    cbs.tables["85984NED"] = {"Observations": observations, "MeasureCodes": codes}
    document = json.loads(table_v4(client, f"{cbs.url}/odata/85984NED", ENSCHEDE, silent))
    assert len(document["value"]) == 10_100
    assert document["MeasureCodes"] == codes


def test_outlines_arrive_page_by_page_and_only_of_the_gemeente(client: Publisher, cbs: FakePublisher) -> None:
    codes = ["GM0153", "GM0154"]
    cbs.features["buurten"] = [
        {"type": "Feature", "properties": {"gemeentecode": codes[i % 2], "n": i}, "geometry": None}
        for i in range(2_500)
    ]
    url = f"{cbs.url}/cbs/wijken-en-buurten-2024/ogc/v1/collections/buurten/items"
    document = json.loads(collection(client, url, {"gemeentecode": "GM0153"}, silent)[0])
    assert [one["properties"]["n"] for one in document["features"]] == list(range(0, 2_500, 2))
    assert document["crs"]["properties"]["name"].endswith("28992")


def test_a_caller_that_lives_in_an_event_loop_can_ask_as_well(cbs: FakePublisher) -> None:
    cbs.add_table("47018NED", rows(3), periods=[])

    async def living_in_a_loop() -> list[dict[str, object]]:
        with Publisher(patience=Patience(attempts=1)) as publisher:
            return fetched(publisher, cbs)

    with ThreadPoolExecutor() as apart:  # a loop of our own, wherever this test runs
        assert len(apart.submit(lambda: asyncio.run(living_in_a_loop())).result()) == 3

"""Counting on the engine: whole numbers, whatever the order."""

from typing import Any

import ibis
import pyarrow as pa

from tests.figures.world import fact
from wens.facts import engine, store
from wens.facts.crosswalk import Step, crosswalk_table
from wens.facts.expressions import SCALE, Kind, counted, edges, places


def rows(facts: list[dict[str, Any]], kind: Kind = "year", steps: list[Step] | None = None) -> list[dict[str, Any]]:
    table = ibis.memtable(pa.Table.from_pylist(facts, schema=store.SCHEMA))
    made = counted(table, ibis.memtable(crosswalk_table(steps or [])), division=2024, kind=kind)
    return sorted(engine.duckdb().to_pyarrow(made).to_pylist(), key=lambda row: (row["area"], row["part"]))


def test_a_third_and_two_thirds_are_one_again() -> None:
    steps = [Step("buurt", 2021, "BU1", "buurt", to, weight, 1) for to, weight in (("BU2", 1 / 3), ("BU3", 2 / 3))]
    found = rows([fact("police:a", "BU1", "2023-01-01", 1, division=2021)], steps=steps)
    assert [row["area"] for row in found] == ["BU2", "BU3"]
    assert sum(row["amount"] for row in found) == SCALE
    assert all(row["crosswalked"] == 1 for row in found)


def test_tenths_add_up_to_whole_numbers() -> None:
    tenths = [fact("police:a", "BU1", f"2023-{month:02d}-01", 0.1, grain="month") for month in range(1, 11)]
    [row] = rows(tenths)
    assert (row["amount"], row["starts"]) == (SCALE, 10)


def test_missing_values_are_counted_and_add_nothing() -> None:
    [row] = rows([fact("police:a", "BU1", "2023-01-01", None), fact("police:a", "BU1", "2023-02-01", 2, grain="year")])
    assert (row["amount"], row["missing"], row["starts"]) == (2 * SCALE, 1, 1)


def test_days_count_in_years_and_months_and_not_in_quarters() -> None:
    days = [fact("police:a", "BU1", start, 1, grain="day") for start in ("2023-01-31", "2023-02-01", "2023-02-28")]
    assert [row["amount"] // SCALE for row in rows(days)] == [3]
    assert [(row["part"], row["amount"] // SCALE) for row in rows(days, "month")] == [(1, 1), (2, 2)]
    assert rows(days, "quarter") == []


def test_an_area_that_no_crosswalk_knows_is_kept_as_unresolved() -> None:
    [row] = rows([fact("police:a", "BU1", "2023-01-01", 4, division=2021)])
    assert (row["area"], row["amount"]) == ("unresolved", 4 * SCALE)


def test_only_areas_of_another_division_need_a_crosswalk() -> None:
    facts = [fact("police:a", "BU1", "2023-01-01", 1), fact("police:a", "BU9", "2023-01-01", 1, division=2021)]
    facts += [
        fact("police:a", "unplaced", "2023-01-01", 1, division=2021),
        fact("police:a", "GM1", "2023-01-01", 1, division=2021),
    ]
    table = ibis.memtable(pa.Table.from_pylist(facts, schema=store.SCHEMA))
    found = engine.duckdb().to_pyarrow(places(table, division=2024)).to_pylist()
    assert found == [{"level": "buurt", "division": 2021, "area": "BU9"}]


def test_the_edges_of_a_delivery_are_its_first_and_last_day() -> None:
    days = [fact("police:a", "BU1", start, 1, grain="day") for start in ("2023-03-05", "2023-09-01")]
    table = ibis.memtable(pa.Table.from_pylist([*days, fact("police:a", "BU1", "2020-01-01", 1)], schema=store.SCHEMA))
    [row] = engine.duckdb().to_pyarrow(edges(table)).to_pylist()
    assert (str(row["first"]), str(row["last"]), row["facts"]) == ("2023-03-05", "2023-09-01", 2)

"""Weekly series are the same from both engines, per area, square and delivery, and are counted within memory."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from wens.facts import engine, squares, store, weeks

GEMEENTE, MEASURES = "GM0001", ("fire:outdoor", "misdaad:burglary")
BEGIN = dt.date(2024, 1, 1)


def deliver(snapshot: int, rows: int, seed: int) -> None:
    """Write a delivery of events: some in thirds over three buurten, as of a postcode, and some without a point."""
    rng = np.random.default_rng(seed)
    day = rng.integers(0, 400, rows)
    common = {
        "measure": [MEASURES[one] for one in rng.integers(0, 2, rows)],
        "start": [BEGIN + dt.timedelta(days=int(one)) for one in day],
        "row": np.arange(rows) + 2,
    }
    x, y = rng.uniform(255_000, 257_000, rows), rng.uniform(470_000, 471_000, rows)
    area = np.array([f"BU0001000{one}" for one in rng.integers(0, 4, rows)])
    same = {"level": ["buurt"] * rows, "division": [2024] * rows, "grain": ["day"] * rows}
    located = pa.table({**common, **same, "area": area, "value": np.ones(rows), "square": squares.codes_of(x, y)})
    whole = located.drop_columns("square").append_column("missing", pa.nulls(rows, pa.string()))
    whole = whole.append_column("provisional", pa.array([False] * rows)).append_column(
        "crosswalked", pa.array([False] * rows)
    )
    thirds = [
        whole.set_column(whole.column_names.index("area"), "area", pa.array([f"BU0001000{at}"] * rows))
        .set_column(whole.column_names.index("value"), "value", pa.array(np.full(rows, 1 / 3)))
        .set_column(whole.column_names.index("row"), "row", pa.array(np.arange(rows) + 10 * rows))
        for at in range(3)
    ]
    store.write_facts(GEMEENTE, snapshot, pa.concat_tables([whole, *thirds]))
    squares.write(GEMEENTE, snapshot, located.slice(0, rows - 3))


def slices() -> pa.Table:
    """All months of the second delivery, and the first months of the first."""
    months = list(dict.fromkeys((BEGIN + dt.timedelta(days=31 * at)).replace(day=1) for at in range(14)))
    same = {"grain": "day", "level": "buurt", "division": 2024}
    rows = [
        {"snapshot": 1 if at < 5 else 2, "measure": measure, "start": month, **same}
        for measure in MEASURES for at, month in enumerate(months)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=store.SLICE_SCHEMA)


def everything(con: Any, only: Sequence[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the weekly run asks of an engine (by name, else all), in an order that does not depend on it."""
    facts = store.facts_table(con, GEMEENTE, slices())
    found = squares.squares_table(con, GEMEENTE, slices())
    delivered = weeks.delivered(con, GEMEENTE, [1, 2])
    asked = {
        "weekly": weeks.weekly(facts, MEASURES), "late": weeks.weekly_by_delivery(delivered, MEASURES),
        "last": weeks.last_days(delivered), "squares": squares.weekly(found, MEASURES),
        "events": squares.events(found, MEASURES, BEGIN), "kinds": squares.kinds(found),
    }  # fmt: skip
    tables = {name: con.to_pyarrow(one) for name, one in asked.items() if not only or name in only}
    return {
        name: sorted(tuple(str(row[column]) for column in sorted(one.column_names)) for row in one.to_pylist())
        for name, one in tables.items()
    }


@pytest.fixture
def delivered(home: Path) -> Iterator[None]:
    """Two deliveries on disk."""
    deliver(1, 300, seed=1)
    deliver(2, 500, seed=2)
    return


@pytest.mark.usefixtures("delivered")
def test_a_case_in_thirds_is_one_case_and_a_square_counts_what_is_in_force() -> None:
    con = engine.duckdb()
    found = everything(con)
    rows = con.to_pyarrow(weeks.weekly(store.facts_table(con, GEMEENTE, slices()), MEASURES)).to_pylist()
    parts = {row["parts"] for row in rows}
    assert parts == {1, 3}
    assert sum(row["cases"] for row in rows if row["parts"] == 3) == sum(
        row["cases"] for row in rows if row["parts"] == 1
    )
    assert len(found["squares"]) > 100
    assert {row[-1][:4] for row in found["squares"]} <= {"2024", "2023", "2025"}


@pytest.mark.usefixtures("delivered")
def test_a_gemeente_without_points_has_no_squares() -> None:
    con = engine.duckdb()
    assert squares.rows_of(con, squares.kinds(squares.squares_table(con, "GM0002", slices()))) == []


@pytest.mark.slow
@pytest.mark.timeout(900)  # a cold Spark on a busy machine
@pytest.mark.usefixtures("delivered")
def test_duckdb_and_spark_give_the_same_weeks() -> None:
    pytest.importorskip("pyspark", reason="the extra [spark] is not installed: pip install 'wens[spark]'")
    asked = ("weekly", "late", "squares")
    assert everything(engine.spark(), asked) == everything(engine.duckdb(), asked)


@pytest.mark.slow
def test_a_hundred_times_the_events_are_counted_within_the_limit_of_the_engine(home: Path) -> None:
    """300,000 events of one gemeente with an engine of 256 MB, the least that is sensible."""
    deliver(1, 60_000, seed=1)
    deliver(2, 60_000, seed=2)
    found = everything(engine.duckdb(memory_limit_mb=256, threads=2))
    assert len(found["weekly"]) > 200

"""What a delivery covers, and when it covers less than what is in force."""

import datetime as dt

import pyarrow as pa

from wens.facts.store import SCHEMA
from wens.intake.slicing import SLICES, shrinking, slices_of

JANUARY, APRIL = dt.date(2023, 1, 1), dt.date(2023, 4, 1)


def facts(*rows: dict[str, object]) -> pa.Table:
    base = {
        "measure": "m:x", "area": "B1", "level": "buurt", "division": 2021, "start": JANUARY, "grain": "year",
        "value": 1.0, "missing": None, "provisional": False, "crosswalked": False, "row": 2,
    }  # fmt: skip
    return pa.Table.from_pylist([{**base, **row} for row in rows], schema=SCHEMA.remove(0))


def slices(*rows: dict[str, object]) -> pa.Table:
    base = {"measure": "m:x", "grain": "year", "start": JANUARY, "level": "buurt", "division": 2021, "cells": 4}
    return pa.Table.from_pylist([{**base, **row} for row in rows], schema=SLICES)


def days(*dates: dt.date) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(dates, pa.date32())])


def test_cells_of_a_measure_period_and_level_make_one_slice_and_gaps_do_not_count() -> None:
    made = slices_of(facts({}, {"area": "B2", "value": None}, {"level": "wijk"}, {"start": APRIL, "grain": "quarter"}))
    found = {(row["grain"], row["start"], row["level"]): row["cells"] for row in made.to_pylist()}
    assert found == {("year", JANUARY, "buurt"): 1, ("year", JANUARY, "wijk"): 1, ("quarter", APRIL, "buurt"): 1}


def test_incidents_are_sliced_per_month() -> None:
    made = slices_of(facts(*[{"grain": "day", "start": dt.date(2023, 1, day)} for day in (1, 15, 31)]))
    assert [(row["start"], row["cells"]) for row in made.to_pylist()] == [(JANUARY, 3)]


def test_a_month_without_incidents_between_others_is_covered_with_zero() -> None:
    day = {"grain": "day", "start": dt.date(2023, 1, 5)}
    made = slices_of(facts(day), covered_days=days(dt.date(2023, 1, 5), dt.date(2023, 3, 9)))
    assert {(row["start"].month, row["cells"]) for row in made.to_pylist()} == {(1, 1), (2, 0), (3, 0)}


def test_a_year_that_a_delivery_skips_is_not_covered() -> None:
    day = {"grain": "day", "start": dt.date(2021, 12, 5)}
    made = slices_of(facts(day), covered_days=days(dt.date(2021, 12, 5), dt.date(2023, 1, 9)))
    assert sorted(str(row["start"]) for row in made.to_pylist()) == ["2021-12-01", "2023-01-01"]


def test_each_kind_of_incident_covers_the_months_of_the_whole_delivery() -> None:
    rows = [{"grain": "day", "measure": "m:x"}, {"grain": "day", "measure": "m:y", "start": dt.date(2023, 2, 3)}]
    made = slices_of(facts(*rows), covered_days=days(JANUARY, dt.date(2023, 2, 3)))
    found = {(row["measure"], row["start"].month): row["cells"] for row in made.to_pylist()}
    assert found == {("m:x", 1): 1, ("m:x", 2): 0, ("m:y", 1): 0, ("m:y", 2): 1}


def test_fewer_cells_in_the_same_slice_is_shrinking_and_more_is_not() -> None:
    (loss,) = shrinking(slices({}), slices({"cells": 3}), {})
    assert str(loss) == "m:x, 2023, buurt: 4 cells now, 3 in this file"
    assert shrinking(slices({}), slices({"cells": 4}), {}) == []
    assert shrinking(slices({}), slices({"cells": 9}), {}) == []


def test_a_slice_that_is_not_replaced_does_not_shrink() -> None:
    assert shrinking(slices({}), slices({"start": APRIL, "cells": 1}), {}) == []


def test_a_release_that_is_complete_in_a_newer_division_with_fewer_areas_does_not_shrink() -> None:
    newer = slices({"division": 2024, "cells": 3})
    assert shrinking(slices({}), newer, {("buurt", 2024): 3}) == []
    assert len(shrinking(slices({}), newer, {("buurt", 2024): 4})) == 1


def test_incidents_may_move_between_kinds_and_months_but_not_vanish() -> None:
    before = slices({"grain": "day", "cells": 5}, {"grain": "day", "measure": "m:y", "cells": 5})
    moved = slices({"grain": "day", "cells": 2}, {"grain": "day", "measure": "m:y", "cells": 8})
    fewer = slices({"grain": "day", "cells": 2}, {"grain": "day", "measure": "m:y", "cells": 7})
    assert shrinking(before, moved, {}) == []
    (loss,) = shrinking(before, fewer, {})
    assert (loss.before, loss.after) == (10, 9)

"""Cells become facts of one gemeente: totals are kept, averages are not summed, every cell has one fate."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.intake.cells import build
from wens.intake.placing import (
    ELSEWHERE,
    NATIONAL,
    NOT_DATED,
    PLACED,
    UNKNOWN,
    UNPLACED,
    Placed,
    Places,
    Target,
    fate_of_rows,
    place_cells,
    unplaced_incidents,
)

YEAR = dt.date(2023, 1, 1)


def counts(*values: tuple[str, float | None], grain: str = "year", measure: str = "police:1.1.1") -> pa.Table:
    areas, numbers = zip(*values, strict=True)
    return build(
        row=list(range(2, len(values) + 2)), measure=measure, area=list(areas), level="buurt", start=YEAR, grain=grain,
        value=pa.array(numbers, pa.float64()), missing=[None if n is not None else "unknown" for n in numbers],
    )  # fmt: skip


def aims(**codes: dict[str, float]) -> Places:
    """Places in which each code leads to areas by weight; a code that leads to itself is unchanged."""
    return Places(
        2024,
        {
            ("buurt", code): tuple(Target(area, "buurt", part, part < 1 or area != code) for area, part in to.items())
            for code, to in codes.items()
        },
    )


def values(placed: Placed) -> dict[str, float | None]:
    return dict(zip(placed.facts["area"].to_pylist(), placed.facts["value"].to_pylist(), strict=True))


SPLIT = aims(A={"B": 0.7, "C": 0.3}, D={"C": 1.0}, E={"E": 1.0})


def test_the_worked_example_of_the_module_comes_out() -> None:
    placed = place_cells(counts(("A", 10), ("D", 5)), SPLIT)
    assert values(placed) == {"B": 7, "C": 8}
    assert placed.facts["crosswalked"].to_pylist() == [True, True]


def test_an_unchanged_code_keeps_its_value_and_is_not_called_crosswalked() -> None:
    placed = place_cells(counts(("A", 10), ("E", 4)), SPLIT)
    flags = dict(zip(placed.facts["area"].to_pylist(), placed.facts["crosswalked"].to_pylist(), strict=True))
    assert values(placed)["E"] == 4
    assert flags == {"B": True, "C": True, "E": False}


def test_a_code_that_stays_and_receives_a_part_of_another_is_added_up_and_called_crosswalked() -> None:
    placed = place_cells(counts(("A", 10), ("B", 1)), aims(A={"B": 0.5, "A": 0.5}, B={"B": 1.0}))
    assert values(placed) == {"A": 5, "B": 6}
    assert placed.facts["crosswalked"].to_pylist() == [True, True]


def test_percentages_are_averaged_by_weight_instead_of_summed() -> None:
    placed = place_cells(counts(("A", 40), ("D", 10), measure="x_percent"), SPLIT, averaged={"x_percent"})
    assert values(placed)["B"] == pytest.approx(40)
    assert values(placed)["C"] == pytest.approx((0.3 * 40 + 1.0 * 10) / 1.3)


def test_a_part_that_is_missing_makes_the_whole_unknown_instead_of_smaller() -> None:
    placed = place_cells(counts(("A", None), ("D", 5)), SPLIT)
    assert values(placed) == {"B": None, "C": None}
    assert set(placed.facts["missing"].to_pylist()) == {"unknown"}


def test_incidents_stay_one_by_one_when_they_are_shared_out() -> None:
    placed = place_cells(counts(("A", 1), ("A", 1), grain="day"), SPLIT)
    assert sorted(placed.facts["value"].to_pylist()) == [0.3, 0.3, 0.7, 0.7]


@given(
    shares=st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=4), min_size=1, max_size=6),
    numbers=st.lists(st.integers(0, 10_000), min_size=6, max_size=6),
    day=st.booleans(),
)
def test_the_total_stays_whatever_the_weights(shares: list[list[int]], numbers: list[int], day: bool) -> None:
    codes = {
        f"S{at}": {f"T{(at + to) % 5}": part / sum(parts) for to, part in enumerate(parts)}
        for at, parts in enumerate(shares)
    }
    cells = counts(*[(code, float(number)) for code, number in zip(codes, numbers, strict=False)],
                   grain="day" if day else "year")  # fmt: skip
    placed = place_cells(cells, aims(**codes))
    assert pc.sum(placed.facts["value"]).as_py() == pytest.approx(pc.sum(cells["value"]).as_py())
    assert (placed.fate == PLACED).all()


def test_every_cell_has_one_fate_and_a_row_has_the_best_of_its_cells() -> None:
    cells = build(
        row=[2, 3, 4, 5, 6, 7, 7], measure="m:x", area=["A", "NL", "unknown", "X", "A", "A", "X"],
        level=["buurt", "land", *["buurt"] * 5], start=[YEAR, YEAR, YEAR, YEAR, None, YEAR, YEAR], grain="year",
        value=[1.0] * 7,
    )  # fmt: skip
    placed = place_cells(cells, SPLIT)
    assert placed.fate.tolist() == [PLACED, NATIONAL, UNKNOWN, ELSEWHERE, NOT_DATED, PLACED, ELSEWHERE]
    assert fate_of_rows(cells, placed.fate) == {PLACED: 2, NATIONAL: 1, UNKNOWN: 1, ELSEWHERE: 1, NOT_DATED: 1}
    assert sorted(set(placed.facts["row"].to_pylist())) == [2, 3]  # rows 2 and 7 came together; the first is named


def test_points_get_their_buurt_and_those_without_coordinates_are_of_unknown_place() -> None:
    cells = build(
        row=[2, 3, 4], measure="m:x", area=None, level="point", start=YEAR, grain="day", value=[1.0, 1.0, 1.0],
        x=[1.0, 9.0, None], y=[1.0, 9.0, None],
    )  # fmt: skip
    places = Places(2024, {("buurt", "A"): (Target("A", "buurt"),)}, pa.array(["A", None, None]))
    placed = place_cells(cells, places)
    assert placed.fate.tolist() == [PLACED, ELSEWHERE, UNKNOWN]
    assert (placed.facts["area"].to_pylist(), placed.facts["level"].to_pylist()) == (["A"], ["buurt"])


def test_incidents_of_unknown_place_can_be_kept_for_the_gemeente_as_a_whole() -> None:
    cells = counts(("A", 1), ("unknown", 1), grain="day")
    fate = place_cells(cells, SPLIT).fate
    lost = unplaced_incidents(cells, fate, 2024)
    assert lost.select(["area", "row", "value"]).to_pylist() == [{"area": UNPLACED, "row": 3, "value": 1.0}]


def test_no_cells_is_no_facts() -> None:
    none = counts(("A", 1)).slice(0, 0)
    placed = place_cells(none, SPLIT)
    assert (placed.facts.num_rows, len(placed.fate)) == (0, 0)
    assert fate_of_rows(none, np.array([], np.int8)) == {}

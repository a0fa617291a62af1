"""Crosswalks as whole numbers: the weights of one area sum to exactly one, so totals are conserved exactly."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import pyarrow as pa

from wens.facts.expressions import WEIGHT_SCALE

SCHEMA = pa.schema(
    [
        ("from_level", pa.string()),
        ("from_division", pa.int16()),
        ("from_code", pa.string()),
        ("to_level", pa.string()),
        ("to_code", pa.string()),
        ("weight", pa.int64()),
        ("moved", pa.int32()),
    ]
)


class Step(NamedTuple):
    """`weight` (above 0) of what `from_code` counts belongs to `to_code`; `moved` is 0 when only the year differs."""

    from_level: str
    from_division: int
    from_code: str
    to_level: str
    to_code: str
    weight: float
    moved: int


def crosswalk_table(steps: Iterable[Step]) -> pa.Table:
    """Return the steps with whole weights that sum to exactly WEIGHT_SCALE per area that they come from.

    >>> thirds = [Step("buurt", 2021, "A", "buurt", to, 1 / 3, 1) for to in "XYZ"]
    >>> crosswalk_table(thirds).column("weight").to_pylist()
    [33334, 33333, 33333]
    """
    ordered = sorted(step for step in steps if step.weight > 0)
    rows = [row for _, group in groupby(ordered, key=lambda step: step[:3]) for row in _whole(list(group))]
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return pa.table([pa.array(list(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)], SCHEMA)


def _whole(steps: Sequence[Step]) -> list[tuple[object, ...]]:
    """Largest remainder: whole parts, and what is left goes to the largest remainders, ties by code."""
    total = sum(step.weight for step in steps)
    exact = [step.weight / total * WEIGHT_SCALE for step in steps]
    whole = [int(one) for one in exact]
    by_remainder = sorted(range(len(steps)), key=lambda at: (whole[at] - exact[at], steps[at].to_code))
    for at in by_remainder[: WEIGHT_SCALE - sum(whole)]:
        whole[at] += 1
    return [(*step[:5], weight, step.moved) for step, weight in zip(steps, whole, strict=True)]

"""Counting from facts: one set of portable expressions, the same to the last digit on every engine.

The engine reduces tens of millions of facts to at most one row per measure, area and period; all that comes after is
arrays (`wens.figures.build`). Sums are sums of integers, so that neither the engine nor the order of rows can change a
digit: a value is taken in millionths, the weight of a crosswalk in hundred-thousandths. Amounts stay below 9.2e7.

Worked example: 3 crimes in a buurt of 2021 that now lies for 0.25 in A and 0.75 in B:
3,000,000 * 25,000 and 3,000,000 * 75,000; divided by SCALE that is 0.75 and 2.25, and their sum is exactly 3 again.
"""

from typing import Literal

import ibis
from ibis.expr.types import Table

VALUE_SCALE = 1_000_000
WEIGHT_SCALE = 100_000
SCALE = VALUE_SCALE * WEIGHT_SCALE
"""One unit of a value, as it stands in the column `amount` of `counted`."""

Kind = Literal["year", "quarter", "month", "years"]
KINDS: tuple[Kind, ...] = ("year", "quarter", "month", "years")

SEVERAL_YEARS = "years:"
"""Start of the grain of one total over several years; the number of years follows (`years:10`)."""

NATIVE_LEVELS = ("land", "gemeente", "wijk", "buurt")
NOWHERE = ("unplaced", "unknown")
UNRESOLVED = "unresolved"

_WITHIN: dict[str, tuple[str, ...]] = {
    "year": ("year", "quarter", "month"),
    "quarter": ("quarter",),
    "month": ("month",),
}
_KEYS = ("measure", "level", "division", "area", "grain", "year", "part")


def counted(facts: Table, crosswalk: Table, *, division: int, kind: Kind) -> Table:
    """Return the facts in force as amounts per measure, area of `division` and period of `kind`.

    facts: `wens.facts.store.SCHEMA`, only what is in force. crosswalk: from_level, from_division, from_code, to_level,
    to_code, weight (int64; the weights of one from_code sum to WEIGHT_SCALE), moved (0 when the code is
    unchanged, else 1). Returns, in no particular order:

    measure, level, source_level and source_division (as delivered), area (a code of `division`; "unplaced", "unknown"
    or "unresolved" when the source, or no crosswalk, places it), grain, year, part (0, or number of the quarter or
    month, or how many years), amount (int64, SCALE to the unit), starts (how many periods of `grain` were known, 0 for
    days), missing (cells without a value), parts (areas of the source that came together), provisional and
    crosswalked (0 or 1).
    """
    days = facts.filter(facts.grain == "day" if kind in ("year", "month") else ibis.literal(False))
    cells = facts.filter(facts.grain.startswith(SEVERAL_YEARS) if kind == "years" else facts.grain.isin(_WITHIN[kind]))
    grouped = ibis.union(_amounts(days, kind, of_days=True), _amounts(cells, kind, of_days=False))
    stays = (grouped.division == division) & grouped.level.isin(NATIVE_LEVELS)
    stays = stays | grouped.level.isin(("land", "gemeente")) | grouped.area.isin(NOWHERE)
    return ibis.union(_unmoved(grouped.filter(stays)), _moved(grouped.filter(~stays), crosswalk))


def edges(facts: Table) -> Table:
    """Return per snapshot of day-grain facts its first and last day and how many facts it holds."""
    days = facts.filter(facts.grain == "day")
    return days.group_by("snapshot").aggregate(first=days.start.min(), last=days.start.max(), facts=days.count())


def _amounts(facts: Table, kind: Kind, *, of_days: bool) -> Table:
    part = {
        "year": lambda: ibis.literal(0),
        "quarter": lambda: facts.start.quarter(),
        "month": lambda: facts.start.month(),
        "years": lambda: facts.grain.substr(len(SEVERAL_YEARS)).cast("int32"),
    }[kind]()
    keyed = facts.mutate(year=facts.start.year().cast("int32"), part=part.cast("int32"))
    known = keyed.value.notnull()
    millionths = (keyed.value * VALUE_SCALE + 0.5).floor().cast("int64")
    starts = ibis.literal(0) if of_days else keyed.start.nunique(where=known)
    return keyed.group_by(_KEYS).aggregate(
        amount=millionths.sum().fill_null(0).cast("int64"),
        starts=starts.cast("int64"),
        missing=ibis.ifelse(known, 0, 1).sum().cast("int64"),
        provisional=keyed.provisional.cast("int32").max(),
        crosswalked=keyed.crosswalked.cast("int32").max(),
    )


def _unmoved(grouped: Table) -> Table:
    return grouped.select(
        "measure",
        "level",
        "area",
        "grain",
        "year",
        "part",
        "starts",
        "missing",
        "provisional",
        "crosswalked",
        source_level=grouped.level,
        source_division=grouped.division.cast("int32"),
        amount=grouped.amount * WEIGHT_SCALE,
        parts=ibis.literal(1).cast("int64"),
    ).select(*_RESULT)


def _moved(grouped: Table, crosswalk: Table) -> Table:
    joined = grouped.left_join(
        crosswalk,
        [
            grouped.level == crosswalk.from_level,
            grouped.division == crosswalk.from_division,
            grouped.area == crosswalk.from_code,
        ],
    )
    placed = joined.select(
        "measure",
        "grain",
        "year",
        "part",
        "starts",
        "missing",
        "provisional",
        source_level=joined.level,
        source_division=joined.division.cast("int32"),
        level=ibis.coalesce(joined.to_level, joined.level),
        area=ibis.coalesce(joined.to_code, ibis.literal(UNRESOLVED)),
        amount=joined.amount * ibis.coalesce(joined.weight, ibis.literal(WEIGHT_SCALE)).cast("int64"),
        crosswalked=ibis.greatest(joined.crosswalked, ibis.coalesce(joined.moved, ibis.literal(0)).cast("int32")),
    )
    return (
        placed.group_by("measure", "level", "source_level", "source_division", "area", "grain", "year", "part")
        .aggregate(
            amount=placed.amount.sum().cast("int64"),
            starts=placed.starts.min(),
            missing=placed.missing.sum().cast("int64"),
            parts=placed.count(),
            provisional=placed.provisional.max(),
            crosswalked=placed.crosswalked.max(),
        )
        .select(*_RESULT)
    )


_RESULT = (
    "measure",
    "level",
    "source_level",
    "source_division",
    "area",
    "grain",
    "year",
    "part",
    "amount",
    "starts",
    "missing",
    "parts",
    "provisional",
    "crosswalked",
)


def places(facts: Table, *, division: int) -> Table:
    """Return the distinct (level, division, area) of facts that are not in the areas of `division`."""
    other = facts.filter((facts.division != division) & ~facts.level.isin(("land", "gemeente")))
    return other.filter(~other.area.isin(NOWHERE)).select("level", "division", "area").distinct()

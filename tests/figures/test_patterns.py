"""Patterns on the map: a planted cluster is found where it is; where nothing is the matter hardly ever anything."""

import numpy as np
import pytest

from wens.figures.patterns import local_patterns
from wens.figures.rows import FigureRow

SIDE = 8
CODES = [f"BU0001{at:04d}" for at in range(SIDE * SIDE)]
NEIGHBOURS = {
    CODES[SIDE * y + x]: [
        CODES[SIDE * (y + b) + x + a]
        for a in (-1, 0, 1) for b in (-1, 0, 1)
        if (a, b) != (0, 0) and 0 <= x + a < SIDE and 0 <= y + b < SIDE
    ]
    for x in range(SIDE) for y in range(SIDE)
}  # fmt: skip
CORNER = [CODES[SIDE * y + x] for x in range(3) for y in range(3)]
EMPTY = {
    name: None if "None" in str(kind) else "" if kind is str else 0 for name, kind in FigureRow.__annotations__.items()
}


def row(code: str, count: float | None, homes: float, *, indicator: str = "burglaries", verdict: str = "chance"):
    given = {"area_code": code, "indicator": indicator, "count": count, "denominator": homes, "verdict": verdict}
    return FigureRow(**{**EMPTY, "level": "buurt", "period": "2023", **given})  # type: ignore[arg-type]


def year(seed: int, *, cases: float = 400, planted: float = 1.0, indicator: str = "burglaries") -> list[FigureRow]:
    """A year in which every home has the same risk, but for nine buurten in a corner."""
    rng = np.random.default_rng(seed)
    homes = np.random.default_rng(99).gamma(1.2, 600, len(CODES)).round() + 5
    risk = np.where(np.isin(CODES, CORNER), planted, 1.0)
    counts = rng.poisson(cases * homes / homes.sum() * risk)
    return [row(code, float(n), h, indicator=indicator) for code, n, h in zip(CODES, counts, homes, strict=True)]


def test_a_planted_corner_is_found_and_little_else() -> None:
    found = {one.area_code: one.kind for one in local_patterns(year(3, planted=3.0), NEIGHBOURS)}
    assert sum(found.get(code) == "high_among_high" for code in CORNER) >= 5
    assert len(set(found) - set(CORNER)) <= 3  # buurten on the rim have high neighbours


def test_a_corner_that_is_lower_is_found_too() -> None:
    found = {one.area_code: one.kind for one in local_patterns(year(3, cases=3000, planted=0.3), NEIGHBOURS)}
    assert sum(found.get(code) == "low_among_low" for code in CORNER) >= 5


@pytest.mark.slow
def test_in_null_worlds_one_year_of_twenty_has_a_false_pattern() -> None:
    """120 years at 5%: 6 expected; more than 12 by chance in 0.8 % of such tests (the seeds are fixed)."""
    assert sum(bool(local_patterns(year(seed), NEIGHBOURS)) for seed in range(120)) <= 12


@pytest.mark.slow
def test_known_worlds_are_found_with_the_power_that_is_documented() -> None:
    found = [{one.area_code for one in local_patterns(year(seed, planted=2.0), NEIGHBOURS)} for seed in range(40)]
    assert sum(bool(codes & set(CORNER)) for codes in found) >= 32
    assert np.mean([len(codes - set(CORNER)) for codes in found]) <= 0.5


def test_several_indicators_share_one_family_of_false_findings() -> None:
    alone = {one.area_code: one for one in local_patterns(year(3, planted=3.0), NEIGHBOURS)}
    noise = [one for n in range(5) for one in year(50 + n, indicator=f"noise_{n}")]
    together = {
        one.area_code: one
        for one in local_patterns([*year(3, planted=3.0), *noise], NEIGHBOURS)
        if one.indicator == "burglaries"
    }
    assert set(together) <= set(alone)
    assert all(together[code].q >= 0.99 * alone[code].q for code in together)


def test_the_order_of_the_rows_changes_no_digit() -> None:
    rows = year(3, planted=3.0)
    shuffled = [rows[at] for at in np.random.default_rng(0).permutation(len(rows))]
    assert local_patterns(rows, NEIGHBOURS) == local_patterns(shuffled, NEIGHBOURS)


def test_what_is_hidden_or_may_have_no_verdict_takes_no_part() -> None:
    rows = year(3, planted=3.0)
    effort = [one._replace(verdict="") for one in rows]
    hidden = [one._replace(count=None) if one.area_code in CORNER else one for one in rows]
    assert local_patterns(effort, NEIGHBOURS) == []
    assert {one.area_code for one in local_patterns(hidden, NEIGHBOURS)}.isdisjoint(CORNER)


def test_with_too_little_nothing_is_said() -> None:
    assert local_patterns(year(3, planted=3.0)[:9], NEIGHBOURS) == []
    assert local_patterns(year(3, cases=8), NEIGHBOURS) == []
    assert local_patterns([], NEIGHBOURS) == []


def test_areas_without_a_border_in_common_have_no_pattern() -> None:
    assert local_patterns(year(3, planted=3.0), {}) == []

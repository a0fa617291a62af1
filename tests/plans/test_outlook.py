"""Is a goal on its way: said only when the whole interval lies at one side, and never of what proves nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.figures.definitions import definitions
from wens.figures.rows import FigureRow
from wens.plans.models import Milestone, Stage, Target
from wens.plans.outlook import Verdict, judge
from wens.plans.progress import progress_of, state_words

BURGLARIES = definitions().indicators["burglaries_per_1000_dwellings"]
TODAY = dt.date(2026, 11, 22)


def figure(period: str, value: float | None, low: float | None = None, high: float | None = None) -> FigureRow:
    """A yearly figure of an area."""
    nothing = dict.fromkeys(FigureRow._fields)
    return FigureRow(**{**nothing, "period": period, "value": value, "low": low, "high": high})


def target(value: float = 5.0) -> Target:
    """To 5 in 2026, from 2022: so the line is at 7.5 in 2024 for who began at 10."""
    return Target(number=1, baseline_period="2022", value=value, due_on=dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (figure("2024", 6, 5, 7), Verdict.ON_COURSE),
        (figure("2024", 7, 6, 8), Verdict.CANNOT_SAY),
        (figure("2024", 9, 8, 10), Verdict.OFF_COURSE),
        (figure("2024", 6), Verdict.CANNOT_SAY),
        (figure("2024", None), Verdict.CANNOT_SAY),
    ],
)
def test_a_verdict_compares_the_interval_with_the_line_to_the_target(now, verdict):
    found = judge(BURGLARIES, target(), [figure("2022", 10, 8, 12), now])
    assert found.verdict == verdict
    assert found.reason


def test_without_target_baseline_or_newer_figure_nothing_is_said():
    rows = [figure("2022", 10, 8, 12)]
    for of, known in ((None, rows), (target(), [figure("2024", 1, 0, 2)]), (target(), rows), (target(), [])):
        assert judge(BURGLARIES, of, known).verdict == Verdict.CANNOT_SAY


@pytest.mark.parametrize("report_type", ["model", "haal", "mix"])
def test_estimates_and_what_police_go_and_find_prove_nothing(report_type):
    of = BURGLARIES.model_copy(update={"report_type": report_type})
    rows = [figure("2022", 10, 8, 12), figure("2024", 1, 0, 2)]
    assert judge(BURGLARIES, target(), rows).verdict == Verdict.ON_COURSE
    assert judge(of, target(), rows).verdict == Verdict.CANNOT_SAY


VALUES = st.floats(0, 100, allow_nan=False)


@given(begin=VALUES, aim=VALUES, bounds=st.tuples(VALUES, VALUES), year=st.integers(2023, 2030))
def test_a_verdict_is_given_only_when_the_whole_interval_lies_at_one_side_of_the_line(begin, aim, bounds, year):
    low, high = sorted(bounds)
    line = begin + (aim - begin) * min(1, (year - 2022) / 4)
    verdict = judge(BURGLARIES, target(aim), [figure("2022", begin), figure(str(year), low, low, high)]).verdict
    good, bad = (high <= line, low > line) if aim < begin else (low >= line, high < line)
    assert verdict == (Verdict.ON_COURSE if good else Verdict.OFF_COURSE if bad else Verdict.CANNOT_SAY)


@given(days=st.lists(st.tuples(st.integers(-50, 50), st.booleans(), st.booleans()), max_size=8))
def test_progress_counts_each_step_once_and_only_what_was_agreed_is_late(days):
    now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    steps = [
        Milestone(title=str(at), due_on=TODAY + dt.timedelta(days=day), done_at=now if done else None,
                  dropped_at=now if dropped else None)
        for at, (day, done, dropped) in enumerate(days)
    ]  # fmt: skip
    for stage in Stage:
        found = progress_of(steps, stage, today=TODAY)
        counted = [one for one in steps if one.dropped_at is None]
        left = [one.due_on for one in counted if one.done_at is None]
        assert (found.steps, found.done) == (len(counted), len(counted) - len(left))
        is_late = stage in (Stage.AGREED, Stage.STUCK) and bool(left) and min(left) < TODAY
        assert found.late_since == (min(left) if is_late else None)
        assert found.words
        assert state_words(stage, found)

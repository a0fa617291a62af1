"""Gather from the facts what the detectors look at: weekly series per indicator and level, or why there are none."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from wens.facts import squares, store, weeks
from wens.facts.engine import engine
from wens.figures.definitions import Indicator, definitions
from wens.intake.queries import slices_in_force, snapshots
from wens.signalling.detecting.delay import JUDGED_FROM, completeness, known_share
from wens.signalling.detecting.series import Floats, Series
from wens.signalling.placing import Places

BROUGHT = frozenset({"breng", "melding"})
"""What people bring to the police, the fire brigade or the gemeente; what is gone and found (haal) says who looked."""
LEFT_OUT = frozenset({"anonymous_tips_count", "discrimination_reports_count"})
"""Their number follows campaigns and says nothing of a place."""
MOST_WEEKS = 6 * 52 + 4
FEWEST_WEEKS = 12
MOST_DELAYS = 27
WITHOUT_DELIVERIES = (0.0, 1.0)
"""Nobody knows how late reports come: the first week after its end is not judged."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Note:
    """How far an indicator can be looked at: its last week (Monday), the share known of it, or why there is none."""

    indicator: str
    week: dt.date | None = None
    share: float = 1.0
    why: str = ""


@dataclass(frozen=True)
class Gathered:
    """All series, each ending with the last week that can be judged, and a note per indicator."""

    series: list[Series]
    notes: list[Note]


@dataclass(frozen=True)
class _Counted:
    """What the engine counted: rows per area and week, last days per delivery, per square, per delivery and week."""

    rows: list[Row]
    last: list[Row]
    squares: list[Row]
    late: Mapping[tuple[str, ...], list[Row]]
    delivered_on: Mapping[int, dt.date]


def watched() -> dict[str, Indicator]:
    """Return the indicators that may raise a signal: brought by people, about a place, counted."""
    return {
        key: one for key, one in definitions().indicators.items()
        if one.report_type in BROUGHT and one.tested and not (one.about_persons or one.sensitive)
        and key not in LEFT_OUT
    }  # fmt: skip


def gather(gemeente: str, *, until: dt.date) -> Gathered:
    """Return the series as they are known now, up to the last whole week before `until`. Inside `acting`.

    Raises FileNotFoundError when facts are gone, and the engine's own error when it cannot be reached.
    """
    slices = slices_in_force(gemeente)
    chosen = {key: of for key, one in watched().items() if (of := _alternative(one, slices))}
    counted = _count(gemeente, slices, chosen)
    places = Places.of_now()
    found, notes = [], []
    for key, measures in sorted(chosen.items()):
        made, note = _of_indicator(watched()[key], measures, slices, counted, places, until)
        found += made
        notes.append(note)
    return Gathered(found, notes)


def _alternative(one: Indicator, slices: pa.Table) -> tuple[str, ...]:
    """The best way to count it of which days were delivered."""
    daily = {row["measure"] for row in slices.to_pylist() if row["grain"] == "day"}
    return next((tuple(sorted(group)) for group in one.alternatives() if set(group) <= daily), ())


def _count(gemeente: str, slices: pa.Table, chosen: Mapping[str, tuple[str, ...]]) -> _Counted:
    measures = {measure for group in chosen.values() for measure in group}
    if not measures:
        return _Counted([], [], [], {}, {})
    came = {
        one.pk: one.released_on or one.loaded_at.date()
        for one in snapshots() if one.rolled_back_at is None and store.path_of(gemeente, one.pk).exists()
    }  # fmt: skip
    with engine() as con:
        facts = store.facts_table(con, gemeente, slices)
        everything = weeks.delivered(con, gemeente, came)
        late = {
            group: con.to_pyarrow(weeks.weekly_by_delivery(everything, group)).to_pylist()
            for group in sorted(set(chosen.values()))
        }
        return _Counted(
            con.to_pyarrow(weeks.weekly(facts, measures)).to_pylist(),
            con.to_pyarrow(weeks.last_days(everything)).to_pylist(),
            squares.rows_of(con, squares.weekly(squares.squares_table(con, gemeente, slices), measures)), late, came,
        )  # fmt: skip


def _of_indicator(
    one: Indicator, measures: tuple[str, ...], slices: pa.Table, counted: _Counted, places: Places, until: dt.date
) -> tuple[list[Series], Note]:
    rows = [row for row in counted.rows if row["measure"] in measures]
    last, came = _known_until(measures, counted)
    end = min(last, until - dt.timedelta(days=1))
    final = monday_of(end + dt.timedelta(days=1)) - dt.timedelta(weeks=1)
    first = max(_covered_from(slices, measures), final - dt.timedelta(weeks=MOST_WEEKS - 1))
    share = completeness(_share(counted.late[measures], counted.delivered_on), MOST_DELAYS, _age(final, came))
    while len(share) and share[-1] < JUDGED_FROM:
        share, final = share[:-1], final - dt.timedelta(weeks=1)
    number = (final - first).days // 7 + 1
    if number < FEWEST_WEEKS:
        return [], Note(one.key, why="too_short")
    known = np.ones(number)
    known[-min(len(share), number) :] = share[-number:]
    changed = max(0, (_last_break(one) - first).days // 7 + 1)
    tables = places.tables([row for row in rows if first <= row["week"] <= final], first, number)
    small = [row for row in counted.squares if row["measure"] in measures and first <= row["week"] <= final]
    tables += places.of_squares(small, first, number)
    made = [
        Series(one.key, level, codes, first, counts, known, min(changed, number - 1), xy)
        for level, codes, counts, xy in tables
    ]  # fmt: skip
    return made, Note(one.key, final, round(float(known[-1]), 3))


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of the week of a day."""
    return day - dt.timedelta(days=day.weekday())


def _known_until(measures: Sequence[str], counted: _Counted) -> tuple[dt.date, dt.date]:
    """Return the last day with a case, and the day on which it was delivered: what came after is not known."""
    ends = [(row["last"], counted.delivered_on[row["snapshot"]]) for row in counted.last if row["measure"] in measures]
    return max(ends, default=(dt.date.min + dt.timedelta(weeks=4), dt.date.min))


def _age(final: dt.date, came: dt.date) -> int:
    """How many whole weeks after the end of the last week the delivery came."""
    return max(0, (came - final - dt.timedelta(weeks=1)).days // 7)


def _share(rows: Sequence[Row], delivered_on: Mapping[int, dt.date]) -> Floats:
    """Return the known share by delay, from the triangle of all deliveries; see `known_share`."""
    weeks_seen = sorted({row["week"] for row in rows})
    if len({row["snapshot"] for row in rows}) < 2:
        return np.array(WITHOUT_DELIVERIES)
    triangle = np.full((len(weeks_seen), MOST_DELAYS), np.nan)
    for row in sorted(rows, key=lambda row: row["snapshot"]):
        delay = _age(row["week"], delivered_on[row["snapshot"]])
        if delay < MOST_DELAYS:
            triangle[weeks_seen.index(row["week"]), delay] = row["cases"]
    told = np.isfinite(triangle[:, :-1]) & np.isfinite(triangle[:, 1:])
    return known_share(triangle) if told.any() else np.array(WITHOUT_DELIVERIES)


def _covered_from(slices: pa.Table, measures: Sequence[str]) -> dt.date:
    """Return the first Monday from which on every month was delivered: a month that is missing is not zero."""
    months = [
        {row["start"] for row in slices.to_pylist() if row["measure"] == measure and row["grain"] == "day"}
        for measure in measures
    ]  # fmt: skip
    both = sorted(set.intersection(*months), reverse=True)
    begin = next(_runs(both))[-1]
    return monday_of(begin + dt.timedelta(days=6))


def _runs(months: Sequence[dt.date]) -> Iterator[list[dt.date]]:
    """Yield stretches of months without a gap, the newest first; months come newest first."""
    run = [months[0]]
    for month in months[1:]:
        if (run[-1] - dt.timedelta(days=1)).replace(day=1) != month:
            yield run
            run = []
        run.append(month)
    yield run


def _last_break(one: Indicator) -> dt.date:
    """Return the day from which on it is counted as now."""
    days = [_first_day(each.period) for each in one.series_breaks]
    return max(days, default=dt.date.min + dt.timedelta(weeks=4))


def _first_day(period: str) -> dt.date:
    year, _, part = period.partition("-")
    month = 3 * int(part[1]) - 2 if part.startswith("Q") else int(part or 1)
    return dt.date(int(year), month, 1)

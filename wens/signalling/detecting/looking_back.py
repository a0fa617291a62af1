"""Looking back: what the detectors would have said in past weeks, and whether that was worth people's time.

Nobody kept what was really going on, so a signal is held against what came next: in the four weeks after it, were there
clearly more cases than usual in that place? The same is asked of what people do without a detector: go where it was
busiest in the same weeks a year ago (Chainey, Tompson, Uhlig, Security Journal 21 (2008) 4), and of any place at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

import numpy as np

from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.budget import WEEKS_A_YEAR, Budget
from wens.signalling.detecting.choosing import choose
from wens.signalling.detecting.looking import look
from wens.signalling.detecting.series import Floats, Series
from wens.signalling.detecting.spatial import usual_ratios_until

AFTER_WEEKS = 4
GOES_ON_WEEKS = 4
YEAR = 52


@dataclass(frozen=True)
class Held:
    """Places held against what came next: how many, in how many of them it clearly went on, cases and usual number."""

    number: int = 0
    went_on: int = 0
    cases: int = 0
    usual: float = 0.0

    @property
    def share(self) -> float | None:
        """Return in which share of the places it went on; None without places."""
        return self.went_on / self.number if self.number else None


@dataclass(frozen=True)
class LookedBack:
    """What looking back over `weeks` weeks gave for one indicator; the gemeente as a whole is not among the places.

    by_chance: how many alarms a year the looks could take without any outbreak. delay_weeks: from the first week of a
    cluster to the signal, the median. signals, last_year, anywhere: see the module.
    """

    indicator: str
    weeks: int
    alarms: int
    by_chance: float
    delay_weeks: float | None
    detectors: dict[str, int] = field(default_factory=dict)
    signals: Held = Held()
    last_year: Held = Held()
    anywhere: Held = Held()

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return asdict(self)


def look_back(
    all_series: Sequence[Series], budget: Budget, *, weeks: int = YEAR, advance: Callable[[int], None] | None = None
) -> list[LookedBack]:
    """Return per indicator what looking in each of the last `weeks` weeks would have given; the end is left four weeks.

    Each week is looked at with the budget and with the weeks before it only; late reports are in, because what was
    known then was not kept for all of them. Weeks for which a series has no past of a year are left out.
    """
    chosen = [one for one in all_series if one.weeks - one.first > YEAR + AFTER_WEEKS + 1]
    past = {(one.indicator, one.level): usual_ratios_until(one) for one in chosen}
    found: list[Alarm] = []
    judged, chance = dict.fromkeys((one.indicator for one in chosen), 0), dict.fromkeys(past, 0.0)
    for back in range(weeks + AFTER_WEEKS, AFTER_WEEKS, -1):
        then = [one.until(one.weeks - back) for one in chosen if one.weeks - back - one.first > YEAR]
        looks = sum(choose(one).looks for one in then)
        for one in then:
            chance[one.indicator, one.level] += choose(one).looks * budget.alpha(looks)
        for indicator in {one.indicator for one in then}:
            judged[indicator] += 1
        usual = {(one.indicator, one.level): past[one.indicator, one.level][: one.weeks] for one in then}
        found += look(then, budget, past=_without_nan(usual))
        if advance:
            advance(1)
    return [_of_indicator(key, [one for one in chosen if one.indicator == key], found, judged[key], chance)
            for key in judged if judged[key]]  # fmt: skip


def _without_nan(usual: dict[tuple[str, str], Floats]) -> dict[tuple[str, str], Floats]:
    return {key: kept[~np.isnan(kept)][-2 * YEAR :] for key, values in usual.items() for kept in [values[:-1]]}


def _of_indicator(
    key: str,
    mine: Sequence[Series],
    found: Sequence[Alarm],
    weeks: int,
    chance: dict[tuple[str, str], float],
) -> LookedBack:
    alarms = [alarm for alarm in found if alarm.indicator == key]
    signals = first_of_each(alarms)
    detectors = {str(name): sum(one.detector == name for one in signals) for name in {one.detector for one in signals}}
    by_level = {one.level: one for one in mine}
    below = [one for one in signals if one.level != "gemeente"]
    held = [_held(by_level[one.level], one.last_week, _rows(by_level[one.level], one)) for one in below]
    before = [
        _held(of, one.last_week, _busiest_last_year(of, one.last_week, len(one.codes)))
        for one in below for of in [by_level[one.level]]
    ]  # fmt: skip
    return LookedBack(
        key, weeks, len(alarms),
        by_chance=sum(value for (indicator, _), value in chance.items() if indicator == key) / weeks * WEEKS_A_YEAR,
        delay_weeks=median(one.last_week - one.first_week + 1 for one in signals) if signals else None,
        detectors=dict(sorted(detectors.items())), signals=_together(held), last_year=_together(before),
        anywhere=_together([_anywhere(of, weeks) for of in mine if of.level in ("postcode4", "buurt")]),
    )  # fmt: skip


def first_of_each(alarms: Sequence[Alarm]) -> list[Alarm]:
    """Return the alarms that begin a signal: who shares a place with one of the last weeks goes on with it."""
    signals: list[Alarm] = []
    going: list[tuple[Alarm, int]] = []
    for one in sorted(alarms, key=lambda alarm: alarm.last_week):
        going = [(first, seen) for first, seen in going if one.last_week - seen <= GOES_ON_WEEKS]
        at = next((at for at, (first, _) in enumerate(going) if _same_place(first, one)), None)
        if at is None:
            signals.append(one)
            going.append((one, one.last_week))
        else:
            going[at] = (going[at][0], one.last_week)
    return signals


def _same_place(one: Alarm, other: Alarm) -> bool:
    same = (one.indicator, one.level) == (other.indicator, other.level)
    return same and not set(one.codes).isdisjoint(other.codes)


def _rows(series: Series, alarm: Alarm) -> list[int]:
    return [series.codes.index(code) for code in alarm.codes]


def _busiest_last_year(series: Series, week: int, number: int) -> list[int]:
    """The areas with most cases in the same weeks a year ago, as many as the signal has."""
    begin = max(week + 1 - YEAR, 0)
    then = series.counts[:, begin : begin + AFTER_WEEKS].sum(axis=1)
    return [int(row) for row in np.argsort(-then, kind="stable")[:number]]


def _held(series: Series, week: int, rows: Sequence[int]) -> Held:
    """Hold places against the four weeks after a week: usual is their share of the last year, of all cases then."""
    before = series.counts[:, max(week + 1 - YEAR - AFTER_WEEKS, 0) : week + 1 - AFTER_WEEKS]
    after = series.counts[:, week + 1 : week + 1 + AFTER_WEEKS]
    usual = float(before[rows].sum() / max(before.sum(), 1) * after.sum())
    cases = int(after[rows].sum())
    return Held(1, int(went_on(cases, usual)), cases, usual)


def _anywhere(series: Series, weeks: int) -> Held:
    last = series.weeks - 1 - AFTER_WEEKS
    every = range(max(last - weeks + 1, YEAR), last + 1, AFTER_WEEKS)
    return _together([_held(series, week, [row]) for week in every for row in range(len(series.codes))])


def went_on(cases: int, usual: float) -> bool:
    """Tell whether there are clearly more cases than usual: at least two, and a standard deviation above.

    >>> went_on(3, 1.0), went_on(2, 1.0), went_on(1, 0.1)
    (True, False, False)
    """
    return cases >= 2 and cases > usual + float(np.sqrt(usual))


def _together(held: Sequence[Held]) -> Held:
    return Held(
        sum(one.number for one in held), sum(one.went_on for one in held), sum(one.cases for one in held),
        round(sum(one.usual for one in held), 3),
    )  # fmt: skip

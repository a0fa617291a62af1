"""One week of looking: all series, each with its detectors, within the budget; in several processes where it pays."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.budget import Budget
from wens.signalling.detecting.choosing import choose
from wens.signalling.detecting.series import Floats, Series
from wens.signalling.detecting.spatial import cluster_alarms
from wens.signalling.detecting.temporal import season_alarms, short_alarms

SERIES_AT_ONCE = 500


@dataclass(frozen=True)
class Task:
    """A group of areas of one series to look at; it goes to another process whole."""

    series: Series
    areas: range
    budget: Budget
    looks: int
    past: Floats | None


def look(
    all_series: Sequence[Series],
    budget: Budget,
    *,
    executor: Executor | None = None,
    past: Mapping[tuple[str, str], Floats] | None = None,
) -> list[Alarm]:
    """Return the alarms about the last week of each series, the rarest first, one per place and indicator.

    executor: processes that share the work, a group of at most 500 areas each; without one it is done here. The same
    series give the same alarms, however the work is shared. past: `usual_ratios` by indicator and level, for who looks
    at many weeks in a row.
    """
    looks = sum(choose(one).looks for one in all_series)
    usual = past or {}
    tasks = [
        Task(one, areas, budget, looks, usual.get((one.indicator, one.level)))
        for one in all_series for areas in _groups(one)
    ]  # fmt: skip
    done = executor.map(_look, tasks) if executor else map(_look, tasks)
    return merged(alarm for alarms in done for alarm in alarms)


def merged(alarms: Iterator[Alarm] | Sequence[Alarm]) -> list[Alarm]:
    """Keep the rarest of the alarms of one indicator and level that share an area: it is one thing to look at.

    Another level stays apart: the gemeente as a whole is another question than one buurt of it.
    """
    kept: list[Alarm] = []
    for one in sorted(alarms, key=lambda alarm: (alarm.rarity, alarm.indicator, alarm.level, alarm.codes)):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return kept


def without_echoes(alarms: Sequence[Alarm], inside: Callable[[Alarm], set[str]]) -> list[Alarm]:
    """Leave out alarms about a larger area of which another one explains at least half of the rise: it is one thing.

    inside: the smallest areas that an alarm is about. The weeks may differ: a cluster of three weeks explains the last.
    """
    within = [inside(one) for one in alarms]

    def echoes(at: int) -> bool:
        one = alarms[at]
        return any(
            other.indicator == one.indicator and within[place] < within[at]
            and other.observed - other.expected >= (one.observed - one.expected) / 2
            for place, other in enumerate(alarms)
        )  # fmt: skip

    return [one for at, one in enumerate(alarms) if not echoes(at)]


def _same(one: Alarm, other: Alarm) -> bool:
    about = (one.indicator, one.level) == (other.indicator, other.level)
    return about and not set(one.codes).isdisjoint(other.codes)


def _groups(one: Series) -> list[range]:
    """Share the areas of a series; the scan, which needs them all, goes with the first group."""
    areas = len(one.codes)
    return [range(begin, min(begin + SERIES_AT_ONCE, areas)) for begin in range(0, areas, SERIES_AT_ONCE)]


def _look(task: Task) -> list[Alarm]:
    series, areas = task.series, task.areas
    chosen, alpha = choose(series), task.budget.alpha(task.looks)
    seasonal, short = (rows[(rows >= areas.start) & (rows < areas.stop)] for rows in (chosen.farrington, chosen.ears))
    found = [*season_alarms(series, seasonal, alpha), *short_alarms(series, short, alpha)]
    if chosen.scanned and areas.start == 0:
        together = task.budget.alpha_together(task.looks, chosen.scanned)
        found += cluster_alarms(series, together, seed=seed_of(series), past=task.past)
    return found


def seed_of(series: Series) -> int:
    """Return the seed of a scan: the same for the same week, so that a rerun gives the same answer."""
    return zlib.crc32(f"{series.indicator} {series.level} {series.monday(series.weeks - 1)}".encode())

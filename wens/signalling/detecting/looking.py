"""One week of looking: all series, each with its detectors, within the budget; in several processes where it pays."""

import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.budget import Budget
from wens.signalling.detecting.choosing import choose
from wens.signalling.detecting.series import Series
from wens.signalling.detecting.spatial import cluster_alarms
from wens.signalling.detecting.temporal import season_alarms, short_alarms

SERIES_AT_ONCE = 500


def look(all_series: Sequence[Series], budget: Budget, *, executor: Executor | None = None) -> list[Alarm]:
    """Return the alarms about the last week of each series, the rarest first, one per place and indicator.

    executor: processes that share the work, a group of at most 500 areas each; without one it is done here. The same
    series give the same alarms, however the work is shared.
    """
    looks = sum(choose(one).looks for one in all_series)
    tasks = [(group, budget, looks) for one in all_series for group in _groups(one)]
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


def _same(one: Alarm, other: Alarm) -> bool:
    about = (one.indicator, one.level) == (other.indicator, other.level)
    return about and not set(one.codes).isdisjoint(other.codes)


def _groups(one: Series) -> Iterator[tuple[Series, range]]:
    """Share the areas of a series; the scan, which needs them all, goes with the first group."""
    for begin in range(0, max(len(one.codes), 1), SERIES_AT_ONCE):
        yield one, range(begin, min(begin + SERIES_AT_ONCE, len(one.codes)))


def _look(task: tuple[tuple[Series, range], Budget, int]) -> list[Alarm]:
    (series, areas), budget, looks = task
    chosen, alpha = choose(series), budget.alpha(looks)
    seasonal, short = (rows[(rows >= areas.start) & (rows < areas.stop)] for rows in (chosen.farrington, chosen.ears))
    found = [*season_alarms(series, seasonal, alpha), *short_alarms(series, short, alpha)]
    if chosen.scanned and areas.start == 0:
        together = budget.alpha_together(looks, chosen.scanned)
        found += cluster_alarms(series, together, seed=seed_of(series))
    return found


def seed_of(series: Series) -> int:
    """Return the seed of a scan: the same for the same week, so that a rerun gives the same answer."""
    return zlib.crc32(f"{series.indicator} {series.level} {series.monday(series.weeks - 1)}".encode())

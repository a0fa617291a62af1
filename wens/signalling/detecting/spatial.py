"""Where and when, over all areas together: the scan for what is too sparse to judge area by area."""

import numpy as np
from numpy.typing import NDArray

from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.choosing import SCAN_WEEKS, YEAR, Detector, scannable
from wens.signalling.detecting.delay import JUDGED_FROM
from wens.signalling.detecting.series import SQUARE, Floats, Integers, Series
from wens.signalling.detecting.temporal import FEWEST_CASES
from wens.stats.scan import Cluster, space_time_permutation

LONGEST_WEEKS = 4
LARGEST_SHARE = 0.5
SQUARES_WITHIN_M = 500.0
"""Farther from the middle is no street level any more: the scan of the buurten looks there. It bounds memory too."""
REPLICATIONS = 999
STOP_AFTER = 50
"""So many worlds as likely settle it: p is above 0.05, more than any budget allows."""
USUAL_WEEKS = 2 * YEAR
EULER = 0.5772156649015329


def cluster_alarms(
    series: Series, alpha: float, *, seed: int, past: Floats | None = None, replications: int = REPLICATIONS
) -> list[Alarm]:
    """Return the clusters of at most four weeks that go on in the last week, in the last year of the series.

    Space-time permutation: a busy place, a busy week of the whole gemeente, a holiday and a delay in reporting (the
    same everywhere) are no cluster, so none of them needs a model. Circles hold at most half of the cases.

    Its worlds let cases fall independently, but burglaries come in twos and threes: by its p alone, counts without an
    outbreak whose variance is 1.5 times their mean gave seven times as many alarms as were allowed. So the cluster must
    also be rare among those of the last two years of this very series: p is the larger of the two. past:
    `usual_ratios(series)` when it is known already.
    """
    begin, rows, cases = _last_year(series)
    if not len(rows) or float(series.completeness[-1]) < JUDGED_FROM or not cases[:, -1].any():
        return []
    found = _scan(series, rows, cases, replications=replications, seed=seed)
    if not found or found[0].p > alpha:
        return []
    usual = usual_ratios(series) if past is None else past
    rare = [(one, max(one.p, chance_among(usual, one.log_likelihood_ratio))) for one in found]
    return [
        Alarm(
            Detector.SCAN, series.indicator, series.level, tuple(series.codes[int(rows[at])] for at in one.members),
            begin + int(one.start or 0), begin + int(one.end or 0), one.cases, usual_in(cases, one), p, alpha,
        )
        for one, p in rare if p <= alpha
    ]  # fmt: skip


def usual_in(cases: Integers, cluster: Cluster) -> float:
    """Return how many cases a cluster would have if its weeks were as the other weeks of its place.

    cases: (places, weeks). The scan's own expected number has the cluster itself among what is usual, which hides a
    part of the rise; this is the number that a reader can count in the table of weeks.
    """
    length = int(cluster.end or 0) - int(cluster.start or 0) + 1
    other = cases.shape[1] - length
    return float(cases[list(cluster.members)].sum() - cluster.cases) / other * length if other else cluster.expected


def usual_ratios(series: Series) -> Floats:
    """Return the log likelihood ratio of the most likely cluster at each of the last 104 weeks before this one.

    0 in a week without a case; weeks with less than half a year before them are left out.
    """
    before = usual_ratios_until(series, since=series.weeks - 1 - USUAL_WEEKS)[:-1]
    return before[~np.isnan(before)]


def usual_ratios_until(series: Series, *, since: int = 0) -> Floats:
    """Return (weeks,) the log likelihood ratio of the most likely cluster; NaN before `since` or without a past."""
    found = np.full(series.weeks, np.nan)
    for week in range(max(series.first + SCAN_WEEKS, since), series.weeks):
        found[week] = _ratio(series.until(week))
    return found


def chance_among(usual: Floats, ratio: float) -> float:
    """Return the chance of a week with this log likelihood ratio or more, by the Gumbel law of the usual ones.

    Location and scale by moments; 0 (no objection) with less than half a year of weeks. Source: Gumbel for the largest
    of a scan: Abrams, Kulldorff, Kleinman, International Journal of Health Geographics 9 (2010) 61.
    """
    if len(usual) < SCAN_WEEKS:
        return 0.0
    scale = max(float(usual.std(ddof=1)) * np.sqrt(6) / np.pi, 1e-9)
    location = float(usual.mean()) - EULER * scale
    return float(-np.expm1(-np.exp(-(ratio - location) / scale)))


def _ratio(series: Series) -> float:
    _begin, rows, cases = _last_year(series)
    found = _scan(series, rows, cases, replications=0, seed=1) if len(rows) and cases[:, -1].any() else []
    return found[0].log_likelihood_ratio if found else 0.0


def _last_year(series: Series) -> tuple[int, NDArray[np.int64], Integers]:
    """Return the first week of the last year, the rows that are scanned and their cases.

    Of squares only those with a case: there are many, and an empty one among neighbours a street away changes little.
    """
    begin, rows = max(series.first, series.weeks - YEAR), scannable(series)
    cases = series.counts[rows, begin:]
    if series.level == SQUARE:
        some = cases.any(axis=1)
        rows, cases = rows[some], cases[some]
    return begin, rows, cases


def _scan(series: Series, rows: NDArray[np.int64], cases: Integers, *, replications: int, seed: int) -> list[Cluster]:
    at, when = np.nonzero(cases)
    repeat = cases[at, when]
    places = np.empty((0, 2)) if series.places is None else series.places[rows]
    return space_time_permutation(
        at.repeat(repeat), when.repeat(repeat), places, prospective=True, max_duration=LONGEST_WEEKS,
        max_population=LARGEST_SHARE, period=(0, cases.shape[1] - 1), replications=replications, seed=seed,
        min_cases=FEWEST_CASES, stop_after=STOP_AFTER, max_radius=SQUARES_WITHIN_M if series.level == SQUARE else None,
    )  # fmt: skip

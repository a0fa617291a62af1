"""Where and when, over all areas together: the scan for what is too sparse to judge area by area."""

import numpy as np

from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.choosing import YEAR, Detector, scannable
from wens.signalling.detecting.delay import JUDGED_FROM
from wens.signalling.detecting.series import Series
from wens.signalling.detecting.temporal import FEWEST_CASES
from wens.stats.scan import space_time_permutation

LONGEST_WEEKS = 4
LARGEST_SHARE = 0.2
REPLICATIONS = 999


def cluster_alarms(series: Series, alpha: float, *, seed: int, replications: int = REPLICATIONS) -> list[Alarm]:
    """Return the clusters of at most four weeks that go on in the last week, in the last year of the series.

    Space-time permutation: a busy place, a busy week of the whole gemeente, a holiday and a delay in reporting (the
    same everywhere) are no cluster, so none of them needs a model. Circles hold at most a fifth of the cases. Only
    the most likely cluster has the chance that was promised; others are given when they too are rarer than alpha.
    """
    rows, share = scannable(series), float(series.completeness[-1])
    if not len(rows) or share < JUDGED_FROM or series.places is None:
        return []
    begin = max(series.first, series.weeks - YEAR)
    cases = series.counts[rows, begin:]
    if cases[:, -LONGEST_WEEKS:].sum() < FEWEST_CASES or not cases[:, -1].any():
        return []
    at, when = np.nonzero(cases)
    repeat = cases[at, when]
    found = space_time_permutation(
        at.repeat(repeat), when.repeat(repeat), series.places[rows], prospective=True, max_duration=LONGEST_WEEKS,
        max_population=LARGEST_SHARE, period=(0, cases.shape[1] - 1), replications=replications, seed=seed,
        min_cases=FEWEST_CASES,
    )  # fmt: skip
    return [
        Alarm(Detector.SCAN, series.indicator, series.level, tuple(series.codes[int(rows[one])] for one in cluster.members),
              begin + int(cluster.start or 0), begin + int(cluster.end or 0), cluster.cases, cluster.expected, cluster.p,
              alpha)
        for cluster in found if cluster.p <= alpha
    ]  # fmt: skip

"""What was public before stays known: the ledger of releases as bounds on today's numbers."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wens.figures.build.geography import Geography
from wens.figures.build.panel import Panel
from wens.stats.disclosure import Rules
from wens.stats.disclosure.model import CLOSE, window_of

Floats = NDArray[np.float64]

RELEASED = pa.schema(
    [("area_code", pa.string()), ("indicator", pa.string()), ("period", pa.string()), ("edition", pa.int64()),
     ("count", pa.float64())]
)  # fmt: skip
"""Counts that were public once, of any edition."""


class Released:
    """The ledger by indicator and period.

    Counts of one edition and indicator that are all multiples of the base were rounded to it; else they were exact.
    """

    def __init__(self, ledger: pa.Table, rules: Rules) -> None:
        self.rules = rules
        self._said: dict[tuple[str, str], list[tuple[str, float, bool]]] = {}
        rows = ledger.to_pylist()
        exact = {
            (row["indicator"], row["edition"])
            for row in rows
            if abs(row["count"] / rules.base - round(row["count"] / rules.base)) > CLOSE
        }
        for row in rows:
            said = row["area_code"], row["count"], (row["indicator"], row["edition"]) in exact
            self._said.setdefault((row["indicator"], row["period"]), []).append(said)

    def knows(self, panel: Panel) -> bool:
        """Whether any number of this panel was ever public."""
        return any((panel.indicator.key, label) in self._said for label in panel.periods.labels)

    def bounds(self, panel: Panel, geography: Geography) -> tuple[Floats, Floats]:
        """Return (low, high) of each count, (periods, areas), that follow from what was public before.

        Only what still holds is knowledge: a number that was revised past its rounding says nothing of today's.
        """
        low, high = np.zeros(panel.count.shape), np.full(panel.count.shape, np.inf)
        for row, area, count, exact in self._of(panel, geography.index):
            now = panel.count[row, area]
            one = np.array([count])
            window = window_of(one, 1 if exact else self.rules.base, whole=bool(now == round(now)))
            if window.low[0] - CLOSE <= now <= window.high[0] + CLOSE:
                low[row, area] = max(low[row, area], min(window.low[0], now))
                high[row, area] = min(high[row, area], max(window.high[0], now))
        return low, high

    def _of(self, panel: Panel, index: Mapping[str, int]) -> Iterator[tuple[int, int, float, bool]]:
        for row, label in enumerate(panel.periods.labels):
            for code, count, exact in self._said.get((panel.indicator.key, label), ()):
                area = index.get(code)
                if area is not None and not np.isnan(panel.count[row, area]):
                    yield row, area, count, exact

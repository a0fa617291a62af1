"""One alarm: which places, which weeks, how many against how many expected, and how rare that is."""

from dataclasses import dataclass

from wens.signalling.detecting.choosing import Detector


@dataclass(frozen=True)
class Alarm:
    """What a detector says of the last week of a series.

    codes: the areas, the centre first. first_week, last_week: numbers of weeks in the series. observed: cases in them
    as known now; expected: as many as would be known by now without an outbreak. p: the chance of as many without one,
    for the scan the most likely window anywhere. alpha: the share of the budget that it was held against.
    """

    detector: Detector
    indicator: str
    level: str
    codes: tuple[str, ...]
    first_week: int
    last_week: int
    observed: int
    expected: float
    p: float
    alpha: float

    @property
    def rarity(self) -> float:
        """Return how far p lies below what was allowed, to compare alarms of different detectors."""
        return self.p / self.alpha

"""Outbreak detection in series of counts: is this week a sudden rise, or ordinary?

`farrington` and `farrington_flexible` compare with the same season in past years, `ears` with the last days.
"""

from wens.stats.outbreak.ears import Ears, ears
from wens.stats.outbreak.farrington import Outbreaks, farrington, farrington_flexible

__all__ = ["Ears", "Outbreaks", "ears", "farrington", "farrington_flexible"]

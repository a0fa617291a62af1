"""Did an action work? Four designs, from two numbers before and after to years of months.

`weighted_displacement_difference` needs counts before and after, `difference_in_differences` a series of a place to
compare with, `interrupted_time_series` a long series of the place itself, `synthetic_control` series of many places.
"""

from wens.stats.effect.difference import Difference, difference_in_differences
from wens.stats.effect.displacement import Displacement, weighted_displacement_difference
from wens.stats.effect.interrupted import Interrupted, interrupted_time_series
from wens.stats.effect.synthetic import Synthetic, synthetic_control

__all__ = [
    "Difference",
    "Displacement",
    "Interrupted",
    "Synthetic",
    "difference_in_differences",
    "interrupted_time_series",
    "synthetic_control",
    "weighted_displacement_difference",
]

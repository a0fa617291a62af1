"""Scan statistics: where, and when, are there more cases than chance explains, without choosing windows beforehand?

`spatial_poisson` and `bernoulli` look for a place, `space_time_poisson` and `space_time_permutation` for a place and a
period. All of them look for high rates only, in circles (or ellipses), and say how likely the most likely window is in
worlds without clusters.
"""

from wens.stats.scan.cluster import Cluster
from wens.stats.scan.permutation import space_time_permutation
from wens.stats.scan.space_time import space_time_poisson
from wens.stats.scan.spatial import bernoulli, spatial_poisson

__all__ = ["Cluster", "bernoulli", "space_time_permutation", "space_time_poisson", "spatial_poisson"]

"""What a scan reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cluster:
    """A window with more cases than expected.

    centre and members: row numbers from 0, members in order of distance from the centre, the centre among them.
    cases, expected: inside the window, expected over all windows adding up to the number of cases. relative_risk:
    (cases / expected) / (the same outside); infinite when no case is outside. p: the chance that the most likely window
    of a world without clusters is as likely as this one; NaN without replications. start, end: first and last time
    step, both inside, None for a purely spatial scan. radius: from the centre to the farthest member, in the unit of
    the coordinates, metres for great circles; of an ellipse half its longer axis. shape: the longer axis over the
    shorter, 1 for a circle. angle: of the longer axis, degrees anticlockwise from the x axis, 0 to 180. statistic: what
    p is about and clusters are in order of: the ratio, for an ellipse times the penalty.
    """

    centre: int
    members: tuple[int, ...]
    cases: int
    expected: float
    relative_risk: float
    log_likelihood_ratio: float
    p: float
    start: int | None
    end: int | None
    radius: float
    shape: float = 1.0
    angle: float = 0.0
    statistic: float = float("nan")

"""The budget: how many false alarms a year a gemeente accepts, spread over all that is looked at each week.

Every series of an area in a week is one look; the scan of a level, which looks at all places at once, counts as many as
it has areas. Each look gets the same share: alpha = left of the budget / (52 × looks). By Boole's inequality the mean
number of false alarms a year is then at most the budget, however the looks depend on each other.
"""

from dataclasses import dataclass

WEEKS_A_YEAR = 52
LEAST_LEFT = 0.25
"""A budget that was spent leaves a quarter: signals become rare, but a large outbreak still gets through."""
LARGEST_CHANCE = 0.05
"""No test is asked less than this, however large the budget."""


@dataclass(frozen=True)
class Budget:
    """False alarms a year that the administrator accepts, and those that people judged so in the last 52 weeks."""

    a_year: float
    judged_false: int = 0

    def __post_init__(self) -> None:
        """Refuse a budget without room: who wants no signals switches the weekly run off."""
        if self.a_year <= 0 or self.judged_false < 0:
            raise ValueError("a budget is more than 0 false alarms a year, and no fewer than 0 were judged false")

    @property
    def left(self) -> float:
        """Return what may still be spent: more false alarms than planned make the threshold stricter."""
        return max(self.a_year - self.judged_false, LEAST_LEFT * self.a_year)

    def alpha(self, looks: int) -> float:
        """Return the chance of a false alarm that one look may take.

        >>> round(Budget(12).alpha(300), 6)
        0.000769
        """
        return min(self.left / (WEEKS_A_YEAR * max(looks, 1)), LARGEST_CHANCE)

    def alpha_together(self, looks: int, among: int) -> float:
        """Return what one test over `among` areas may take, of all `looks`."""
        return min(self.alpha(looks) * among, LARGEST_CHANCE)

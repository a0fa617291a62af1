"""One part of a table that hangs together: find moves away from the truth, and hide what stands in their way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from wens.stats.disclosure.model import CLOSE, Flags, Floats, Interval
from wens.stats.disclosure.solving import Programme

_DEARER = 0.1
"""What is hidden needlessly is shown again later: the search for whole numbers may end this close to the cheapest."""


@dataclass(frozen=True)
class Demand:
    """A primary cell has to be able to lie this far from the truth (`gap` below 0: that far under it)."""

    cell: int
    gap: float

    def met(self, move: Floats) -> bool:
        """Whether a move brings the cell as far."""
        return bool(move[self.cell] * np.sign(self.gap) >= abs(self.gap) - CLOSE)


class Part:
    """Cells as moves away from the truth: relations @ move = 0, low <= move <= high, and 0 is always possible.

    room: how far each cell can move as things stand; freed: how far once it is hidden. Both hold (n,) low and high.
    """

    def __init__(
        self, relations: sparse.csr_array, room: Interval, freed: Interval, cost: Floats, *, whole: bool
    ) -> None:
        self.relations, self.freed, self.cost, self.whole = relations, freed, cost, whole
        self.shown = room
        self.low, self.high = room.low.copy(), room.high.copy()
        self.hidden: Flags = np.zeros(len(cost), np.bool_)
        self.proof: dict[Demand, Floats] = {}
        self.cause: dict[int, Demand] = {}
        self.hideable = np.flatnonzero((freed.high > room.high + CLOSE) | (freed.low < room.low - CLOSE))
        own = relations[:, self.hideable]
        self.moves = Programme(relations)
        self.moves_past = Programme(sparse.hstack([relations, own, -own], "csr"))

    def protect(self, demands: Iterable[Demand]) -> dict[Demand, float]:
        """Hide until every demand is met; returns how far those can come that cannot be met, even with all hidden."""
        reached: dict[Demand, float] = {}
        pending = self._together(list(demands))
        while pending:
            first, *others = pending
            if self._hide_for(first, pending):
                pending = [one for one in pending if one not in self.proof]
                continue
            reached[first] = self._farthest(first)
            less = Demand(first.cell, reached[first])
            pending = [*others, less] if abs(less.gap) > CLOSE and less != first else others
        self._show_needless()
        return reached

    def _unproven(self, demands: Sequence[Demand]) -> bool:
        """Whether any of these cannot be proven with what is hidden now."""
        if demands and not self._alone(demands[0]):
            return True
        left = self._together([one for one in demands if one not in self.proof])
        return any(not self._alone(one) for one in left)

    def _together(self, demands: list[Demand]) -> list[Demand]:
        """Move all cells of a direction at once as far as that goes, until no more are proven; return the rest."""
        left = []
        for sign in (1, -1):
            same = [one for one in demands if one.gap * sign > 0]
            while same:
                move = self._farthest_move(same)
                if move is None or not self._keep(move, same):
                    break
                same = [one for one in same if one not in self.proof]
            left += same
        return left

    def _alone(self, one: Demand) -> bool:
        """Prove one demand with what is hidden now: any move that meets it will do."""
        low, high = self.low.copy(), self.high.copy()
        (low if one.gap > 0 else high)[one.cell] = one.gap
        move = self.moves.cheapest(np.zeros(len(low)), low, high, whole=self.whole)
        return move is not None and self._keep(move, [one]) > 0

    def _keep(self, move: Floats, demands: Sequence[Demand]) -> int:
        """Accept a move as proof, once it is checked in whole numbers; returns how many demands it proves."""
        if self.whole:
            move = np.round(move)
        fits = (move >= self.low - CLOSE).all() and (move <= self.high + CLOSE).all()
        if not fits or np.abs(self.relations @ move).max(initial=0) > CLOSE:
            return 0
        met = [one for one in demands if one.met(move)]
        self.proof.update(dict.fromkeys(met, move))
        return len(met)

    def _farthest_move(self, demands: Sequence[Demand]) -> Floats | None:
        """Move these cells (all in one direction) as far as demanded, together as far as possible."""
        cells, gaps = np.array([one.cell for one in demands]), np.array([one.gap for one in demands])
        gain, low, high = np.zeros(len(self.cost)), self.low.copy(), self.high.copy()
        gain[cells] = np.sign(gaps)
        high[cells] = np.where(gaps > 0, np.minimum(high[cells], gaps), high[cells])
        low[cells] = np.where(gaps < 0, np.maximum(low[cells], gaps), low[cells])
        return self.moves.cheapest(-gain, low, high)

    def _farthest(self, one: Demand) -> float:
        """How far a cell can come when all that may be hidden is hidden."""
        cost, low, high = np.zeros(len(self.cost)), self.freed.low.copy(), self.freed.high.copy()
        cost[one.cell] = -np.sign(one.gap)
        low[one.cell], high[one.cell] = max(low[one.cell], min(one.gap, 0)), min(high[one.cell], max(one.gap, 0))
        move = self.moves.cheapest(cost, low, high, whole=self.whole)
        return 0.0 if move is None else float(move[one.cell])

    def _hide_for(self, one: Demand, pending: Sequence[Demand]) -> bool:
        """Hide the cheapest cells, or none, with which the demand is met and proven; False when nothing helps."""
        for whole in (False, True)[: 1 + self.whole]:
            found = self._perturbed(one, whole=whole)
            if found is None:
                return False
            move, moved = found
            self._hide(moved)
            self.cause |= dict.fromkeys(np.flatnonzero(moved).tolist(), one)
            if self._keep(move, pending) and one in self.proof:
                return True
        return False

    def _perturbed(self, one: Demand, *, whole: bool) -> tuple[Floats, Flags] | None:
        """Return a move that meets the demand, and which shown cells go past what is shown of them, at the least cost.

        Variables are moves within, past above and past below. None when the demand cannot be met at all.
        """
        size, own = len(self.cost), self.hideable
        low, high = self.low.copy(), self.high.copy()
        (low if one.gap > 0 else high)[one.cell] = one.gap
        past = np.concatenate([_wider(self.freed.high[own], self.high[own]), self.low[own] - self.freed.low[own]])
        cost = np.concatenate([np.zeros(size), self.cost[own], self.cost[own]])
        found = self.moves_past.cheapest(
            cost, np.concatenate([low, np.zeros(len(past))]), np.concatenate([high, past]), whole=whole, dearer=_DEARER
        )
        if found is None:
            return None
        up, down = np.split(found[size:], 2)
        move, moved = found[:size].copy(), np.zeros(size, np.bool_)
        move[own] += up - down
        moved[own] = up + down > CLOSE
        return move, moved

    def _hide(self, cells: Flags) -> None:
        self.hidden |= cells
        self.low, self.high = np.where(cells, self.freed.low, self.low), np.where(cells, self.freed.high, self.high)

    def _show_needless(self) -> None:
        """Show again, the dearest first, what can be shown while every demand keeps a proof."""
        for cell in sorted(np.flatnonzero(self.hidden), key=lambda at: (-self.cost[at], at)):
            kept = self.low[cell], self.high[cell], self.proof
            self.low[cell], self.high[cell] = self.shown.low[cell], self.shown.high[cell]
            broken = [one for one, move in kept[2].items() if not self.low[cell] <= move[cell] <= self.high[cell]]
            gone = set(broken)
            self.proof = {one: move for one, move in kept[2].items() if one not in gone}
            cause = self.cause[int(cell)]
            broken.sort(key=lambda one: one != cause)  # what it was hidden for most likely needs it still
            if self._unproven(broken):
                self.low[cell], self.high[cell], self.proof = kept
            else:
                self.hidden[cell] = False


def _wider(high: Floats, than: Floats) -> Floats:
    """How much higher one bound is than another; nothing where both have no end."""
    return np.where(np.isfinite(than), high, 0) - np.where(np.isfinite(than), than, 0)

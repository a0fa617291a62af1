"""Decide what to hide: what is too small, and the cheapest other cells without which it could be worked out."""

import numpy as np

from wens.stats.disclosure.model import CLOSE, Flags, Interval, Pattern, Role, Rules, Table, bounds, rounded, whole
from wens.stats.disclosure.part import Demand, Part
from wens.stats.disclosure.solving import Ints, parts


def protect(table: Table, rules: Rules) -> Pattern:
    """Return what to hide and what to show of `table`, so that every primary cell keeps its protection interval.

    A cell is primary when it is under the threshold, or its group is too small to speak of. All that an attacker can
    use is taken along: every relation, rounding, that counts are whole and not negative, that what is shown is not
    under the threshold, and what was known before. That a cell is secondary must stay a secret. For each primary cell
    there are, checked in whole numbers, two sets of counts that fit everything published: one with the cell at the top
    of its interval, one at the bottom.

    Method: minimum-perturbation heuristic (Kelly, Golden & Assad 1992; Fischetti & Salazar 2001): a linear programme
    finds the cheapest published cells that would have to move for a primary cell to reach its bound; those are hidden.
    At the end every cell hidden that way is shown again when all intervals hold without it, so that none is needless
    (though another, cheaper set may exist: to find the cheapest is NP-hard). Alternatives: hypercube (over-suppresses
    with linked tables), modular/HiTaS (does not see overlapping hierarchies), noise (numbers that are nowhere true).
    """
    order = np.argsort(np.asarray(table.names), kind="stable")
    work = table.taken(order)
    primary, secondary = work.primary(rules), np.zeros(len(order), np.bool_)
    required, exposed = _required(work, rules)
    hideable = (work.role == Role.subject) & ~primary
    shown, freed = bounds(work, rules, hidden=primary), bounds(work, rules, hidden=primary | hideable)
    for cells, rows in parts(work.relations, freed.high > freed.low):
        if not primary[cells].any():
            continue
        part = Part(
            work.relations[rows][:, cells], _moves(shown, work, cells), _moves(freed, work, cells), work.cost[cells],
            whole=whole(work),
        )  # fmt: skip
        for demand, gap in part.protect(_demands(required, work, cells)).items():
            at = cells[demand.cell]
            (required.low if demand.gap < 0 else required.high)[at] = work.count[at] + gap
            exposed[at] = True
        secondary[cells] = part.hidden
    return _pattern(np.argsort(order), work, rules, secondary, required, exposed)


def _required(table: Table, rules: Rules) -> tuple[Interval, Flags]:
    """The protection intervals, and of which cells the rules would have asked for more had not so much been known."""
    primary = table.primary(rules)
    top = np.where(table.few, np.inf, rules.threshold - whole(table))
    low, high = np.maximum(table.count - rules.protection, 0), np.minimum(table.count + rules.protection, top)
    exposed = primary & ((table.low > low + CLOSE) | (table.high < high - CLOSE))
    low, high = np.maximum(low, table.low), np.minimum(high, table.high)
    return Interval(np.where(primary, low, np.nan), np.where(primary, high, np.nan)), exposed


def _moves(known: Interval, table: Table, cells: Ints) -> Interval:
    return Interval(known.low[cells] - table.count[cells], known.high[cells] - table.count[cells])


def _demands(required: Interval, table: Table, cells: Ints) -> list[Demand]:
    found = []
    for at, cell in enumerate(cells):
        for bound in (required.high[cell], required.low[cell]):
            gap = float(bound - table.count[cell])
            if abs(gap) > CLOSE:  # not when it is NaN: the cell is not primary
                found.append(Demand(at, gap))
    return found


def _pattern(back: Ints, table: Table, rules: Rules, secondary: Flags, required: Interval, exposed: Flags) -> Pattern:
    hidden = table.primary(rules) | secondary | (table.role == Role.closed) | (table.role == Role.rest)
    numbers = np.where(table.role == Role.open, table.count, rounded(table.count, rules.base))
    shown = np.where(hidden, np.nan, numbers)
    return Pattern(
        hidden[back], secondary[back], shown[back], Interval(required.low[back], required.high[back]), exposed[back]
    )

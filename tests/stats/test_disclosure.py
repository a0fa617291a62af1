"""What may be published: hidden cells keep their protection interval against everything an attacker can combine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from wens.stats.disclosure import Pattern, Published, Role, Rules, Table, audit, protect, protect_each, several
from wens.stats.disclosure.solving import Programme, cheapest

EXACT = Rules(base=1)


def linked(parts: NDArray[np.float64], *groupings: NDArray[np.int64], **more: object) -> Table:
    """Parts, and for every grouping (a group number per part) the totals of its groups."""
    members = np.array([group == one for group in groupings for one in np.unique(group)], float)
    counts = np.concatenate([parts, members @ parts])
    cost = np.concatenate([np.ones(len(parts)), np.full(len(members), 10.0)])
    relations = sparse.csr_array(np.hstack([-members, np.eye(len(members))]))
    return Table.of(counts, relations, cost=cost, **more)  # type: ignore[arg-type]


def wijk(*buurten: float) -> Table:
    return linked(np.array(buurten, float), np.zeros(len(buurten), np.int64))


def attacked(table: Table, rules: Rules, pattern: Pattern) -> list[tuple[float, float]]:
    """The bounds of each primary cell by plain linear programming, written without the code under test."""
    low, high = np.zeros(len(table.count)), np.full(len(table.count), np.inf)
    shown = ~np.isnan(pattern.shown)
    half = np.where(table.role == Role.open, 0, (rules.base - 1) / 2)
    low[shown], high[shown] = (pattern.shown - half)[shown], (pattern.shown + half)[shown]
    subject = table.role == Role.subject
    low[subject & shown] = np.maximum(low[subject & shown], rules.threshold)
    found = []
    for cell in np.flatnonzero(table.primary(rules)):
        goal = np.eye(len(low))[cell]
        relations = table.relations.toarray()
        given_ = {"A_eq": relations, "b_eq": relations @ table.count, "bounds": list(zip(low, high, strict=True))}
        most = linprog(-goal, **given_)
        found.append((linprog(goal, **given_).fun, np.inf if most.fun is None else -most.fun))
    return found


def test_one_small_number_among_published_ones_takes_others_along() -> None:
    pattern = protect(wijk(25, 16, 4), EXACT)
    assert pattern.hidden.tolist() == [False, True, True, False]
    assert pattern.secondary.tolist() == [False, True, False, False]


def test_the_attacker_of_an_unprotected_table_knows_the_hidden_number_exactly() -> None:
    table = wijk(25, 16, 4)
    nothing = np.zeros(4, np.bool_)
    unprotected = Published.of(table, EXACT, Pattern(nothing, nothing, table.count, None, nothing))  # type: ignore[arg-type]
    found = audit(unprotected)
    assert (found.low[2], found.high[2]) == (4, 4)


def test_numbers_that_are_rounded_protect_one_another() -> None:
    table = wijk(25, 16, 4)
    pattern = protect(table, Rules())
    assert not pattern.secondary.any()
    assert pattern.shown.tolist()[:2] == [25, 15]


def test_small_numbers_beside_a_small_total_are_not_given_away_by_it() -> None:
    """A total of 10 with a published 10 leaves nothing for the others: that they are nearly zero would be known."""
    pattern = protect(wijk(10, 1, 0), Rules())
    assert pattern.secondary.any()


def test_what_was_known_before_is_used_against_us() -> None:
    table = wijk(25, 25, 4)
    low, high = table.low.copy(), table.high.copy()
    low[0] = high[0] = 25
    earlier = Table(table.names, table.count, table.relations, table.role, table.cost, table.few, low, high)
    assert not protect(earlier, EXACT).secondary[0]
    assert protect(earlier, EXACT).secondary[1]


def test_what_is_known_already_cannot_be_protected_and_is_named() -> None:
    table = wijk(25, 16, 4)
    low, high = table.low.copy(), table.high.copy()
    low[2], high[2] = 3, 5
    pattern = protect(
        Table(table.names, table.count, table.relations, table.role, table.cost, table.few, low, high), EXACT
    )
    assert pattern.exposed.tolist() == [False, False, True, False]
    assert (pattern.required.low[2], pattern.required.high[2]) == (3, 5)


def test_open_figures_of_a_source_stay_as_they_are() -> None:
    table = linked(np.array([25.0, 3, 4]), np.zeros(3, np.int64), role=[Role.open, Role.subject, Role.subject, 1])
    pattern = protect(table, Rules())
    assert pattern.shown[0] == 25


def test_a_table_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="must have 3 cells"):
        Table.of([1, 2, 3], sparse.csr_array(np.ones((1, 2))))
    with pytest.raises(ValueError, match="same name"):
        Table.of([1, 2], sparse.csr_array(np.ones((1, 2))), names=["a", "a"])
    with pytest.raises(ValueError, match="0 or more"):
        Table.of([1, np.nan], sparse.csr_array(np.ones((1, 2))))


def test_published_numbers_that_contradict_one_another_are_an_error() -> None:
    published = Published(
        np.array([0.0, 5, 5]), np.array([np.inf, 5, 6]), sparse.csr_array([[1.0, -1, -1]]), np.array([-20.0]),
        np.array([True, False, False]),
    )  # fmt: skip
    with pytest.raises(ValueError, match="contradicts itself"):
        audit(published)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, Rules]:
    size = draw(st.integers(3, 14))
    parts = np.array(draw(st.lists(st.integers(0, 45), min_size=size, max_size=size)), float)
    groupings = [np.zeros(size, np.int64)]
    for _ in range(draw(st.integers(1, 3))):
        groupings.append(np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))))
    return linked(parts, *groupings), Rules(base=draw(st.sampled_from([1, 3, 5])))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_attacker_bounds_a_hidden_number_more_tightly_than_its_interval(made: tuple[Table, Rules]) -> None:
    table, rules = made
    pattern, primary = protect(table, rules), table.primary(rules)
    found = audit(Published.of(table, rules, pattern))
    assert not pattern.exposed.any()
    assert (found.low[primary] <= pattern.required.low[primary]).all()
    assert (found.high[primary] >= pattern.required.high[primary]).all()
    for (low, high), cell in zip(attacked(table, rules, pattern), np.flatnonzero(primary), strict=True):
        assert low <= found.low[cell] + 1e-6
        assert high >= found.high[cell] - 1e-6


@settings(max_examples=30, deadline=None)
@given(tables())
def test_nothing_is_hidden_that_could_be_shown(made: tuple[Table, Rules]) -> None:
    table, rules = made
    pattern, primary = protect(table, rules), table.primary(rules)
    for cell in np.flatnonzero(pattern.secondary):
        more = pattern.secondary.copy()
        more[cell] = False
        hidden = pattern.hidden & (more | ~pattern.secondary)
        found = audit(
            Published.of(table, rules, Pattern(hidden, more, pattern.shown, pattern.required, pattern.exposed))
        )
        tight = (found.low > pattern.required.low) | (found.high < pattern.required.high)
        assert tight[primary].any()


@settings(max_examples=30, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_cells_changes_nothing(made: tuple[Table, Rules], random: object) -> None:
    table, rules = made
    order = list(range(len(table.names)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = protect(table.taken(np.array(order)), rules)
    assert (mixed.hidden == protect(table, rules).hidden[order]).all()


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(0, 2**32 - 1))
def test_a_programme_asked_again_and_again_answers_as_one_asked_anew(made: tuple[Table, Rules], seed: int) -> None:
    relations, random = made[0].relations, np.random.default_rng(seed)
    kept, size = Programme(relations), relations.shape[1]
    for whole in (False, True, False, True):
        cost, low = random.integers(-3, 4, size).astype(float), random.integers(-9, 2, size).astype(float)
        high = np.maximum(low, random.integers(-1, 30, size))
        ours = kept.cheapest(cost, low, high, whole=whole)
        anew = cheapest(cost, relations, 0.0, low, high, whole=whole)
        assert (ours is None) == (anew is None)
        if ours is None or anew is None:
            continue
        assert np.isclose(cost @ ours, cost @ anew)
        assert np.abs(relations @ ours).max() < 1e-6
        assert not whole or (np.abs(ours - np.round(ours)) < 1e-6).all()


def test_processes_give_the_patterns_that_one_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [wijk(25, 16, 4), wijk(10, 1, 0), wijk(40, 11, 12, 3)]
    alone = protect_each(made, EXACT)
    monkeypatch.setattr(several, "_WORTH_PROCESSES", 0)
    together = protect_each(made, EXACT)
    assert [one.hidden.tolist() for one in together] == [one.hidden.tolist() for one in alone]
    assert alone[0].hidden.tolist() == protect(made[0], EXACT).hidden.tolist()

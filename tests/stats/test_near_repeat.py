"""Near repeats: the published table, a plain count as judge, and chance."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

import wens.stats.near_repeat
from tests.shared_data import shared
from wens.stats.near_repeat import knox_table, knox_test


def test_the_worked_example_is_true() -> None:
    assert doctest.testmod(wens.stats.near_repeat).failed == 0


def burkitt() -> np.ndarray:
    pyogrio = pytest.importorskip("pyogrio")
    _, _, _, columns = pyogrio.raw.read(shared("benchmarks/pysal_burkitt/burkitt.dbf"), columns=["X", "Y", "T"])
    return np.array(columns, dtype=float)


def test_burkitts_lymphoma_is_what_was_published() -> None:
    x, y, t = burkitt()
    just_over = np.nextafter([20, 5], np.inf)  # published as <= 20 and <= 5
    table = knox_table(x, y, t, distance_edges=[0, just_over[0], np.inf], time_edges=[0, just_over[1], np.inf])
    assert_array_equal(table, [[13, 3416], [39, 14110]])
    assert_allclose(table[0].sum() * table[:, 0].sum() / table.sum(), 10.1438161, atol=1e-7)


def test_permuting_burkitts_times_gives_the_expected_number_and_a_p_like_the_published() -> None:
    x, y, t = burkitt()
    found = knox_test(x, y, t, distance_edges=[0, 20.001], time_edges=[0, 5.001], permutations=999, seed=1)
    assert found.observed.tolist() == [[13]]
    assert_allclose(found.expected, 10.14, atol=0.4)
    assert_allclose(found.ratio, 13 / found.expected)
    assert 0.1 < found.p[0, 0] < 0.3


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9999), st.sampled_from(["euclidean", "manhattan"]))
def test_the_table_is_what_a_plain_count_gives_in_any_order_and_anywhere(seed: int, metric: str) -> None:
    rng = np.random.default_rng(seed)
    x, y, t = rng.integers(0, 12, (3, 40)).astype(float)
    distances, times = [0, 1, 5, 8], [0, 1, 4]
    plain = np.zeros((3, 2), dtype=int)
    for one in range(40):
        for other in range(one):
            dx, dy = abs(x[one] - x[other]), abs(y[one] - y[other])
            far = dx + dy if metric == "manhattan" else (dx * dx + dy * dy) ** 0.5
            for row, column in np.ndindex(3, 2):
                near = distances[row] <= far < distances[row + 1]
                plain[row, column] += near and times[column] <= abs(t[one] - t[other]) < times[column + 1]
    order = rng.permutation(40)
    edges = {"distance_edges": distances, "time_edges": times, "metric": metric}
    assert_array_equal(knox_table(x, y, t, **edges), plain)
    assert_array_equal(knox_table(x[order] + 1024, y[order] - 512, t[order] + 8, **edges), plain)
    one, other = (
        knox_test(x[rows], y[rows], t[rows], **edges, permutations=9, seed=3) for rows in (np.arange(40), order)
    )
    assert_array_equal(one.p, other.p)


def test_small_pieces_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    x, y, t = rng.uniform(0, 100, (3, 300))
    edges = {"distance_edges": [0, 5, 20], "time_edges": [0, 7, 14, 28]}
    whole = knox_table(x, y, t, **edges)
    monkeypatch.setattr(wens.stats.near_repeat, "PAIRS_AT_ONCE", 700)
    assert_array_equal(knox_table(x, y, t, **edges), whole)


def test_planted_repeats_are_found_and_only_in_their_band() -> None:
    rng = np.random.default_rng(2)
    x, y, t = rng.uniform(0, 5000, 400), rng.uniform(0, 5000, 400), rng.integers(0, 365, 400).astype(float)
    x[200:240], y[200:240], t[200:240] = x[:40] + 30, y[:40], t[:40] + 3
    edges = {"distance_edges": [0, 100, 400], "time_edges": [0, 7, 28]}
    found = knox_test(x, y, t, **edges, permutations=199, seed=1)
    assert found.p[0, 0] == 1 / 200
    assert found.ratio[0, 0] > 3
    assert found.p[1, 1] > 0.01


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"t": [1, 2]}, "one value per event"),
        ({"x": [1, float("nan"), 3]}, "event 1"),
        ({"distance_edges": [0, 0]}, "distance_edges are at least two rising"),
        ({"time_edges": [3]}, "time_edges are at least two rising"),
        ({"metric": "taxi"}, "manhattan"),
    ],
)
def test_the_error_says_what_is_wrong(settings: dict[str, object], message: str) -> None:
    world = {"x": [1, 2, 3], "y": [1, 2, 3], "t": [1, 2, 3], "distance_edges": [0, 1], "time_edges": [0, 1]} | settings
    with pytest.raises(ValueError, match=message):
        knox_table(**world)


def test_no_permutation_is_an_error() -> None:
    with pytest.raises(ValueError, match="permutations is a whole number, 1 or more"):
        knox_test([1], [1], [1], distance_edges=[0, 1], time_edges=[0, 1], permutations=0, seed=1)


@pytest.mark.slow
def test_without_near_repeats_p_is_what_it_promises() -> None:
    rng = np.random.default_rng(5)
    p = []
    for world in range(1000):
        x, y, t = rng.uniform(0, 1000, 80), rng.uniform(0, 1000, 80), rng.uniform(0, 100, 80)
        found = knox_test(x, y, t, distance_edges=[0, 200], time_edges=[0, 20], permutations=99, seed=world)
        p.append(found.p[0, 0])
    assert abs(np.mean(np.array(p) <= 0.05) - 0.05) < 0.021

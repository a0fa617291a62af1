"""The scans: a plain search as judge, chance, and what must not change a cluster (published: tests/published)."""

import doctest
from importlib import import_module
from itertools import product
from math import inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from wens.stats.scan import bernoulli, compiled, space_time_permutation, space_time_poisson, spatial_poisson
from wens.stats.scan.likelihood import Bernoulli, Poisson
from wens.stats.scan.places import Places
from wens.stats.scan.search import Search
from wens.stats.scan.worlds import falling


@pytest.mark.parametrize("module", ["spatial", "space_time", "permutation"])
def test_worked_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"wens.stats.scan.{module}")).failed == 0


def poisson_ratio(cases: float, expected: float, total: float) -> float:
    outside = total - cases
    return cases * log(cases / expected) + (outside * log(outside / (total - expected)) if outside else 0.0)


def plain_search(cases: np.ndarray, population: np.ndarray, points: np.ndarray, longest: int) -> float:
    """Return the highest ratio over all discs and intervals, one after the other, straight from the definition."""
    total, share = cases.sum(), population / population.sum()
    best = 0.0
    for centre, rim in product(points, repeat=2):
        inside = ((points - centre) ** 2).sum(axis=1) <= ((rim - centre) ** 2).sum()
        if share[inside].sum() > 0.5 + 1e-12:
            continue
        for start, end in product(range(cases.shape[1]), repeat=2):
            if 0 <= end - start < longest:
                c, e = cases[inside, start : end + 1].sum(), share[inside, start : end + 1].sum() * total
                if c > e + 1e-9 and c >= 2:
                    best = max(best, poisson_ratio(c, e, total))
    return best


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(1, 4))
def test_the_search_finds_what_a_plain_search_finds(seed: int, places: int, steps: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 4, (places, 2)).astype(float)  # a grid: many equal distances and coincident places
    population = rng.integers(1, 9, (places, steps)).astype(float)
    cases = rng.poisson(population)
    found = space_time_poisson(cases, population, points, max_duration=2, replications=0, seed=1)
    best = plain_search(cases, population, points, 2)
    assert_allclose(found[0].log_likelihood_ratio if found else 0.0, best, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_rows_in_another_order_moved_scaled_or_with_a_larger_population_give_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, population = rng.integers(0, 50, (12, 2)).astype(float), rng.integers(1, 99, 12).astype(float)
    cases = rng.poisson(population / 10)
    order = rng.permutation(12)
    plain = spatial_poisson(cases, population, points, replications=19, seed=5)
    other = spatial_poisson(
        cases[order], population[order] * 1000, points[order] * 4 + [1000, -500], replications=19, seed=5
    )
    assert [(sorted(c.members), c.cases, c.p) for c in plain] == [
        (sorted(int(order[row]) for row in c.members), c.cases, c.p) for c in other
    ]
    assert_allclose([c.log_likelihood_ratio for c in plain], [c.log_likelihood_ratio for c in other], rtol=1e-9)
    assert [c.centre for c in plain] == [int(order[c.centre]) for c in other] or len(set(map(tuple, points))) < 12


def test_clusters_share_no_member_and_are_in_order() -> None:
    rng = np.random.default_rng(2)
    found = spatial_poisson(rng.poisson(5, 80), np.ones(80), rng.uniform(size=(80, 2)), replications=0, seed=1)
    members = [row for cluster in found for row in cluster.members]
    assert len(members) == len(set(members))
    ratios = [cluster.log_likelihood_ratio for cluster in found]
    assert ratios == sorted(ratios, reverse=True)
    assert len(found) > 3


def test_coincident_rows_enter_together() -> None:
    found = spatial_poisson([3, 3, 0, 0, 0], [1, 1, 1, 1, 2], [[0, 0], [0, 0], [5, 5], [6, 6], [7, 7]], seed=1)
    assert found[0].members == (0, 1)
    split = spatial_poisson([1, 2, 3, 0, 0, 0], [0.5, 0.5, 1, 1, 1, 2], [[0, 0]] * 3 + [[5, 5], [6, 6], [7, 7]], seed=1)
    assert (split[0].log_likelihood_ratio, split[0].p) == (found[0].log_likelihood_ratio, found[0].p)


def test_bernoulli_has_the_likelihood_of_two_proportions() -> None:
    rng = np.random.default_rng(4)
    points, sick = rng.uniform(size=(40, 2)), np.zeros(40, dtype=int)
    sick[np.argsort(((points - 0.5) ** 2).sum(axis=1))[:9]] = 1
    best = bernoulli(sick, 1 - sick, points, replications=99, seed=1)[0]
    inside, n = best.cases, len(best.members)
    logs = [
        a * log(a / b) for a, b in ((inside, n), (n - inside, n), (9 - inside, 40 - n), (31 - n + inside, 40 - n)) if a
    ]
    assert_allclose(best.log_likelihood_ratio, sum(logs) - 9 * log(9 / 40) - 31 * log(31 / 40))
    assert best.cases == 9
    assert best.relative_risk == inf
    assert best.p <= 0.01


def test_the_permutation_scan_ignores_a_busy_place_and_a_busy_week_but_finds_a_busy_week_of_one_place() -> None:
    rng = np.random.default_rng(3)
    points = rng.uniform(0, 10_000, (30, 2))
    where = rng.choice(30, 600, p=np.r_[0.3, np.full(29, 0.7 / 29)])
    when = rng.choice(20, 600, p=np.r_[np.full(19, 0.8 / 19), 0.2]) + 100
    quiet = space_time_permutation(where, when, points, max_duration=3, replications=99, seed=1)
    assert quiet[0].p > 0.05
    where[:25], when[:25] = 7, 118
    found = space_time_permutation(where, when, points, max_duration=3, max_radius=3000, replications=99, seed=1)[0]
    assert 7 in found.members
    assert (found.start, found.end) == (118, 118)
    assert found.p < 0.01
    assert found.radius <= 3000
    inside = np.isin(where, found.members)
    during = (when >= found.start) & (when <= found.end)
    assert found.cases == (inside & during).sum()
    assert_allclose(found.expected, inside.sum() * during.sum() / 600)
    assert_allclose(found.log_likelihood_ratio, poisson_ratio(found.cases, found.expected, 600))


def test_prospective_windows_end_at_the_last_step() -> None:
    cases = np.array([[9, 1, 1, 1], [1, 1, 1, 4], [1, 1, 1, 1]])
    points = [[0, 0], [5, 5], [9, 9]]
    assert space_time_poisson(cases, np.ones((3, 4)), points, seed=1, replications=0)[0].start == 0
    now = space_time_poisson(cases, np.ones((3, 4)), points, prospective=True, seed=1, replications=0)
    assert (now[0].members, now[0].start, now[0].end) == ((1,), 3, 3)
    late = space_time_permutation(
        [0, 0, 0, 1, 1, 2], [1, 2, 3, 4, 4, 1], points, period=(1, 4), prospective=True, seed=1, replications=0
    )
    assert (late[0].members, late[0].end) == ((1,), 4)
    assert not space_time_permutation(
        [0, 0, 1, 1], [1, 1, 2, 2], points, period=(1, 9), prospective=True, max_duration=3, seed=1, replications=0
    )


def test_processors_and_stopping_early_change_no_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(6)
    cases, points = rng.poisson(4, 30), rng.uniform(size=(30, 2))
    whole = spatial_poisson(cases, np.ones(30), points, replications=199, seed=3)[0]
    stopped = spatial_poisson(cases, np.ones(30), points, replications=199, seed=3, stop_after=20)[0]
    monkeypatch.setattr("wens.stats.scan.search.os.sched_getaffinity", lambda _: {0}, raising=False)
    assert spatial_poisson(cases, np.ones(30), points, replications=199, seed=3)[0] == whole
    assert spatial_poisson(cases, np.ones(30), points, replications=199, seed=3, stop_after=20)[0] == stopped
    assert abs(stopped.p - whole.p) < 0.2
    assert whole != spatial_poisson(cases, np.ones(30), points, replications=199, seed=4)[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["poisson", "bernoulli"]), st.integers(1, 4), st.floats(0, 6))
def test_the_compiled_search_gives_the_highest_ratio_of_every_world_that_reaches_the_floor(
    seed: int, model: str, steps: int, floor: float
) -> None:
    rng = np.random.default_rng(seed)
    places = Places.of(rng.integers(0, 4, (9, 2)).astype(float), "euclidean")
    persons = rng.integers(5, 20, (len(places), 1 if model == "bernoulli" else steps)).astype(float)
    likelihood = Bernoulli(30, int(persons.sum()), 2) if model == "bernoulli" else Poisson(30, 2)
    size = persons if model == "bernoulli" else persons / persons.sum()
    search = Search(places.circles(size.sum(axis=1), 0.5 * size.sum(), None), likelihood, size, longest=2)
    worlds = rng.multivariate_hypergeometric(persons.astype(int).ravel(), 30, size=5).T.reshape(*size.shape, 5)
    one_by_one = [max((w.ratio for w in search.best_per_centre(worlds[:, :, n])), default=0.0) for n in range(5)]
    highest = search._highest(np.ascontiguousarray(worlds, dtype=np.uint16), [likelihood.reach(floor)])
    assert_allclose(highest, [ratio if ratio >= floor else 0.0 for ratio in one_by_one], rtol=1e-9, atol=1e-9)


def test_cases_fall_in_proportion_and_never_where_nothing_is_expected() -> None:
    share = np.array([0.0, 0.5, 0.0, 0.3, 0.2, 0.0])
    worlds = falling(100, share[:, None])(np.random.default_rng(1), 4_000)[:, 0]
    assert (worlds.sum(axis=0) == 100).all()
    assert not worlds[share == 0].any()
    assert_allclose(worlds.mean(axis=1), 100 * share, atol=0.3)
    assert_allclose(worlds.var(axis=1), 100 * share * (1 - share), rtol=0.1)
    assert_allclose(np.cov(worlds[1], worlds[3])[0, 1], -15, rtol=0.15)


def test_warming_compiles_all_that_any_scan_needs() -> None:
    compiled.warm()
    rng, points = np.random.default_rng(1), np.random.default_rng(2).uniform(size=(30, 2))
    few, many, at_random = (
        rng.poisson(4, 30),
        rng.multinomial(70_000, np.ones(30) / 30),
        {"seed": 1, "replications": 19},
    )
    spatial_poisson(few, np.ones(30), points, shapes=(1, 2), **at_random)
    spatial_poisson(many, np.ones(30), points, metric="great_circle", **at_random)
    bernoulli(few, many, points, **at_random)
    space_time_poisson(rng.poisson(2, (30, 6)), np.ones((30, 6)), points, prospective=True, **at_random)
    space_time_permutation(rng.integers(0, 30, 200), rng.integers(0, 9, 200), points, **at_random)
    loops = (compiled.urns, compiled.fallen, compiled.outwards, compiled.smallest)
    assert [len(loop.signatures) for loop in loops] == [1, 2, 1, 2]


def test_more_cases_than_two_bytes_hold_are_counted_in_four() -> None:
    rng, size = np.random.default_rng(5), np.full((40, 1), 1 / 40)
    assert falling(65_535, size)(rng, 1).dtype == np.uint16
    worlds = falling(70_000, size)(rng, 3)
    assert (worlds.dtype, worlds.sum(axis=0).tolist()) == (np.int32, [[70_000] * 3])
    cases, points = rng.multinomial(70_000, size[:, 0]), rng.uniform(size=(40, 2))
    cases[:3] += 900
    found = spatial_poisson(cases, np.ones(40), points, replications=99, seed=1)
    assert found[0].p < 0.01
    assert {0, 1, 2} & set(found[0].members)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"population": [1, 0, 1]}, r"place 1 has 2 case\(s\) and population 0"),
        ({"cases": [1, 2.5, 1]}, "whole numbers of 0 or more, but place 1 has 2.5"),
        ({"cases": [1, -2, 1]}, "place 1 has -2"),
        ({"population": [1, 2]}, "population has shape"),
        ({"population": [1, float("nan"), 1]}, "place 1 has nan"),
        ({"coordinates": [[0, 0], [1, 1]]}, "3 places with cases, but coordinates of 2"),
        ({"coordinates": [[0, 0], [1, float("nan")], [2, 2]]}, "coordinates of row 1"),
        ({"coordinates": [[0, 0], [5, 95], [2, 2]], "metric": "great_circle"}, "row 1 is"),
        ({"metric": "manhattan"}, "euclidean"),
        ({"max_population": 0}, "above 0 and at most 1"),
        ({"replications": -1}, "replications is a whole number, 0 or more, not -1"),
        ({"stop_after": 0}, "stop_after is a whole number, 1 or more, not 0"),
        ({"shapes": ()}, "shapes are at least one number"),
        ({"shapes": (0.5,)}, "1 \\(a circle\\) or more"),
        ({"shapes": (2,), "metric": "great_circle"}, "need plane coordinates"),
        ({"shapes": (2,), "penalty": -1}, "penalty is 0"),
        ({"max_radius": 0}, "max_radius is above 0"),
        ({"min_cases": 0}, "min_cases is a whole number, 1 or more"),
        ({"coordinates": None}, "coordinates are"),
        ({"cases": ["many", 2, 1]}, "cases are numbers in rows of equal length, but hold 'many'"),
        ({"replications": 9.5}, "replications is a whole number"),
    ],
)
def test_the_error_names_the_place(settings: dict[str, object], message: str) -> None:
    world = {"cases": [1, 2, 1], "population": [1, 1, 1], "coordinates": [[0, 0], [1, 1], [2, 2]]} | settings
    with pytest.raises(ValueError, match=message):
        spatial_poisson(**world, seed=1)


def test_errors_of_the_space_time_scans_name_place_and_time_or_case() -> None:
    points = [[0, 0], [1, 1]]
    with pytest.raises(ValueError, match="place 1, time 0, has 2"):
        space_time_poisson([[1, 1], [2, 1]], [[1, 1], [0, 1]], points, seed=1)
    with pytest.raises(ValueError, match="max_duration is a whole number, 1 or more"):
        space_time_poisson([[1, 1], [2, 1]], [[1, 1], [1, 1]], points, seed=1, max_duration=0)
    with pytest.raises(ValueError, match="from 0 to 1, but case 1 has 2"):
        space_time_permutation([0, 2], [1, 1], points, seed=1)
    with pytest.raises(ValueError, match="from 3 to 4, but case 0 has 1"):
        space_time_permutation([0, 1], [1, 3], points, period=(3, 4), seed=1)
    with pytest.raises(ValueError, match="population, or expected="):
        spatial_poisson([1, 2], coordinates=points, seed=1)


def test_no_cases_or_no_high_rate_is_no_cluster() -> None:
    points = [[0, 0], [1, 1]]
    assert spatial_poisson([0, 0], [1, 1], points, seed=1) == []
    assert spatial_poisson([5, 5], [1, 1], points, seed=1) == []
    assert bernoulli([0, 0], [1, 1], points, seed=1) == []


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("model", ["poisson", "ellipses", "bernoulli", "space_time", "permutation"])
def test_a_world_without_clusters_gives_the_promised_false_alarms(model: str) -> None:
    """1,000 worlds, the share with p <= .05 and p <= .01 within three standard errors."""
    rng = np.random.default_rng(11)
    points = rng.uniform(size=(20, 2))
    population = rng.integers(20, 200, 20)
    p = []
    for world in range(1000):
        if model == "poisson":
            cases = rng.multinomial(120, population / population.sum())
            found = spatial_poisson(cases, population, points, replications=199, seed=world)
        elif model == "ellipses":
            cases = rng.multinomial(120, population / population.sum())
            found = spatial_poisson(cases, population, points, replications=99, seed=world, shapes=(1, 2), penalty=0.5)
        elif model == "space_time":
            share = np.outer(population, np.arange(5, 10))
            cases = rng.multinomial(120, share.ravel() / share.sum()).reshape(share.shape)
            found = space_time_poisson(cases, share, points, prospective=True, replications=199, seed=world)
        elif model == "bernoulli":
            cases = rng.multivariate_hypergeometric(population, 120)
            found = bernoulli(cases, population - cases, points, replications=199, seed=world)
        else:
            where, when = rng.choice(20, 120, p=population / population.sum()), rng.integers(0, 5, 120)
            found = space_time_permutation(where, when, points, max_duration=2, replications=199, seed=world)
        p.append(found[0].p if found else 1.0)
    for promised in (0.05, 0.01):
        assert abs(np.mean(np.array(p) <= promised) - promised) < 3 * (promised * (1 - promised) / 1000) ** 0.5


@pytest.mark.slow
def test_a_doubling_in_a_twentieth_of_the_city_is_found_and_located() -> None:
    """400 areas, 2,000 cases, twenty areas round one with twice the rate: found in at least 95 of 100 worlds."""
    rng = np.random.default_rng(12)
    points = rng.uniform(size=(400, 2))
    near = np.argsort(((points - points[0]) ** 2).sum(axis=1))[:20]
    rate = np.ones(400)
    rate[near] = 2
    found, overlap = 0, []
    for world in range(100):
        cases = rng.multinomial(2000, rate / rate.sum())
        best = spatial_poisson(cases, np.ones(400), points, max_population=0.2, replications=99, seed=world)[0]
        if best.p <= 0.05:
            found += 1
            overlap.append(len(set(best.members) & set(near.tolist())) / len(set(best.members) | set(near.tolist())))
    assert found >= 95
    assert np.mean(overlap) > 0.7


@pytest.mark.slow
@pytest.mark.parametrize("model", ["bernoulli", "space_time", "permutation"])
def test_a_planted_cluster_is_found_by_the_other_models_too(model: str) -> None:
    """A hundred areas, the ten round one of them three times as often: in at least 90 of 100 worlds, and there."""
    rng = np.random.default_rng(14)
    points = rng.uniform(size=(100, 2))
    near = np.argsort(((points - points[0]) ** 2).sum(axis=1))[:10]
    hits = 0
    for world in range(100):
        rate = np.ones((100, 8))
        rate[near, 6:] = 3
        if model == "bernoulli":
            ill = rng.random((100, 8)) < 0.15 * np.where(np.isin(np.arange(100), near)[:, None], 3, 1)
            found = bernoulli(ill.sum(axis=1), 8 - ill.sum(axis=1), points, replications=99, seed=world)
        else:
            cases = rng.poisson(1.2 * rate)
            where, when = (np.repeat(index.ravel(), cases.ravel()) for index in np.indices(cases.shape))
            settings = {"max_duration": 3, "replications": 99, "seed": world, "max_population": 0.3}
            if model == "space_time":
                found = space_time_poisson(cases, np.ones(cases.shape), points, prospective=True, **settings)
            else:
                found = space_time_permutation(where, when, points, prospective=True, period=(0, 7), **settings)
        hits += found[0].p <= 0.05 and len(set(found[0].members) & set(near.tolist())) >= 5
    assert hits >= 90

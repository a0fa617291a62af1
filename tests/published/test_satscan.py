"""What SaTScan published or gave in reference runs: New York, New Mexico, Enschede; circles, ellipses, the sphere."""

import csv

import numpy as np
import pyogrio
import pytest
from numpy.testing import assert_allclose

from tests.shared_data import shared
from wens.stats.scan import Cluster, space_time_poisson, spatial_poisson

NEW_YORK = [
    # centre, members, population, cases, expected, relative risk, log-likelihood ratio, p
    (52, 28, 111_674, 100, 58.28, 1.87, 14.083511, 0.00015),
    (89, 8, 34_083, 38, 17.79, 2.22, 9.019716, 0.016),
    (112, 33, 78_280, 64, 40.85, 1.64, 6.114140, 0.248),
    (62, 4, 24_571, 25, 12.82, 1.99, 4.651839, 0.645),
    (266, 4, 9_840, 12, 5.14, 2.37, 3.363518, 0.965),
    (166, 3, 8_839, 11, 4.61, 2.41, 3.209485, 0.982),
]
FIRST_MEMBERS = "52 50 37 49 38 48 53 39 15 47 51 1 40 44 16 2 55 36 14 43 13 45 3 35 17 11 12 46"


@pytest.fixture(scope="module")
def new_york() -> np.ndarray:
    return np.genfromtxt(shared("benchmarks/ny8_leukemia/nydf.csv"), delimiter=",", names=True)


def scanned(table: np.ndarray, **settings: object) -> list[Cluster]:
    coordinates = np.column_stack([table["longitude"], table["latitude"]])
    return spatial_poisson(np.floor(table["cases"]), table["population"], coordinates, seed=1, **settings)


def test_new_york_leukaemia_is_what_satscan_published(new_york: np.ndarray) -> None:
    found = scanned(new_york)
    assert " ".join(str(row + 1) for row in found[0].members) == FIRST_MEMBERS
    for cluster, (centre, members, population, cases, expected, risk, ratio, p) in zip(found, NEW_YORK, strict=False):
        assert (cluster.centre + 1, len(cluster.members), cluster.cases) == (centre, members, cases)
        assert new_york["population"][list(cluster.members)].sum() == population
        assert round(cluster.expected, 2) == expected
        assert round(cluster.relative_risk, 2) == risk
        assert round(cluster.log_likelihood_ratio, 6) == ratio
        assert abs(cluster.p - p) < max(0.0003, 5 * (p * (1 - p) / 1000) ** 0.5)
    assert (found[0].start, found[0].end) == (None, None)


def test_new_york_with_a_tenth_of_the_population_is_what_satscan_published(new_york: np.ndarray) -> None:
    found = scanned(new_york, max_population=0.1, replications=0)
    ratios = [round(cluster.log_likelihood_ratio, 6) for cluster in found[:7]]
    assert ratios == [11.577255, 9.019716, 6.114140, 4.651839, 4.169203, 3.363518, 3.209485]
    assert [cluster.centre + 1 for cluster in found[:7]] == [49, 89, 112, 62, 46, 266, 166]


def test_new_york_on_the_sphere_is_what_satscan_published(new_york: np.ndarray) -> None:
    found = scanned(new_york, metric="great_circle", replications=0)
    assert [(c.centre + 1, len(c.members), c.cases, round(c.log_likelihood_ratio, 6)) for c in found[:6]] == [
        (52, 31, 106, 14.780276), (88, 9, 42, 8.287056), (113, 16, 44, 7.199672), (62, 4, 25, 4.651839),
        (132, 6, 10, 3.773422), (166, 3, 11, 3.209485),
    ]  # fmt: skip
    assert_allclose([c.radius for c in found[:4]], [7_700, 13_010, 2_350, 5_820], rtol=0.003)


# SaTScan 9.6, at most 10 %: centre, cases, ratio, statistic, shape, angle, longer and shorter half axis.
ELLIPSES = {
    0.0: [
        (46, 96, 15.416469, 15.416469, 4.0, 90, 0.18, 0.046), (84, 55, 11.061167, 11.061167, 5.0, 60, 0.46, 0.093),
        (117, 55, 9.562963, 9.562963, 4.0, 75, 0.057, 0.014), (170, 17, 6.154083, 6.154083, 4.0, -60, 0.029, 0.0072),
        (64, 28, 5.244377, 5.244377, 4.0, 30, 0.18, 0.046),
    ],
    0.5: [
        (52, 93, 14.772705, 14.474236, 1.5, 90, 0.087, 0.058), (87, 37, 9.860447, 9.296518, 2.0, -60, 0.17, 0.086),
        (115, 57, 9.347892, 8.095512, 3.0, 80, 0.057, 0.019), (170, 17, 6.154083, 4.923266, 4.0, -60, 0.029, 0.0072),
        (62, 25, 4.651839, 4.651839, 1.0, 0, 0.061, 0.061), (106, 19, 5.369233, 4.295386, 4.0, -45, 0.35, 0.087),
        (266, 11, 3.820132, 3.742950, 1.5, 90, 0.026, 0.017),
    ],
    1.0: [
        (52, 93, 14.772705, 14.181797, 1.5, 90, 0.087, 0.058), (89, 38, 9.019716, 9.019716, 1.0, 0, 0.13, 0.13),
        (113, 57, 8.311580, 7.388071, 2.0, 60, 0.046, 0.023), (62, 25, 4.651839, 4.651839, 1.0, 0, 0.061, 0.061),
        (170, 17, 6.154083, 3.938613, 4.0, -60, 0.029, 0.0072), (266, 11, 3.820132, 3.667327, 1.5, 90, 0.026, 0.017),
        (106, 19, 5.369233, 3.436309, 4.0, -45, 0.35, 0.087),
    ],
}  # fmt: skip


@pytest.mark.parametrize("penalty", ELLIPSES)
def test_ellipses_in_new_york_are_what_satscan_published(new_york: np.ndarray, penalty: float) -> None:
    points = np.column_stack([new_york["latitude"], new_york["longitude"]])  # the published run has latitude as x
    found = spatial_poisson(
        np.floor(new_york["cases"]), new_york["population"], points, max_population=0.1, replications=0, seed=1,
        shapes=(1, 1.5, 2, 3, 4, 5), penalty=penalty,
    )  # fmt: skip
    for cluster, published in zip(found, ELLIPSES[penalty], strict=False):
        found_ratios = round(cluster.log_likelihood_ratio, 6), round(cluster.statistic, 6)
        assert (cluster.cases, *found_ratios, cluster.shape) == published[1:5]
        assert published[0] - 1 in cluster.members
        if (
            cluster.centre + 1 == published[0]
        ):  # tract 281 sees the same members as 266, in an ellipse of the same shape
            assert cluster.angle % 180 == pytest.approx(published[5] % 180)
            assert_allclose([cluster.radius, cluster.radius / cluster.shape], published[6:], rtol=0.04)


def new_mexico() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Cases and expected (counties, years), by age and sex; population linear between mid-years, day by day."""
    lines = [line.split() for line in shared("benchmarks/satscan_sample_data/nm.geo").read_text().splitlines()]
    row = {words[0]: number for number, words in enumerate(lines)}
    coordinates = np.array([[float(words[2]), float(words[1])] for words in lines])
    cases = np.zeros((len(row), 19, 18, 2))
    for line in shared("benchmarks/satscan_sample_data/nm.cas").read_text().splitlines():
        county, number, year, age, sex = line.split()
        cases[row[county], int(year) - 1973, int(age) - 1, int(sex) - 1] += int(number)
    known = np.zeros((3, len(row), 18, 2))
    for line in shared("benchmarks/satscan_sample_data/nm.pop").read_text().splitlines():
        county, year, people, age, sex = line.split()
        known[[73, 82, 91].index(int(year)), row[county], int(age) - 1, int(sex) - 1] += float(people)
    first_of_july = [np.datetime64(f"{year}-07-01").astype(int) for year in (1973, 1982, 1991)]
    days = np.arange(np.datetime64("1973-01-01"), np.datetime64("1992-01-01"))
    weight = np.array([np.interp(days.astype(int) + 0.5, first_of_july, unit) for unit in np.eye(3)])
    starts = np.flatnonzero(np.isin(days, days.astype("datetime64[Y]").astype("datetime64[D]")))
    people = np.tensordot(np.add.reduceat(weight, starts, axis=1), known, axes=(0, 0)).transpose(1, 0, 2, 3)
    rate = cases.sum(axis=(0, 1)) / people.sum(axis=(0, 1))
    return list(row), coordinates, cases.sum(axis=(2, 3)), (people * rate).sum(axis=(2, 3))


def test_new_mexico_brain_cancer_is_satscans_reference_run() -> None:
    names, coordinates, cases, expected = new_mexico()
    found = space_time_poisson(
        cases, coordinates=coordinates, expected=expected, metric="great_circle", max_duration=9, seed=1, replications=0
    )
    assert [names[row] for row in found[0].members] == (
        ["Torrance", "Bernalillo", "Valencia", "SantaFe", "Guadelupe", "Socorro", "Sandoval", "SanMiguel", "LosAlamos"]
    )
    assert [(c.cases, round(c.expected, 2), round(c.log_likelihood_ratio, 6)) for c in found[:3]] == [
        (236, 176.22, 10.979758), (16, 6.03, 5.684828), (13, 5.37, 3.884186)
    ]  # fmt: skip
    assert [(1973 + c.start, 1973 + c.end) for c in found[:3]] == [(1985, 1989), (1988, 1989), (1982, 1983)]
    assert round(found[0].relative_risk, 2) == 1.42
    assert_allclose(found[0].radius, 125_600, rtol=0.001)  # SaTScan's earth is a little smaller
    assert names[found[2].centre] == "Curry"


def test_new_mexico_by_place_only_is_satscans_reference_run() -> None:
    names, coordinates, cases, expected = new_mexico()
    found = spatial_poisson(
        cases.sum(axis=1), coordinates=coordinates, expected=expected.sum(axis=1), metric="great_circle", seed=1
    )
    assert [(c.cases, round(c.expected, 2), round(c.log_likelihood_ratio, 6)) for c in found[:3]] == [
        (576, 512.66, 6.890841), (64, 52.26, 1.290459), (49, 41.30, 0.703703)
    ]  # fmt: skip
    assert [names[row] for row in found[2].members] == ["RioArriba", "LosAlamos"]
    assert abs(found[0].p - 0.012) < 0.012
    assert_allclose(found[0].radius, 113_540, rtol=0.001)


def test_crime_per_inhabitant_of_enschede_is_satscans_reference_run_and_its_trap() -> None:
    """A city centre and a business park of five inhabitants are clusters for ever: it is the wrong denominator."""
    outlines = pyogrio.read_dataframe(shared("cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson"))
    with shared("politie_47018NED/enschede_totaal_misdrijven_2023.csv").open(encoding="utf-8") as file:
        crimes = {
            row["WijkenEnBuurten"].strip(): int(row["GeregistreerdeMisdrijven_1"]) for row in csv.DictReader(file)
        }
    centres = outlines.to_crs(28992).geometry.centroid
    points = np.column_stack([centres.x, centres.y])
    codes, people = outlines["buurtcode"].tolist(), outlines["aantal_inwoners"].clip(lower=0).to_numpy(float)
    cases = np.array([crimes[code] for code in codes])
    found = spatial_poisson(cases, people, points, seed=1, replications=99)
    assert [sorted(codes[row] for row in c.members) for c in found[:3]] == [
        ["BU01530000"], ["BU01530703"], ["BU01530701", "BU01530906"]
    ]  # fmt: skip
    assert [(c.cases, round(c.expected, 2), round(c.relative_risk, 2)) for c in found[:3]] == [
        (1924, 192.74, 12.42), (248, 0.28, 902.31), (111, 21.48, 5.22)
    ]  # fmt: skip
    assert [round(c.log_likelihood_ratio, 6) for c in found[:3]] == [2877.539737, 1436.439660, 93.240901]
    assert_allclose(found[2].radius, 1173.82, rtol=0.01)

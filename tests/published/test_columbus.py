"""Crime in Columbus, Ohio (Anselin 1988): the textbook's Moran's I, by two definitions of who neighbours whom."""

import csv

import numpy as np
import pyogrio
import pytest
from scipy import sparse

from tests.shared_data import shared
from wens.stats.autocorrelation import moran


def row_standardised(pairs: list[tuple[int, int]], size: int) -> sparse.csr_array:
    first, second = np.array(pairs).T
    links = sparse.csr_array((np.ones(len(pairs)), (first, second)), shape=(size, size))
    return sparse.csr_array(sparse.diags_array(1 / links.sum(axis=1)) @ links)


def test_queen_neighbours_give_the_published_moran() -> None:
    crime = pyogrio.read_dataframe(shared("benchmarks/pysal_columbus/columbus.shp"))["CRIME"].to_numpy(float)
    lines = shared("benchmarks/pysal_columbus/columbus.gal").read_text().splitlines()[1:]
    pairs = [
        (int(head.split()[0]) - 1, int(other) - 1)
        for head, others in zip(lines[::2], lines[1::2], strict=True)
        for other in others.split()
    ]
    assert len(pairs) == 236
    result = moran(crime, row_standardised(pairs, 49))
    assert result.statistic == pytest.approx(0.5001885571828611, abs=1e-12)
    assert result.expected == pytest.approx(-0.020833333)


def test_the_older_weights_give_the_published_variance_and_z_of_spdep() -> None:
    folder = shared("benchmarks/pysal_columbus")
    with (folder / "spdep_COL_OLD.csv").open() as lines:
        crime = np.array([float(row["CRIME"]) for row in csv.DictReader(lines)])
    with (folder / "spdep_COL_nb.csv").open() as lines:
        rows = list(csv.reader(lines))[1:]
    pairs = [(int(row[0]) - 1, int(row[1]) - 1) for row in rows]
    assert len(pairs) == 232
    result = moran(crime, row_standardised(pairs, 49))
    assert result.statistic == pytest.approx(0.510951264, abs=5e-10)
    assert result.variance == pytest.approx(0.008908762, abs=5e-10)
    assert result.z == pytest.approx(5.6341, abs=5e-5)

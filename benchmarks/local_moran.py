"""Local Moran against esda on the same areas, warm and in a new process without a compiled cache.

esda compiles itself with numba; without numba it is many times slower, which would be no fair peer. Cold is import,
compiling and the first answer, without any compiled code from before.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import sparse

from benchmarks.measuring import Measured, compared
from wens.stats.autocorrelation import local_moran

OURS = """
import sys, time
start = time.perf_counter()
from wens.stats.autocorrelation import local_moran
import numpy as np
from scipy import sparse
imported = time.perf_counter()
values, weights = np.load(sys.argv[1] + "/values.npy"), sparse.csr_array(sparse.load_npz(sys.argv[1] + "/weights.npz"))
read = time.perf_counter()
local_moran(values, weights, seed=1, permutations=int(sys.argv[2]))
print(time.perf_counter() - read + imported - start)
"""
PEER = """
import sys, time, warnings
warnings.simplefilter("ignore")
start = time.perf_counter()
from esda import Moran_Local
import numpy as np
from libpysal.weights import WSP
from scipy import sparse
imported = time.perf_counter()
values = np.load(sys.argv[1] + "/values.npy")
weights = WSP(sparse.csr_array(sparse.load_npz(sys.argv[1] + "/weights.npz"))).to_W(silence_warnings=True)
read = time.perf_counter()
Moran_Local(values, weights, transformation="o", permutations=int(sys.argv[2]), seed=1)
print(time.perf_counter() - read + imported - start)
"""


def run(*, small: bool = False) -> list[Measured]:
    """Measure 14,400 areas with 999 permutations (small: 144 with 19), warm and cold; weights even and uneven."""
    side, permutations, repeats = (12, 19, 1) if small else (120, 999, 5)
    compiled = importlib.util.find_spec("numba") is not None
    if not compiled and not small:
        raise RuntimeError("esda is only a fair peer when numba compiles it: pip install numba, and measure again.")
    values = np.random.default_rng(1).gamma(1.0, 1.0, side * side)
    even, uneven = _queen(side, even=True), _queen(side, even=False)
    details = {"areas": f"{values.size:,}", "permutations": permutations, "numba": compiled}
    warm = [
        _warm(values, weights, permutations, repeats, {**details, "weights": name})
        for name, weights in (("even", even), ("uneven", uneven))
    ]
    return [*warm, _cold(values, even, permutations, {**details, "weights": "even"})]


def _warm(
    values: np.ndarray, weights: sparse.csr_array, permutations: int, repeats: int, details: dict[str, object]
) -> Measured:
    from esda import Moran_Local
    from libpysal.weights import WSP

    graph = WSP(weights).to_W(silence_warnings=True)

    def peer() -> object:
        return Moran_Local(values, graph, transformation="o", permutations=permutations, seed=1)

    peer()  # compiles
    return compared(
        "local_moran warm", "esda", lambda: local_moran(values, weights, seed=1, permutations=permutations), peer,
        3.0, details, repeats=repeats, faster=True,
    )  # fmt: skip


def _cold(values: np.ndarray, weights: sparse.csr_array, permutations: int, details: dict[str, object]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "values.npy", values)
        sparse.save_npz(Path(folder) / "weights.npz", weights)
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(Path(folder) / "nothing compiled yet")}
        ours, peer = (
            float(
                subprocess.run(  # noqa: S603 (the two scripts above)
                    [sys.executable, "-c", script, folder, str(permutations)],
                    env=environment, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True,
                ).stdout
            )
            for script in (OURS, PEER)
        )  # fmt: skip
    return Measured("local_moran cold", "esda", ours, peer, peer / ours, 10.0, True, details=details)


def _queen(side: int, *, even: bool) -> sparse.csr_array:
    """Areas that touch on a square, row-standardised; uneven: as weights by length of border or distance are."""
    line = sparse.diags_array([np.ones(side - 1), np.ones(side), np.ones(side - 1)], offsets=[-1, 0, 1])
    links = sparse.csr_array(sparse.kron(line, line) - sparse.eye_array(side * side))
    links.eliminate_zeros()
    if not even:
        links.data = np.random.default_rng(2).uniform(0.5, 1.5, links.data.size)
    return sparse.csr_array(sparse.diags_array(1 / links.sum(axis=1)) @ links)

"""How likely a planted difference is found: the table of docs/verantwoording-macht.md.

`python -m tests.figures.building.power` prints the table.
"""

import numpy as np

from tests.figures.building.simulated import homes, of_worlds, rates, risks
from wens.figures.build.verdicts import HIGHER

BUURTEN, INDICATORS, WORLDS = 70, 48, 150
EXPECTED = (5, 10, 20, 40, 80, 160)
FACTORS = (2, 3)
SPREADS = (0.0, 0.3, 0.5)
PLANTED_IN = 3


def found(expected: float, factor: float, spread: float, worlds: int = WORLDS) -> float:
    """The share of worlds in which a buurt with `factor` times the cases expected is called higher."""
    rng = np.random.default_rng(round(expected * 100 + factor * 10 + spread * 1000))
    people = homes(rng, BUURTEN)
    people[PLANTED_IN] = 1000
    base = rates(rng, INDICATORS)
    base[0] = expected / 1000
    risk = risks(rng, spread, (INDICATORS, worlds, BUURTEN))
    risk[0, :, PLANTED_IN] = factor
    counts = rng.poisson(base * people * risk)
    return float((of_worlds(counts, people)[0, :, PLANTED_IN] == HIGHER).mean())


def table() -> list[tuple[int, int, list[float]]]:
    """Rows of (expected count, factor, power per spread)."""
    return [
        (expected, factor, [found(expected, factor, spread) for spread in SPREADS])
        for factor in FACTORS
        for expected in EXPECTED
    ]


def as_markdown(rows: list[tuple[int, int, list[float]]]) -> str:
    """The table as it stands in the document, in whole percents."""
    head = (
        "| keer zo veel | verwacht aantal | geen gewone verschillen | gewone verschillen 30% | gewone verschillen 50% |"
    )
    lines = [head, "|---|---|---|---|---|"]
    lines += [
        f"| {factor} | {expected} | " + " | ".join(f"{one:.0%}" for one in power) + " |"
        for expected, factor, power in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown(table()))

"""What the scans are given, checked: the error names the place and what to do."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wens.stats._given import numbers, whole

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]


def counts(values: ArrayLike, name: str, dimensions: int) -> Counts:
    """Return whole numbers of 0 or more in so many dimensions, or raise ValueError that names the row."""
    given = np.asarray(values)
    if given.ndim != dimensions or not given.size:
        raise ValueError(f"{name} needs {dimensions} dimension(s) and at least one value, not shape {given.shape}")
    number = numbers(given, name)
    with np.errstate(invalid="ignore"):
        wrong = ~(np.isfinite(number) & (number >= 0) & (number == np.floor(number)))
    if wrong.any():
        at = _where(wrong)
        raise ValueError(f"{name} are whole numbers of 0 or more, but place {_words(at)} has {number[at]:g}")
    return number.astype(np.intp)


def exposures(values: ArrayLike, name: str, like: Counts) -> Floats:
    """Return numbers of 0 or more in the shape of the counts, or raise ValueError that names the row."""
    given = numbers(values, name)
    if given.shape != like.shape:
        raise ValueError(f"{name} has shape {given.shape}, cases have {like.shape}: one value for each is needed")
    with np.errstate(invalid="ignore"):
        wrong = ~(np.isfinite(given) & (given >= 0))
    if wrong.any():
        at = _where(wrong)
        raise ValueError(f"{name} is a number of 0 or more, but place {_words(at)} has {given[at]:g}")
    return given


def expected_shares(cases: Counts, population: ArrayLike | None, expected: ArrayLike | None) -> Floats:
    """Return each cell's share of the expected cases: of `expected` where given, else of the population."""
    if population is None and expected is None:
        raise ValueError("give population, or expected= with the expected cases")
    name = "population" if expected is None else "expected"
    basis = exposures(population if expected is None else expected, name, cases)  # type: ignore[arg-type]
    impossible = (basis == 0) & (cases > 0)
    if impossible.any():
        at = _where(impossible)
        raise ValueError(
            f"place {_words(at)} has {cases[at]} case(s) and {name} 0: correct the {name} or leave out the cases"
        )
    return basis / (basis.sum() or 1.0)


def limit(max_population: float) -> float:
    """Return the largest share of the population in a window, or raise ValueError outside (0, 1]."""
    if not 0 < max_population <= 1:
        raise ValueError(f"max_population is a share above 0 and at most 1, not {max_population}")
    return max_population


def penalty(value: float) -> float:
    """Return the penalty on ellipses, or raise ValueError below 0."""
    if not 0 <= value < float("inf"):
        raise ValueError(f"penalty is 0 (none), 0.5 (medium) or 1 (strong), or another number from 0 on, not {value}")
    return value


def duration(max_duration: int | None, steps: int) -> int:
    """Return the longest interval in steps: half of the steps unless given. Raises ValueError below 1."""
    if max_duration is None:
        return max(1, steps // 2)
    return min(whole(max_duration, "max_duration", 1), steps)


def _where(wrong: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(at) for at in np.argwhere(wrong)[0])


def _words(at: tuple[int, ...]) -> str:
    return f"{at[0]}" if len(at) == 1 else f"{at[0]}, time {at[1]},"

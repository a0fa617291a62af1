"""Checking series and the moment of the action."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wens.stats._given import numbers

Floats = NDArray[np.float64]


def series(values: ArrayLike, name: str) -> Floats:
    """Return (times,) numbers of 0 or more, or raise ValueError that names the time (from 0)."""
    given = numbers(values, name)
    if given.ndim != 1 or not given.size:
        raise ValueError(f"{name} has one number per time, not shape {given.shape}")
    with np.errstate(invalid="ignore"):
        wrong = ~(np.isfinite(given) & (given >= 0))
    if wrong.any():
        time = int(np.argmax(wrong))
        raise ValueError(f"{name} has numbers of 0 or more, but time {time} has {given[time]:g}")
    return given


def before_and_after(times: int, before: int, level: float, *, least: int = 2) -> None:
    """Raise ValueError without `least` times before and 2 after the action, or for a level outside (0, 1)."""
    if not least <= before <= times - 2:
        raise ValueError(f"at least {least} times before and 2 after are needed, not {before} and {times - before}")
    if not 0 < level < 1:
        raise ValueError(f"level is a share between 0 and 1, not {level}")

"""Reading what a kernel is given: an error names the field, not NumPy's insides."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def numbers(values: ArrayLike, name: str) -> Floats:
    """Return the values as numbers of any shape, or raise ValueError that names the field and what is in it."""
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        pass
    try:
        flat = np.asarray(values, dtype=object).ravel().tolist()
    except ValueError:
        flat = list(values) if isinstance(values, list | tuple) else [values]
    wrong = next((one for one in flat if not isinstance(one, int | float | np.number)), values)
    raise ValueError(f"{name} are numbers in rows of equal length, but hold {wrong!r}") from None


def fitting(**fields: Floats) -> None:
    """Raise ValueError that names the fields when their shapes do not broadcast."""
    try:
        np.broadcast_shapes(*(field.shape for field in fields.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {field.shape}" for name, field in fields.items())
        raise ValueError(f"the shapes do not fit together: {shapes}") from None


def whole(value: object, name: str, least: int) -> int:
    """Return a whole number of at least so much, or raise ValueError that names the field."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} is a whole number, {least} or more, not {value!r}")
    return int(value)

"""Plain ways to write a table and to sum buurten to wijken and the gemeente."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from worldmaker.city import City

Number = TypeVar("Number", np.int64, np.float64)


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], *, quote: bool = False, separator: str = ","
) -> None:
    """Write a table; quote=True puts every text between quotes, as the exports of R do."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(
            file, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC if quote else csv.QUOTE_MINIMAL, lineterminator="\n"
        )
        writer.writerow(header)
        writer.writerows(rows)


def per_wijk(city: City, values: NDArray[Number]) -> NDArray[Number]:
    """Return the sums per wijk of an array whose first axis is buurten."""
    sums = np.zeros((len(city.wijken), *values.shape[1:]), values.dtype)
    np.add.at(sums, city.wijk_of, values)
    return sums


def areas_above(city: City, values: NDArray[Number]) -> tuple[list[str], NDArray[Number]]:
    """Return the codes of gemeente, wijken and buurten with their values, in the order of the publishers' tables."""
    stacked = np.concatenate([values.sum(axis=0)[None], per_wijk(city, values), values])
    return [city.gemeente, *city.wijken, *city.buurten], stacked

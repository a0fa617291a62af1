"""The whole country as Parquet for the benchmark: 342 gemeenten, 3,400 wijken, 14,600 buurten, 20 years of incidents.

Incidents come in batches, so that memory stays small: 20 million take less than a minute. Sizes of buurten, shares of
indicators and the change over the years look like the real ones; codes are fictional but of the real form.
"""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from worldmaker.streams import stream

GEMEENTEN, WIJKEN, BUURTEN, YEARS, INDICATORS = 342, 3_400, 14_600, 20, 25
LAST_YEAR = 2025
_BATCH = 1_000_000
_STOCKS = {"inhabitants": 1_230.0, "households": 570.0, "dwellings": 560.0, "cars": 630.0, "establishments": 160.0}


def write_national(
    folder: Path, *, seed: int = 1, incidents: int = 20_000_000, buurten: int = BUURTEN
) -> dict[str, Any]:
    """Write areas.parquet, denominators.parquet and incidents.parquet; return how many rows each has.

    areas: buurt, wijk, gemeente (codes). denominators: area, measure, year, value, for buurten. incidents: buurt,
    measure ("national:00" … "national:24"), date; sorted by month as deliveries are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    areas = _areas(seed, buurten)
    pq.write_table(areas, folder / "areas.parquet")
    denominators = _denominators(areas, seed)
    pq.write_table(denominators, folder / "denominators.parquet")
    rows = _incidents(areas, folder / "incidents.parquet", seed, incidents)
    return {"areas": areas.num_rows, "denominators": denominators.num_rows, "incidents": rows}


def _areas(seed: int, buurten: int) -> pa.Table:
    rng = stream(seed, "national areas")
    gemeenten = max(1, round(buurten * GEMEENTEN / BUURTEN))
    wijken = max(gemeenten, round(buurten * WIJKEN / BUURTEN))
    wijk_owner = _shared_out(wijken, gemeenten, rng)
    wijk_number = _number_within(wijk_owner)
    buurt_owner = _shared_out(buurten, wijken, rng)
    buurt_number = _number_within(buurt_owner)
    gemeente = wijk_owner[buurt_owner]
    codes = list(zip(gemeente.tolist(), wijk_number[buurt_owner].tolist(), buurt_number.tolist(), strict=True))
    return pa.table(
        {
            "buurt": [f"BU{g + 1:04d}{w:02d}{b:02d}" for g, w, b in codes],
            "wijk": [f"WK{g + 1:04d}{w:02d}" for g, w, _ in codes],
            "gemeente": [f"GM{g + 1:04d}" for g, _, _ in codes],
        }
    )


def _shared_out(parts: int, wholes: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the whole of each part, ascending: every whole has one at least, and no more than 90."""
    size = np.minimum(rng.gamma(1.5, 1.0, wholes), 6.0)
    extra = np.minimum(rng.multinomial(parts - wholes, size / size.sum()), 89)
    while (short := parts - wholes - int(extra.sum())) > 0:
        room = np.flatnonzero(extra < 89)
        extra[rng.choice(room, min(short, len(room)), replace=False)] += 1
    return np.repeat(np.arange(wholes), extra + 1)


def _number_within(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    return np.arange(len(owner)) - np.repeat(starts, np.diff(np.append(starts, len(owner))))


def _denominators(areas: pa.Table, seed: int) -> pa.Table:
    rng = stream(seed, "national people")
    count = areas.num_rows
    size = rng.gamma(1.1, 1 / 1.1, count)
    years = np.arange(LAST_YEAR - YEARS + 1, LAST_YEAR + 1)
    growth = 1 + 0.005 * (years - LAST_YEAR)
    values = [
        np.round(mean * size[:, None] * growth[None] * rng.uniform(0.8, 1.2, (count, 1))) for mean in _STOCKS.values()
    ]
    per_measure = count * YEARS
    return pa.table(
        {
            "area": pa.DictionaryArray.from_arrays(
                np.tile(np.repeat(np.arange(count, dtype=np.int32), YEARS), len(_STOCKS)),
                areas["buurt"].combine_chunks(),
            ),
            "measure": pa.DictionaryArray.from_arrays(
                np.repeat(np.arange(len(_STOCKS), dtype=np.int32), per_measure), list(_STOCKS)
            ),
            "year": np.tile(years.astype(np.int16), count * len(_STOCKS)),
            "value": np.concatenate([table.ravel() for table in values]),
        }
    )


def _incidents(areas: pa.Table, path: Path, seed: int, incidents: int) -> int:
    rng = stream(seed, "national incidents")
    buurt_share = rng.gamma(1.0, 1.0, areas.num_rows)
    kind_share = 0.75 ** np.arange(INDICATORS)
    buurten, kinds = _Alias(buurt_share), _Alias(np.asarray(kind_share, np.float64))
    names = pa.array([f"national:{i:02d}" for i in range(INDICATORS)])
    codes = areas["buurt"].combine_chunks()
    first = np.datetime64(f"{LAST_YEAR - YEARS + 1}-01-01")
    days = int((np.datetime64(f"{LAST_YEAR + 1}-01-01") - first).astype(int))
    schema = pa.schema(
        [
            ("buurt", pa.dictionary(pa.int32(), pa.string())),
            ("measure", pa.dictionary(pa.int32(), pa.string())),
            ("date", pa.date32()),
        ]
    )
    batches = max(1, -(-incidents // _BATCH))
    edges = np.linspace(0, incidents, batches + 1).astype(np.int64)
    with pq.ParquetWriter(path, schema) as writer:
        for number, (start, stop) in enumerate(pairwise(edges.tolist())):
            size = stop - start
            day = np.sort(rng.integers(days * number // batches, days * (number + 1) // batches, size, dtype=np.int32))
            table = pa.table(
                [
                    pa.DictionaryArray.from_arrays(buurten.draw(rng, size), codes),
                    pa.DictionaryArray.from_arrays(kinds.draw(rng, size), names),
                    pa.array(day + np.int32(first.astype(int)), pa.date32()),
                ],
                schema=schema,
            )
            writer.write_table(table)
    return incidents


class _Alias:
    """Draws from fixed shares in constant time each (Walker 1977; Vose's construction)."""

    def __init__(self, share: NDArray[np.float64]) -> None:
        count = len(share)
        scaled = share / share.sum() * count
        self.keep, self.other = np.ones(count), np.arange(count, dtype=np.int32)
        small, large = list(np.flatnonzero(scaled < 1)), list(np.flatnonzero(scaled >= 1))
        while small and large:
            low, high = small.pop(), large[-1]
            self.keep[low], self.other[low] = scaled[low], high
            scaled[high] -= 1 - scaled[low]
            if scaled[high] < 1:
                small.append(large.pop())

    def draw(self, rng: np.random.Generator, size: int) -> NDArray[np.int32]:
        place = rng.integers(0, len(self.keep), size, dtype=np.int32)
        return np.where(rng.random(size) < self.keep[place], place, self.other[place]).astype(np.int32)

"""A national edition: the whole way from facts to an edition's file, against the bare engine counting and writing.

14,600 buurten, 3,400 wijken, 342 gemeenten, 20 years, 20 million incidents, 25 indicators: 9.2 million figures with
intervals and empirical Bayes, the newest period tested against the previous one and against the rest of the gemeente.
"""

import datetime as dt
import multiprocessing
import resource
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.measuring import Measured, by_turns
from wens.facts import engine, store
from wens.facts.crosswalk import crosswalk_table
from wens.figures import files
from wens.figures.build.run import build
from wens.figures.definitions import Definitions, Denominator, Indicator
from wens.figures.inputs import count

BUDGET, MEMORY_GIB = 3.0, 4.0
FIRST_YEAR, DIVISION = 2004, 2024
LEVELS = ("gemeente", "wijk", "buurt")


@dataclass(frozen=True)
class Size:
    """How large the country is."""

    gemeenten: int = 342
    wijken: int = 3_400
    buurten: int = 14_600
    years: int = 20
    incidents: int = 20_000_000
    indicators: int = 25


SMALL = Size(gemeenten=4, wijken=12, buurten=60, years=3, incidents=20_000, indicators=3)


def run(*, small: bool = False) -> list[Measured]:
    """Build the edition of the whole country and compare time and memory."""
    size = SMALL if small else Size()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        country = Country(size)
        country.write(place / "facts.parquet")
        result = place / "edition.parquet"
        rows, gib = _in_its_own_process(size, place, result)
        mine, theirs = by_turns(
            lambda: edition(country, place / "facts.parquet", place),
            lambda: bare_engine(place / "facts.parquet", result, place),
            repeats=1 if small else 3,
        )
        details = {
            "incidents": f"{size.incidents:,}", "figures": f"{rows:,}",
            "processor ratio": f"{mine.processor / theirs.processor:.2f}",
        }  # fmt: skip
        against = "DuckDB: group by, and the result to Parquet"
        time = Measured(
            "national", against, mine.clock, theirs.clock, mine.clock / theirs.clock, BUDGET, False, "s", details
        )
        memory = Measured("national", "4 GiB of memory", gib, MEMORY_GIB, gib / MEMORY_GIB, 1.0, False, "GiB")
        return [time, memory]


def edition(country: "Country", facts: Path, place: Path) -> files.Written:
    """Ours: count on the engine, build, write the file of the edition."""
    con = engine.duckdb()
    inputs = count(
        con.read_parquet(str(facts)), slices=country.slices(), crosswalk=crosswalk_table([]), generation=DIVISION,
        areas=country.areas(), hierarchy=country.hierarchy(), definitions=country.definitions(), con=con,
        kinds=["year"],
    )  # fmt: skip
    con.disconnect()
    return files.write(place, "ours", build(inputs, "partners", newest_only=True))


def bare_engine(facts: Path, result: Path, place: Path) -> None:
    """The peer: the same facts grouped by measure, area and year, and as many rows as the edition has to Parquet."""
    con = duckdb.connect(config={"memory_limit": "2048MB", "preserve_insertion_order": False})
    columns = "measure, level, area, year(start) AS year, sum(value) AS amount, count(*) AS facts"
    con.read_parquet(str(facts)).aggregate(columns).create("counted")
    con.read_parquet(str(result)).write_parquet(str(place / "peer.parquet"), compression="zstd")
    con.close()


class Country:
    """A made-up country: areas, incidents of every day, inhabitants of every year."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.wijk_of = np.sort(np.arange(size.buurten) % size.wijken)
        gemeente_of_wijk = np.sort(np.arange(size.wijken) % size.gemeenten)
        self.gemeente_of = gemeente_of_wijk[self.wijk_of]
        self.gemeenten = [f"GM{at:04d}" for at in range(1, size.gemeenten + 1)]
        self.wijken = [f"WK{gemeente + 1:04d}{at % 100:02d}" for at, gemeente in enumerate(gemeente_of_wijk)]
        self.buurten = [f"BU{gemeente + 1:04d}{at % 10_000:04d}" for at, gemeente in enumerate(self.gemeente_of)]
        self.gemeente_of_wijk = gemeente_of_wijk
        self.measures = [f"police:{at}" for at in range(size.indicators)]

    def areas(self) -> pa.Table:
        """Code, name, level and parent of every area."""
        codes = ["NL", *self.gemeenten, *self.wijken, *self.buurten]
        levels = ["land", *(level for level, n in zip(LEVELS, self._numbers(), strict=True) for _ in range(n))]
        parents = ["", *([""] * len(self.gemeenten)), *(self.gemeenten[at] for at in self.gemeente_of_wijk)]
        parents += [self.wijken[at] for at in self.wijk_of]
        return pa.table({"code": codes, "name": codes, "level": levels, "parent": parents})

    def hierarchy(self) -> pa.Table:
        """Each buurt in its wijk and gemeente."""
        above = [self.wijken[at] for at in self.wijk_of] + [self.gemeenten[at] for at in self.gemeente_of]
        levels = ["wijk"] * len(self.buurten) + ["gemeente"] * len(self.buurten)
        return pa.table({"buurt": self.buurten * 2, "area": above, "level": levels})

    def slices(self) -> pa.Table:
        """Every month of every measure is in force, and every year of the inhabitants."""
        months = [dt.date(year, month, 1) for year in self._years() for month in range(1, 13)]
        rows = [(1, measure, "day", month, "buurt", DIVISION) for measure in self.measures for month in months]
        rows += [(1, "kwb:inhabitants", "year", dt.date(year, 1, 1), "buurt", DIVISION) for year in self._years()]
        return pa.table([pa.array(list(column)) for column in zip(*rows, strict=True)], names=store.SLICE_SCHEMA.names)

    def definitions(self) -> Definitions:
        """One rate per inhabitant for each measure."""
        name = {"nl": "misdrijven", "en": "crimes"}
        made = [self._indicator(at, measure, name) for at, measure in enumerate(self.measures)]
        people = Denominator.model_validate(
            {"key": "inhabitants", "name": name, "measure": "kwb:inhabitants", "source": "cbs_kwb"}
        )
        return Definitions({one.key: one for one in made}, {"inhabitants": people}, {})

    def write(self, path: Path) -> None:
        """Write the facts, a million at a time, in no order."""
        rng = np.random.default_rng(7)
        popular = rng.gamma(0.8, size=self.size.buurten)
        popular /= popular.sum()
        with pq.ParquetWriter(path, store.SCHEMA, compression="zstd") as writer:
            writer.write_table(self._inhabitants(rng))
            for begin in range(0, self.size.incidents, 1_000_000):
                number = min(1_000_000, self.size.incidents - begin)
                area = rng.choice(self.size.buurten, number, p=popular)
                measure = rng.integers(0, self.size.indicators, number)
                day = rng.integers(0, 365 * self.size.years, number)
                start = np.datetime64(f"{FIRST_YEAR}-01-01") + day.astype("timedelta64[D]")
                writer.write_table(self._facts(measure, self.measures, area, start, "day", np.ones(number)))

    def _inhabitants(self, rng: np.random.Generator) -> pa.Table:
        area = np.tile(np.arange(self.size.buurten), self.size.years)
        year = np.repeat(np.arange(self.size.years), self.size.buurten)
        start = (np.datetime64(f"{FIRST_YEAR}") + year.astype("timedelta64[Y]")).astype("datetime64[D]")
        people = rng.integers(60, 2400, len(area)).astype(float)
        return self._facts(np.zeros(len(area), int), ["kwb:inhabitants"], area, start, "year", people)

    def _facts(
        self, measure: NDArray[Any], names: list[str], area: NDArray[Any], start: NDArray[Any], grain: str,
        value: NDArray[Any],
    ) -> pa.Table:  # fmt: skip
        number = len(area)
        columns = {
            "snapshot": pa.array(np.ones(number, np.int64)), "measure": _text(measure, names),
            "area": _text(area, self.buurten), "level": _text(np.zeros(number, int), ["buurt"]),
            "division": pa.array(np.full(number, DIVISION, np.int16)), "start": pa.array(start, pa.date32()),
            "grain": _text(np.zeros(number, int), [grain]), "value": pa.array(value),
            "missing": pa.nulls(number, pa.string()), "provisional": pa.array(np.zeros(number, bool)),
            "crosswalked": pa.array(np.zeros(number, bool)), "row": pa.array(np.arange(number)),
        }  # fmt: skip
        return pa.table(columns, schema=store.SCHEMA)

    def _indicator(self, at: int, measure: str, name: dict[str, str]) -> Indicator:
        return Indicator.model_validate({
            "key": f"indicator_{at:02d}", "theme": "living", "name": name, "short": name, "kind": "rate",
            "numerator": [[measure]], "denominator": "inhabitants", "per": 1000, "unit": name,
            "direction": "higher_is_worse", "report_type": "breng", "public_levels": LEVELS, "geo_levels": LEVELS,
            "source": "politie", "why": name, "ask": name, "author": "wens bench", "checker": "wens bench",
            "next_review": dt.date(2030, 1, 1), "verified": False,
        })  # fmt: skip

    def _years(self) -> range:
        return range(FIRST_YEAR, FIRST_YEAR + self.size.years)

    def _numbers(self) -> tuple[int, int, int]:
        return self.size.gemeenten, self.size.wijken, self.size.buurten


def _text(numbers: NDArray[Any], names: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), pa.array(names)).cast(pa.string())


def _in_its_own_process(size: Size, place: Path, result: Path) -> tuple[int, float]:
    """Build once in a fresh process: its peak of memory is the build's, its file is the peer's material."""
    spawning = multiprocessing.get_context("spawn")
    with spawning.Pool(1) as pool:
        rows, gib = pool.apply(_measured_build, (size, place, result))
    return rows, gib


def _measured_build(size: Size, place: Path, result: Path) -> tuple[int, float]:
    written = edition(Country(size), place / "facts.parquet", place)
    written.path.rename(result)
    return written.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20

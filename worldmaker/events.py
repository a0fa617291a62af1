"""How many events happen where and in which month, and what was planted among them."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from worldmaker.city import City
from worldmaker.offences import ALL, NATION, Offence
from worldmaker.streams import stream

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SEASON = {"1.1.1": 0.25, "fire:chimney": 0.9, "fire:outdoor": -0.3, "1.2.3": -0.2}  # more in winter when positive


@dataclass(frozen=True)
class Plant:
    """A change that was put in: from January of `year`, `code` happens `factor` times as often in `buurt`."""

    code: str
    buurt: str
    year: int
    factor: float


@dataclass(frozen=True)
class Burst:
    """An outbreak that was put in: `cases` more of `code` in `buurt`, evenly over `days` days up to and with `last`.

    `spot`: all of them within a few metres of the middle of the buurt, else anywhere in it.
    """

    code: str
    buurt: str
    last: date
    days: int
    cases: int
    spot: bool = False

    def dates(self) -> NDArray[np.datetime64]:
        """Return the day of each case."""
        back = np.linspace(self.days - 1, 0, self.cases).round().astype(np.int64)
        return np.datetime64(self.last, "D") - back


@dataclass(frozen=True)
class World:
    """A city with its years, what was planted in it, and whether nothing else differs between buurten or years."""

    city: City
    years: range
    seed: int
    plants: tuple[Plant, ...]
    null: bool
    bursts: tuple[Burst, ...] = ()

    def truth(self) -> dict[str, Any]:
        """Return what a test may expect to find."""
        return {
            "gemeente": self.city.gemeente,
            "buurten": len(self.city.buurten),
            "years": [self.years[0], self.years[-1]],
            "seed": self.seed,
            "null": self.null,
            "planted": [asdict(plant) for plant in self.plants],
            "bursts": [{**asdict(burst), "last": burst.last.isoformat()} for burst in self.bursts],
            "totals": {code: int(counts(self, code).sum()) for code in ALL},
        }


def expected(world: World, offence: Offence) -> Floats:
    """Return the expected number of events (buurten, months)."""
    weight = _exposure(world.city, offence.exposure)
    yearly = offence.yearly * world.city.inhabitants.sum() / NATION
    mean = np.outer(yearly * weight / weight.sum(), np.full(12 * len(world.years), 1 / 12))
    if not world.null:
        rng = stream(world.seed, "risk " + offence.code)
        mean *= rng.gamma(6, 1 / 6, len(weight))[:, None]
        mean *= np.exp(np.cumsum(rng.normal(0, 0.03, len(world.years)))).repeat(12)[None]
    strength = _SEASON.get(offence.code, 0.0)
    mean *= 1 + strength * np.cos(2 * np.pi * np.arange(mean.shape[1]) / 12)
    for plant in world.plants:
        if plant.code == offence.code:
            mean[world.city.buurten.index(plant.buurt), 12 * (plant.year - world.years[0]) :] *= plant.factor
    return mean


def counts(world: World, code: str) -> Ints:
    """Return the number of events of this type (buurten, months); always the same for a world."""
    table = _usual(world, code)
    buurt, month, _day = _in_bursts(world, code)
    np.add.at(table, (buurt, month), 1)
    return table


def one_each(world: World, code: str) -> tuple[Ints, Ints, Ints]:
    """Return buurt, month (from 0) and day (from 0) of each event, in order of month, then buurt."""
    buurt, month, day, _spot = _each(world, code)
    return buurt, month, day


def _each(world: World, code: str) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
    """The same, and which of them were put in at one spot."""
    table = _usual(world, code).T
    month, buurt = np.nonzero(table)
    repeat = table[month, buurt]
    month, buurt = month.repeat(repeat), buurt.repeat(repeat)
    days = _month_lengths(world.years)[month]
    day = (stream(world.seed, "days " + code).random(len(month)) * days).astype(np.int64)
    both = [np.append(*pair) for pair in zip((buurt, month, day), _in_bursts(world, code), strict=True)]
    at_spot = np.array([burst.spot for burst in world.bursts if burst.code == code for _ in range(burst.cases)], bool)
    order = np.lexsort((both[0], both[1]))
    spot = np.append(np.zeros(len(month), bool), at_spot)
    return both[0][order], both[1][order], both[2][order], spot[order]


def _usual(world: World, code: str) -> Ints:
    return stream(world.seed, "events " + code).poisson(expected(world, ALL[code]))


def _in_bursts(world: World, code: str) -> tuple[Ints, Ints, Ints]:
    """Buurt, month and day of what was planted as an outbreak."""
    mine = [burst for burst in world.bursts if burst.code == code]
    dates = np.concatenate([np.empty(0, "datetime64[D]"), *(burst.dates() for burst in mine)])
    buurt = [world.city.buurten.index(burst.buurt) for burst in mine for _ in range(burst.cases)]
    months = dates.astype("datetime64[M]")
    month = (months - np.datetime64(f"{world.years[0]}-01", "M")).astype(np.int64)
    return np.array(buurt, dtype=np.int64), month, (dates - months.astype("datetime64[D]")).astype(np.int64)


def points(world: World, code: str, buurt: Ints) -> Floats:
    """Return a random place (x, y) in RD for each event, in whole metres, safely inside its buurt."""
    rng = stream(world.seed, "points " + code)
    share, turn = np.sqrt(rng.random(len(buurt))), rng.random(len(buurt)) * 12
    edge = turn.astype(np.int64)
    rings = np.array([ring[:-1] for ring in world.city.rings])
    a, b = rings[buurt, edge], rings[buurt, (edge + 1) % 12]
    rim = a + (b - a) * (turn - edge)[:, None]
    centre = world.city.centres[buurt]
    place: Floats = np.round(centre + (rim - centre) * 0.95 * share[:, None])
    if any(burst.code == code and burst.spot for burst in world.bursts):
        spot = _each(world, code)[3]
        place[spot] = np.round(centre[spot] + (rim - centre)[spot] * 0.02 * share[spot, None])
    return place


def default_plants(city: City, years: range) -> tuple[Plant, ...]:
    """Return the change of an ordinary world: burglary doubles in a large buurt in the last third of the years."""
    living = [i for i, kind in enumerate(city.kind) if kind == "living"] or [0]
    chosen = max(living, key=lambda i: (city.dwellings[i], -i))
    return (Plant("1.1.1", city.buurten[chosen], years[-max(1, len(years) // 3)], 2.0),)


def _exposure(city: City, name: str) -> Floats:
    if name == "rented":
        return np.asarray(city.dwellings * city.rented_percent / 100 + 0.01)
    if name == "visitors":
        pull = np.select([np.array(city.kind) == "centre", np.array(city.kind) == "business"], [9000.0, 500.0], 0.0)
        return np.asarray(city.inhabitants + pull + 0.01)
    return np.asarray(getattr(city, name), float) + 0.01


def _month_lengths(years: range) -> Ints:
    starts = np.arange(f"{years[0]}-01", f"{years[-1] + 1}-02", dtype="datetime64[M]").astype("datetime64[D]")
    return np.diff(starts).astype(np.int64)

"""A believable city: small dense buurten in the middle, larger ones outside, business parks and a park at the edge.

Buurten are hexagons of one honeycomb whose corners are moved; corners and the bends in the edges are shared, so that
neighbours meet exactly. The city lies in the Markermeer, where the Markerwaard was never reclaimed.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from worldmaker.streams import stream
from worldmaker.words import area_names, gemeente_name

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CENTRE_RD = (143_000.0, 508_000.0)
_CELL_M = 330.0
_BUURTEN_PER_WIJK = 9
_PER_POSTCODE = 3


@dataclass(frozen=True)
class City:
    """Everything about the place itself; arrays have one element per buurt, in order of code."""

    number: int
    gemeente: str
    name: str
    buurten: list[str]
    buurt_names: list[str]
    wijk_of: Ints
    wijken: list[str]
    wijk_names: list[str]
    stadsdeel_of: list[str]
    postcode4: Ints
    kind: list[str]
    rings: list[Floats] = field(repr=False)
    centres: Floats = field(repr=False)
    surface_ha: Floats = field(repr=False)
    inhabitants: Ints = field(repr=False)
    dwellings: Ints = field(repr=False)
    households: Ints = field(repr=False)
    rented_percent: Ints = field(repr=False)
    cars: Ints = field(repr=False)
    establishments: Ints = field(repr=False)


def make_city(seed: int, buurten: int, number: int = 1) -> City:
    """Return the city of this seed with this many buurten (3 to 9,000) and code GM99 + number (1 to 99)."""
    if not 3 <= buurten <= 9_000:
        raise ValueError(f"a gemeente has 3 to 9,000 buurten here, not {buurten}")
    if not 1 <= number <= 99:
        raise ValueError(f"the number of a fictional gemeente is 1 to 99, not {number}")
    hexes = _spiral(buurten)
    plane = np.stack([hexes[:, 0] + hexes[:, 1] / 2, hexes[:, 1] * np.sqrt(3) / 2], axis=1)
    wijk = _wijken(plane, max(2, -(-buurten // _BUURTEN_PER_WIJK)))
    order = np.argsort(wijk, kind="stable")
    hexes, plane, wijk = hexes[order], plane[order], wijk[order]
    rings = _rings(hexes, stream(seed, "corners"))
    rank = np.concatenate([np.arange((wijk == w).sum()) for w in np.unique(wijk)])
    rng = stream(seed, "people")
    kind = _kinds(plane, rng)
    wijken = int(wijk.max()) + 1
    names = area_names(stream(seed, "names"), buurten + wijken)
    people = _people(kind, plane, rng)
    return City(
        number=number,
        gemeente=f"GM99{number:02d}",
        name=gemeente_name(number),
        buurten=[f"BU99{number:02d}{w:02d}{r:02d}" for w, r in zip(wijk, rank, strict=True)],
        buurt_names=names[wijken:],
        wijk_of=wijk,
        wijken=[f"WK99{number:02d}{w:02d}" for w in range(wijken)],
        wijk_names=["Wijk " + name for name in names[:wijken]],
        stadsdeel_of=_stadsdelen(plane, wijk),
        postcode4=10_000 - (buurten // _PER_POSTCODE + 1) + np.arange(buurten) // _PER_POSTCODE,
        kind=kind,
        rings=rings,
        centres=np.array([ring[:-1].mean(axis=0) for ring in rings]),
        surface_ha=np.array([_surface(ring) for ring in rings]) / 1e4,
        **people,
    )


def outlines(seed: int, count: int) -> list[Floats]:
    """Return the closed outlines of any number of buurten that cover a region without gaps; for benchmarks."""
    return _rings(_spiral(count), stream(seed, "corners"))


def _spiral(count: int) -> Ints:
    """Return axial coordinates of the hexagons nearest to the middle."""
    reach = int(np.ceil(np.sqrt(count))) + 2
    q, r = (axis.ravel() for axis in np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1)))
    distance = (q + r / 2) ** 2 + 0.75 * r**2
    nearest = np.lexsort(np.stack([r, q, np.round(distance, 6)]))[:count]
    return np.stack([q[nearest], r[nearest]], axis=1).astype(np.int64)


def _wijken(plane: Floats, count: int) -> Ints:
    """Return the wijk of each buurt: compact groups round evenly spread seeds, 00 in the middle."""
    seeds = plane[np.linspace(0, len(plane) - 1, count).astype(int)].copy()
    nearest = np.zeros(len(plane), np.int64)
    for _ in range(12):
        nearest = np.argmin(((plane[:, None] - seeds[None]) ** 2).sum(axis=2), axis=1)
        for w in np.unique(nearest):
            seeds[w] = plane[nearest == w].mean(axis=0)
    used = np.unique(nearest)
    outward = used[np.argsort(np.round((seeds[used] ** 2).sum(axis=1), 6), kind="stable")]
    label = np.empty(count, np.int64)
    label[outward] = np.arange(len(outward))
    return label[nearest]


def _rings(hexes: Ints, rng: np.random.Generator) -> list[Floats]:
    """Return the closed outline of each buurt, anticlockwise, in metres of RD New, whole centimetres."""
    moved: dict[tuple[int, ...], Floats] = {}

    def place(key: tuple[int, ...], x: float, y: float, jitter: float) -> Floats:
        if key not in moved:
            far = np.hypot(x, y)
            stretch = _CELL_M * (0.75 + 0.055 * far)  # cells grow outwards
            moved[key] = np.round(np.array([x, y]) * stretch + rng.normal(0, jitter * _CELL_M, 2) + CENTRE_RD, 2)
        return moved[key]

    rings = []
    for q, r in hexes:
        x0, y0 = q + r / 2, r * np.sqrt(3) / 2
        angles = np.pi / 6 + np.arange(6) * np.pi / 3
        corners = [(x0 + np.cos(a) / np.sqrt(3), y0 + np.sin(a) / np.sqrt(3)) for a in angles]
        keys = [(round(x * 6), round(y * 6 * np.sqrt(3))) for x, y in corners]
        points = []
        for i in range(6):
            (xa, ya), (xb, yb) = corners[i], corners[(i + 1) % 6]
            ka, kb = sorted([keys[i], keys[(i + 1) % 6]])
            points += [place(keys[i], xa, ya, 0.05), place((*ka, *kb), (xa + xb) / 2, (ya + yb) / 2, 0.02)]
        rings.append(np.array([*points, points[0]]))
    return rings


def _surface(ring: Floats) -> float:
    x, y = ring[:-1, 0], ring[:-1, 1]
    return 0.5 * abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))))


def _stadsdelen(plane: Floats, wijk: Ints) -> list[str]:
    directions = np.array(["oost", "noord", "west", "zuid"])
    middle = np.array([plane[wijk == w].mean(axis=0) for w in range(int(wijk.max()) + 1)])
    sector = np.round(np.degrees(np.arctan2(middle[:, 1], middle[:, 0])) / 90).astype(int) % 4
    names = np.where(np.arange(len(middle)) == 0, "centrum", directions[sector])
    return [str(names[w]) for w in wijk]


def _kinds(plane: Floats, rng: np.random.Generator) -> list[str]:
    far = np.hypot(plane[:, 0], plane[:, 1])
    outside = far > np.quantile(far, 0.6)
    draw = rng.random(len(plane))
    kind = np.where(outside & (draw < 0.12), "business", np.where(outside & (draw > 0.93), "park", "living"))
    kind[np.argsort(far, kind="stable")[: max(1, len(plane) // 40)]] = "centre"
    return [str(k) for k in kind]


def _people(kind: list[str], plane: Floats, rng: np.random.Generator) -> dict[str, Ints]:
    kinds, count = np.array(kind), len(kind)
    far = np.hypot(plane[:, 0], plane[:, 1]) / max(1.0, float(np.hypot(plane[:, 0], plane[:, 1]).max()))
    usual = rng.gamma(8, 1100 / 8, count) * (1.15 - 0.4 * far)
    few = rng.integers(2, 40, count)
    dwellings = np.select([kinds == "park", kinds == "business"], [few // 4, few], usual).astype(np.int64)
    households = np.round(dwellings * rng.uniform(0.96, 1.06, count)).astype(np.int64)
    inhabitants = np.round(households * rng.uniform(1.7, 2.5, count)).astype(np.int64)
    busy = np.select(
        [kinds == "business", kinds == "centre"], [rng.integers(60, 300, count), rng.integers(300, 700, count)]
    )
    return {
        "inhabitants": inhabitants,
        "dwellings": dwellings,
        "households": households,
        "rented_percent": np.clip(rng.normal(58 - 30 * far, 14), 4, 96).astype(np.int64),
        "cars": np.round(inhabitants * rng.uniform(0.35, 0.55, count) + busy * 0.3).astype(np.int64),
        "establishments": np.round(busy + dwellings * rng.uniform(0.05, 0.15, count)).astype(np.int64),
    }

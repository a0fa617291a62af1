"""From areas to areas: how the counts of one division are spread over another, totals conserved.

Worked example: area A (100 m²) is split into B (60 m², 10 dwellings) and C (40 m², 30 dwellings). By dwellings A gives
a quarter to B and three quarters to C; without dwellings 0.6 and 0.4.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

SAME_SURFACE = 0.995  # digitising the same border again moves it by less
SLIVER_SHARE = 0.005
COVERED_ENOUGH = 0.9  # an area that lies for more than a tenth elsewhere cannot be spread here without guessing
WHOLE = 2**53
BASES = ("dwellings", "households", "population")


@dataclass(frozen=True)
class Division:
    """Areas of one division: codes, shapes (None allowed) and, per basis, how much each area holds (NaN: unknown)."""

    codes: Sequence[str]
    shapes: NDArray[np.object_]
    holds: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Link:
    """``weight`` of what was counted in ``from_code`` belongs to ``to_code``; ``basis`` says how that is known."""

    from_code: str
    to_code: str
    weight: float
    basis: str


def normalised(masses: Sequence[float]) -> list[float]:
    """Return weights that sum to exactly 1, in any order; raise ValueError when there is nothing to divide by.

    They are whole multiples of 2⁻⁵³, which floating point adds up to 1 without rounding; the largest takes what
    is left.
    """
    total = math.fsum(masses)
    if not masses or not math.isfinite(total) or total <= 0 or min(masses) < 0:
        raise ValueError("weights need at least one positive mass and no negative one")
    parts = [round(mass / total * WHOLE) for mass in masses]
    parts[parts.index(max(parts))] += WHOLE - sum(parts)
    return [part / WHOLE for part in parts]


def link_divisions(source: Division, target: Division) -> list[Link]:
    """Return how each area of ``source`` is spread over ``target``; an area that ``target`` hardly covers has no links.

    The same code with at least 99.5 % the same surface is the same area (basis ``code``). Otherwise what lies where
    follows from the best basis that is known for all pieces: dwellings, households or population of the target (spread
    evenly over its surface), else surface. Pieces below half a percent are digitising noise and left out.
    """
    present = np.flatnonzero(~shapely.is_missing(target.shapes))
    tree = shapely.STRtree(target.shapes[present])
    links: list[Link] = []
    for code, shape in zip(source.codes, source.shapes, strict=True):
        if shape is None:
            continue
        near = present[np.sort(tree.query(shape, predicate="intersects"))]
        shared = shapely.area(shapely.intersection(shape, target.shapes[near]))
        links += _links_of(code, shape.area, near, shared, target)
    return links


def _links_of(
    code: str, surface: float, near: NDArray[np.int64], shared: NDArray[np.float64], target: Division
) -> list[Link]:
    whole = shapely.area(target.shapes[near])
    for position, piece, size in zip(near.tolist(), shared, whole, strict=True):
        if target.codes[position] == code and piece >= SAME_SURFACE * max(surface, size):
            return [Link(code, code, 1.0, "code")]
    keep = shared >= SLIVER_SHARE * surface
    if shared[keep].sum() < COVERED_ENOUGH * surface:
        return []
    near, shared, whole = near[keep], shared[keep], whole[keep]
    basis, masses = _masses(near, shared, whole, target)
    weights = normalised(masses.tolist())
    return [
        Link(code, str(target.codes[position]), weight, basis)
        for position, weight in zip(near.tolist(), weights, strict=True)
        if weight > 0
    ]


def _masses(
    near: NDArray[np.int64], shared: NDArray[np.float64], whole: NDArray[np.float64], target: Division
) -> tuple[str, NDArray[np.float64]]:
    for basis in BASES:
        held = target.holds.get(basis)
        if held is None or np.isnan(held[near]).any():
            continue
        masses = held[near] * shared / whole
        if masses.sum() > 0:
            return basis, masses
    return "surface", shared


def link_by_label(
    labels: Sequence[str | None], codes: Sequence[str], holds: Mapping[str, NDArray[np.float64]]
) -> list[Link]:
    """Return how each label (a postcode) is spread over the areas that carry it, by what these areas hold.

    For each label the first basis that is known and positive for its areas is used: dwellings, households, population,
    surface. A label whose areas hold nothing at all has no links.
    """
    names = np.asarray([label or "" for label in labels], dtype=object)
    links: list[Link] = []
    for label in sorted({name for name in names if name}):
        members = np.flatnonzero(names == label)
        links += _links_of_label(label, [codes[i] for i in members.tolist()], {k: v[members] for k, v in holds.items()})
    return links


def _links_of_label(label: str, codes: Sequence[str], holds: Mapping[str, NDArray[np.float64]]) -> list[Link]:
    for basis in (*BASES, "surface"):
        held = holds.get(basis)
        if held is None or np.isnan(held).any() or held.sum() <= 0:
            continue
        weights = normalised(held.tolist())
        return [Link(label, code, weight, basis) for code, weight in zip(codes, weights, strict=True) if weight > 0]
    return []


def chained(first: Sequence[Link], second: Sequence[Link]) -> list[Link]:
    """Return the links from where ``first`` starts to where ``second`` ends, without codes that get lost on the way."""
    onward: dict[str, list[Link]] = {}
    for link in second:
        onward.setdefault(link.from_code, []).append(link)
    starts: dict[str, list[Link]] = {}
    for link in first:
        starts.setdefault(link.from_code, []).append(link)
    links: list[Link] = []
    for code, parts in sorted(starts.items()):
        masses: dict[str, float] = {}
        for part in parts:
            for step in onward.get(part.to_code, ()):
                masses[step.to_code] = masses.get(step.to_code, 0.0) + part.weight * step.weight
        if all(part.to_code in onward for part in parts):
            weights = normalised(list(masses.values()))
            links += [Link(code, to, weight, parts[0].basis) for to, weight in zip(masses, weights, strict=True)]
    return links


def sums_of(links: Iterable[Link]) -> dict[str, float]:
    """Return the sum of the weights per code that is spread."""
    weights: dict[str, list[float]] = {}
    for link in links:
        weights.setdefault(link.from_code, []).append(link.weight)
    return {code: math.fsum(parts) for code, parts in weights.items()}

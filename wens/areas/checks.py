"""Checks of the areas of one gemeente before they are stored. Pure; each returns findings."""

from collections import defaultdict
from collections.abc import Callable, Collection

import numpy as np
import shapely

from wens.areas.codes import gemeente_of, level_of
from wens.areas.delivery import Asked, Delivery
from wens.areas.draft import Draft
from wens.areas.findings import Finding
from wens.areas.geometry.coverage import SERIOUS_OVERLAP, gaps, overlaps

Check = Callable[[Draft, Asked, str], list[Finding]]


def check(delivery: Delivery, asked: Asked, *, file: str, known_parents: Collection[str] | None) -> list[Finding]:
    """Return all findings of a delivery. ``known_parents``: codes of the loaded parent level, None when it is made."""
    found = list(delivery.findings)
    for one in (_codes, _names, _overlaps, _gaps):
        found += one(delivery.draft, asked, file)
    return found + _parents(delivery.draft, asked, file, known_parents)


def _codes(draft: Draft, asked: Asked, file: str) -> list[Finding]:
    rows: dict[str, list[int]] = defaultdict(list)
    for code, row in zip(draft.codes, draft.rows, strict=True):
        rows[code].append(row)
    found = [
        Finding("empty_code", "The area has no code.", "Fill it in.", file=file, row=row, column=asked.code)
        for row in rows.pop("", [])
    ]
    found += [
        Finding(
            "duplicate_code", f"The code stands {len(at)} times (rows {', '.join(map(str, at[:10]))}).",
            "One row per area: merge its parts, or choose the field with the codes of this level.",
            file=file, row=at[1], column=asked.code, value=code,
        )
        for code, at in rows.items() if len(at) > 1
    ]  # fmt: skip
    wrong = sorted({f"{code} is a {level_of(code)}" for code in rows if level_of(code) not in (None, asked.level)})
    if wrong:
        problem = f"The codes are not of level {asked.level}: {wrong[0]}."
        found.append(Finding("other_level", problem, "Give another --code or --level.", file=file, column=asked.code))
    return found


def _names(draft: Draft, asked: Asked, file: str) -> list[Finding]:
    return [
        Finding("empty_name", "The area has no name.", "Fill it in, or give another --name.", file=file, row=row,
                column=asked.name, value=code)
        for code, name, row in zip(draft.codes, draft.names, draft.rows, strict=True) if not name
    ]  # fmt: skip


def _parents(draft: Draft, asked: Asked, file: str, known: Collection[str] | None) -> list[Finding]:
    if not asked.parent:
        return []
    found = []
    for code, parent, row in zip(draft.codes, draft.parents, draft.rows, strict=True):
        problem = ""
        if not parent:
            problem = f"{code} has no parent."
        elif gemeente_of(parent) not in (None, asked.gemeente):
            problem = f"The parent of {code} lies in {gemeente_of(parent)}."
        elif known is not None and parent not in known:
            problem = f"The parent of {code} is not among the loaded areas of its level."
        if problem:
            found.append(Finding(
                "parent", problem, "Load the parent level of this year first, or correct the field.", file=file,
                row=row, column=asked.parent, value=parent,
            ))  # fmt: skip
    return found


def _overlaps(draft: Draft, _asked: Asked, file: str) -> list[Finding]:
    found = []
    small = []
    for overlap in overlaps(draft.shapes):
        if overlap.share < SERIOUS_OVERLAP:
            small.append(overlap.surface_m2)
            continue
        one, other = draft.codes[overlap.first], draft.codes[overlap.second]
        found.append(Finding(
            "overlap", f"{one} and {other} share {overlap.surface_m2:,.0f} m² ({overlap.share:.0%} of the smaller).",
            "Ask for areas that do not overlap; a point in both is counted in the smallest code.", file=file,
            row=draft.rows[overlap.first], value=one, severity="finding",
        ))  # fmt: skip
    if small:
        problem = f"{len(small)} pairs of areas share slivers of {sum(small):,.0f} m² together."
        found.append(Finding("slivers", problem, "Nothing to do.", file=file, severity="notice"))
    return found


def _gaps(draft: Draft, _asked: Asked, file: str) -> list[Finding]:
    holes = gaps(draft.shapes)
    if not holes:
        return []
    problem = f"{len(holes)} holes between the areas, {sum(holes):,.0f} m² in all, the largest {holes[0]:,.0f} m²."
    remedy = "Enclaves and slivers; points in them are not placed."
    return [Finding("gaps", problem, remedy, file=file, severity="notice")]


def without_shape(draft: Draft) -> int:
    """Return how many areas have no shape."""
    return int(np.count_nonzero(shapely.is_missing(draft.shapes)))

"""Levels that nobody delivered, made from the active buurten: wijk and gemeente by parent, the rest by composition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from wens.areas.actions.storing import shape_columns, store_generation
from wens.areas.codes import level_of
from wens.areas.draft import COUNTS, Draft
from wens.areas.findings import Finding
from wens.areas.geometry.coordinates import surface_m2
from wens.areas.models import COMPOSED, MANY_VISITORS, Area, Composition, Generation, Level
from wens.areas.stored import Stored, active_generation, read_stored
from wens.organisations.queries import gemeente_by_code
from wens.tenancy.context import Actor, current_gemeente


def make_parents(year: int, *, by: Actor) -> list[Generation]:
    """Make wijk and gemeente of ``year`` from the active buurten, where no file delivered them; return those."""
    buurten = _buurten(year)
    if buurten is None:
        return []
    gemeente = current_gemeente()
    wijken: dict[str, list[int]] = defaultdict(list)
    for position, parent in enumerate(buurten.parents):
        if parent and level_of(parent) in (None, "wijk"):
            wijken[parent].append(position)
    made = [_make_or_fill("wijk", year, buurten, wijken, {}, gemeente, by)] if wijken else []
    known = gemeente_by_code(gemeente)
    names = {gemeente: known.name if known else gemeente}
    everything = {gemeente: list(range(len(buurten.codes)))}
    made.append(_make_or_fill("gemeente", year, buurten, everything, names, "", by))
    return [generation for generation in made if generation is not None]


def make_composed(year: int, *, by: Actor) -> tuple[list[Generation], list[Finding]]:
    """Make stadsdelen, local wijken and working areas of ``year``; a composition with an unknown buurt is reported."""
    buurten = _buurten(year)
    if buurten is None:
        return [], []
    position = {code: i for i, code in enumerate(buurten.codes)}
    made, findings, missing = [], [], {}
    compositions = list(Composition.objects.exclude(key=MANY_VISITORS).prefetch_related("members"))
    stadsdeel_of = _stadsdeel_of(compositions)
    for kind in COMPOSED:
        groups, names = {}, {}
        for composition in (one for one in compositions if one.kind == kind):
            members = [member.code for member in composition.members.all() if member.kind == "buurt"]
            unknown = sorted(set(members) - set(position))
            if unknown:
                missing[composition.name] = unknown
            elif members:
                groups[composition.code] = [position[code] for code in members]
                names[composition.code] = composition.name
        if groups:
            findings += _uncovered(kind, groups, buurten, year)
            made.append(_make(kind, year, buurten, groups, names, stadsdeel_of, by))
    return made, findings + _not_composed(missing, year)


def fill_from_buurten(generation: Generation) -> None:
    """Give areas that came without a shape or without counts those of their active buurten of the same year."""
    buurten = _buurten(generation.year)
    if buurten is None or generation.level not in ("wijk", "gemeente"):
        return
    groups: dict[str, list[int]] = defaultdict(list)
    for position, parent in enumerate(buurten.parents):
        groups[parent if generation.level == "wijk" else current_gemeente()].append(position)
    for area in Area.objects.filter(generation=generation):
        if area.code not in groups:
            continue
        draft, simple = _dissolved(buurten, {area.code: groups[area.code]}, {}, "")
        if area.geometry is None and draft.shapes[0] is not None:
            columns = shape_columns(draft.shapes[0], simple[0], surface_m2(draft.shapes)[0])
            for column, value in columns.items():
                setattr(area, column, value)
        for key in COUNTS:
            if getattr(area, key) is None and not np.isnan(draft.counts[key][0]):
                setattr(area, key, int(draft.counts[key][0]))
        area.save()


def _buurten(year: int) -> Stored | None:
    generation = active_generation("buurt", year)
    return read_stored(generation) if generation else None


def _make_or_fill(
    level: str,
    year: int,
    buurten: Stored,
    groups: Mapping[str, list[int]],
    names: Mapping[str, str],
    parent: str,
    by: Actor,
) -> Generation | None:
    there = active_generation(level, year)
    if there is not None and not there.made:
        fill_from_buurten(there)
        return None
    return _make(level, year, buurten, groups, names, parent, by)


def _make(
    level: str,
    year: int,
    buurten: Stored,
    groups: Mapping[str, list[int]],
    names: Mapping[str, str],
    parent: str | Mapping[str, str],
    by: Actor,
) -> Generation:
    draft, simple = _dissolved(buurten, groups, names, parent)
    return store_generation(draft, level=level, year=year, by=by, made=True, simple=simple)


def _dissolved(
    buurten: Stored, groups: Mapping[str, list[int]], names: Mapping[str, str], parent: str | Mapping[str, str]
) -> tuple[Draft, np.ndarray]:
    """Return the areas that groups of buurten form. A count is known when that of each member is."""
    codes = sorted(groups)
    draft = Draft(
        codes,
        [names.get(code, code) for code in codes],
        [parent if isinstance(parent, str) else parent.get(code, current_gemeente()) for code in codes],
        [""] * len(codes),
        [0] * len(codes),
        _unions(buurten.shapes, codes, groups),
        {key: np.array([values[groups[code]].sum() for code in codes]) for key, values in buurten.counts.items()},
    )
    return draft, _unions(buurten.outlines, codes, groups)


def _unions(shapes: np.ndarray, codes: Sequence[str], groups: Mapping[str, list[int]]) -> np.ndarray:
    result = np.full(len(codes), None, dtype=object)
    for i, code in enumerate(codes):
        members = shapes[groups[code]]
        if not shapely.is_missing(members).any():
            result[i] = shapely.union_all(members)
    return result


def _stadsdeel_of(compositions: Sequence[Composition]) -> dict[str, str]:
    """Return per local wijk the stadsdeel that holds all of it."""
    parts = {c.code: {m.code for m in c.members.all()} for c in compositions}
    stadsdelen = [c.code for c in compositions if c.kind == Level.STADSDEEL]
    return {
        code: stadsdeel
        for code, members in parts.items()
        for stadsdeel in stadsdelen
        if code not in stadsdelen and members <= parts[stadsdeel]
    }


def _not_composed(unknown: Mapping[str, Sequence[str]], year: int) -> list[Finding]:
    if not unknown:
        return []
    missing = sorted({code for codes in unknown.values() for code in codes})
    names = ", ".join(list(unknown)[:5])
    problem = f"{len(unknown)} composed areas are not made for {year} ({names} …): {len(missing)} of their buurten, "
    problem += f"such as {', '.join(missing[:5])}, are not in this division."
    return [Finding("not_composed", problem, "Correct the definition of the compositions.", severity="notice")]


def _uncovered(kind: str, groups: Mapping[str, list[int]], buurten: Stored, year: int) -> list[Finding]:
    if kind != Level.STADSDEEL:
        return []
    covered = {position for members in groups.values() for position in members}
    outside = [code for i, code in enumerate(buurten.codes) if i not in covered]
    if not outside:
        return []
    problem = f"{len(outside)} buurten of {year} are in no stadsdeel: {', '.join(outside[:10])}."
    return [Finding("no_stadsdeel", problem, "Complete the definition.", severity="notice")]

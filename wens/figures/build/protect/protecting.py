"""Protect the panels of all kinds of periods together, gemeente by gemeente."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wens.facts.expressions import Kind
from wens.figures.build import series
from wens.figures.build.geography import LEVEL_ORDER, Geography
from wens.figures.build.panel import Panel, Reason
from wens.figures.build.protect import rules
from wens.figures.build.protect.cells import NO_CELL, Cells, Ints, Layer, tie_areas, tie_periods, tie_sums
from wens.figures.build.protect.released import Released
from wens.figures.build.protect.tree import linked, sums
from wens.stats.disclosure import Pattern, Table, protect_each
from wens.stats.disclosure.model import rounded

Panels = dict[str, Panel]


def protected(panels: Mapping[Kind, Panels], geography: Geography, released: Released) -> dict[Kind, Panels]:
    """Return all panels as the public may see them. All that follows is made from these, so nothing hidden comes back.

    panels: per kind of period the panels by key of the indicator. released: what was public before.
    """
    hidden = {(kind, key): _floors(one, geography) for kind, of_kind in panels.items() for key, one in of_kind.items()}
    layers = _layers(panels, geography, released)
    shown = {
        (kind, key): replace(one, count=np.where(hidden[kind, key] > 0, np.nan, one.count))
        for kind, of_kind in panels.items()
        for key, one in of_kind.items()
        if not rules.counts_people(one.indicator) and one.indicator.kind in ("rate", "count")
    }
    jobs = list(_jobs(layers, shown, geography))
    for job, pattern in zip(jobs, protect_each([job.table for job in jobs], rules.ABOUT_PERSONS), strict=True):
        job.put(pattern, hidden)
    return {
        kind: {key: _without(one, hidden[kind, key]) for key, one in of_kind.items()}
        for kind, of_kind in panels.items()
    }


@dataclass(frozen=True)
class _Job:
    """The table of one gemeente and group of indicators, and where its cells belong."""

    table: Table
    cells: Cells

    def put(self, pattern: Pattern, hidden: Mapping[tuple[Kind, str], NDArray[np.uint8]]) -> None:
        """Enter why cells are hidden, where no floor hides them already."""
        for key, numbers in self.cells.at.items():
            rows, places = np.nonzero(numbers != NO_CELL)
            at, own = numbers[rows, places], (rows, self.cells.columns[places])
            why = np.where(pattern.hidden[at], Reason.few_cases, Reason.none)  # never which of the two (ADR 0009)
            hidden[key][own] = np.where(hidden[key][own] > 0, hidden[key][own], why)


def _floors(panel: Panel, geography: Geography) -> NDArray[np.uint8]:
    closed = rules.behind_a_floor(panel, geography) & ~np.isnan(panel.count)
    found = np.where(closed, Reason.floor, Reason.none).astype(np.uint8)
    if rules.counts_people(panel.indicator):  # the country has no row and no parts: only the floors of size
        land = geography.columns("land")
        with np.errstate(invalid="ignore"):
            small = (panel.count < rules.ABOUT_PERSONS.threshold) | rules.few_people(panel)
        found[:, land] = np.where(small[:, land], Reason.few_cases, found[:, land])
    return found


def _layers(panels: Mapping[Kind, Panels], geography: Geography, released: Released) -> dict[tuple[Kind, str], Layer]:
    """The panels about people. Parts of a year that nobody ever saw can be anything: they stay out."""
    found = {}
    for kind, of_kind in panels.items():
        for key, panel in of_kind.items():
            if rules.counts_people(panel.indicator) and (kind in ("year", "years") or released.knows(panel)):
                closed, few = rules.behind_a_floor(panel, geography), rules.few_people(panel)
                cost = rules.costs(panel, geography)
                found[kind, key] = Layer(panel, closed, few, cost, *released.bounds(panel, geography))
    return found


def _jobs(
    layers: Mapping[tuple[Kind, str], Layer], shown: Mapping[tuple[Kind, str], Panel], geography: Geography
) -> Iterator[_Job]:
    every = {key: panel.indicator for (_, key), panel in shown.items()}
    personal = {key: layer.panel.indicator for (_, key), layer in layers.items()}
    found = sums(every | personal)
    members = _members(geography)
    for group in linked(personal, found):
        own = {(kind, key): layer for (kind, key), layer in layers.items() if key in group}
        for columns in _by_gemeente(geography):
            cells = Cells(own, columns)
            if not cells.size:
                continue
            inside = set(columns.tolist())
            tie_areas(cells, {whole: sets for whole, sets in members.items() if whole in inside})
            tie_periods(cells)
            tie_sums(cells, found, shown)
            yield _Job(cells.table(geography.codes), cells)


def _by_gemeente(geography: Geography) -> Iterator[Ints]:
    """The areas of each gemeente; those of no gemeente together."""
    below = np.arange(geography.columns("land").stop, len(geography))
    above = geography.gemeente_of[below]
    for gemeente in np.unique(above):
        yield below[above == gemeente]


def _members(geography: Geography) -> dict[int, list[Ints]]:
    """Per area the sets of areas that make it up, buurten first, then whole areas of each level under it."""
    buurten = {int(area): frozenset(own.tolist()) for area, own in geography.buurten_of.items()}
    rank = {level: number for number, level in enumerate(LEVEL_ORDER)}
    gemeente = geography.gemeente_of
    found: dict[int, list[Ints]] = {}
    levels = [columns for level, columns in geography.level_slice.items() if level not in ("land", "buurt")]
    holders: dict[int, list[int]] = {}
    for columns in levels:
        for area in range(columns.start, columns.stop):
            for buurt in buurten.get(area, ()):
                holders.setdefault(buurt, []).append(area)
    for area, own in buurten.items():
        if rank[geography.levels[area]] >= rank["buurt"] or geography.levels[area] == "land":
            continue
        sets = [np.array(sorted(own))]
        for level in ("wijk", "local_wijk", "stadsdeel"):
            if rank[level] <= rank[geography.levels[area]]:
                continue
            parts = {part for buurt in own for part in holders.get(buurt, ()) if geography.levels[part] == level}
            inside = sorted(part for part in parts if buurten[part] <= own)
            if inside and sum(len(buurten[part]) for part in inside) == len(own):
                sets.append(np.array(inside))
        found[area] = [one for one in sets if (gemeente[one] == gemeente[area]).all()]
    for area, sets in _by_parent(geography, buurten).items():
        found.setdefault(area, sets)
    return found


def _by_parent(geography: Geography, known: Mapping[int, frozenset[int]]) -> dict[int, list[Ints]]:
    """Where no buurten are loaded, the sums of whole wijken that the build itself makes."""
    parts = geography.of_wijken
    ends = np.append(parts.offsets[1:], len(parts.members)) if len(parts.offsets) else parts.offsets
    return {
        int(whole): [parts.members[start:end]]
        for whole, start, end in zip(parts.wholes, parts.offsets, ends, strict=True)
        if int(whole) not in known
    }


def _without(panel: Panel, hidden: NDArray[np.uint8]) -> Panel:
    counted = ~np.isnan(panel.count)
    shown, marks = np.where(hidden > 0, np.nan, panel.count), panel.marks
    if rules.counts_people(panel.indicator):
        shown = rounded(shown, rules.ABOUT_PERSONS.base)
        marks = (marks | series.ROUNDED).astype(np.uint16)
    reason = np.where(counted & (hidden > 0), hidden, panel.reason).astype(np.uint8)
    return replace(panel, count=shown, marks=marks, reason=reason)

"""Dividing a delivery over the gemeenten of this installation: which division its codes are in, and where they lead."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.areas import queries as areas
from wens.areas.codes import gemeente_of
from wens.areas.findings import AreasError, Severity
from wens.areas.models import Level
from wens.intake.cells import NATION, UNKNOWN_AREA, Finding
from wens.intake.definitions import Source
from wens.intake.delivery import Read
from wens.intake.placing import (
    ELSEWHERE,
    NOT_DATED,
    PLACED,
    UNKNOWN,
    Kinds,
    Pair,
    Pairs,
    Placed,
    Places,
    Target,
    distinct_pairs,
    fate_of_rows,
    place_cells,
    unplaced_incidents,
)
from wens.intake.slicing import slices_of
from wens.intake.squares import COARSE, in_squares, squares_of
from wens.tenancy.context import Actor, acting

EVERYONE, NOBODY = -1, -2
OWN_SHARE = 0.95
"""A file of incidents is about one gemeente when at least this part of what has a place lies in it (borders blur)."""

FIRST_DIVISION = 1995
_RATIO = re.compile(r"_per_|_(percent|score)$")
SAYS_NO_GEMEENTE = ("postcode4", "complex", "point")


class NoAreasError(Exception):
    """There is nothing to place cells in; `finding` says what to load first."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True)
class Portion:
    """What one gemeente gets: its facts, the slices that they make, and the number of areas per level.

    squares: the facts that came as points, by square of 100 metres (`wens.facts.squares`). rows and crosswalked (cells)
    are counted in the file.
    """

    gemeente: str
    division: int
    facts: pa.Table
    squares: pa.Table
    slices: pa.Table
    rows: int
    crosswalked: int
    areas: dict[tuple[str, int], int]


@dataclass(frozen=True)
class Portions:
    """A delivery, divided. `fates`: rows of the file per fate (`wens.intake.placing`)."""

    portions: list[Portion]
    fates: dict[int, int]
    findings: list[Finding]


@dataclass
class _Division:
    """The division under way."""

    read: Read
    asked: int | None
    by: Actor
    averaged: frozenset[str]
    fate: Kinds
    findings: list[Finding] = field(default_factory=list)
    nowhere: dict[Pair, int] = field(default_factory=dict)  # what some gemeente lacks, with its first row
    known: set[Pair] = field(default_factory=set)  # what some gemeente knows
    without_postcodes: list[str] = field(default_factory=list)


def portions(source: Source, read: Read, codes: Sequence[str], division: int | None, *, by: Actor) -> Portions:
    """Place the cells of a delivery in the gemeenten `codes`. Raises NoAreasError when none of them has areas.

    `division`: the year of the codes as the person says; else as the file says; else the newest loaded generation that
    holds all codes of the file; else a known crosswalk. A code that leads nowhere becomes an error among the findings.
    """
    cells = read.corrected.cells
    asked = division or read.parsed.division
    _require_areas(codes, by)
    pairs = distinct_pairs(cells)
    owner = _owners(pairs, codes)
    task = _Division(read, asked, by, _averaged(source, cells), _first_fates(cells, owner))
    chosen = _chosen_division(pairs, codes, asked, by)
    made = [
        _portion(task, cells, pairs, code, np.flatnonzero((owner == at) | (owner == EVERYONE)), chosen)
        for at, code in enumerate(codes)
    ]
    _report_nowhere(task)
    return Portions([part for part in made if part is not None], fate_of_rows(cells, task.fate), task.findings)


def _require_areas(codes: Sequence[str], by: Actor) -> None:
    for code in codes:
        with acting(code, by):
            if areas.newest(Level.BUURT) or areas.newest(Level.GEMEENTE):
                return
    remedy = "Load them first: wens areas load FILE --gemeente GM0153 --level buurt --year 2024 --code … --name …"
    raise NoAreasError(Finding("no_areas", "No areas are loaded yet.", remedy, severity="error"))


def _owners(pairs: Pairs, codes: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return for every cell whose it is: an index into `codes`, EVERYONE (the code does not say) or NOBODY."""
    index = {code: at for at, code in enumerate(codes)}

    def owner(pair: Pair) -> int:
        level, code = pair
        if level in SAYS_NO_GEMEENTE or code in ("", NATION, UNKNOWN_AREA):
            return EVERYONE
        said = gemeente_of(code) or gemeente_of(code.partition("-")[0])
        return EVERYONE if said is None else index.get(said, NOBODY)

    return np.fromiter(map(owner, pairs.names), np.int64, len(pairs.names))[pairs.of_cell]


def _first_fates(cells: pa.Table, owner: npt.NDArray[np.int64]) -> Kinds:
    """Return what becomes of cells before any gemeente looked at them: the least that can be said of each."""
    dated = np.asarray(pc.is_valid(cells.column("start")).to_numpy(), bool)
    return np.where((owner == NOBODY) & dated, ELSEWHERE, NOT_DATED).astype(np.int8)


def _chosen_division(pairs: Pairs, codes: Sequence[str], asked: int | None, by: Actor) -> int | None:
    """Return the loaded year that fits the file best, by the finest level in it; None leaves it to each gemeente."""
    if asked is not None:
        return None
    for level in (Level.BUURT, Level.WIJK, Level.GEMEENTE):
        own = [code for of, code in pairs.names if of == level and gemeente_of(code) in codes]
        if own:
            return areas.choose_division(own, codes, level=level, by=by).year
    return None


def _portion(
    task: _Division, cells: pa.Table, pairs: Pairs, gemeente: str, own: npt.NDArray[np.int64], chosen: int | None
) -> Portion | None:
    with acting(gemeente, task.by):
        year = _target_year(task.asked, chosen)
        if year is None:
            return None
        mine = cells if len(own) == cells.num_rows else cells.take(pa.array(own))
        ours = pairs if mine is cells else distinct_pairs(mine)
        places = _places(task, mine, ours, gemeente, year)
        placed = place_cells(mine, places, averaged=task.averaged, pairs=ours)
        counts = {(level, year): len(areas.codes_of(level, year)) for level in Level.values}
    task.fate[own] = np.minimum(task.fate[own], placed.fate)
    rows = fate_of_rows(mine, placed.fate).get(PLACED, 0)
    if rows == 0:
        return None
    facts = _with_unplaced(mine, placed, year)
    covered = task.read.corrected.cells.column("start") if task.read.parsed.incidents else None
    slices = slices_of(facts, covered_days=covered)
    squares = in_squares(mine, placed.fate, places)
    return Portion(gemeente, year, facts, squares, slices, rows, placed.crosswalked, counts)


def _target_year(asked: int | None, chosen: int | None) -> int | None:
    loaded = {g.year for g in areas.generations() if g.state == "active"}
    for year in (asked, chosen):
        if year in loaded:
            return year
    return areas.newest(Level.BUURT) or areas.newest(Level.GEMEENTE)


def _places(task: _Division, cells: pa.Table, pairs: Pairs, gemeente: str, year: int) -> Places:
    """Look up what the codes of a delivery mean to the acting gemeente."""
    targets: dict[Pair, tuple[Target, ...]] = {}
    lost: set[Pair] = set()
    for level in sorted({level for level, _ in pairs.names} - {"", "land", "point"}):
        codes = [code for of, code in pairs.names if of == level and code not in ("", UNKNOWN_AREA)]
        found, unresolved = _resolve(codes, level, task.asked, year)
        targets |= {(level, code): aims for code, aims in found.items()}
        if level != "postcode4":  # a postcode that is not ours is somebody else's
            lost |= {(level, code) for code in unresolved}
        elif not found:
            task.without_postcodes.append(gemeente)
    left_out = _done_without(task, targets, lost, gemeente, year)
    for pair, cell in pairs.first_cell(lost - left_out).items():
        task.nowhere.setdefault(pair, cells.column("row")[cell].as_py())
    task.known |= set(targets)
    points = _points(task, cells, year)
    if points is not None:
        targets |= {("buurt", code): (Target(code, "buurt"),) for code in points.drop_null().unique().to_pylist()}
    return Places(year, targets, points, left_out, _squares(task, cells) if points is not None else None)


def _done_without(
    task: _Division, targets: Iterable[Pair], lost: set[Pair], gemeente: str, year: int
) -> frozenset[Pair]:
    """Return the lost areas that are no loss: of a level that is not loaded, or wijken whose buurten all are placed.

    Figures of such areas are summed from the buurten.
    """
    complete = any(level == Level.BUURT for level, _ in targets) and not any(level == Level.BUURT for level, _ in lost)
    absent = {level for level, _ in lost if level in Level.values and not areas.codes_of(level, year)}
    spare = absent | ({str(Level.WIJK)} if complete else set())
    for level in sorted(spare & {level for level, _ in lost}):
        count = sum(of == level for of, _ in lost)
        problem = f"{count} areas of level {level} are not known in {gemeente} in the division of {year}."
        remedy = "They are left out; buurten are added up instead."
        task.findings.append(Finding("level_left_out", problem, remedy, severity="notice"))
    return frozenset(pair for pair in lost if pair[0] in spare)


def _resolve(
    codes: list[str], level: str, asked: int | None, year: int
) -> tuple[dict[str, tuple[Target, ...]], list[str]]:
    found = areas.resolve(codes, level=level, division=asked or year, target=year)
    if found.unresolved and asked is None and level in (Level.BUURT, Level.WIJK):
        found = _by_any_crosswalk(codes, level, year, found)
    aims: dict[str, list[Target]] = {}
    columns = (found.position, found.area, found.weight, found.crosswalked)
    for position, area, weight, crosswalked in zip(*(column.tolist() for column in columns), strict=True):
        aims.setdefault(codes[position], []).append(Target(area, found.level, weight, crosswalked))
    return {code: tuple(targets) for code, targets in aims.items()}, found.unresolved


def _by_any_crosswalk(codes: list[str], level: str, year: int, found: areas.Resolution) -> areas.Resolution:
    """The file does not say its division: the newest division whose crosswalk knows every code is the one."""
    for division in range(year + 10, FIRST_DIVISION, -1):
        other = areas.resolve(codes, level=level, division=division, target=year)
        if not other.unresolved:
            return other
    return found


def _points(task: _Division, cells: pa.Table, year: int) -> pa.Array | None:
    is_point = np.asarray(pc.fill_null(pc.equal(cells.column("level"), "point"), False).to_numpy(), bool)
    if not is_point.any():
        return None
    x, y = (np.asarray(cells.column(name).to_numpy(), np.float64) for name in ("x", "y"))
    codes = np.full(cells.num_rows, None, dtype=object)
    try:
        codes[is_point] = areas.place_points(x[is_point], y[is_point], task.read.parsed.crs, year)
    except AreasError as error:
        task.findings += [Finding(**finding.as_dict()) for finding in error.findings]
    return pa.array(codes, pa.string())


def _squares(task: _Division, cells: pa.Table) -> pa.Array | None:
    """The square of every cell that is a point; none when the points were rounded to something coarser."""
    found = squares_of(cells, task.read.parsed.crs)
    if found is None and not any(one.code == COARSE.code for one in task.findings):
        task.findings.append(COARSE)
    return found


def _with_unplaced(cells: pa.Table, placed: Placed, year: int) -> pa.Table:
    """Incidents without a place count for the gemeente as a whole, when the file is about this gemeente."""
    lies_here, elsewhere = (int((placed.fate == kind).sum()) for kind in (PLACED, ELSEWHERE))
    if not (placed.fate == UNKNOWN).any() or lies_here < OWN_SHARE * (lies_here + elsewhere):
        return placed.facts
    lost = unplaced_incidents(cells, placed.fate, year)
    return pa.concat_tables([placed.facts, lost.select(placed.facts.column_names).cast(placed.facts.schema)])


def _report_nowhere(task: _Division) -> None:
    for (level, code), row in sorted(task.nowhere.items(), key=lambda item: item[1]):
        if (level, code) not in task.known:
            problem = f"No loaded division and no crosswalk knows this {level}."
            remedy = "Give --division YEAR, or load that division or a crosswalk from it (wens areas)."
            task.findings.append(Finding("unknown_area", problem, remedy, row=row, value=code, severity="error"))
    for gemeente in task.without_postcodes:
        somebody = any(level == "postcode4" for level, _ in task.known)
        problem = f"The file goes by postcode, and none of these postcodes is known in {gemeente}."
        remedy = "Load its areas with their postcodes, or a crosswalk from postcode4 (wens areas)."
        severity: Severity = "notice" if somebody else "error"
        task.findings.append(Finding("no_postcodes", problem, remedy, severity=severity))


def _averaged(source: Source, cells: pa.Table) -> frozenset[str]:
    """The measures whose values cannot be added up: percentages, scores and rates."""
    kinds = {measure.key: measure.kind for measure in source.measures}
    present = pc.unique(cells.column("measure")).to_pylist()
    return frozenset(key for key in present if kinds.get(key) in ("percent", "score") or _RATIO.search(key))

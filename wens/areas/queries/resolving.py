"""From the codes in a supplier's file to the areas that are loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wens.areas.codes import NOWHERE, gemeente_of
from wens.areas.models import Crosswalk, State
from wens.areas.queries.listing import codes_of, generations, newest
from wens.tenancy.context import Actor, acting, current_gemeente

UNKNOWN = "unknown"
NATION = "NL"
THROUGH_BUURTEN = ("postcode4", "complex")
Targets = list[tuple[str, float, bool]]


@dataclass(frozen=True)
class Resolution:
    """Where the codes of a file belong, as rows of (position of the code, area, weight, crosswalked).

    The weights of a resolved position sum to 1. Positions of other gemeenten and of places that the publisher did not
    know have no rows; nor have ``unresolved`` codes, which lie in this gemeente and are not known here.
    """

    level: str
    division: int | None
    position: NDArray[np.int64]
    area: NDArray[np.object_]
    weight: NDArray[np.float64]
    crosswalked: NDArray[np.bool_]
    unresolved: list[str] = field(default_factory=list)
    foreign: dict[str, int] = field(default_factory=dict)
    unknown_place: int = 0


@dataclass(frozen=True)
class Choice:
    """The division year that was chosen for a file; ``missing`` per gemeente the codes that this year does not hold."""

    year: int | None
    missing: dict[str, list[str]] = field(default_factory=dict)


def resolve(codes: Sequence[str | None], *, level: str, division: int | None, target: int | None = None) -> Resolution:
    """Return the areas of a loaded generation for the codes of a file in the division of year ``division``.

    ``level``: buurt, wijk, gemeente, land, stadsdeel, local_wijk, or postcode4 and complex, which become buurten. The
    result is in year ``target``; without it in ``division`` when that is loaded, else in the newest loaded year. A code
    goes by the supplied or derived crosswalk where one is known, by code where the code is unchanged, and is otherwise
    reported: never guessed. Rows of other gemeenten are counted in ``foreign``. Call inside ``acting``.
    """
    result_level = "buurt" if level in THROUGH_BUURTEN else level
    year = target or _target_year(result_level, division)
    distinct = sorted({(code or UNKNOWN).strip() for code in codes})
    sorting = {code: _belongs(code) for code in distinct}
    own = [code for code, owner in sorting.items() if owner == current_gemeente()]
    found = _targets(own, level, result_level, division, year)
    return _as_rows(codes, sorting, found, result_level, year)


def postcodes(year: int) -> dict[str, dict[str, float]]:
    """Return per postcode of four digits its buurten of ``year`` with their shares. One query."""
    links = Crosswalk.objects.filter(from_kind="postcode4", to_kind=f"buurt:{year}")
    found: dict[str, dict[str, float]] = {}
    for code, buurt, weight in links.values_list("from_code", "to_code", "weight"):
        found.setdefault(code, {})[buurt] = weight
    return found


def choose_division(
    codes: Sequence[str], gemeenten: Sequence[str], *, level: str = "buurt", by: Actor | None = None
) -> Choice:
    """Return the newest loaded year of ``level`` that holds all codes of the file that belong to ``gemeenten``.

    When no year holds them all: the newest year that lacks the fewest, with what it lacks. A code that does not say its
    gemeente counts for each gemeente that has ever had it. None without any loaded generation.
    """
    own: dict[str, list[str]] = {}
    years: dict[str, dict[int, set[str]]] = {}
    for gemeente in gemeenten:
        with acting(gemeente, by or Actor.machine()):
            years[gemeente] = {g.year: codes_of(level, g.year) for g in generations(level) if g.state == State.ACTIVE}
        ever = set().union(*years[gemeente].values())
        own[gemeente] = [
            c for c in sorted(set(codes)) if gemeente_of(c) == gemeente or (not gemeente_of(c) and c in ever)
        ]
    concerned = [gemeente for gemeente in gemeenten if own[gemeente] and years[gemeente]] or list(gemeenten)
    candidates = sorted({year for gemeente in concerned for year in years[gemeente]}, reverse=True)
    best = Choice(None)
    for year in candidates:
        lacking = {g: [c for c in own[g] if c not in years[g].get(year, set())] for g in concerned}
        choice = Choice(year, {g: missing for g, missing in lacking.items() if missing})
        if not choice.missing:
            return choice
        if best.year is None or _size(choice) < _size(best):
            best = choice
    return best


def _size(choice: Choice) -> int:
    return sum(map(len, choice.missing.values()))


def _target_year(level: str, division: int | None) -> int | None:
    if division and any(g.state == State.ACTIVE for g in generations(level, division)):
        return division
    return newest(level)


def _belongs(code: str) -> str:
    """Return the gemeente of a code: this one for a code that does not say, UNKNOWN for a place that nobody knows."""
    if code in (UNKNOWN, "") or gemeente_of(code) == NOWHERE:
        return UNKNOWN
    return gemeente_of(code) or current_gemeente()


def _targets(
    own: Sequence[str], level: str, result_level: str, division: int | None, year: int | None
) -> dict[str, Targets]:
    if level == "land":
        return {code: [(NATION, 1.0, False)] for code in own if code.startswith(NATION)}
    if year is None:
        return {}
    known = codes_of(result_level, year)
    if level == result_level and (division is None or division == year):
        return {code: [(code, 1.0, False)] for code in own if code in known}
    from_kind = level if level in THROUGH_BUURTEN else f"{level}:{division}"
    found, complete = _linked(own, from_kind, f"{result_level}:{year}")
    if level == result_level and not complete:
        found = {code: [(code, 1.0, False)] for code in own if code in known} | found
    return found


def _linked(own: Sequence[str], from_kind: str, to_kind: str) -> tuple[dict[str, Targets], bool]:
    """Return what the crosswalk says of the codes, and whether it was derived from both divisions and so complete."""
    links = Crosswalk.objects.filter(from_kind=from_kind, to_kind=to_kind)
    found: dict[str, Targets] = {}
    for link in links.filter(from_code__in=own):
        found.setdefault(link.from_code, []).append((link.to_code, link.weight, link.basis != "code"))
    return found, links.filter(source="").exists()


def _as_rows(
    codes: Sequence[str | None],
    sorting: Mapping[str, str],
    found: Mapping[str, Targets],
    level: str,
    year: int | None,
) -> Resolution:
    here = current_gemeente()
    positions, targets, unknown = [], [], 0
    foreign: dict[str, int] = {}
    for position, raw in enumerate(codes):
        code = (raw or UNKNOWN).strip()
        owner = sorting[code]
        if owner == UNKNOWN:
            unknown += 1
        elif owner != here:
            foreign[owner] = foreign.get(owner, 0) + 1
        for target in found.get(code, ()):
            positions.append(position)
            targets.append(target)
    unresolved = sorted(code for code, owner in sorting.items() if owner == here and code not in found)
    area, weight, crosswalked = zip(*targets, strict=True) if targets else ((), (), ())
    return Resolution(
        level, year, np.array(positions, np.int64), np.array(area, dtype=object), np.array(weight, np.float64),
        np.array(crosswalked, np.bool_), unresolved, dict(sorted(foreign.items())), unknown,
    )  # fmt: skip

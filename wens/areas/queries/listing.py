"""Which generations and areas there are."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wens.areas.findings import refuse
from wens.areas.models import Area, Generation, Level, State
from wens.tenancy.context import current_gemeente

# A name that several levels have means the wijk that people speak of (CONTRACT: a name prefers local_wijk).
PREFERENCE = ("local_wijk", "stadsdeel", "gemeente", "buurt", "wijk", "working_area")


@dataclass(frozen=True)
class AreaRow:
    """What pages and lists need of an area; shapes stay in the database."""

    code: str
    name: str
    level: str
    year: int
    slug: str
    parent: str
    inhabitants: int | None
    households: int | None
    dwellings: int | None
    surface_m2: float | None
    has_shape: bool


COLUMNS = (
    "code", "name", "level", "generation__year", "slug", "parent_code", "inhabitants", "households", "dwellings",
    "surface_m2", "box",
)  # fmt: skip
"""Where the fields of AreaRow come from, in their order."""


def generations(level: str | None = None, year: int | None = None) -> list[Generation]:
    """Return the generations of the acting gemeente, in every state."""
    found = Generation.objects.all()
    if level:
        found = found.filter(level=level)
    return list(found.filter(year=year) if year else found)


def newest(level: str) -> int | None:
    """Return the newest year of which ``level`` is active, or None."""
    return (
        Generation.objects.filter(level=level, state=State.ACTIVE)
        .order_by("-year")
        .values_list("year", flat=True)
        .first()
    )


def waiting(level: str, year: int) -> Generation:
    """Return the generation that waits for activation; raise AreasError, with what there is, when none does."""
    found = Generation.objects.filter(level=level, year=year, state=State.LOADED).first()
    if found is None:
        there = ", ".join(map(str, Generation.objects.filter(level=level))) or "none"
        problem = f"No {level} of {year} waits for activation in {current_gemeente()}."
        raise refuse("nothing_waits", problem, f"Load it first; there is: {there}.", value=f"{level} {year}")
    return found


def areas(level: str | None = None, year: int | None = None) -> list[AreaRow]:
    """Return the active areas, from gemeente to buurt, by code; without ``year`` those of the newest per level."""
    found = _active().filter(level=level) if level else _active()
    return _of_year(found, year)


def area_names(*levels: str) -> dict[str, str]:
    """Return the names of the active areas by code, of all levels or of some. One query."""
    return {one.code: one.name for one in areas() if not levels or one.level in levels}


def codes_of(level: str, year: int) -> set[str]:
    """Return the codes of the active generation of ``level`` and ``year``; empty when there is none."""
    return set(_active().filter(level=level, generation__year=year).values_list("code", flat=True))


def area_by_code(code: str, year: int | None = None) -> AreaRow | None:
    """Return the area with ``code``, of the newest generation that has it or of ``year``."""
    return _first(_active().filter(code=code), year)


def area_by_slug(slug: str, level: str | None = None, year: int | None = None) -> AreaRow | None:
    """Return the area of an address; a lower-case code works too. Without ``level`` the local wijk goes first."""
    found = _active().filter(Q(slug=slug) | Q(code__iexact=slug))
    return _first(found.filter(level=level) if level else found, year)


def children(code: str, level: str | None = None, year: int | None = None) -> list[AreaRow]:
    """Return the areas whose parent is ``code``; for composed areas their buurten come from ``parts_of``."""
    found = _active().filter(parent_code=code)
    return _of_year(found.filter(level=level) if level else found, year)


def _active() -> QuerySet[Area]:
    return Area.objects.filter(generation__state=State.ACTIVE)


def _rows(found: QuerySet[Area]) -> list[AreaRow]:
    """Read rows without making models of them: lists of areas stand on screens that must be there at once."""
    return [AreaRow(*(*row[:-1], row[-1] is not None)) for row in found.values_list(*COLUMNS)]


def _of_year(found: QuerySet[Area], year: int | None) -> list[AreaRow]:
    if year:
        return sorted(_rows(found.filter(generation__year=year)), key=_from_large_to_small)
    newest_of = dict(
        Generation.objects.filter(state=State.ACTIVE).order_by("year").values_list("level", "year")
    )  # the last one of each level stays
    return sorted((area for area in _rows(found) if area.year == newest_of[area.level]), key=_from_large_to_small)


def _from_large_to_small(area: AreaRow) -> tuple[int, str]:
    return Level.values.index(area.level), area.code


def _first(found: QuerySet[Area], year: int | None) -> AreaRow | None:
    """Return the one that people mean; there are few of the same code or name, so they are ranked here."""
    rows = _rows(found.filter(generation__year=year) if year else found)
    return min(rows, key=lambda area: (PREFERENCE.index(area.level), -area.year, area.code), default=None)

"""Which generations and areas there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

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
    return [_row(area) for area in _of_year(found, year)]


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
    return [_row(area) for area in _of_year(found.filter(level=level) if level else found, year)]


def _active() -> QuerySet[Area]:
    return Area.objects.filter(generation__state=State.ACTIVE).select_related("generation").defer("geometry", "outline")


def _of_year(found: QuerySet[Area], year: int | None) -> list[Area]:
    if year:
        return sorted(found.filter(generation__year=year), key=_from_large_to_small)
    newest_of = dict(
        Generation.objects.filter(state=State.ACTIVE).order_by("year").values_list("level", "year")
    )  # the last one of each level stays
    return sorted((area for area in found if area.generation.year == newest_of[area.level]), key=_from_large_to_small)


def _from_large_to_small(area: Area) -> tuple[int, str]:
    return Level.values.index(area.level), area.code


def _by_preference(found: QuerySet[Area]) -> QuerySet[Any]:
    rank = Case(
        *[When(level=level, then=Value(position)) for position, level in enumerate(PREFERENCE)],
        output_field=IntegerField(),
    )
    return found.annotate(level_rank=rank)


def _first(found: QuerySet[Area], year: int | None) -> AreaRow | None:
    if year:
        found = found.filter(generation__year=year)
    area = _by_preference(found).order_by("level_rank", "-generation__year", "code").first()
    return _row(area) if area else None


def _row(area: Area) -> AreaRow:
    return AreaRow(
        area.code, area.name, area.level, area.generation.year, area.slug, area.parent_code, area.inhabitants,
        area.households, area.dwellings, area.surface_m2, area.box is not None,
    )  # fmt: skip

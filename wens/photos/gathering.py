"""Gather from areas, figures and intake what photos are made of. Inside `acting`; a constant number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from wens.areas import queries as areas
from wens.areas.queries import AreaRow
from wens.figures.models import Edition
from wens.figures.queries import figures_of_many
from wens.figures.rows import FigureRow
from wens.intake import queries as intake
from wens.organisations.queries import gemeente_by_code
from wens.photos.content import Origin, Subject
from wens.tenancy.context import current


def origin_of(edition: Edition, names: Mapping[str, str]) -> Origin:
    """Return where the figures of an edition come from."""
    code = current().gemeente
    named = gemeente_by_code(code)
    about = {
        "id": edition.pk, "tier": edition.tier, "year": edition.year, "digest": edition.digest,
        "built_at": edition.built_at.isoformat(),
    }  # fmt: skip
    return Origin(code, named.name if named else code, about, names)


def deliveries_of(rows: Iterable[FigureRow]) -> dict[str, dict[str, Any]]:
    """Return what is known of the deliveries behind these figures, by number: source, days, digest. One query.

    The name of the file stays inside: a supplier may have put a person's name in it.
    """
    numbers = {int(number) for row in rows for number in row.snapshot.split(";") if number}
    return {
        str(one.pk): {
            "source": one.source,
            "released_on": one.released_on.isoformat() if one.released_on else None,
            "loaded_on": one.loaded_at.date().isoformat(),
            "sha256": one.sha256,
        }
        for one in intake.deliveries(numbers)
    }


def figures_over_years(tier: str, codes: Collection[str]) -> dict[str, list[FigureRow]]:
    """Return the figures of areas in the active edition: per year, and of three years together. One query."""
    return figures_of_many(tier, codes, grain=("year", "pooled"))


def subjects(year: int, codes: Collection[str] = ()) -> list[Subject]:
    """Return the areas of `year` (all of them, or `codes`) with their borders, from large to small."""
    rows = areas.areas(year=year)
    buurten = _buurten(year)
    holders = holders_of(rows, buurten)
    unconfirmed = areas.unconfirmed()
    chosen = [row for row in rows if not codes or row.code in codes]
    drawn = {
        outline.code: outline.rings
        for level in sorted({row.level for row in chosen})
        for outline in areas.outlines(level, year)
    }
    return [
        Subject(
            code=row.code, name=row.name, level=row.level, slug=row.slug, generation=row.year,
            inhabitants=row.inhabitants, households=row.households, dwellings=row.dwellings,
            unconfirmed=row.code in unconfirmed, inside=holders[row.code],
            parts=sorted(buurten.get(row.code, ())), outline=drawn.get(row.code, ()),
        )
        for row in chosen
    ]  # fmt: skip


def holders_of(rows: Sequence[AreaRow], buurten: Mapping[str, Collection[str]]) -> dict[str, dict[str, str]]:
    """Return per area the larger areas that hold all of its buurten, by level."""
    levels = {row.code: row.level for row in rows}
    larger = [(code, set(own)) for code, own in buurten.items() if levels.get(code, "buurt") != "buurt"]
    found = {}
    for row in rows:
        own = set(buurten.get(row.code, ()))
        found[row.code] = {levels[code]: code for code, held in larger if own and code != row.code and own <= held}
    return found


def _buurten(year: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in areas.hierarchy(year).to_pylist():
        found.setdefault(link["area"], []).append(link["buurt"])
    return found

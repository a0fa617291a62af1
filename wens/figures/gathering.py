"""Gather from the other packages what an edition is made of: facts in force, areas, definitions."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pyarrow as pa

from wens.areas import queries as areas
from wens.facts import store
from wens.facts.crosswalk import Step, crosswalk_table
from wens.facts.engine import engine
from wens.facts.expressions import places
from wens.figures.build.protect import RELEASED
from wens.figures.build.run import Inputs
from wens.figures.definitions import Definitions
from wens.figures.files import NothingToBuild
from wens.figures.inputs import count
from wens.releases.queries import released_counts

LEVELS = ("gemeente", "stadsdeel", "local_wijk", "wijk", "buurt")


def gather(gemeente: str, *, slices: pa.Table, year: int | None, definitions: Definitions) -> Inputs:
    """Return the inputs of an edition in the areas of `year` (default: the newest that is active). Inside `acting`.

    slices: `wens.intake.queries.slices_in_force(gemeente)`. Raises NothingToBuild.
    """
    chosen = year or areas.newest("buurt") or areas.newest("wijk") or areas.newest("gemeente")
    rows = [row for level in LEVELS for row in areas.areas(level, chosen)] if chosen else []
    if chosen is None or not rows:
        raise NothingToBuild(
            f"{gemeente} has no active areas{f' of {year}' if year else ''}: load them with 'wens areas load'."
        )
    if slices.num_rows == 0:
        raise NothingToBuild(f"Nothing is delivered for {gemeente} yet: load a source with 'wens import'.")
    with engine() as con:
        facts = store.facts_table(con, gemeente, slices)
        elsewhere = con.to_pyarrow(places(facts, division=chosen))
        counted = count(
            facts,
            slices=slices,
            crosswalk=crosswalk_table(_steps(elsewhere, chosen)),
            generation=chosen,
            areas=_table(rows),
            hierarchy=areas.hierarchy(chosen),
            definitions=definitions,
            con=con,
            visited=frozenset(areas.visited(chosen)),
        )
    return replace(counted, released=_released(definitions))


def _released(definitions: Definitions) -> pa.Table:
    """Every count about people that was ever public."""
    keys = [key for key, one in definitions.indicators.items() if one.about_persons]
    return pa.Table.from_pylist(released_counts(keys), schema=RELEASED)


def _steps(elsewhere: pa.Table, year: int) -> Iterator[Step]:
    """How facts in the areas of another year, or of postcodes, come to the areas of this one."""
    keys = sorted(zip(*(elsewhere.column(name).to_pylist() for name in ("level", "division", "area")), strict=True))
    for (level, division), group in groupby(keys, key=lambda key: key[:2]):
        codes = [code for _, _, code in group]
        found = areas.resolve(codes, level=level, division=division, target=year)
        links = zip(found.position, found.area, found.weight, found.crosswalked, strict=True)
        for position, area, weight, crosswalked in links:
            yield Step(level, division, codes[int(position)], found.level, str(area), float(weight), int(crosswalked))


def _table(rows: list[areas.AreaRow]) -> pa.Table:
    listed = [{"code": row.code, "name": row.name, "level": row.level, "parent": row.parent} for row in rows]
    return pa.Table.from_pylist([{"code": "NL", "name": "Nederland", "level": "land", "parent": ""}, *listed])

"""Which buurten an area consists of."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import QuerySet

from wens.areas.models import COMPOSED, MANY_VISITORS, Area, Composition, Level, Member, State
from wens.areas.queries.listing import newest

HIERARCHY = pa.schema([("buurt", pa.string()), ("area", pa.string()), ("level", pa.string())])


def hierarchy(year: int) -> pa.Table:
    """Return (buurt, area, level): every area of ``year`` that a buurt is part of, itself included, by buurt and level.

    Composed areas count as they are defined for the generation that was made from that definition.
    """
    found = _active(year).values_list("level", "code", "parent_code")
    level_of = {code: level for level, code, _ in found}
    buurten = [(code, parent) for level, code, parent in found if level == Level.BUURT]
    gemeente = next((code for level, code, _ in found if level == Level.GEMEENTE), None)
    rows = [(code, code, "buurt") for code, _ in buurten]
    rows += [(code, parent, "wijk") for code, parent in buurten if level_of.get(parent) == Level.WIJK]
    rows += [(code, gemeente, "gemeente") for code, _ in buurten if gemeente]
    composed = {code: level for code, level in level_of.items() if level in COMPOSED}
    rows += [(code, area, composed[area]) for code, area in _members(composed) if level_of.get(code) == Level.BUURT]
    columns = zip(*sorted(rows), strict=True) if rows else ([], [], [])
    return pa.table([pa.array(list(column), pa.string()) for column in columns], schema=HIERARCHY)


def parts_of(code: str, year: int) -> list[str]:
    """Return the codes of the buurten of ``year`` that ``code`` consists of, in order; a buurt consists of itself."""
    table = hierarchy(year)
    return sorted(table.filter(pc.equal(table["area"], code))["buurt"].to_pylist())


def lies_within(code: str, areas: Iterable[str]) -> bool:
    """Tell whether ``code`` is one of ``areas``, or consists of buurten that all lie in them."""
    wanted, year = set(areas), newest("buurt")
    if code in wanted or year is None or not wanted:
        return code in wanted
    rows = hierarchy(year).to_pylist()
    parts = {row["buurt"] for row in rows if row["area"] == code}
    covered = {row["buurt"] for row in rows if row["area"] in wanted}
    return bool(parts) and parts <= covered


def visited(year: int) -> set[str]:
    """Return the buurten of ``year`` where many more people come than live, as the gemeente defined them.

    That definition is a working area with the key ``many-visitors`` in the file of compositions.
    """
    members = Member.objects.filter(kind="buurt", composition__kind=Level.WORKING_AREA, composition__key=MANY_VISITORS)
    known = _active(year).filter(level=Level.BUURT).values_list("code", flat=True)
    return set(members.values_list("code", flat=True)) & set(known)


def unconfirmed() -> set[str]:
    """Return the codes of the composed areas whose borders the gemeente has not confirmed yet."""
    return set(Composition.objects.filter(status="to_be_confirmed").values_list("code", flat=True))


def _active(year: int) -> QuerySet[Area]:
    return Area.objects.filter(generation__year=year, generation__state=State.ACTIVE)


def _members(composed: Iterable[str]) -> QuerySet[Member, tuple[str, str]]:
    of_these = Member.objects.filter(kind="buurt", composition__code__in=list(composed))
    return of_these.values_list("code", "composition__code")

"""Which buurten an area consists of."""

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import QuerySet

from wens.areas.models import COMPOSED, Area, Generation, Level, Member, State

HIERARCHY = pa.schema([("buurt", pa.string()), ("area", pa.string()), ("level", pa.string())])


def hierarchy(year: int) -> pa.Table:
    """Return (buurt, area, level): every area of ``year`` that a buurt is part of, itself included, by buurt and level.

    Composed areas count as they are defined for the generation that was made from that definition.
    """
    buurten = list(_active(Level.BUURT, year).values_list("code", "parent_code"))
    wijken = set(_active(Level.WIJK, year).values_list("code", flat=True))
    gemeente = _active(Level.GEMEENTE, year).values_list("code", flat=True).first()
    rows = [(code, code, "buurt") for code, _ in buurten]
    rows += [(code, parent, "wijk") for code, parent in buurten if parent in wijken]
    rows += [(code, gemeente, "gemeente") for code, _ in buurten if gemeente]
    known = {code for code, _ in buurten}
    rows += [row for row in _composed(year) if row[0] in known]
    columns = zip(*sorted(rows), strict=True) if rows else ([], [], [])
    return pa.table([pa.array(list(column), pa.string()) for column in columns], schema=HIERARCHY)


def parts_of(code: str, year: int) -> list[str]:
    """Return the codes of the buurten of ``year`` that ``code`` consists of, in order; a buurt consists of itself."""
    table = hierarchy(year)
    return sorted(table.filter(pc.equal(table["area"], code))["buurt"].to_pylist())


def _active(level: str, year: int) -> QuerySet[Area]:
    return Area.objects.filter(level=level, generation__year=year, generation__state=State.ACTIVE)


def _composed(year: int) -> list[tuple[str, str, str]]:
    made = Generation.objects.filter(level__in=COMPOSED, year=year, state=State.ACTIVE)
    codes = dict(Area.objects.filter(generation__in=made).values_list("code", "level"))
    members = Member.objects.filter(kind="buurt", composition__code__in=codes).values_list("code", "composition__code")
    return [(buurt, area, codes[area]) for buurt, area in members]

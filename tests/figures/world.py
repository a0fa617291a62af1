"""A gemeente small enough to count by hand: two wijken, four buurten, one stadsdeel of three of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from wens.facts import store
from wens.facts.crosswalk import crosswalk_table
from wens.figures.build.run import Inputs, build
from wens.figures.definitions import Definitions, Denominator, Indicator, Theme
from wens.figures.inputs import count
from wens.figures.rows import Tier

GEMEENTE = "GM0001"
BUURTEN = ("BU00010000", "BU00010001", "BU00010100", "BU00010101")
WIJKEN = {"WK000100": BUURTEN[:2], "WK000101": BUURTEN[2:]}
STADSDEEL = "GM0001-SD-west"
AREAS = pa.table(
    {
        "code": ["NL", GEMEENTE, STADSDEEL, *WIJKEN, *BUURTEN],
        "name": ["Nederland", "Proefstad", "West", "Wijk nul", "Wijk een", "Noord", "Zuid", "Oost", "Werf"],
        "level": ["land", "gemeente", "stadsdeel", "wijk", "wijk", *["buurt"] * 4],
        "parent": ["", "", GEMEENTE, GEMEENTE, GEMEENTE, "WK000100", "WK000100", "WK000101", "WK000101"],
    }
)
_LIES_IN = [
    (buurt, area, level)
    for wijk, buurten in WIJKEN.items()
    for buurt in buurten
    for area, level in ((GEMEENTE, "gemeente"), (wijk, "wijk"), (buurt, "buurt"))
] + [(buurt, STADSDEEL, "stadsdeel") for buurt in BUURTEN[:3]]
HIERARCHY = pa.table(dict(zip(("buurt", "area", "level"), map(list, zip(*_LIES_IN, strict=True)), strict=True)))


def text(word: str) -> dict[str, str]:
    return {"nl": word, "en": word}


def indicator(key: str = "burglaries", **changes: Any) -> Indicator:
    levels = ["gemeente", "stadsdeel", "local_wijk", "wijk", "buurt"]
    fields: dict[str, Any] = {
        "key": key, "theme": "living", "name": text("Inbraak"), "short": text("inbraken"), "kind": "rate",
        "numerator": [[f"police:{key}"]], "denominator": "dwellings", "per": 1000,
        "unit": text("per 1.000 woningen"), "direction": "higher_is_worse", "report_type": "breng",
        "public_levels": levels, "geo_levels": levels, "source": "politie", "why": text("waarom"),
        "ask": text("vraag"), "author": "a", "checker": "b", "next_review": date(2027, 1, 1), "verified": True,
    }  # fmt: skip
    changes.setdefault("public_levels", changes.get("geo_levels", levels))
    return Indicator.model_validate(fields | changes)


def definitions(*indicators: Indicator, denominators: Iterable[Denominator] = ()) -> Definitions:
    usual = [
        Denominator(key=key, name=text(key), measure=f"kwb:{key}", source="cbs_kwb")
        for key in ("dwellings", "inhabitants", "establishments")
    ]
    return Definitions(
        indicators={one.key: one for one in indicators or (indicator(),)},
        denominators={one.key: one for one in [*usual, *denominators]},
        themes={"living": Theme(key="living", name=text("leven"), slug="leven", order=1, description=text("leven"))},
    )


def fact(measure: str, area: str, start: str, value: float | None, **changes: Any) -> dict[str, Any]:
    """One fact; the level follows from the code, the grain is a year unless said otherwise."""
    prefix = {"NL": "land", "GM": "gemeente", "WK": "wijk", "BU": "buurt"}
    return {
        "snapshot": 1, "measure": measure, "area": area, "level": prefix.get(area[:2], "buurt"), "division": 2024,
        "start": date.fromisoformat(start), "grain": "year", "value": value,
        "missing": None if value is not None else "unknown", "provisional": False, "crosswalked": False, "row": 2,
    } | changes  # fmt: skip


def dwellings(*counts: float, year: int = 2023, areas: Iterable[str] = BUURTEN, **changes: Any) -> list[dict[str, Any]]:
    return [
        fact("kwb:dwellings", area, f"{year}-01-01", count, **changes)
        for area, count in zip(areas, counts, strict=True)
    ]


def crimes(*counts: float | None, year: int = 2023, key: str = "burglaries", **changes: Any) -> list[dict[str, Any]]:
    return [
        fact(f"police:{key}", area, f"{year}-01-01", count, **changes)
        for area, count in zip(BUURTEN, counts, strict=True)
    ]


def slices_of(facts: list[dict[str, Any]]) -> pa.Table:
    """The slices that intake makes of these facts: days per month, everything in force."""
    found = {(one["snapshot"], one["measure"], one["grain"], _slice_start(one), one["level"]) for one in facts}
    columns = list(zip(*((*key, 2024) for key in sorted(found)), strict=True)) or [()] * len(store.SLICE_SCHEMA)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, store.SLICE_SCHEMA, strict=True)]
    return pa.table(arrays, schema=store.SLICE_SCHEMA)


def _slice_start(one: dict[str, Any]) -> date:
    start: date = one["start"]
    return start.replace(day=1) if one["grain"] == "day" else start


def inputs(
    facts: list[dict[str, Any]],
    chosen: Definitions | None = None,
    *,
    crosswalk: pa.Table | None = None,
    slices: pa.Table | None = None,
    areas: pa.Table = AREAS,
    hierarchy: pa.Table = HIERARCHY,
    con: Any = None,
    visited: frozenset[str] = frozenset(),
) -> Inputs:
    """Count the facts on a real engine and return what the build takes."""
    table = pa.Table.from_pylist(facts, schema=store.SCHEMA)
    return count(
        table,
        slices=slices if slices is not None else slices_of(facts),
        crosswalk=crosswalk if crosswalk is not None else crosswalk_table([]),
        generation=2024, areas=areas, hierarchy=hierarchy, definitions=chosen or definitions(), con=con,
        visited=visited,
    )  # fmt: skip


def figures(made: Inputs, tier: Tier = "partners") -> dict[tuple[str, str, str], dict[str, Any]]:
    """Build and return the rows by (indicator, period, area)."""
    rows = [row for table in build(made, tier) for row in table.to_pylist()]
    return {(row["indicator"], row["period"], row["area_code"]): row for row in rows}

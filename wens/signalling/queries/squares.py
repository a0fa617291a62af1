"""Squares of 100 metres: how many addresses each has, and what a covenant opens. Inside `acting`."""

from collections.abc import Iterable
from uuid import UUID

from wens.access.models import Category, Covenant
from wens.access.queries import covenant as covenant_of
from wens.access.queries import open_to
from wens.areas.queries import hierarchy, newest
from wens.figures.definitions import definitions
from wens.signalling.models import Signal, SquareAddresses, SquareSignal
from wens.tenancy.context import current

SUPPLIERS = {
    "politie": Category.POLICE, "misdaad_in_kaart": Category.POLICE, "brandweer": Category.FIRE,
    "woonoverlast": Category.HOUSING,
}  # fmt: skip
"""Whose figures they are: a covenant on squares must share these too, with the law for it (Wpg: a decision)."""


def addresses_of(codes: Iterable[str]) -> dict[str, int]:
    """Return how many addresses these squares have, as far as anybody counted them. One query."""
    return dict(SquareAddresses.objects.filter(code__in=list(codes)).values_list("code", "addresses"))


def has_addresses() -> bool:
    """Tell whether anybody loaded the number of addresses per square. One query."""
    return SquareAddresses.objects.exists()


def needed(indicator: str) -> frozenset[Category]:
    """Return what a covenant must share to open the squares of an indicator."""
    supplier = SUPPLIERS.get(definitions().indicators[indicator].source)
    return frozenset({Category.SQUARES} if supplier is None else {Category.SQUARES, supplier})


def opening() -> list[Covenant]:
    """Return the covenants that open squares to the acting organisation today."""
    own = UUID(current().organisation) if current().organisation else None
    found = (covenant_of(key) for key in sorted(open_to(own)))
    return [one for one in found if one is not None and Category.SQUARES in shared_by(one)]


def shared_by(one: Covenant) -> set[str]:
    """Return which kinds of material a covenant shares."""
    return {each.category for each in one.categories.all()}


def covered(covenants: Iterable[Covenant]) -> dict[str, list[Covenant]]:
    """Return the covenants that cover an area whole, by its code; areas of the newest division."""
    rows = hierarchy(year).to_pylist() if (year := newest("buurt")) else []
    parts: dict[str, set[str]] = {}
    for row in rows:
        parts.setdefault(row["area"], set()).add(row["buurt"])
    found: dict[str, list[Covenant]] = {}
    for one in covenants:
        inside = {buurt for code in one.area_codes for buurt in parts.get(code, ())}
        for code, of in parts.items():
            if not one.area_codes or of <= inside:
                found.setdefault(code, []).append(one)
    return found


def within_all(buurten: Iterable[str]) -> list[str]:
    """Return the codes of the areas in which all these buurten lie, in order; none without a buurt."""
    wanted = set(buurten)
    rows = hierarchy(year).to_pylist() if (year := newest("buurt")) and wanted else []
    above: dict[str, set[str]] = {}
    for row in rows:
        if row["buurt"] in wanted:
            above.setdefault(row["area"], set()).add(row["buurt"])
    return sorted(code for code, of in above.items() if of == wanted)


def exact_of(one: Signal) -> SquareSignal | None:
    """Return in which squares a signal was, for who may know; the database itself keeps it from others. One query."""
    return SquareSignal.objects.filter(signal=one).first()


def opened_by(one: SquareSignal) -> Covenant | None:
    """Return the covenant by which the acting organisation reads the squares of a signal."""
    needs, within = set(one.categories), set(one.within)
    return next(
        (each for each in opening()
         if needs <= shared_by(each) and (not each.area_codes or not within.isdisjoint(each.area_codes))),
        None,
    )  # fmt: skip

"""Loading a demo gemeente through the same actions as an analyst uses, so that every number has its delivery."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wens.areas.actions import load_areas
from wens.figures.actions import build_editions
from wens.figures.models import State, Tier
from wens.figures.queries import edition as edition_of
from wens.figures.queries import editions
from wens.intake.actions import import_file
from wens.intake.delivery import Delivery, Options
from wens.intake.mapping import mapping_of
from wens.intake.queries import slices_in_force
from wens.organisations.actions import register_gemeente
from wens.photos.actions import activate
from wens.site.demo.tables import Demo, Load
from wens.tenancy.context import Actor, acting

Tell = Callable[[str], None]

OUTLINES, WIJKEN = "outlines.geojson", "wijken.csv"


class DemoError(RuntimeError):
    """The demo cannot be loaded; the message says which table and why."""


@dataclass(frozen=True)
class Part:
    """One file to import: where it stands, and how."""

    path: Path
    load: Load


def load_tables(demo: Demo, *, hosts: list[str], year: int, by: Actor, tell: Tell) -> bool:
    """Load the areas and tables of `demo`, build and activate; returns whether anything was new."""
    gemeente = demo.gemeente.code
    register_gemeente(code=gemeente, name=demo.gemeente.name, hosts=hosts, by=by)
    new = load_demo_areas(demo, year=year, by=by)
    parts = [Part(demo.path(name), table.load) for name, table in demo.tables.items() if table.load]
    for part in parts:
        tell(f"{demo.gemeente.name}: {part.path.name}")
        new |= load_part(part, by=by)
    tell(f"{demo.gemeente.name}: figures")
    return publish(gemeente, new=new, by=by)


def load_demo_areas(demo: Demo, *, year: int, by: Actor) -> bool:
    """Load the outlines of the buurten and the names of the wijken; returns whether they were new."""
    outlines = load_areas(
        data=demo.path(OUTLINES).read_bytes(), file=OUTLINES, gemeente=demo.gemeente.code, level="buurt", year=year,
        code="code", name="name", parent="wijk", crs="EPSG:28992", commit=True, by=by,
    )  # fmt: skip
    wijken = load_areas(
        data=demo.path(WIJKEN).read_bytes(), file=WIJKEN, gemeente=demo.gemeente.code, level="wijk", year=year,
        code="code", name="name", commit=True, by=by,
    )  # fmt: skip
    return {outlines.status, wijken.status} != {"unchanged"}


def load_part(part: Part, *, by: Actor) -> bool:
    """Import one file; returns whether it was new. Raises DemoError with the findings when it is refused."""
    load = part.load
    mapping = mapping_of(load.mapping, f"{part.path.name}: mapping") if load.mapping else None
    delivery = Delivery(part.path.read_bytes(), part.path.name, mapping=mapping, period=load.period)
    report = import_file(source=load.source, delivery=delivery, options=Options(commit=True), by=by)
    if report.status not in {"loaded", "unchanged"}:
        raise DemoError(f"{part.path.name}: {report.status}. " + " ".join(map(str, report.findings)))
    return report.status == "loaded"


def publish(gemeente: str, *, new: bool, by: Actor) -> bool:
    """Build the editions of both tiers and activate what is new; returns whether anything was new.

    Nothing is built when no delivery was `new` and both tiers have an active edition.
    """
    if not new and served(gemeente, by=by):
        return False
    built = build_editions(gemeente=gemeente, slices=slices_in_force(gemeente), by=by)
    with acting(gemeente, by):
        for one in built:
            found = edition_of(one.edition) if one.edition is not None else None
            if found is not None and found.state == State.BUILT:
                activate(edition=found.pk, by=by)
    return True


def served(gemeente: str, *, by: Actor) -> bool:
    """Return whether both tiers have an edition that is active or waits for the second person."""
    with acting(gemeente, by):
        there = {one.tier for one in editions() if one.state in (State.ACTIVE, State.AWAITING)}
    return there == set(Tier.values)

"""From a publisher to areas and facts of one gemeente: one table, the areas of a year, or all that a first photo needs.

Nothing here is put in use but the areas, of which the first of a level and year counts at once (as `wens areas load`
does): figures change only when a person builds and activates an edition.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any

from wens.areas import queries as areas
from wens.areas.actions import Loaded, load_areas
from wens.areas.findings import AreasError
from wens.intake import definitions
from wens.intake.actions import import_file
from wens.intake.definitions import Source, Table
from wens.intake.delivery import Delivery, Options
from wens.intake.fetch.client import Publisher
from wens.intake.fetch.errors import PublisherError
from wens.intake.fetch.features import areas_of
from wens.intake.fetch.progress import Progress
from wens.intake.fetch.sources import Fetched, fetch
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting

PARENTS = {"gemeente": "", "wijk": "gemeentecode", "buurt": "wijkcode"}  # from the top down
Showing = Callable[[str], AbstractContextManager[Progress]]


@dataclass(frozen=True)
class Step:
    """What became of one part: `status` is that of an import or of areas, or `failed`; `message` says why."""

    what: str
    status: str
    rows: int = 0
    message: str = ""

    @property
    def failed(self) -> bool:
        """Whether this part did not arrive."""
        return self.status in ("failed", "refused")

    def as_dict(self) -> dict[str, Any]:
        """Return the step for JSON and for a table."""
        return asdict(self)


def fetch_areas(
    gemeente: str, level: str, year: int, *, publisher: Publisher, by: Actor, commit: bool, accept_findings: bool,
    progress: Progress,
) -> Loaded:  # fmt: skip
    """Load the areas of a level and year from PDOK; a gemeente that was not there is made.

    Raises PublisherError, and AreasError with the findings of the areas.
    """
    data = areas_of(gemeente, level, year, publisher=publisher, progress=progress)
    return load_areas(
        data=data, file=f"{gemeente}_{level}_{year}.json", gemeente=gemeente, level=level, year=year,
        code=f"{level}code", name=f"{level}naam", parent=PARENTS[level], accept_findings=accept_findings,
        commit=commit, by=by,
    )  # fmt: skip


def fetch_all(
    gemeente: str, year: int, *, publisher: Publisher, by: Actor, options: Options, showing: Showing
) -> Iterator[Step]:
    """Fetch what a first photo needs and yield each step: areas of the year, then the tables with `first_photo`.

    Tables of one year are taken of `year`, the others with all their years, because a photo shows the trend. A table
    in the division of another year brings the areas of that year along. A table that fails does not stop the others;
    without areas nothing can be placed, so then it ends.
    """
    yield from (steps := list(_areas_of_year(gemeente, year, publisher, by, options, showing)))
    if any(step.failed for step in steps):
        return
    divisions = {None, year}
    for source, table in first_tables(year):
        what = f"{source.key} {table.id}"
        try:
            with showing(f"Fetching {what}") as progress:
                wanted = year if table.division is not None else None
                fetched = fetch(
                    source, gemeente=gemeente, publisher=publisher, year=wanted, table=table.id, progress=progress
                )
        except PublisherError as error:
            yield Step(what, "failed", message=str(error))
            continue
        if fetched.division is not None and fetched.division not in divisions:
            divisions.add(fetched.division)
            yield from _areas_of_year(gemeente, fetched.division, publisher, by, options, showing)
        yield load(source.key, fetched, what=what, gemeente=gemeente, by=by, options=options)


def first_tables(year: int) -> list[tuple[Source, Table]]:
    """Return the tables that a first photo of a year is made of; those of one year (population) first."""
    sources = [definitions.source(key) for key in definitions.source_keys()]
    wanted = [
        (source, table) for source in sources for table in source.tables
        if table.first_photo and table.division in (None, year)
    ]  # fmt: skip
    return sorted(wanted, key=lambda pair: pair[1].division is None)


def load(source: str, fetched: Fetched, *, what: str, gemeente: str, by: Actor, options: Options) -> Step:
    """Import what was fetched, for this gemeente only, and return what became of it."""
    if gemeente not in {one.code for one in gemeenten()}:
        return Step(what, "dry_run", message="It came; it can be checked when the areas are loaded.")
    report = import_file(source=source, delivery=delivery_of(fetched), options=options, by=by)
    said = [str(finding) for finding in report.findings if finding.severity != "notice"]
    more = f" (and {len(said) - 3} more)" if len(said) > 3 else ""
    return Step(what, report.status, report.placed, " ".join(said[:3]) + more)


def delivery_of(fetched: Fetched) -> Delivery:
    """Return what was fetched as a delivery, as if somebody had brought the file."""
    return Delivery(fetched.data, fetched.name, url=fetched.url, period=fetched.period, released_on=fetched.released_on)


def _areas_of_year(
    gemeente: str, year: int, publisher: Publisher, by: Actor, options: Options, showing: Showing
) -> Iterator[Step]:
    for level in PARENTS:
        what = f"areas {level} {year}"
        if _has_areas(gemeente, level, year, by):
            yield Step(what, "unchanged", message="There already.")
            continue
        try:
            with showing(f"Fetching {what}") as progress:
                loaded = fetch_areas(
                    gemeente, level, year, publisher=publisher, by=by, commit=options.commit,
                    accept_findings=options.accept_findings, progress=progress,
                )  # fmt: skip
        except (PublisherError, AreasError) as error:
            yield Step(what, "failed", message=str(error))
            return
        yield Step(what, loaded.status, loaded.areas, " ".join(map(str, loaded.findings[:3])))


def _has_areas(gemeente: str, level: str, year: int, by: Actor) -> bool:
    if gemeente not in {one.code for one in gemeenten()}:
        return False
    with acting(gemeente, by):
        return any(one.level == level and one.year == year and not one.made for one in areas.generations())

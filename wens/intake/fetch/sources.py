"""Which table of which publisher a source's definition means, and how to ask it for one gemeente and year."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from wens.intake.definitions import Source, Table
from wens.intake.fetch.client import Publisher, PublisherError
from wens.intake.fetch.odata import Progress, about_v3, period_filter, region_filter, table_v3, table_v4


@dataclass(frozen=True)
class Fetched:
    """A table as it came from the publisher, ready to be imported as a file."""

    data: bytes
    name: str
    url: str
    period: str | None
    released_on: dt.date | None


def fetch(
    source: Source,
    *,
    gemeente: str,
    publisher: Publisher,
    year: int | None = None,
    table: str | None = None,
    progress: Progress = lambda _rows: None,
) -> Fetched:
    """Return the table of a source for one gemeente (with the land, for comparison), of one year or of all.

    Raises :class:`PublisherError`, with what to do, when there is no such table or the publisher does not give it.
    """
    chosen = choose_table(source, year, table)
    url = f"{service_of(chosen)}/{chosen.id}"
    name = "_".join(part for part in (chosen.id, gemeente, str(year or "")) if part) + ".json"
    if _is_version_4(chosen):
        data = table_v4(publisher, url, [region_filter("WijkenEnBuurten", gemeente)], progress)
        return Fetched(data, name, url, str(year) if year else None, None)
    about = about_v3(publisher, url)
    if about.region is None:
        raise PublisherError(f"Table {chosen.id} has no regions, so no part of it is about one gemeente ({url}).")
    conditions = [region_filter(about.region, gemeente)]
    if year is not None and about.period is not None:
        conditions.append(period_filter(about.period, year))
    data = table_v3(publisher, url, conditions, progress, periods=about.period is not None)
    period = str(year or chosen.division or "") if about.period is None else None
    return Fetched(data, name, url, period or None, about.modified)


def choose_table(source: Source, year: int | None, table: str | None) -> Table:
    """Return the table that is meant: by its number, else of the year, else the first one that spans years."""
    listed = ", ".join(f"{one.id} ({one.division or one.grain})" for one in source.tables) or "none"
    if not source.tables:
        raise PublisherError(f"{source.key} has no open table; {source.how_to_get['en']}")
    if table is not None:
        given = table.strip().upper()
        known = next((one for one in source.tables if one.id.upper() == given), None)
        # A publisher gives a table a new number now and then; the service stays.
        return known or source.tables[0].model_copy(update={"id": given, "division": year})
    yearly = [one for one in source.tables if one.division is not None]
    if year is not None:
        found = next((one for one in yearly if one.division == year), None)
    else:
        found = max(yearly, key=lambda one: one.division or 0, default=None)
    found = found or next((one for one in source.tables if one.division is None), None)
    if found is None:
        raise PublisherError(f"{source.key} has no table of {year}; known tables: {listed}. Give another with --table.")
    return found


def service_of(table: Table) -> str:
    """Return the address of the service of a table, as the settings have it."""
    addresses = {
        "opendata.cbs.nl": settings.WENS.cbs_odata_url,
        "dataderden.cbs.nl": settings.WENS.police_odata_url,
    }
    return str(addresses.get(urlsplit(table.service).hostname or "", table.service)).rstrip("/")


def _is_version_4(table: Table) -> bool:
    return urlsplit(table.service).hostname == "datasets.cbs.nl"

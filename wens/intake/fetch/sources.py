"""Which table of which publisher a source's definition means, and how to ask it for one gemeente and year."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from wens.intake.definitions import Source, Table
from wens.intake.fetch.client import Publisher
from wens.intake.fetch.errors import PublisherError, RefusedError
from wens.intake.fetch.odata import (
    About,
    about_v3,
    count_of,
    is_of,
    key_filters,
    keys_of,
    period_filter,
    region_filter,
    table_v3,
    table_v4,
)
from wens.intake.fetch.progress import Progress, silent
from wens.intake.fetch.shelf import Shelf


@dataclass(frozen=True)
class Fetched:
    """A table as it came from the publisher, ready to be imported as a file; `division` as its title says it."""

    data: bytes
    name: str
    url: str
    period: str | None
    released_on: dt.date | None
    division: int | None = None


def fetch(
    source: Source,
    *,
    gemeente: str,
    publisher: Publisher,
    year: int | None = None,
    table: str | None = None,
    progress: Progress = silent,
) -> Fetched:
    """Return the table of a source for one gemeente (with the land, for comparison), of one year or of all.

    Pages that came before a kill or a drop are taken up again. Raises :class:`PublisherError`, with what to do, when
    there is no such table, the publisher does not give it whole, or it holds nothing about the gemeente.
    """
    chosen = choose_table(source, year, table)
    url = f"{service_of(chosen)}/{chosen.id}"
    name = "_".join(part for part in (chosen.id, gemeente, str(year or "")) if part) + ".json"
    if _is_version_4(chosen):
        data = _version_4(publisher, url, gemeente, progress)
        return Fetched(data, name, url, str(year) if year else None, None, None)
    about = about_v3(publisher, url)
    if about.region is None:
        raise PublisherError(f"Table {chosen.id} has no regions, so no part of it is about one gemeente ({url}).")
    of_year = [period_filter(about.period, year)] if year is not None and about.period is not None else []
    data = _version_3(publisher, url, about, gemeente, of_year, progress)
    period = str(year or chosen.division or "") if about.period is None else None
    return Fetched(data, name, url, period or None, about.modified, about.division)


def _version_3(
    publisher: Publisher, url: str, about: About, gemeente: str, of_year: list[str], progress: Progress
) -> bytes:
    """Ask by the beginning of the keys and, when that gives nothing, by the padded keys of the table's own list."""
    region = str(about.region)
    try:
        data = _asked_v3(publisher, url, about, [" and ".join([region_filter(region, gemeente), *of_year])], progress)
        if _about_gemeente(data, region, gemeente):
            return data
    except RefusedError:
        pass
    keys = keys_of(publisher, url, region, gemeente)
    if not any(is_of(gemeente, key) for key in keys):
        raise PublisherError(
            f"The table {url} does not know {gemeente}: the code is wrong, or the gemeente does not exist in the "
            "division of this table. Nothing was loaded; look up the code, or give another --year or --table."
        )
    filters = [" and ".join([one, *of_year]) for one in key_filters(region, keys)]
    data = _asked_v3(publisher, url, about, filters, progress)
    if not _about_gemeente(data, region, gemeente):
        raise PublisherError(
            f"The table {url} knows {gemeente} but gives no figures of it{_other_years(publisher, url, about)}. "
            "Nothing was loaded."
        )
    return data


def _asked_v3(publisher: Publisher, url: str, about: About, filters: list[str], progress: Progress) -> bytes:
    counts = [count_of(publisher, f"{url}/TypedDataSet", one) for one in filters]
    total = None if None in counts else sum(one or 0 for one in counts)
    stamp = {"modified": about.modified, "rows": total}
    with Shelf.open(publisher, Path(settings.WENS.home), [url, filters], stamp) as shelf:
        return table_v3(shelf, url, filters, progress, periods=about.period is not None, total=total)


def _version_4(publisher: Publisher, url: str, gemeente: str, progress: Progress) -> bytes:
    condition = region_filter("WijkenEnBuurten", gemeente)
    total = count_of(publisher, f"{url}/Observations", condition)
    with Shelf.open(publisher, Path(settings.WENS.home), [url, condition], {"rows": total}) as shelf:
        data = table_v4(shelf, url, condition, progress, total=total)
    if not _about_gemeente(data, "WijkenEnBuurten", gemeente):
        raise PublisherError(f"The table {url} gives no figures of {gemeente}. Nothing was loaded; look up the code.")
    return data


def _about_gemeente(data: bytes, region: str, gemeente: str) -> bool:
    return any(is_of(gemeente, row.get(region, "")) for row in json.loads(data)["value"])


def _other_years(publisher: Publisher, url: str, about: About) -> str:
    if about.period is None:
        return ""
    listed = publisher.get_json(f"{url}/Perioden", {"$format": "json"}).get("value", [])
    years = sorted({str(one.get("Key", ""))[:4] for one in listed})
    return f"; its periods run from {years[0]} to {years[-1]}, give one of those as --year" if years else ""


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
    return "/odata/v1" in urlsplit(table.service).path  # datasets.cbs.nl/odata/v1/CBS

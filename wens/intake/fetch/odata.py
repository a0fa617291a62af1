"""CBS tables over OData, version 3 (opendata.cbs.nl, dataderden.cbs.nl) and version 4 (datasets.cbs.nl).

Both give pages: version 3 at most 10,000 rows, with `odata.nextLink` or, on the address that has no links, by
`$skip`; version 4 with `@odata.nextLink`. Region keys are padded with spaces to ten characters, so a gemeente is asked
for by the beginning of its keys: GM0153, WK0153.., BU0153....
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wens.intake.fetch.client import Publisher, PublisherError, TooManyRecordsError, same_server

PAGE = 10_000
REGIONS = ("WijkenEnBuurten", "RegioS", "Regios")
Progress = Callable[[int], None]


def region_filter(dimension: str, gemeente: str) -> str:
    """Return the OData filter for the land, the gemeente and all its wijken and buurten."""
    digits = gemeente.removeprefix("GM")
    keys = ("NL", f"GM{digits}", f"WK{digits}", f"BU{digits}")
    return "(" + " or ".join(f"startswith({dimension},'{key}')" for key in keys) + ")"


def period_filter(dimension: str, year: int) -> str:
    """Return the OData filter for every period of a year (2023JJ00, 2023MM01, 2023KW01 …)."""
    return f"startswith({dimension},'{year}')"


@dataclass(frozen=True)
class About:
    """What a version 3 table says about itself: its region and period columns, and when it was last changed."""

    region: str | None
    period: str | None
    modified: dt.date | None


def about_v3(publisher: Publisher, table_url: str) -> About:
    """Ask a version 3 table for its dimensions and its date; raise :class:`PublisherError` when it is not there."""
    properties = _rows_of(publisher.get_json(f"{table_url}/DataProperties", {"$format": "json"}), table_url)
    keys = [str(row.get("Key", "")) for row in properties]
    infos = _rows_of(publisher.get_json(f"{table_url}/TableInfos", {"$format": "json"}), table_url)
    region = next((key for key in keys if key in REGIONS), None)
    return About(region, "Perioden" if "Perioden" in keys else None, _day(infos[0].get("Modified") if infos else None))


def table_v3(
    publisher: Publisher, table_url: str, conditions: list[str], progress: Progress, *, periods: bool = False
) -> bytes:
    """Return a version 3 table as one JSON document, `{"table", "value": [rows]}`, rows in order.

    `periods`: every row also says whether its period is provisional (`Perioden_Status`), from the list of periods.
    Raises :class:`PublisherError`; then nothing of the table is to be used.
    """
    question = {"$filter": " and ".join(conditions), "$format": "json"}
    rows = list(_counted(_pages_v3(publisher, f"{table_url}/TypedDataSet", question), progress))
    if periods:
        listed = _rows_of(publisher.get_json(f"{table_url}/Perioden", {"$format": "json"}), table_url)
        status = {str(one.get("Key", "")).strip(): str(one.get("Status") or "") for one in listed}
        rows = [{**row, "Perioden_Status": status.get(str(row.get("Perioden", "")).strip(), "")} for row in rows]
    return _document(table_url, rows, {})


def table_v4(publisher: Publisher, table_url: str, conditions: list[str], progress: Progress) -> bytes:
    """Return a version 4 table as one JSON document: observations in `value`, their meaning in `MeasureCodes`."""
    question = {"$filter": " and ".join(conditions)}
    rows = list(_counted(_pages(publisher, f"{table_url}/Observations", question, "@odata.nextLink"), progress))
    measures = list(_pages(publisher, f"{table_url}/MeasureCodes", {}, "@odata.nextLink"))
    return _document(table_url, rows, {"MeasureCodes": [row for page in measures for row in page]})


def _pages_v3(publisher: Publisher, url: str, question: dict[str, str]) -> Iterator[list[dict[str, Any]]]:
    try:
        yield from _pages(publisher, url, question, "odata.nextLink")
    except TooManyRecordsError:
        # The "Api" address answers with an error instead of a first page; it does take $top and $skip.
        yield from _skipping(publisher, url, question)


def _pages(publisher: Publisher, url: str, question: dict[str, str], next_key: str) -> Iterator[list[dict[str, Any]]]:
    answer = publisher.get_json(url, question)
    seen: set[str] = set()
    while True:
        rows = _rows_of(answer, url)
        yield rows
        link = answer.get(next_key)
        if link is None:
            if len(rows) == PAGE and not seen and next_key == "odata.nextLink":
                yield from _skipping(publisher, url, question, start=PAGE)
            return
        link = same_server(str(link), url)
        if link in seen:
            raise PublisherError(f"The pages of {url} go round in a circle ({link}). Nothing was loaded.")
        seen.add(link)
        answer = publisher.get_json(link)


def _skipping(
    publisher: Publisher, url: str, question: dict[str, str], start: int = 0
) -> Iterator[list[dict[str, Any]]]:
    while True:
        answer = publisher.get_json(url, {**question, "$top": str(PAGE), "$skip": str(start)})
        rows = _rows_of(answer, url)
        yield rows
        if len(rows) < PAGE:
            return
        start += len(rows)


def _rows_of(answer: dict[str, Any], url: str) -> list[dict[str, Any]]:
    rows = answer.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PublisherError(
            f"{url} answered with JSON that holds no table (no list under 'value'). Nothing was loaded; the publisher "
            "may have changed its format."
        )
    return rows


def _counted(pages: Iterator[list[dict[str, Any]]], progress: Progress) -> Iterator[dict[str, Any]]:
    seen: set[object] = set()
    for page in pages:
        for row in page:
            key = row.get("ID", row.get("Id"))
            if key is not None and key in seen:
                raise PublisherError(
                    f"Two pages hold the same row (ID {key}): the table changed while it was read. Nothing was loaded; "
                    "try again."
                )
            seen.add(key)
        progress(len(page))
        yield from page


def _day(text: object) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(str(text)).date()
    except ValueError:
        return None


def _document(table_url: str, rows: list[dict[str, Any]], lists: dict[str, Any]) -> bytes:
    """The same table gives the same bytes, so that fetching twice is recognised as nothing new."""
    content = {"table": table_url.rsplit("/", 1)[-1], "value": rows, **lists}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

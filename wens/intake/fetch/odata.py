"""CBS tables over OData, version 3 (opendata.cbs.nl, dataderden.cbs.nl) and version 4 (datasets.cbs.nl).

Both give pages: version 3 at most 10,000 rows, with `odata.nextLink` or, on the address that has no links, by `$skip`
or, where that fails, by the number of the row; version 4 with `@odata.nextLink`. Region keys are padded with spaces to
ten characters, so a gemeente is asked for by the beginning of its keys (GM0153, WK0153.., BU0153....) and, where the
server does not understand that, by the keys as its own list of regions writes them.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from wens.intake.fetch.client import same_server
from wens.intake.fetch.errors import ChangedError, PublisherError, RefusedError, TooManyRecordsError
from wens.intake.fetch.progress import Progress
from wens.intake.fetch.whole import Whole

PAGE = 10_000
KEYS_AT_ONCE = 25  # in one question, so that its address stays below 2,000 characters
REGIONS = ("WijkenEnBuurten", "RegioS", "Regios")


class Server(Protocol):
    """What gives answers: a publisher, or a shelf of its earlier answers."""

    def get_json(self, url: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the JSON object at `url`; raise PublisherError when it cannot be had."""


class Counting(Server, Protocol):
    """A server that can be asked for a number too."""

    def get_number(self, url: str, params: Mapping[str, str] | None = None) -> int | None:
        """Return the number at `url`, None when there is none."""


def region_filter(dimension: str, gemeente: str) -> str:
    """Return the OData filter for the land, the gemeente and all its wijken and buurten."""
    return "(" + " or ".join(f"startswith({dimension},'{key}')" for key in _beginnings(gemeente)) + ")"


def period_filter(dimension: str, year: int) -> str:
    """Return the OData filter for every period of a year (2023JJ00, 2023MM01, 2023KW01 …)."""
    return f"startswith({dimension},'{year}')"


def is_of(gemeente: str, key: object) -> bool:
    """Tell whether a region key, padded or not, is the gemeente or one of its wijken and buurten."""
    return str(key).strip().startswith(_beginnings(gemeente)[1:])


@dataclass(frozen=True)
class About:
    """What a version 3 table says about itself.

    Its region and period columns, when it was last changed, and the year of the division in its title.
    """

    region: str | None
    period: str | None
    modified: dt.date | None
    division: int | None = None


def about_v3(server: Server, table_url: str) -> About:
    """Ask a version 3 table for its dimensions and its date; raise :class:`PublisherError` when it is not there."""
    properties = _rows_of(server.get_json(f"{table_url}/DataProperties", {"$format": "json"}), table_url)
    keys = [str(row.get("Key", "")) for row in properties]
    infos = _rows_of(server.get_json(f"{table_url}/TableInfos", {"$format": "json"}), table_url)
    info = infos[0] if infos else {}
    region = next((key for key in keys if key in REGIONS), None)
    said = re.search(r"indeling (\d{4})", f"{info.get('Title', '')} {info.get('ShortTitle', '')}")
    division = int(said.group(1)) if said else None
    return About(region, "Perioden" if "Perioden" in keys else None, _day(info.get("Modified")), division)


def count_of(server: Counting, url: str, condition: str) -> int | None:
    """Return how many rows the server itself counts, None when it does not say."""
    return server.get_number(f"{url}/$count", {"$filter": condition} if condition else {})


def keys_of(server: Server, table_url: str, region: str, gemeente: str) -> list[str]:
    """Return the keys of the land, the gemeente and its parts, padded as the table's own list of regions has them."""
    pages = _pages_v3(server, f"{table_url}/{region}", {"$select": "Key", "$format": "json"})
    wanted = _beginnings(gemeente)
    return [str(row["Key"]) for page in pages for row in page if str(row.get("Key", "")).startswith(wanted)]


def key_filters(dimension: str, keys: list[str]) -> list[str]:
    """Return OData filters that ask for exactly these keys, some at a time."""
    parts = [keys[i : i + KEYS_AT_ONCE] for i in range(0, len(keys), KEYS_AT_ONCE)]
    return ["(" + " or ".join(f"{dimension} eq '{key}'" for key in part) + ")" for part in parts]


def table_v3(
    server: Server, table_url: str, conditions: list[str], progress: Progress, *, periods: bool = False,
    total: int | None = None,
) -> bytes:  # fmt: skip
    """Return a version 3 table as one JSON document, `{"table", "value": [rows]}`, rows in order.

    conditions: one or several filters; what they give together is the table. periods: every row also says whether its
    period is provisional (`Perioden_Status`), from the list of periods. total: how many rows the server counts.
    Raises :class:`PublisherError`; then nothing of the table is to be used.
    """
    url, whole = f"{table_url}/TypedDataSet", Whole(table_url, total, progress)
    for condition in conditions or [""]:
        for page in _pages_v3(server, url, {"$filter": condition, "$format": "json"}):
            whole.add(page)
    rows = whole.rows()
    if periods:
        listed = _rows_of(server.get_json(f"{table_url}/Perioden", {"$format": "json"}), table_url)
        status = {str(one.get("Key", "")).strip(): str(one.get("Status") or "") for one in listed}
        rows = [{**row, "Perioden_Status": status.get(str(row.get("Perioden", "")).strip(), "")} for row in rows]
    return _document(table_url, rows, {})


def table_v4(server: Server, table_url: str, condition: str, progress: Progress, *, total: int | None = None) -> bytes:
    """Return a version 4 table as one JSON document: observations in `value`, their meaning in `MeasureCodes`."""
    whole = Whole(table_url, total, progress)
    for page in _linked(server, f"{table_url}/Observations", {"$filter": condition}, "@odata.nextLink"):
        whole.add(page)
    measures = list(_linked(server, f"{table_url}/MeasureCodes", {}, "@odata.nextLink"))
    return _document(table_url, whole.rows(), {"MeasureCodes": [row for page in measures for row in page]})


Page = list[dict[str, Any]]


def _pages_v3(server: Server, url: str, question: dict[str, str]) -> Iterator[Page]:
    last: Page = []
    pages = 0
    try:
        for last in _linked(server, url, question, "odata.nextLink"):
            pages += 1
            yield last
    except TooManyRecordsError:
        # The "Api" address answers with an error instead of a first page; it does take $top.
        yield from _without_links(server, url, question, [])
        return
    if pages == 1 and len(last) == PAGE:
        yield from _without_links(server, url, question, last)


def _linked(server: Server, url: str, question: dict[str, str], next_key: str) -> Iterator[Page]:
    answer = server.get_json(url, question)
    seen: set[str] = set()
    while True:
        yield _rows_of(answer, url)
        link = answer.get(next_key)
        if link is None:
            return
        link = same_server(str(link), url)
        if link in seen:
            raise ChangedError(f"The pages of {url} go round in a circle ({link}). Nothing was loaded.")
        seen.add(link)
        answer = server.get_json(link)


def _without_links(server: Server, url: str, question: dict[str, str], before: Page) -> Iterator[Page]:
    """Yield the pages after `before` by `$skip`, and from where that fails by the number of the row."""
    start, previous = len(before), before
    while True:
        rows = _skipping(server, url, question, start)
        if rows is None or (rows and previous and rows[0] == previous[0]):
            yield from _by_number(server, url, question, previous[-1].get("ID") if previous else -1)
            return
        yield rows
        if len(rows) < PAGE:
            return
        start, previous = start + len(rows), rows


def _skipping(server: Server, url: str, question: dict[str, str], start: int) -> Page | None:
    try:
        return _rows_of(server.get_json(url, {**question, "$top": str(PAGE), "$skip": str(start)}), url)
    except PublisherError:
        return None


def _by_number(server: Server, url: str, question: dict[str, str], last: object) -> Iterator[Page]:
    if not isinstance(last, int):
        raise RefusedError(f"{url} gives the same page again and again, and its rows have no number. Try --year.")
    while True:
        beyond = f"ID gt {last}"
        condition = f"{question['$filter']} and {beyond}" if question.get("$filter") else beyond
        asked = {**question, "$filter": condition, "$orderby": "ID", "$top": str(PAGE)}
        rows = _rows_of(server.get_json(url, asked), url)
        yield rows
        if len(rows) < PAGE:
            return
        if rows[-1]["ID"] <= last:
            raise ChangedError(f"The pages of {url} go round in a circle (row {last}). Nothing was loaded.")
        last = rows[-1]["ID"]


def _rows_of(answer: dict[str, Any], url: str) -> Page:
    rows = answer.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PublisherError(
            f"{url} answered with JSON that holds no table (no list under 'value'). Nothing was loaded; the publisher "
            "may have changed its format."
        )
    return rows


def _beginnings(gemeente: str) -> tuple[str, ...]:
    digits = gemeente.removeprefix("GM")
    return ("NL", f"GM{digits}", f"WK{digits}", f"BU{digits}")


def _day(text: object) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(str(text)).date()
    except ValueError:
        return None


def _document(table_url: str, rows: Page, lists: dict[str, Any]) -> bytes:
    """The same table gives the same bytes, so that fetching twice is recognised as nothing new."""
    content = {"table": table_url.rsplit("/", 1)[-1], "value": rows, **lists}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

"""Take along everything that is public: follow every link and form, page through every list, read every format."""

import csv
import io
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import openpyxl
import pypdf
from django.test import Client

from tests.attack import city
from tests.attack.html import Page, read
from wens.figures.definitions import definitions

KNOWN = (
    "/", "/data/", "/data/figures.csv", "/data/figures.json", "/data/figures.xlsx", "/vergelijk/", "/sitemap.xml",
    "/api/v1/", "/api/v1/areas", "/api/v1/indicators", "/api/v1/figures", "/api/v1/photos", "/api/v1/sources",
    "/api/v1/editions", "/api/v1/openapi.json",
)  # fmt: skip
MOST_CHOICES = 80
ONCE = ("/vergelijk/", "/zoeken/")
"""Pages that show what an area's own page shows, for every choice of areas: taken once, and not for every choice."""
NAMES = {"Proefstad": "GM0001"} | {f"Buurt{at:02d}": code for at, code in enumerate(city.BUURTEN)} | {
    key.capitalize(): f"GM0001-{short}-{key}"
    for short, parts in (("LW", city.LOCAL), ("SD", city.STADSDELEN))
    for key in parts
}  # fmt: skip
NUMBERS = ("count", "value", "low", "high", "previous_count", "previous_value", "denominator")
COMPARATORS = {"gemeente", "stadsdeel", "peers", "country"}
_PERIOD = r"\d{4}(?:-Q\d|[-–]\d{4}|-\d{2})?"
_SAID = re.compile(rf"In ([\w ]+?) (?:zijn er in|waren er in) ({_PERIOD}) (?:ongeveer )?([\d.]+|geen) ([^.(]+?) geteld")
_WENT = re.compile(r"[^.]*geteld\.(?:(?! geteld).)*?Het aantal ging van ([\d.]+) naar ([\d.]+)\.")


@dataclass(frozen=True)
class Said:
    """One number that was said about a cell: `what` is count, value, low, high, previous_count or previous_value."""

    area: str
    indicator: str
    period: str
    what: str
    value: float
    where: str
    denominator: float | None = None


def crawl(client: Client, *, onward: bool = True) -> dict[str, tuple[str, bytes]]:
    """Return every public answer by address: (kind of content, bytes). Nothing under /beheer/ or /static/.

    Without `onward` only the well-known addresses, which hold all figures as data already.
    """
    client.raise_request_exception = False  # an error page is public too
    waiting, found = list(KNOWN), {}
    while waiting:
        address = waiting.pop().removeprefix("http://testserver")
        if address in found or not _ours(address):
            continue
        response = client.get(address, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        kind = response.get("Content-Type", "").partition(";")[0]
        found[address] = (kind, body) if response.status_code == 200 else ("", b"")
        if response.status_code == 200 and onward:
            waiting += [urldefrag(urljoin(address, link))[0] for link in _onward(kind, body)]
    return {address: answer for address, answer in found.items() if answer[0]}


def _ours(address: str) -> bool:
    parts = urlsplit(address)
    inside = parts.netloc in ("", "testserver") and parts.path.startswith("/")
    again = parts.path.startswith(ONCE) and parts.query
    return inside and not again and not parts.path.startswith(("/beheer/", "/static/", "/en/", "/i18n/"))


def _onward(kind: str, body: bytes) -> Iterator[str]:
    if kind == "text/html":
        page = read(body.decode())
        yield from page.links
        for action, fields in page.forms:
            choices = itertools.product(*([(name, value) for value in values] for name, values in fields.items()))
            for chosen in itertools.islice(choices, MOST_CHOICES):
                yield f"{action}?" + "&".join(f"{name}={value}" for name, value in chosen)
    elif "json" in kind:
        yield from (text for text in _texts(json.loads(body)) if text.startswith(("/", "http://testserver/")))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def statements(answers: dict[str, tuple[str, bytes]]) -> list[Said]:
    """Return everything that was said about cells, each thing once per place."""
    return list(dict.fromkeys(said for address, (kind, body) in answers.items() for said in _read(address, kind, body)))


def _read(address: str, kind: str, body: bytes) -> Iterator[Said]:
    if kind == "text/csv":
        yield from _rows(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))), address)
    elif "json" in kind:
        yield from _rows(_dictionaries(json.loads(body)), address)
        yield from _sentences(" ".join(_texts(json.loads(body))), address)
    elif "spreadsheet" in kind:
        for sheet in openpyxl.load_workbook(io.BytesIO(body), read_only=True):
            rows = list(sheet.iter_rows(values_only=True))
            yield from (
                said
                for head in rows[:1]
                for said in _rows((dict(zip(head, row, strict=False)) for row in rows[1:]), address)
            )
    elif kind == "application/pdf":
        yield from _sentences(_text_of(body), address)
    elif kind == "text/html":
        page = read(body.decode())
        yield from _sentences(page.words, address)
        yield from _tables(page, address)


def _text_of(pdf: bytes) -> str:
    """The words of a PDF, by poppler where it is (fast), else by pypdf."""
    program = shutil.which("pdftotext")
    if program:
        text = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    else:
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def _dictionaries(value: Any, above: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Every object in a JSON answer, with what the objects round it say."""
    if isinstance(value, dict) and str(value.get("kind")) in COMPARATORS and "value" in value:
        return  # of another area, which is read where that area stands
    if isinstance(value, dict):
        if "period" in value:  # numbers of another period stand round it
            above = {name: one for name, one in (above or {}).items() if name not in NUMBERS}
        own = (above or {}) | {_snake(key): one for key, one in value.items() if not isinstance(one, dict | list)}
        yield own
        for key, one in value.items():
            if isinstance(one, dict | list):
                yield from _dictionaries(one, own | ({"code": key} if key in city.AREAS else {}))
    elif isinstance(value, list):
        for one in value:
            yield from _dictionaries(one, above)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _rows(rows: Iterable[dict[Any, Any]], where: str) -> Iterator[Said]:
    for row in rows:
        area = next((row[name] for name in ("area_code", "area", "code") if row.get(name) in city.AREAS), None)
        indicator, period = row.get("indicator"), str(row.get("period") or "")
        if area is None or indicator not in {**city.PERSONAL, **city.TOTAL} or not re.fullmatch(_PERIOD, period):
            continue
        people = _number(row.get("denominator"))
        for what in NUMBERS[:-1]:
            number = _number(row.get(what))
            if number is not None:
                yield Said(area, indicator, period, what, number, where, people)


def _number(value: Any) -> float | None:
    try:
        return None if value in (None, "") else float(value)
    except (TypeError, ValueError):
        return None


def _indicator(words: str) -> str | None:
    """The indicator of which a text has the name: the longest, because one may hold another."""
    own = definitions().indicators
    found = [(len(text), key) for key in {**city.PERSONAL, **city.TOTAL} for text in _called(own[key]) if text in words]
    return max(found)[1] if found else None


def _called(indicator: Any) -> tuple[str, ...]:
    return indicator.name["nl"], indicator.short["nl"], indicator.key


def _sentences(words: str, where: str) -> Iterator[Said]:
    for match in _SAID.finditer(words):
        area, indicator = NAMES.get(match[1].removeprefix("heel ").strip()), _indicator(match[4])
        if area and indicator:
            count = 0.0 if match[3] == "geen" else float(match[3].replace(".", ""))
            yield Said(area, indicator, _plain(match[2]), "count", count, where)
            went = _WENT.match(words, match.start())
            if went and float(went[2].replace(".", "")) == count:
                yield Said(area, indicator, _plain(match[2]), "previous_count", float(went[1].replace(".", "")), where)


def _plain(period: str) -> str:
    """Years together as the files write them: pages have a dash between them."""
    return period.replace("–", "-")


def _tables(page: Page, address: str) -> Iterator[Said]:
    """Numbers in tables: area, indicator and period from the row, else the head of the column, else round the table."""
    for table in page.tables:
        caption, head = " ".join(text for row in table[:1] for text, _ in row), table[1] if len(table) > 1 else []
        for row in table[1:]:
            for at, (text, exact) in enumerate(row):
                column = head[at][0] if at < len(head) else ""
                number = _number(exact) if exact else _number(text.replace(".", "")) if text[:1].isdigit() else None
                if number is None or "antal" not in f"{column} {caption}":
                    continue
                round_it = [row[0][0], column, caption, address]
                area = next((NAMES[one] for text in round_it for one in NAMES if one in text), None)
                indicator = next((found for text in round_it if (found := _indicator(text))), None)
                period = next((_plain(found[0]) for text in round_it if (found := re.search(_PERIOD, text))), None)
                if area and indicator and period and "antal" in column:
                    yield Said(area, indicator, period, "count", number, address)

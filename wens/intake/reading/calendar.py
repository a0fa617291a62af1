"""Periods and dates as Dutch suppliers write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1900, 2099
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%d.%m.%Y", "%d %m %Y", "%Y/%m/%d", "%d-%m-%y")


class Period(NamedTuple):
    """A period by its first day and its grain, and whether the supplier marks it as provisional."""

    start: dt.date
    grain: str
    provisional: bool = False


@dataclass(frozen=True)
class _Way:
    pattern: re.Pattern[str]
    grain: str


_WORD = "|".join(MONTHS)
_WAYS = tuple(
    _Way(re.compile(pattern, re.IGNORECASE), grain)
    for pattern, grain in (
        (r"(?P<y>\d{4})JJ00", "year"),
        (r"(?P<y>\d{4})MM(?P<m>\d{2})", "month"),
        (r"(?P<y>\d{4})KW(?P<q>0[1-4])", "quarter"),
        (r"(?P<y>\d{4})(\.0)?", "year"),
        (r"(?P<y>\d{4})-(?P<y2>\d{4})", "years"),
        (rf"(?P<y>\d{{4}})[ -](?P<w>{_WORD})\.?", "month"),
        (rf"(?P<w>{_WORD})\.?[ -](?P<y>\d{{4}})", "month"),
        (r"(?P<y>\d{4})[ -]?(?P<q>[1-4])e kwartaal", "quarter"),
        (r"(?P<q>[1-4])e kwartaal (?P<y>\d{4})", "quarter"),
        (r"(?P<y>\d{4})[ -]?(Q|K|KW|kwartaal) ?(?P<q>[1-4])", "quarter"),
        (r"(Q|K|KW|kwartaal) ?(?P<q>[1-4])[ -](?P<y>\d{4})", "quarter"),
        (r"(?P<y>\d{4})-(?P<m>\d{2})", "month"),
        (r"(?P<m>\d{1,2})-(?P<y>\d{4})", "month"),
        (r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})([T ]00:00(:00)?)?", "day"),
        (r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>\d{4})", "day"),
    )
)


@lru_cache(maxsize=65_536)
def period_of(text: str) -> Period | None:
    """Return the period that a key or label names (`2023JJ00`, `2023MM01`, `2023 1e kwartaal`, `2023*`), or None."""
    bare = text.strip().rstrip("*").strip()
    provisional = text.strip().endswith("*")
    for way in _WAYS:
        found = way.pattern.fullmatch(bare)
        if found:
            period = _period(found.groupdict(), way.grain)
            return Period(period.start, period.grain, provisional) if period else None
    return None


def _period(parts: dict[str, str | None], grain: str) -> Period | None:
    year = int(parts["y"] or 0)
    month = 1
    if parts.get("m"):
        month = int(parts["m"] or 0)
    elif parts.get("w"):
        month = MONTHS[(parts["w"] or "").lower()]
    elif parts.get("q"):
        month = int(parts["q"] or 0) * 3 - 2
    if parts.get("y2"):
        span = int(parts["y2"] or 0) - year + 1
        grain = "year" if span == 1 else f"years:{span}"
        if span < 1:
            return None
    return Period(start, grain) if (start := day_of(year, month, int(parts.get("d") or 1))) else None


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None when it does not exist or lies outside 1900-2099."""
    try:
        return dt.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def date_of(text: str, pattern: str | None = None) -> dt.date | None:
    """Return the day in Amsterdam that a text names, or None.

    pattern: a strptime format; without it the usual Dutch and ISO ways are tried. A time of day is allowed behind the
    date; with an offset (`2023-01-01T23:30:00Z`) the day is the one in Amsterdam.
    """
    return _with(text, pattern) if pattern else _usual(text)


def _with(text: str, pattern: str) -> dt.date | None:
    try:
        numeric = pattern.replace("%b", "%m").replace("%B", "%m")
        moment = dt.datetime.strptime(_month_numbers(text, pattern), numeric)  # noqa: DTZ007 - as written, in local time
    except ValueError:
        return None
    return _local(moment)


def _usual(text: str) -> dt.date | None:
    try:
        return _local(dt.datetime.fromisoformat(text))
    except ValueError:
        pass
    named = re.fullmatch(rf"(\d{{1,2}})[ -]({_WORD})\.?[ -](\d{{4}})", text, re.IGNORECASE)
    if named:
        return day_of(int(named[3]), MONTHS[named[2].lower()], int(named[1]))
    bare = re.split(r"[T ](?=\d{1,2}:\d{2})", text, maxsplit=1)[0]
    for pattern in DATE_FORMATS:
        found = _with(bare, pattern)
        if found:
            return found
    return None


def _month_numbers(text: str, pattern: str) -> str:
    if "%b" not in pattern and "%B" not in pattern:
        return text
    return re.sub(
        r"[A-Za-z]+", lambda word: f"{MONTHS[word[0].lower()]:02}" if word[0].lower() in MONTHS else word[0], text
    )


def _local(moment: dt.datetime) -> dt.date | None:
    day = (moment.astimezone(AMSTERDAM) if moment.tzinfo else moment).date()
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None

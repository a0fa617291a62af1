"""Numbers and periods as people write them, in Dutch and English."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

PERIOD = re.compile(r"^(?P<year>[0-9]{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])|-(?P<last>[0-9]{4}))?$")


def decimals_for(value: float) -> int:
    """Return how many decimals a reader needs: 0.04, 0.4, 4.8, 13, 1,250; a nought is plain 0."""
    size = abs(value)
    return 0 if size >= 9.95 or size == 0 else 1 if size >= 0.095 else 2


def number(value: float | None, language: str, *, decimals: int | None = None) -> str:
    """Write a number with the separators of the language; halves go away from zero; nothing for None."""
    if value is None:
        return ""
    if value == 0:
        return "0"
    places = decimals_for(value) if decimals is None else decimals
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return str(format_decimal(rounded, format="#,##0." + "0" * places if places else "#,##0", locale=_locale(language)))


def interval(low: float | None, high: float | None, language: str, *, decimals: int | None = None) -> str:
    """Write both bounds with as many decimals as the upper one: '3,1–6,9'."""
    if low is None or high is None:
        return ""
    places = decimals_for(high) if decimals is None else decimals
    return f"{number(low, language, decimals=places)}–{number(high, language, decimals=places)}"


def period(text: str, language: str) -> str:
    """Write a period of a figure ('2023', '2023-Q1', '2023-01', '2011-2020') in words.

    Raises ValueError on any other form.
    """
    match = PERIOD.match(text)
    if match is None:
        raise ValueError(f"not a period: {text!r} (write 2023, 2023-Q1, 2023-01 or 2011-2020)")
    year, quarter, month = match["year"], match["quarter"], match["month"]
    if match["last"]:
        return f"{year}–{match['last']}"
    if quarter:
        return f"quarter {quarter} of {year}" if language == "en" else f"kwartaal {quarter} van {year}"
    if month:
        return str(format_date(date(int(year), int(month), 1), "MMMM y", locale=_locale(language)))
    return year


def _locale(language: str) -> str:
    return "en_GB" if language.startswith("en") else "nl_NL"

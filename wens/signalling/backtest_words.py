"""The rows of the page that looks back: what the detectors would have given, beside what people judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.figures.definitions import definitions
from wens.signalling.models import Judged

FEW = 10
"""Fewer places than this say nothing as a share; only the numbers are shown."""


@dataclass(frozen=True)
class Row:
    """One indicator, in words."""

    name: str
    weeks: int
    signals: str
    detectors: str
    went_on: str
    last_year: str
    anywhere: str
    delay: str
    by_chance: str
    judged: Sequence[tuple[str, int]]
    precision: str
    few: bool


def back_test_rows(results: Sequence[Mapping[str, Any]], judged: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """Return a row per indicator that was looked back on or of which signals were judged."""
    language, known = get_language() or "nl", definitions().indicators
    by_key = {one["indicator"]: one for one in results}
    keys = [key for key in sorted({*by_key, *judged}) if key in known]
    return [_row(known[key].name[language], by_key.get(key), judged.get(key, {})) for key in keys]


def _row(name: str, of: Mapping[str, Any] | None, judged: Mapping[str, int]) -> Row:
    said = [(str(Judged(key).label) if key else _("niemand keek op tijd"), number) for key, number in judged.items()]
    of = of or {"weeks": 0, "signals": {}, "last_year": {}, "anywhere": {}, "detectors": {}, "delay_weeks": None,
                "by_chance": None}  # fmt: skip
    number = sum(of["detectors"].values())
    return Row(
        name, of["weeks"], str(number), ", ".join(f"{key}: {many}" for key, many in of["detectors"].items()),
        held(of["signals"]), held(of["last_year"]), held(of["anywhere"]),
        _weeks(of["delay_weeks"]), "" if of["by_chance"] is None else number_format(of["by_chance"], 1), said,
        precision(judged), of["signals"].get("number", 0) < FEW,
    )  # fmt: skip


def held(of: Mapping[str, Any]) -> str:
    """Say in how many places it went on: a share only when there are enough of them.

    >>> held({"number": 4, "went_on": 1})
    '1 van 4'
    """
    if not of.get("number"):
        return "–"
    said = {"some": number_format(of["went_on"]), "all": number_format(of["number"])}
    words = _("%(some)s van %(all)s") % said
    return words if of["number"] < FEW else f"{words} ({round(100 * of['went_on'] / of['number'])}%)"


def precision(judged: Mapping[str, int]) -> str:
    """Say which part of the judged signals was worth a look: explained, or perhaps a knelpunt; unclear is neither."""
    useful = judged.get(Judged.EXPLAINED, 0) + judged.get(Judged.BOTTLENECK, 0)
    whole = useful + judged.get(Judged.FALSE, 0) + judged.get(Judged.EXPECTED, 0)
    return held({"number": whole, "went_on": useful})


def _weeks(number: float | None) -> str:
    return "–" if number is None else _("%(number)s weken") % {"number": number_format(number, 0)}

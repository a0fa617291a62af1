"""One figure as people read it: name, verdict, sentences, picture, and the line with source and certainty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator
from wens.figures.rows import FigureRow
from wens.photos.entries import COLUMNS, SAME_FOR_ALL, Setting, as_row, entry, note
from wens.photos.entries import newest as newest
from wens.publication import words
from wens.render.numbers import interval, number, period
from wens.render.run_chart import Point, RunChart, run_chart
from wens.render.strip import Strip, strip

NOTHING = SafeString("")
TOLD_BESIDE = frozenset({"compared", "compared_measure", "peers", "expected", "trend_none", "trend_too_few"})


@dataclass(frozen=True)
class Reference:
    """What a figure is compared with on the page: the gemeente, or for the gemeente itself the country."""

    name: str  # 'Enschede'
    words: str  # 'heel Enschede'
    of_country: bool = False

    def value(self, row: FigureRow) -> float | None:
        """Return the comparison of this row."""
        return row.land_value if self.of_country else row.comparison


@dataclass(frozen=True)
class SeriesRow:
    """One period of a figure as a line of the table."""

    period: str
    count: str
    value: str
    interval: str
    reference: str
    verdict: str
    verdict_words: str
    note: str


@dataclass(frozen=True)
class Compared:
    """One thing that a figure is compared with."""

    kind: str  # gemeente, stadsdeel, peers or country
    name: str
    value: str
    areas: list[str] = field(default_factory=list)  # names of the similar areas


@dataclass(frozen=True)
class FigureView:
    """Everything that a template shows of one indicator in one area."""

    key: str
    name: str
    unit: str
    verdict: str
    verdict_words: str
    value: str
    interval: str
    period: str
    source: str
    sure: list[str]
    text: str = ""
    compared: str = ""
    picture: SafeString = NOTHING
    description: str = ""
    missing: str = ""
    elsewhere: str = ""
    ask: str = ""
    series: list[SeriesRow] = field(default_factory=list)
    chart: SafeString = NOTHING
    judged: bool = False
    row: FigureRow | None = None
    brief: str = ""  # the text without what stands beside it in the row of comparisons
    origin: str = ""  # which edition and deliveries
    comparators: list[Compared] = field(default_factory=list)
    short: str = ""
    why: str = ""
    method: str = ""
    caveats: list[str] = field(default_factory=list)
    guard: str = ""
    spread: list[str] = field(default_factory=list)  # how it lies over the buurten; photos of before do not say

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return not self.missing


def view(
    indicator: Indicator,
    rows: Sequence[FigureRow],
    *,
    whole: FigureRow | None,
    reference: Reference,
    language: str,
) -> FigureView:
    """Make the view of one indicator in one area.

    ``rows``: this indicator in this area, any order; ``whole``: the newest row of the gemeente, shown where the area
    has no number.
    """
    setting = Setting(reference.name, of_country=reference.of_country)
    first = next(iter(rows), None)
    constant = {name: getattr(first, name, "") for name in SAME_FOR_ALL}
    return shown(entry(indicator, rows, setting, whole=whole), COLUMNS, constant, reference, language)


def shown(
    one: Mapping[str, Any], columns: Sequence[str], constant: Mapping[str, Any], reference: Reference, language: str
) -> FigureView:
    """Make the view of an entry of a photo (`wens.photos.entries`), of today or frozen.

    ``columns``: of the rows in the photo; ``constant``: what all its rows share (`SAME_FOR_ALL`).
    """
    constant = {**constant, "indicator": one["key"], "unit": one["unit"][language]}
    row = as_row(one["row"], columns, constant) if one["row"] else None
    history = [as_row(values, columns, constant) for values in one["history"]]
    compared = reference.value(row) if row else None
    known = bool(one["known"]) and row is not None
    description = _description(row, compared, reference, constant["unit"], language) if known and row else ""
    return FigureView(
        key=one["key"],
        name=one["name"][language],
        unit=one["unit"][language],
        source=one["source_name"][language],
        period=period(one["period"], language) if one["period"] else "",
        verdict=one["verdict"],
        verdict_words=one["verdict_words"][language],
        value=number(row.value, language) if row else "",
        interval=interval(row.low, row.high, language) if row else "",
        sure=[part[language] for part in one["sure"]],
        text=" ".join(part["text"] for part in one["sentences"][language]),
        brief=" ".join(part["text"] for part in one["sentences"][language] if part["template"] not in TOLD_BESIDE),
        compared=number(compared, language) if known else "",
        picture=_picture(row, compared, one["verdict"], description, reference, language) if known and row else NOTHING,
        description=description,
        missing=one["missing"][language] if one["missing"] else "",
        elsewhere=one["elsewhere"][language] if one["elsewhere"] else "",
        ask="" if one["delivered"] else one["ask"][language],
        series=_series(history, one, reference, language),
        chart=_chart(history, reference, language) if known else NOTHING,
        judged=known and bool(one["verdict"]),
        row=row,
        comparators=[_compared(each, language) for each in one["compared"]],
        short=one["short"][language],
        why=one["why"][language],
        method=one["method"][language],
        caveats=[caveat[language] for caveat in one["caveats"]],
        guard=one["guard"][language],
        spread=[part["text"] for part in one.get("spread", {}).get(language, [])],
    )


def _compared(one: Mapping[str, Any], language: str) -> Compared:
    areas = [area["name"] for area in one.get("areas", [])]
    return Compared(one["kind"], one["name"][language], one["words"][language], areas)


def _series(rows: Sequence[FigureRow], one: Mapping[str, Any], reference: Reference, language: str) -> list[SeriesRow]:
    newest_first = sorted(zip(rows, one["notes"], strict=True), key=lambda pair: pair[0].period, reverse=True)
    says = {verdict: said[language] for verdict, said in one["says"].items()}
    return [_line(row, note_[language], says, reference, language) for row, note_ in newest_first]


def _description(row: FigureRow, compared: float | None, reference: Reference, unit: str, language: str) -> str:
    parts = {
        "value": number(row.value, language),
        "unit": unit,
        "interval": interval(row.low, row.high, language),
        "reference": reference.words,
        "compared": number(compared, language),
    }
    if compared is None:
        return _("%(value)s %(unit)s.") % parts
    if not parts["interval"]:
        return _("%(value)s %(unit)s; %(reference)s: %(compared)s.") % parts
    return _("%(value)s %(unit)s, met een marge van %(interval)s; %(reference)s: %(compared)s.") % parts


def _picture(
    row: FigureRow, compared: float | None, verdict: str, description: str, reference: Reference, language: str
) -> SafeString:
    if not compared or row.value is None:
        return NOTHING
    low, _dash, high = interval(row.low, row.high, language).partition("–")
    figure = Strip(
        value=row.value,
        low=row.low,
        high=row.high,
        reference=compared,
        verdict=verdict,
        value_label=number(row.value, language),
        low_label=low,
        high_label=high,
        reference_label=f"{reference.words}: {number(compared, language)}",
        description=description,
        lighter=row.stadsdeel_value if row.level not in {"gemeente", "stadsdeel"} else None,
    )
    return mark_safe(strip(figure))  # noqa: S308 -- written and escaped by wens.render


def _chart(rows: Sequence[FigureRow], reference: Reference, language: str) -> SafeString:
    years = sorted((row for row in rows if len(row.period) == 4), key=lambda row: row.period)
    if sum(row.value is not None for row in years) < 2:
        return NOTHING
    points = [
        Point(row.period, row.value, row.low, row.high, reference.value(row), row.verdict, row.has("series_break"))
        for row in years
    ]
    description = _("Verloop van %(first)s tot en met %(last)s; de getallen staan in de tabel.") % {
        "first": years[0].period,
        "last": years[-1].period,
    }
    chart = RunChart(points, years[-1].area_name, reference.name, description, number(years[-1].value, language))
    return mark_safe(run_chart(chart))  # noqa: S308 -- written and escaped by wens.render


def series_row(row: FigureRow, indicator: Indicator, reference: Reference, language: str) -> SeriesRow:
    """Write one period as a line of the table; an empty cell always has a note that says why."""
    says = {row.verdict: words.verdict_words(row.verdict, reference.words)}
    return _line(row, note(row, indicator)[language], says, reference, language)


def _line(row: FigureRow, said: str, says: Mapping[str, str], reference: Reference, language: str) -> SeriesRow:
    verdict = row.verdict if not reference.of_country and row.value is not None else ""
    return SeriesRow(
        period=period(row.period, language),
        count=number(row.count, language, decimals=0),
        value=number(row.value, language),
        interval=interval(row.low, row.high, language),
        reference=number(reference.value(row), language),
        verdict=verdict,
        verdict_words=says[verdict] if verdict else "",
        note=said,
    )

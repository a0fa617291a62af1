"""One figure as people read it: name, verdict, sentences, picture, and the line with source and certainty."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator
from wens.figures.rows import FigureRow
from wens.figures.sentences import REASONS, sentences
from wens.publication import words
from wens.publication.sources import source_name
from wens.render.numbers import interval, number, period
from wens.render.run_chart import Point, RunChart, run_chart
from wens.render.strip import Strip, strip

NOTHING = SafeString("")


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


class _Labels(TypedDict):
    """What every view has, with a number or without."""

    key: str
    name: str
    unit: str
    source: str
    period: str


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

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return not self.missing


def newest(rows: Sequence[FigureRow]) -> FigureRow | None:
    """Return the newest whole year with a number; without one the newest row of any kind, None when there is none."""
    years = [row for row in rows if len(row.period) == 4]
    known = [row for row in years if row.value is not None]
    return max(known or years or rows, key=lambda row: row.period, default=None)


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
    row = newest(rows)
    if row is None or row.value is None:
        return _without_number(indicator, row, whole, reference, language)
    compared = reference.value(row)
    verdict = "" if reference.of_country else row.verdict
    description = _description(row, compared, reference, indicator.unit[language], language)
    return FigureView(
        **_labels(indicator, row, language),
        verdict=verdict,
        verdict_words=words.verdict_words(verdict, reference.words),
        value=number(row.value, language),
        interval=interval(row.low, row.high, language),
        sure=words.sureness(row, indicator.report_type),
        text=_text(row, reference, language),
        compared=number(compared, language),
        picture=_picture(row, compared, verdict, description, reference, language),
        description=description,
        series=_series(indicator, rows, reference, language),
        chart=_chart(rows, reference, language),
        judged=bool(verdict),
        row=row,
    )


def _labels(indicator: Indicator, row: FigureRow | None, language: str) -> _Labels:
    return _Labels(
        key=indicator.key,
        name=indicator.name[language],
        unit=indicator.unit[language],
        source=source_name(row.source if row and row.source else indicator.source, language),
        period=period(row.period, language) if row else "",
    )


def _text(row: FigureRow, reference: Reference, language: str) -> str:
    """Return the generated sentences without the reason why there is no number, which is shown apart."""
    said = sentences(row, language, gemeente=reference.name)
    return " ".join(one.text for one in said if row.value is not None or one.template not in REASONS)


def _series(indicator: Indicator, rows: Sequence[FigureRow], reference: Reference, language: str) -> list[SeriesRow]:
    newest_first = sorted(rows, key=lambda one: one.period, reverse=True)
    return [series_row(row, indicator, reference, language) for row in newest_first]


def _without_number(
    indicator: Indicator, row: FigureRow | None, whole: FigureRow | None, reference: Reference, language: str
) -> FigureView:
    elsewhere = ""
    if whole is not None and whole.value is not None and not reference.of_country:
        elsewhere = _("In %(place)s: %(value)s %(unit)s (%(period)s).") % {
            "place": reference.words,
            "value": number(whole.value, language),
            "unit": indicator.unit[language],
            "period": period(whole.period, language),
        }
    delivered = row is not None and row.reason != "not_delivered"
    return FigureView(
        **_labels(indicator, row, language),
        verdict="too_few",
        verdict_words=_("Geen getal"),
        value="",
        interval="",
        sure=[],
        text=_text(row, reference, language) if row else "",
        missing=words.why_no_number(row, indicator, language),
        elsewhere=elsewhere,
        ask="" if delivered else indicator.ask[language],
        row=row,
    )


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
    verdict = row.verdict if not reference.of_country else ""
    return SeriesRow(
        period=period(row.period, language),
        count=number(row.count, language, decimals=0),
        value=number(row.value, language),
        interval=interval(row.low, row.high, language),
        reference=number(reference.value(row), language),
        verdict=verdict if row.value is not None else "",
        verdict_words=words.verdict_words(verdict, reference.words) if verdict and row.value is not None else "",
        note=words.why_no_number(row, indicator, language) if row.value is None else _notes(row),
    )


def _notes(row: FigureRow) -> str:
    notes = {
        "provisional": _("voorlopig"),
        "series_break": _("anders geteld dan ervoor"),
        "crosswalked": _("omgerekend"),
        "estimated": _("deels geschat"),
    }
    return ", ".join(text for flag, text in notes.items() if row.has(flag))

"""A figure in plain words (Dutch at B1, and English): from templates, so that each number can be traced.

A sentence keeps its template, the version of the templates and the parameters beside the text. The words never say more
than the row: no verdict in the row, no comparison in the sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import FigureRow
from wens.figures.wording import OVERVIEW, REASONS, TEMPLATES, VERSION, Words
from wens.render.numbers import period

__all__ = [
    "OVERVIEW",
    "REASONS",
    "TEMPLATES",
    "VERSION",
    "Sentence",
    "explain",
    "number",
    "said",
    "sentence",
    "sentences",
]

FEW = 20
NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True)
class Sentence:
    """A generated sentence with what it was made of."""

    template: str
    version: str
    parameters: Words
    text: str


def sentences(
    row: FigureRow, language: str, *, gemeente: str = "", names: Mapping[str, str] = NOBODY
) -> list[Sentence]:
    """Return what a row says, one sentence at a time; `gemeente` is its name ("Enschede").

    names: name per area code; the similar areas are only told of when all of them are in it. Without a number it is
    the one sentence that says why. Raises KeyError for an indicator without a definition.
    """
    indicator = definitions().indicators[row.indicator]
    parameters = _parameters(row, indicator, language, gemeente) | _peer_words(row, language, names)
    chosen = [name for name in _chosen(row, indicator) if name != "peers" or parameters["peers"]]
    return [_filled(name, TEMPLATES[name], parameters, language) for name in chosen] + [
        _filled(name, REASONS[name], parameters, language) for name in ([row.reason] if row.reason else [])
    ]


def sentence(row: FigureRow, language: str, *, gemeente: str = "", names: Mapping[str, str] = NOBODY) -> str:
    """Return what a row says, as one text."""
    return " ".join(one.text for one in sentences(row, language, gemeente=gemeente, names=names))


def explain(row: FigureRow | None, language: str, *, indicator: str = "") -> str:
    """Return why there is no number, or no comparison; "" when nothing is lacking.

    Without a row the source was never delivered: then it says how to ask for it (`indicator` is its key).
    """
    key = row.indicator if row else indicator
    reason = row.reason if row else "not_delivered"
    if not reason:
        return ""
    one = definitions().indicators[key]
    return _filled(reason, REASONS[reason], _definition_words(one, language), language).text


def _chosen(row: FigureRow, indicator: Indicator) -> Iterator[str]:
    if row.count is not None:
        yield _counting(row, row.count)
    elif row.value is not None:
        yield "measured"
    if row.value is None:
        return
    if indicator.kind == "rate":
        yield "rate"
    if row.comparison is not None and row.level != "gemeente" and indicator.kind != "count":
        yield "compared" if indicator.kind == "rate" else "compared_measure"
    if row.verdict:
        yield row.verdict
        if row.verdict in ("higher", "lower") and row.expected is not None:
            yield "expected"
    elif indicator.report_type in ("haal", "mix", "model"):
        yield indicator.report_type
    elif indicator.tested and row.has("crosswalked") and row.level != "gemeente":
        yield "converted"
    if row.peers and row.peer_value is not None:
        yield "peers"
    yield from _about_change(row)
    if row.trend and not row.trend == row.verdict == "too_few":
        yield f"trend_{row.trend}"
    if row.has("provisional"):
        yield "provisional"


def _counting(row: FigureRow, count: float) -> str:
    if row.has("crosswalked") and not count.is_integer():
        return "counted_about"
    if row.has("rounded"):
        return "pooled_rounded" if row.has("pooled") else "counted_rounded"
    if row.has("pooled"):
        return {0.0: "pooled_none", 1.0: "pooled_one"}.get(count, "pooled_many")
    return {0.0: "counted_none", 1.0: "counted_one"}.get(count, "counted_many")


def _about_change(row: FigureRow) -> Iterator[str]:
    if row.count is None or row.previous_count is None or row.has("crosswalked"):
        return
    if row.has("pooled"):
        yield "pooled_before"
    elif row.count == row.previous_count:
        yield "stayed_rounded" if row.has("rounded") else "stayed"
        return
    else:
        yield "went_rounded" if row.has("rounded") else "went"
    if row.change == "chance" and max(row.count, row.previous_count) < FEW:
        yield "change_too_few"
    elif row.change:
        yield f"change_{row.change}"


def _parameters(row: FigureRow, indicator: Indicator, language: str, gemeente: str) -> dict[str, str]:
    whole = {"nl": f"heel {gemeente}" if gemeente else "de hele gemeente", "en": f"all of {gemeente or 'the gemeente'}"}
    return _definition_words(indicator, language) | {
        "area": row.area_name,
        "gemeente": whole[_language(language)],
        "period": period(row.period, language),
        "count": _whole(row.count, language),
        "unit": indicator.unit[language] + _a_year(row, indicator, language),
        "value": number(row.value, language),
        "low": number(row.low, language),
        "high": number(row.high, language),
        "comparison": number(row.comparison, language),
        "previous": _whole(row.previous_count, language),
        "expected": number(row.expected, language),
        "trend_from": period(row.trend_from, language) if row.trend_from else "",
        **_trend_words(row, language),
    }


def _trend_words(row: FigureRow, language: str) -> dict[str, str]:
    """A yearly factor as a percentage of growth, or of decline when it is below 1; the bounds likewise."""
    if row.trend_yearly is None or row.trend_low is None or row.trend_high is None:
        return {}
    down = row.trend_yearly < 1
    change, low, high = ((factor - 1) * (-100 if down else 100) for factor in _ordered(row, down=down))
    return {
        name: number(value, language)
        for name, value in (("trend_change", change), ("trend_low", low), ("trend_high", high))
    }


def _ordered(row: FigureRow, *, down: bool) -> tuple[float, float, float]:
    yearly, low, high = row.trend_yearly or 1.0, row.trend_low or 0.0, row.trend_high or 0.0
    return (yearly, high, low) if down else (yearly, low, high)


def _peer_words(row: FigureRow, language: str, names: Mapping[str, str]) -> dict[str, str]:
    codes = row.peers.split("+") if row.peers else []
    known = all(code in names for code in codes)
    return {
        "peers": ", ".join(names[code] for code in codes) if codes and known else "",
        "peer_value": number(row.peer_value, language),
    }


def said(name: str, parameters: Words, language: str) -> Sentence:
    """Return a sentence about several figures together: a template of `OVERVIEW`, filled. Raises KeyError."""
    return _filled(name, OVERVIEW[name], parameters, language)


def _a_year(row: FigureRow, indicator: Indicator, language: str) -> str:
    """Of several years together a rate is the average per year, and says so."""
    if indicator.kind != "rate" or len(row.period) != len("2011-2020"):
        return ""
    return {"nl": " per jaar", "en": " a year"}[_language(language)]


def _definition_words(indicator: Indicator, language: str) -> dict[str, str]:
    denominator = definitions().denominators.get(indicator.denominator or "")
    return {
        "short": indicator.short[language],
        "unit": indicator.unit[language],
        "ask": indicator.ask[language],
        "denominator": denominator.name[language] if denominator else "",
    }


def _filled(name: str, words: Words, parameters: Words, language: str) -> Sentence:
    template = words[_language(language)]
    used = {key: value for key, value in parameters.items() if f"{{{key}}}" in template}
    return Sentence(name, VERSION, used, template.format(**used))


def number(value: float | None, language: str) -> str:
    """Write a number as people read it: one decimal below ten, none above; "" for no number."""
    if value is None:
        return ""
    rounded = round(value, 1) if abs(value) < 9.95 else round(value)
    return str(format_decimal(rounded, locale=_language(language)))


def _whole(count: float | None, language: str) -> str:
    return "" if count is None else str(format_decimal(round(count), locale=_language(language)))


def _language(language: str) -> str:
    return "en" if language.startswith("en") else "nl"

"""A figure in plain words (Dutch at B1, and English): from templates, so that each number can be traced.

A sentence keeps its template, the version of the templates and the parameters beside the text. The words never say more
than the row: no verdict in the row, no comparison in the sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import FigureRow
from wens.render.numbers import period

VERSION = "2026-11"
FEW = 20

Words = Mapping[str, str]

TEMPLATES: dict[str, Words] = {
    "counted_many": {
        "nl": "In {area} zijn er in {period} {count} {short} geteld.",
        "en": "In {area}, {count} {short} were counted in {period}.",
    },
    "counted_one": {
        "nl": "Het aantal {short} in {area} was in {period} 1.",
        "en": "The number of {short} in {area} was 1 in {period}.",
    },
    "counted_none": {
        "nl": "In {area} zijn er in {period} geen {short} geteld.",
        "en": "In {area}, no {short} were counted in {period}.",
    },
    "counted_about": {
        "nl": "In {area} waren er in {period} ongeveer {count} {short}, omgerekend uit gebieden met andere grenzen.",
        "en": "In {area}, there were about {count} {short} in {period}, converted from areas with other borders.",
    },
    "measured": {
        "nl": "Het cijfer voor {short} in {area} was in {period}: {value} ({unit}).",
        "en": "The figure for {short} in {area} was {value} ({unit}) in {period}.",
    },
    "rate": {
        "nl": "Dat zijn er ongeveer {value} {unit} (tussen {low} en {high}).",
        "en": "That is about {value} {unit} (between {low} and {high}).",
    },
    "compared": {"nl": "In {gemeente} zijn dat er {comparison}.", "en": "In {gemeente} it is {comparison}."},
    "compared_measure": {"nl": "In {gemeente} is dat {comparison}.", "en": "In {gemeente} it is {comparison}."},
    "higher": {
        "nl": "Dit verschil is groter dan je door toeval verwacht.",
        "en": "This difference is larger than you would expect by chance.",
    },
    "lower": {
        "nl": "Het is hier minder. Dit verschil is groter dan je door toeval verwacht.",
        "en": "It is less here. This difference is larger than you would expect by chance.",
    },
    "chance": {
        "nl": "Dit verschil is niet te onderscheiden van toeval.",
        "en": "This difference cannot be told from chance.",
    },
    "too_few": {
        "nl": "Het zijn te weinig gevallen om daar iets over te zeggen.",
        "en": "These are too few cases to say anything about that.",
    },
    "haal": {
        "nl": "Dit hangt af van hoe vaak de politie controleert. Daarom geven we hier geen oordeel.",
        "en": "This depends on how often the police check. Therefore we give no verdict here.",
    },
    "mix": {
        "nl": "Hier zit ook bij wat de politie zelf vindt. Daarom geven we hier geen oordeel.",
        "en": "This includes what the police find themselves. Therefore we give no verdict here.",
    },
    "model": {
        "nl": "Dit is een schatting met een model, en geen telling.",
        "en": "This is an estimate from a model, not a count.",
    },
    "went": {
        "nl": "Het aantal ging van {previous} naar {count}.",
        "en": "The number went from {previous} to {count}.",
    },
    "stayed": {
        "nl": "Het aantal bleef {count}, net als een jaar eerder.",
        "en": "The number stayed at {count}, as a year earlier.",
    },
    "change_higher": {
        "nl": "Die stijging is groter dan je door toeval verwacht.",
        "en": "That rise is larger than you would expect by chance.",
    },
    "change_lower": {
        "nl": "Die daling is groter dan je door toeval verwacht.",
        "en": "That fall is larger than you would expect by chance.",
    },
    "change_chance": {"nl": "Dat kan toeval zijn.", "en": "That may be chance."},
    "change_too_few": {
        "nl": "Bij zulke kleine aantallen kan dat toeval zijn.",
        "en": "With numbers this small that may be chance.",
    },
    "provisional": {
        "nl": "Dit is een voorlopig cijfer. Het kan nog veranderen.",
        "en": "This is a provisional figure. It may still change.",
    },
}

REASONS: dict[str, Words] = {
    "not_delivered": {
        "nl": "Hier staat geen getal, omdat dit nog niet is geleverd. {ask}",
        "en": "There is no number here, because this has not been delivered yet. {ask}",
    },
    "unknown": {
        "nl": "Hier staat geen getal, omdat de bron het getal niet geeft: het is onbekend, onzeker of geheim.",
        "en": "There is no number here, because the source does not give it: it is unknown, uncertain or secret.",
    },
    "level": {
        "nl": "Hier staat geen getal, omdat dit niet voor een gebied van deze grootte te maken is.",
        "en": "There is no number here, because this cannot be made for an area of this size.",
    },
    "no_denominator": {
        "nl": "Wij weten wel het aantal, maar niet waar we het door moeten delen ({denominator}).",
        "en": "We know the number, but not what to divide it by ({denominator}).",
    },
    "few_residents": {
        "nl": "Hier zijn zo weinig {denominator} dat {unit} niets zegt. Daarom staat hier alleen het aantal.",
        "en": "There are so few {denominator} here that a figure {unit} says nothing. So there is only the number.",
    },
    "floor": {
        "nl": "Hier staat geen getal, omdat wij dit alleen voor grotere gebieden of hele jaren laten zien.",
        "en": "There is no number here, because we show this for larger areas or whole years only.",
    },
    "few_cases": {
        "nl": "Hier staat geen getal, omdat het over zo weinig mensen gaat dat zij herkenbaar zouden zijn.",
        "en": "There is no number here, because it is about so few people that they could be recognised.",
    },
    "derivable": {
        "nl": "Hier staat geen getal, omdat je er een ander geheim getal mee zou kunnen uitrekenen.",
        "en": "There is no number here, because another secret number could be worked out with it.",
    },
    "part_of_year": {
        "nl": "Deze periode is niet helemaal geteld. Daarom vergelijken we dit getal niet.",
        "en": "This period was not counted completely. Therefore we do not compare this number.",
    },
    "many_visitors": {
        "nl": "Hier komen veel meer mensen dan er wonen. Daarom vergelijken we dit getal niet met andere plekken.",
        "en": "Many more people come here than live here. Therefore we do not compare this number with other places.",
    },
}


@dataclass(frozen=True)
class Sentence:
    """A generated sentence with what it was made of."""

    template: str
    version: str
    parameters: Words
    text: str


def sentences(row: FigureRow, language: str, *, gemeente: str = "") -> list[Sentence]:
    """Return what a row says, one sentence at a time; `gemeente` is its name ("Enschede").

    Without a number it is the one sentence that says why. Raises KeyError for an indicator without a definition.
    """
    indicator = definitions().indicators[row.indicator]
    parameters = _parameters(row, indicator, language, gemeente)
    return [_filled(name, TEMPLATES[name], parameters, language) for name in _chosen(row, indicator)] + [
        _filled(name, REASONS[name], parameters, language) for name in ([row.reason] if row.reason else [])
    ]


def sentence(row: FigureRow, language: str, *, gemeente: str = "") -> str:
    """Return what a row says, as one text."""
    return " ".join(one.text for one in sentences(row, language, gemeente=gemeente))


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
    elif indicator.report_type in ("haal", "mix", "model"):
        yield indicator.report_type
    yield from _about_change(row)
    if row.has("provisional"):
        yield "provisional"


def _counting(row: FigureRow, count: float) -> str:
    if row.has("crosswalked") and not count.is_integer():
        return "counted_about"
    return {0.0: "counted_none", 1.0: "counted_one"}.get(count, "counted_many")


def _about_change(row: FigureRow) -> Iterator[str]:
    if row.count is None or row.previous_count is None or row.has("crosswalked"):
        return
    if row.count == row.previous_count:
        yield "stayed"
        return
    yield "went"
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
    }


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

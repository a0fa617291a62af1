"""The words around figures in Dutch (B1) and English: verdicts, how sure, how it was made, the lists at the top.

They stand here and not with the translations of the site, because a frozen photo keeps them in both languages with
the version of these templates. The sentences about one figure are made by `wens.figures.sentences`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import FigureRow
from wens.render.numbers import number

VERSION = "2026-11"
LANGUAGES = ("nl", "en")

Words = dict[str, str]

TEMPLATES: dict[str, Words] = {
    "higher": {"nl": "Vaker dan in {reference}", "en": "More often than in {reference}"},
    "lower": {"nl": "Minder vaak dan in {reference}", "en": "Less often than in {reference}"},
    "chance": {"nl": "Niet te onderscheiden van toeval", "en": "Cannot be told from chance"},
    "too_few": {"nl": "Te weinig gegevens om iets te zeggen", "en": "Too few data to say anything"},
    "no_verdict": {"nl": "Wij geven hier geen oordeel", "en": "We give no verdict here"},
    "no_number": {"nl": "Geen getal", "en": "No number"},
    "whole": {"nl": "heel {name}", "en": "all of {name}"},
    "stadsdeel": {"nl": "stadsdeel {name}", "en": "stadsdeel {name}"},
    "country": {"nl": "Nederland", "en": "the Netherlands"},
    "peers": {"nl": "gebieden die hierop lijken", "en": "similar areas"},
    "elsewhere": {
        "nl": "In {reference}: {value} {unit} ({period}).",
        "en": "In {reference}: {value} {unit} ({period}).",
    },
    "provisional": {"nl": "voorlopig cijfer, kan nog veranderen", "en": "provisional figure, may still change"},
    "estimated": {"nl": "deels geschat", "en": "partly estimated"},
    "crosswalked": {
        "nl": "omgerekend naar de indeling van {year}",
        "en": "converted to the division of {year}",
    },
    "series_break": {"nl": "anders geteld dan de jaren ervoor", "en": "counted differently from the years before"},
    "rounded": {"nl": "afgerond op 5, omdat het over mensen gaat", "en": "rounded to 5, because it is about people"},
    "few": {"nl": "zo weinig gevallen dat toeval veel uitmaakt", "en": "so few cases that chance matters much"},
    "method_rate": {
        "nl": "Het aantal, gedeeld door het aantal {denominator}, keer {per}.",
        "en": "The number, divided by the number of {denominator}, times {per}.",
    },
    "method_percent": {
        "nl": "Het percentage zoals de bron het levert; wij rekenen er niets aan.",
        "en": "The percentage as the source delivers it; we do not recalculate it.",
    },
    "method_score": {
        "nl": "De score zoals de bron hem levert; wij rekenen er niets aan.",
        "en": "The score as the source delivers it; we do not recalculate it.",
    },
    "method_count": {
        "nl": "Het aantal zoals het is geteld, zonder te delen.",
        "en": "The number as it was counted, without dividing.",
    },
    "guard": {
        "nl": "Gemaakt door {author}; gecontroleerd door: {checker}. Volgende controle: {year}.",
        "en": "Made by {author}; checked by: {checker}. Next review: {year}.",
    },
}

NOTES: dict[str, Words] = {
    "provisional": {"nl": "voorlopig", "en": "provisional"},
    "series_break": {"nl": "anders geteld dan ervoor", "en": "counted differently from before"},
    "crosswalked": {"nl": "omgerekend", "en": "converted"},
    "estimated": {"nl": "deels geschat", "en": "partly estimated"},
    "rounded": {"nl": "afgerond", "en": "rounded"},
}

REPORT_TYPES: dict[str, Words] = {
    "breng": {
        "nl": "geteld door de politie, na een melding of aangifte",
        "en": "counted by the police, after a report",
    },
    "haal": {
        "nl": "gevonden door de politie zelf: meer controles geven een hoger cijfer",
        "en": "found by the police themselves: more checks give a higher figure",
    },
    "melding": {
        "nl": "meldingen: niet iedereen meldt, dus het echte aantal ligt hoger",
        "en": "reports: not everyone reports, so the real number is higher",
    },
    "enquete": {
        "nl": "uit een enquête onder een deel van de inwoners",
        "en": "from a survey among part of the inhabitants",
    },
    "model": {
        "nl": "geschat met een rekenmodel, niet geteld in de wijk",
        "en": "estimated with a model, not counted in the wijk",
    },
    "mix": {
        "nl": "een mengsel van meldingen en wat de politie zelf vond",
        "en": "a mixture of reports and what the police found themselves",
    },
    "registratie": {"nl": "geteld in een registratie", "en": "counted in a register"},
    "sensor": {"nl": "gemeten met een apparaat langs de weg", "en": "measured by a device beside the road"},
}


def say(template: str, /, **parameters: Any) -> Words:
    """Fill a template in both languages. A parameter that is itself bilingual is filled in with its own language."""
    return {
        language: text.format(**{key: _in(value, language) for key, value in parameters.items()})
        for language, text in TEMPLATES[template].items()
    }


def _in(value: Any, language: str) -> Any:
    return value[language] if isinstance(value, Mapping) else value


def numbers(value: float | None, *, decimals: int | None = None) -> Words:
    """Write a number with the separators of each language."""
    return {language: number(value, language, decimals=decimals) for language in LANGUAGES}


def verdict_words(verdict: str, reference: Words | str) -> Words:
    """Say a verdict. `reference` is what it was compared with ('heel Enschede')."""
    return say(verdict or "no_verdict", **({"reference": reference} if verdict in {"higher", "lower"} else {}))


def sureness(row: FigureRow, report_type: str) -> list[Words]:
    """Return the parts of 'how sure': how it was counted and what was done to it."""
    return [dict(REPORT_TYPES[report_type]), *_flags(row)]


def _flags(row: FigureRow) -> Iterator[Words]:
    for flag in ("provisional", "estimated", "crosswalked", "series_break", "rounded"):
        if row.has(flag):
            yield say(flag, **({"year": row.generation} if flag == "crosswalked" else {}))
    if row.has("too_few"):
        yield say("few")


def notes(row: FigureRow) -> Words:
    """Return what was done to one number, short enough for a table."""
    return {
        language: ", ".join(text[language] for flag, text in NOTES.items() if row.has(flag)) for language in LANGUAGES
    }


def method_of(indicator: Indicator) -> Words:
    """Say in one sentence how an indicator is made."""
    if indicator.kind == "rate" and indicator.denominator:
        denominator = definitions().denominators[indicator.denominator].name
        lowered = {language: denominator[language].lower() for language in LANGUAGES}
        return say("method_rate", denominator=lowered, per=numbers(indicator.per))
    return say(f"method_{indicator.kind}")


def guard_of(indicator: Indicator) -> Words:
    """Say who guards the definition."""
    return say("guard", author=indicator.author, checker=indicator.checker, year=indicator.next_review.year)

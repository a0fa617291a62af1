"""What the figures of an area point to: possible knelpunten, what chance means, burden and capacity side by side.

Plain values with words in both languages, for page, JSON, PDF and command line. People decide what is a knelpunt.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wens.figures.candidates import candidate_sentences, candidates, guidance
from wens.figures.definitions import WITHOUT_VERDICT
from wens.figures.rows import FigureRow
from wens.figures.sentences import said
from wens.photos.entries import COLUMNS, kept_sentences
from wens.photos.summary import SIDES
from wens.photos.words import LANGUAGES, Words

Entry = Mapping[str, Any]

TEMPLATES: dict[str, Words] = {
    "above": {"nl": "Hoger dan in {reference}: {names}.", "en": "Higher than in {reference}: {names}."},
    "below": {"nl": "Lager dan in {reference}: {names}.", "en": "Lower than in {reference}: {names}."},
    "open": {
        "nl": "Ongeveer gelijk, of te onzeker om te zeggen: {names}.",
        "en": "About the same, or too uncertain to say: {names}.",
    },
    "modelled": {
        "nl": "Alleen geschat met een model, dus zonder oordeel: {names}.",
        "en": "Only estimated with a model, so without a verdict: {names}.",
    },
    "none": {
        "nl": "Hierover is er voor dit gebied nog geen cijfer.",
        "en": "There is no figure about this for this area yet.",
    },
}

APART = 0.05
"""A figure without an interval (a register's percentage) lies above or below when it differs by more than this."""


def knelpunten(rows: Sequence[FigureRow]) -> dict[str, Any]:
    """Return the possible knelpunten with their evidence, the surest first, or the sentence that there are none.

    rows: all figures of one area over years, and over three years together.
    """
    found = candidates(rows)
    return {
        "found": [
            {
                "indicator": one.indicator.key,
                "name": {language: one.indicator.name[language] for language in LANGUAGES},
                "row": [getattr(one.row, name) for name in COLUMNS],
                "pooled": one.pooled,
                "confirmed": one.confirmed,
                "ratio": one.ratio,
                "q": one.q,
                "sure": one.sure,
                "trend": one.trend,
                "sentences": {language: kept_sentences(candidate_sentences(one, language)) for language in LANGUAGES},
            }
            for one in found
        ],
        "none": {language: kept_sentences([said("no_candidates", {}, language)]) for language in LANGUAGES},
    }


def chance(rows: Sequence[FigureRow]) -> dict[str, Any]:
    """Return what it means when most figures say "chance", and what to do then; empty lists when they do not."""
    return {language: kept_sentences(guidance(rows, language)) for language in LANGUAGES}


def balance(entries: Sequence[Entry], reference: Words) -> dict[str, Any]:
    """Return burden and capacity as two profiles: where each figure lies, and what that says. Never one number.

    A figure lies above or below the reference only when its whole interval does; what a model estimates lies nowhere.
    """
    return {side: _profile([one for one in entries if one["theme"] == side], reference) for side in SIDES}


def _profile(entries: Sequence[Entry], reference: Words) -> dict[str, Any]:
    places = {one["key"]: _place(one) for one in entries if one["known"] and one["compared"]}
    named = {way: [one["short"] for one in entries if places.get(one["key"]) == way] for way in TEMPLATES}
    text = {
        language: " ".join(
            TEMPLATES[way][language].format(
                reference=reference[language], names=", ".join(name[language] for name in names)
            )
            for way, names in named.items()
            if names or (way == "none" and not places)
        )
        for language in LANGUAGES
    }
    return {"places": places, "text": text}


def _place(one: Entry) -> str:
    if one["report_type"] in WITHOUT_VERDICT:
        return "modelled"
    row, reference = dict(zip(COLUMNS, one["row"], strict=True)), one["compared"][0]["value"]
    room = 0.0 if row["low"] is not None else APART * abs(reference)
    low = row["low"] if row["low"] is not None else row["value"] - room
    high = row["high"] if row["high"] is not None else row["value"] + room
    return "above" if low > reference else "below" if high < reference else "open"

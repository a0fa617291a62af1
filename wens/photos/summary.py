"""The short lists at the top: what we know and what we do not know. Selected from the figures, never computed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wens.photos.entries import COLUMNS
from wens.photos.words import LANGUAGES, Words, numbers
from wens.render.numbers import period

LONGEST = 4
SIDES = ("burden", "capacity")

TEMPLATES: dict[str, Words] = {
    "higher": {
        "nl": "{value} {unit} in {period}. Dat is meer dan in {reference}: {compared}.",
        "en": "{value} {unit} in {period}. That is more than in {reference}: {compared}.",
    },
    "lower": {
        "nl": "{value} {unit} in {period}. Dat is minder dan in {reference}: {compared}.",
        "en": "{value} {unit} in {period}. That is less than in {reference}: {compared}.",
    },
    "shown": {"nl": "{value} {unit} in {period}.", "en": "{value} {unit} in {period}."},
    "shown_beside": {
        "nl": "{value} {unit} in {period}. In {reference} is dat {compared}.",
        "en": "{value} {unit} in {period}. In {reference} it is {compared}.",
    },
    "equal_one": {
        "nl": "Bij 1 onderwerp is het verschil met {reference} niet te onderscheiden van toeval.",
        "en": "For 1 subject the difference from {reference} cannot be told from chance.",
    },
    "equal_many": {
        "nl": "Bij {n} onderwerpen is het verschil met {reference} niet te onderscheiden van toeval.",
        "en": "For {n} subjects the difference from {reference} cannot be told from chance.",
    },
    "trend_up": {"nl": "Al jaren meer: {names}.", "en": "More and more over the years: {names}."},
    "trend_down": {"nl": "Al jaren minder: {names}.", "en": "Less and less over the years: {names}."},
    "more_one": {"nl": "Hieronder staat nog 1 cijfer.", "en": "There is 1 more figure below."},
    "more_many": {"nl": "Hieronder staan nog {n} cijfers.", "en": "There are {n} more figures below."},
    "nothing": {
        "nl": "Er zijn hier nog geen cijfers waar wij iets over kunnen zeggen.",
        "en": "There are no figures here yet that we can say anything about.",
    },
    "not_delivered": {"nl": "nog niet geleverd. {elsewhere}", "en": "not delivered yet. {elsewhere}"},
    "not_shown": {
        "nl": "niet te tonen voor dit gebied. {elsewhere}",
        "en": "cannot be shown for this area. {elsewhere}",
    },
    "lacking_many": {
        "nl": "Van nog {n} onderwerpen is er geen getal. Bij elk onderwerp staat waarom.",
        "en": "There is no number for another {n} subjects. With each subject it says why.",
    },
    "few_one": {
        "nl": "Bij 1 onderwerp zijn er te weinig gevallen om iets te zeggen.",
        "en": "For 1 subject there are too few cases to say anything.",
    },
    "few_many": {
        "nl": "Bij {n} onderwerpen zijn er te weinig gevallen om iets te zeggen.",
        "en": "For {n} subjects there are too few cases to say anything.",
    },
    "no_voices": {
        "nl": "Cijfers zeggen niet waardoor iets komt. Wat mensen zien en vertellen, staat apart.",
        "en": "Figures do not say what causes something. What people see and tell stands apart.",
    },
}

Entry = Mapping[str, Any]
Line = dict[str, Any]


def summary(entries: Sequence[Entry], reference: Words) -> dict[str, list[Line]]:
    """Return the lists `known` and `unknown`; each line has its template, parameters, text and, where it is about one
    figure, the key and name of it.

    entries: in the order in which they must be told; burden and capacity are told apart (`pointers.balance`).
    """
    told = [one for one in entries if one["theme"] not in SIDES]
    return {"known": list(_known(told, reference)), "unknown": list(_unknown(entries))}


def line(template: str, verdict: str, about: Entry | None = None, /, **parameters: Any) -> Line:
    """Return one line in both languages, with what it was made of."""
    used = {key: value for key, value in parameters.items() if f"{{{key}}}" in TEMPLATES[template]["nl"]}
    filled = {
        language: TEMPLATES[template][language]
        .format(**{key: value[language] if isinstance(value, Mapping) else value for key, value in used.items()})
        .strip()
        for language in LANGUAGES
    }
    return {
        "template": template,
        "parameters": used,
        "text": filled,
        "verdict": verdict,
        "indicator": about["key"] if about else "",
        "name": about["name"] if about else None,
    }


def _known(entries: Sequence[Entry], reference: Words) -> Iterator[Line]:
    different = [one for one in entries if one["known"] and one["verdict"] in {"higher", "lower"}]
    shown = [one for one in entries if one["known"] and not one["verdict"]]
    room = max(LONGEST - len(different), 0)
    for one in different[:LONGEST]:
        yield line(one["verdict"], one["verdict"], one, **_values(one, reference))
    for one in shown[:room]:
        yield line("shown_beside" if one["compared"] else "shown", "", one, **_values(one, reference))
    equal = sum(one["verdict"] == "chance" for one in entries)
    if equal:
        yield line("equal_one" if equal == 1 else "equal_many", "chance", n=equal, reference=reference)
    for way in ("up", "down"):
        names = [one["short"] for one in entries if one["known"] and _value(one, "trend") == way]
        if names:
            yield line(f"trend_{way}", "", names=_listed(names))
    more = len(different[LONGEST:]) + len(shown[room:])
    if more:
        yield line("more_one" if more == 1 else "more_many", "", n=more)
    if not different and not shown and not equal:
        yield line("nothing", "too_few")


def _unknown(entries: Sequence[Entry]) -> Iterator[Line]:
    lacking = sorted((one for one in entries if not one["known"]), key=lambda one: not one["elsewhere"])
    for one in lacking[:LONGEST]:
        template = "not_shown" if one["delivered"] else "not_delivered"
        yield line(template, "too_few", one, elsewhere=one["elsewhere"] or "")
    if len(lacking) > LONGEST:
        yield line("lacking_many", "too_few", n=len(lacking) - LONGEST)
    few = sum(one["known"] and one["verdict"] == "too_few" for one in entries)
    if few:
        yield line("few_one" if few == 1 else "few_many", "too_few", n=few)
    yield line("no_voices", "too_few")


def _value(one: Entry, column: str) -> Any:
    return one["row"][COLUMNS.index(column)]


def _listed(names: Sequence[Words]) -> Words:
    return {language: ", ".join(name[language] for name in names) for language in LANGUAGES}


def _values(one: Entry, reference: Words) -> dict[str, Any]:
    own = one["compared"][0] if one["compared"] else None
    return {
        "value": numbers(_value(one, "value")),
        "unit": one["unit"],
        "period": {language: period(one["period"], language) for language in LANGUAGES},
        "reference": own["name"] if own else reference,
        "compared": own["words"] if own else "",
    }

"""The photo of an area as one dict: what page, JSON, PDF and command line show, and what is frozen.

It holds everything that is needed to show the page again without any definition or figure of that day: figures,
names, units, caveats, sentences with what they were made of, sources, borders. Pure: rows in, dict out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from wens.figures import sentences
from wens.figures.definitions import Definitions, definitions
from wens.figures.rows import FigureRow
from wens.figures.spread import Spread
from wens.intake.definitions import source, source_keys
from wens.photos import words
from wens.photos.canonical import canonical, digest_of
from wens.photos.entries import COLUMNS, Setting, entry, newest
from wens.photos.pointers import balance, chance, knelpunten
from wens.photos.summary import summary

FORM = 1
"""The shape of this dict; raised when a reader of older photos has to know the difference."""


@dataclass(frozen=True)
class Subject:
    """The area of a photo as it was. `inside`: codes of the areas that hold it, by level; `parts`: its buurten;
    `outline`: rings in RD metres."""

    code: str
    name: str
    level: str
    slug: str
    generation: int = 0
    inhabitants: int | None = None
    households: int | None = None
    dwellings: int | None = None
    unconfirmed: bool = False
    inside: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[str] = ()
    outline: Sequence[Sequence[tuple[float, float]]] = ()


@dataclass(frozen=True)
class Origin:
    """Where the figures come from: the gemeente, the edition, and the name of every area by code."""

    gemeente: str
    gemeente_name: str
    edition: Mapping[str, Any]  # id, tier, year, digest, built_at
    names: Mapping[str, str] = field(default_factory=dict)


def content(
    subject: Subject,
    rows: Sequence[FigureRow],
    origin: Origin,
    *,
    deliveries: Mapping[str, Mapping[str, Any]],
    whole: Sequence[FigureRow] = (),
    spread: Sequence[Spread] = (),
) -> dict[str, Any]:
    """Return the photo of an area in both languages.

    rows: all figures of the area in one tier over years, and over three years together. deliveries: by number,
    `gathering.deliveries_of`. whole: the figures of its gemeente, named where the area has none. spread: how
    indicators lie over the buurten of a gemeente or stadsdeel.
    """
    found = definitions()
    setting = Setting(
        gemeente=origin.gemeente_name,
        of_country=subject.level == "gemeente",
        stadsdeel=origin.names.get(subject.inside.get("stadsdeel", ""), ""),
        names=origin.names,
    )
    over_buurten = {one.indicator: one for one in spread}
    own, of_whole = by_indicator(rows), by_indicator(whole)
    entries = [
        entry(
            one,
            own.get(one.key, []),
            setting,
            whole=newest(of_whole.get(one.key, [])),
            spread=over_buurten.get(one.key),
        )
        for one in found.indicators.values()
    ]
    return {
        "form": FORM,
        "versions": {"sentences": sentences.VERSION, "words": words.VERSION, "definitions": definitions_digest()},
        "gemeente": {"code": origin.gemeente, "name": origin.gemeente_name},
        "area": _area(subject, origin.names),
        "edition": dict(origin.edition),
        "reference": setting.reference,
        "columns": list(COLUMNS),
        "themes": _themes(found),
        "summary": summary(_in_order(entries, found), setting.reference),
        "knelpunten": knelpunten(rows),
        "chance": chance(rows),
        "balance": balance(entries, setting.reference),
        "indicators": entries,
        "deliveries": _deliveries(rows, deliveries),
        "sources": _sources(found),
    }


def _in_order(entries: Sequence[dict[str, Any]], found: Definitions) -> list[dict[str, Any]]:
    """In order of theme and name, as on the page; never of height."""
    return sorted(entries, key=lambda one: (found.themes[one["theme"]].order, one["name"]["nl"]))


def by_indicator(rows: Sequence[FigureRow]) -> dict[str, list[FigureRow]]:
    """Group rows by indicator."""
    grouped: dict[str, list[FigureRow]] = {}
    for row in rows:
        grouped.setdefault(row.indicator, []).append(row)
    return grouped


@lru_cache(maxsize=1)
def definitions_digest() -> str:
    """Return the sha256 over everything that the definitions say."""
    found = definitions()
    parts = {
        "indicators": {key: one.model_dump(mode="json") for key, one in found.indicators.items()},
        "denominators": {key: one.model_dump(mode="json") for key, one in found.denominators.items()},
        "themes": {key: one.model_dump(mode="json") for key, one in found.themes.items()},
    }
    return digest_of(canonical(parts))


def _area(subject: Subject, names: Mapping[str, str]) -> dict[str, Any]:
    holders = {level: {"code": code, "name": names.get(code, code)} for level, code in subject.inside.items()}
    return {**asdict(subject), "inside": holders, "parts": sorted(subject.parts)}


def _themes(found: Definitions) -> list[dict[str, Any]]:
    used = {one.theme for one in found.indicators.values()}
    return [
        {
            "key": theme.key,
            "slug": theme.slug,
            "name": {language: theme.name[language] for language in words.LANGUAGES},
            "description": {language: theme.description[language] for language in words.LANGUAGES},
        }
        for theme in sorted(found.themes.values(), key=lambda one: one.order)
        if theme.key in used
    ]


def _deliveries(rows: Sequence[FigureRow], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    numbers = {number for row in rows for number in row.snapshot.split(";") if number}
    return {number: dict(known[number]) for number in sorted(numbers) if number in known}


def _sources(found: Definitions) -> dict[str, Any]:
    named = {one.source for one in found.indicators.values()} | {one.source for one in found.denominators.values()}
    keys = named & set(source_keys())
    return {
        key: {
            "name": {language: source(key).name[language] for language in words.LANGUAGES},
            "publisher": source(key).publisher,
            "licence": source(key).licence,
            "attribution": {language: source(key).attribution[language] for language in words.LANGUAGES},
        }
        for key in sorted(keys)
    }

"""A photo, and two photos beside each other, as plain text for the command line: nothing cut, wrapped or coloured."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wens.photos.words import Words

HEADINGS: dict[str, Words] = {
    "known": {"nl": "Dit weten we", "en": "What we know"},
    "unknown": {"nl": "Dit weten we niet", "en": "What we do not know"},
    "knelpunten": {"nl": "Mogelijke knelpunten", "en": "Possible knelpunten"},
    "chance": {"nl": "Als toeval het antwoord is", "en": "When chance is the answer"},
    "balance": {"nl": "Draaglast en draagkracht", "en": "Burden and capacity"},
    "compared": {"nl": "Ter vergelijking", "en": "For comparison"},
}


def as_text(photo: Mapping[str, Any], language: str) -> str:
    """Return a photo as text: the lists, what the figures point to, then theme by theme each figure in words."""
    area = photo["area"]
    return "\n".join([f"{area['name']} ({area['code']}, {area['level']})", "", *_top(photo, language),
                      *_themes(photo, language)])  # fmt: skip


def compared_as_text(found: Mapping[str, Any], language: str) -> str:
    """Return a comparison (`compare.compare`) as text, what has no number in both photos left out."""
    lines = [remark[language] for remark in found["remarks"]]
    for one in found["figures"]:
        if one["kind"] != "neither":
            sides = " -> ".join(_side(one[side], language) for side in ("before", "after"))
            lines.append(f"- {one['name'][language]}: {sides}. {one['text'][language]}")
    return "\n".join(lines)


def _side(side: Mapping[str, Any] | None, language: str) -> str:
    return f"{side['words'][language]} ({side['period']})" if side else "–"


def _top(photo: Mapping[str, Any], language: str) -> Iterator[str]:
    for part in ("known", "unknown"):
        named = [(one["name"], one["text"][language]) for one in photo["summary"][part]]
        yield from _list(part, [f"{name[language]}: {text}" if name else text for name, text in named], language)
    found = photo["knelpunten"]
    said = [one["sentences"][language] for one in found["found"]] or [found["none"][language]]
    yield from _list("knelpunten", [_joined(sentences) for sentences in said], language)
    yield from _list("chance", [one["text"] for one in photo["chance"][language]], language)
    themes = {theme["key"]: theme["name"][language] for theme in photo["themes"]}
    sides = [f"{themes.get(side, side)}. {one['text'][language]}" for side, one in photo["balance"].items()]
    yield from _list("balance", sides, language)


def _themes(photo: Mapping[str, Any], language: str) -> Iterator[str]:
    for theme in photo["themes"]:
        yield theme["name"][language]
        for one in photo["indicators"]:
            if one["theme"] == theme["key"]:
                yield f"- {one['name'][language]}: {_words(one, language)}"
        yield ""


def _words(one: Mapping[str, Any], language: str) -> str:
    why = [one["missing"][language]] if one["missing"] else []
    asked = [] if one["delivered"] else [one["ask"][language]]
    beside = "; ".join(f"{other['name'][language]}: {other['words'][language]}" for other in one["compared"])
    compared = [f"{HEADINGS['compared'][language]}: {beside}."] if beside else []
    return " ".join([_joined(one["sentences"][language]), *compared, *why, *asked]).strip()


def _list(key: str, lines: Sequence[str], language: str) -> list[str]:
    return [HEADINGS[key][language], *(f"- {line}" for line in lines), ""] if lines else []


def _joined(sentences: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(one["text"] for one in sentences)

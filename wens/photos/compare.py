"""Two photos of one area beside each other: what changed, figure by figure, and what chance has to do with it.

Pure: two contents in, plain values with words in both languages out. What cannot be compared (another definition,
another area) says so and is not tested.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wens.photos.words import LANGUAGES, Words, numbers
from wens.render.numbers import period

CHANCE = 0.05  # share of the "real" changes that may be chance after all (Benjamini-Hochberg)
DEFINED_BY = ("name", "unit", "kind", "method", "report_type", "source", "series_breaks")

TEMPLATES: dict[str, Words] = {
    "same": {"nl": "Hetzelfde getal.", "en": "The same number."},
    "new": {"nl": "Nieuw: toen was hier geen getal.", "en": "New: there was no number then."},
    "gone": {"nl": "Nu staat hier geen getal meer.", "en": "There is no number any more."},
    "neither": {"nl": "Toen en later geen getal.", "en": "No number then or later."},
    "defined": {
        "nl": "Dit is later anders gerekend. Daarom vergelijken wij het niet.",
        "en": "This was counted in another way later. Therefore we do not compare it.",
    },
    "borders": {
        "nl": "De grens van het gebied is veranderd. Daarom vergelijken wij het niet.",
        "en": "The border of the area has changed. Therefore we do not compare it.",
    },
    "revised": {
        "nl": "De bron heeft het getal over {period} bijgesteld.",
        "en": "The source revised the number for {period}.",
    },
    "up": {
        "nl": "Meer dan in {period}. Het verschil is groter dan je door toeval verwacht.",
        "en": "More than in {period}. The difference is larger than you would expect by chance.",
    },
    "down": {
        "nl": "Minder dan in {period}. Het verschil is groter dan je door toeval verwacht.",
        "en": "Less than in {period}. The difference is larger than you would expect by chance.",
    },
    "chance": {
        "nl": "Het verschil met {period} kan toeval zijn.",
        "en": "The difference from {period} may be chance.",
    },
    "untested": {
        "nl": "Een ander getal dan over {period}. Of dat toeval is, is hier niet te zeggen.",
        "en": "Another number than for {period}. Whether that is chance cannot be told here.",
    },
    "generation": {
        "nl": "De indeling in buurten is een andere: {before} en {after}.",
        "en": "The division into buurten is another one: {before} and {after}.",
    },
    "border_moved": {
        "nl": "De grens van dit gebied is veranderd. Getallen van toen en later gaan dus niet over dezelfde straten.",
        "en": "The border of this area has changed. So numbers of then and later are not about the same streets.",
    },
    "words_changed": {
        "nl": "Van {n} onderwerpen is veranderd hoe wij ze rekenen of noemen.",
        "en": "For {n} subjects it has changed how we count or name them.",
    },
}

Content = Mapping[str, Any]


def compare(before: Content, after: Content) -> dict[str, Any]:
    """Return what changed between two photos of one area: `remarks` about the whole, and `figures` one by one.

    Raises ValueError when the photos are of two areas.
    """
    if before["area"]["code"] != after["area"]["code"]:
        raise ValueError(f"two areas: {before['area']['code']} and {after['area']['code']}")
    moved = _moved(before["area"], after["area"])
    figures = _judged(list(_pairs(before, after, moved)))
    return {
        "area": {"code": after["area"]["code"], "name": after["area"]["name"], "level": after["area"]["level"]},
        "editions": [before["edition"], after["edition"]],
        "remarks": list(_remarks(before, after, moved, figures)),
        "figures": figures,
    }


def _pairs(before: Content, after: Content, moved: bool) -> Iterator[dict[str, Any]]:
    then = {one["key"]: one for one in before["indicators"]}
    later = {one["key"]: one for one in after["indicators"]}
    for key in dict.fromkeys((*later, *then)):
        old, new = then.get(key), later.get(key)
        shown = new or old or {}
        yield {
            "key": key,
            "name": shown["name"],
            "unit": shown["unit"],
            "before": _side(old, before["columns"]),
            "after": _side(new, after["columns"]),
            "defined": bool(old and new and any(old[name] != new[name] for name in DEFINED_BY)),
            "moved": moved,
            "tested": bool(new and new["tested"]),
        }


def _side(one: Content | None, columns: Sequence[str]) -> dict[str, Any] | None:
    """The figure of one photo; None where there is no number."""
    if one is None or not one["known"]:
        return None
    row = dict(zip(columns, one["row"], strict=True))
    return {name: row[name] for name in ("period", "count", "denominator", "value", "low", "high")} | {
        "verdict": one["verdict"],
        "words": numbers(row["value"]),
    }


def _judged(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each pair its kind and its words. The tests are corrected for being many at once."""
    kinds = [_kind(pair) for pair in pairs]
    open_ = [index for index, kind in enumerate(kinds) if kind == "untested" and _testable(pairs[index])]
    for index, adjusted in zip(open_, _adjusted([pairs[index] for index in open_]), strict=True):
        grown = pairs[index]["after"]["value"] > pairs[index]["before"]["value"]
        kinds[index] = "chance" if adjusted > CHANCE else "up" if grown else "down"
        pairs[index]["p"] = adjusted
    return [pair | {"kind": kind, "text": _words(kind, pair)} for pair, kind in zip(pairs, kinds, strict=True)]


def _kind(pair: dict[str, Any]) -> str:
    before, after = pair["before"], pair["after"]
    if before is None or after is None:
        return "neither" if before is after else "gone" if after is None else "new"
    if pair["defined"]:
        return "defined"
    if pair["moved"]:
        return "borders"
    same = (before["period"], before["count"], before["value"]) == (after["period"], after["count"], after["value"])
    if same:
        return "same"
    return "revised" if before["period"] == after["period"] else "untested"


def _testable(pair: dict[str, Any]) -> bool:
    sides = (pair["before"], pair["after"])
    whole = all(side["count"] is not None and float(side["count"]).is_integer() for side in sides)
    return pair["tested"] and whole and all(side["denominator"] for side in sides)


def _adjusted(pairs: Sequence[dict[str, Any]]) -> list[float]:
    """p of "the two rates are equal", adjusted for testing them all (Krishnamoorthy 2004; Benjamini 1995)."""
    if not pairs:
        return []
    from wens.stats.rates import e_test, false_discovery  # brings SciPy along, which no other page needs

    columns = [
        [pair[side][name] for pair in pairs] for side in ("before", "after") for name in ("count", "denominator")
    ]
    adjusted: list[float] = false_discovery(e_test(*columns), level=CHANCE).tolist()
    return adjusted


def _words(kind: str, pair: dict[str, Any]) -> Words:
    when = pair["before"]["period"] if pair["before"] else ""
    return {
        language: TEMPLATES[kind][language].format(period=period(when, language) if when else "")
        for language in LANGUAGES
    }


def _moved(before: Content, after: Content) -> bool:
    """Whether the area is another piece of ground: other buurten, or another outline."""
    drawn: bool = bool(before["outline"]) and bool(after["outline"])
    regrouped: bool = before["generation"] == after["generation"] and before["parts"] != after["parts"]
    return regrouped or (drawn and before["outline"] != after["outline"])


def _remarks(before: Content, after: Content, moved: bool, figures: Sequence[dict[str, Any]]) -> Iterator[Words]:
    years = before["area"]["generation"], after["area"]["generation"]
    if years[0] != years[1]:
        yield _remark("generation", before=years[0], after=years[1])
    if moved:
        yield _remark("border_moved")
    changed = sum(pair["defined"] for pair in figures)
    if changed:
        yield _remark("words_changed", n=changed)


def _remark(template: str, **parameters: Any) -> Words:
    return {language: text.format(**parameters) for language, text in TEMPLATES[template].items()}

"""The photo of an area as one dict: theme by theme, the newest figure of each indicator in words and in numbers.

Pure: rows in, dict out; page, PDF and command line show the same dict.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import STORED, FigureRow
from wens.figures.sentences import VERSION, explain, sentences


def photo(
    area: Mapping[str, Any], rows: Sequence[FigureRow], *, language: str, gemeente: str, edition: int | None
) -> dict[str, Any]:
    """Return the photo: area, edition and per theme its indicators, also those without a number and why.

    area: what to show of it (code, name, level …). rows: all yearly figures of the area in one tier.
    """
    of: dict[str, list[FigureRow]] = {}
    for row in rows:
        of.setdefault(row.indicator, []).append(row)
    chosen = definitions()
    return {
        "area": dict(area),
        "edition": edition,
        "language": language,
        "sentences_version": VERSION,
        "themes": [
            {
                "key": theme.key,
                "name": theme.name[language],
                "indicators": [
                    _indicator(one, of.get(one.key, []), language, gemeente)
                    for one in chosen.indicators.values()
                    if one.theme == theme.key
                ],
            }
            for theme in sorted(chosen.themes.values(), key=lambda theme: theme.order)
        ],
    }


def newest(rows: Sequence[FigureRow]) -> FigureRow | None:
    """Return the newest row that has a number; without any, the newest; a part of a year only when nothing else is."""
    whole = [row for row in rows if row.reason != "part_of_year"]
    numbered = [row for row in whole if row.count is not None or row.value is not None]
    return max(numbered or whole or rows, key=lambda row: row.period, default=None)


def _indicator(one: Indicator, rows: Sequence[FigureRow], language: str, gemeente: str) -> dict[str, Any]:
    row = newest(rows)
    said = sentences(row, language, gemeente=gemeente) if row else []
    return {
        "key": one.key,
        "name": one.name[language],
        "report_type": one.report_type,
        "text": " ".join(sentence.text for sentence in said) or explain(None, language, indicator=one.key),
        "sentences": [
            {"template": part.template, "version": part.version, "parameters": dict(part.parameters), "text": part.text}
            for part in said
        ],
        "unit": one.unit[language],
        "caveats": [caveat[language] for caveat in one.caveats],
        "figure": {name: getattr(row, name) for name in STORED} if row else None,
        "history": [
            {"period": past.period, "count": past.count, "value": past.value, "flags": past.flags} for past in rows
        ],
    }


def as_text(made: Mapping[str, Any]) -> str:
    """Return a photo as plain text, one sentence group per indicator, nothing cut or wrapped."""
    area = made["area"]
    lines = [f"{area['name']} ({area['code']}, {area['level']})", ""]
    for theme in made["themes"]:
        if theme["indicators"]:
            lines += [theme["name"], *(f"- {one['name']}: {one['text']}" for one in theme["indicators"]), ""]
    return "\n".join(lines)

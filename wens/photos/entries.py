"""One indicator in one area, with everything that a page says about it, as plain values. Pure: rows in, values out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wens.figures.definitions import Indicator
from wens.figures.rows import STORED, FigureRow
from wens.figures.sentences import REASONS, Sentence, explain, sentences
from wens.figures.spread import Spread, spread_sentences
from wens.intake.definitions import source, source_keys
from wens.photos.words import LANGUAGES, Words, guard_of, method_of, notes, numbers, say, sureness, verdict_words
from wens.render.numbers import period

SAME_FOR_ALL = ("area_code", "area_name", "level", "indicator", "unit")
COLUMNS = tuple(name for name in STORED if name not in SAME_FOR_ALL)
"""The columns of a frozen row; what is the same for every row of an indicator stands beside them."""


@dataclass(frozen=True)
class Setting:
    """What the figures of an area are compared with. `names`: the name of every area by code."""

    gemeente: str  # 'Enschede'
    of_country: bool = False  # the gemeente itself is compared with the country
    stadsdeel: str = ""  # name of the stadsdeel that holds the area
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> Words:
        """What stands in the middle of every picture: 'heel Enschede', for the gemeente 'heel Nederland'."""
        return say("whole", name=say("country") if self.of_country else self.gemeente)


def newest(rows: Sequence[FigureRow]) -> FigureRow | None:
    """Return the newest whole year with a number, else the newest years together that have one, else the newest row."""
    whole = [row for row in rows if row.reason != "part_of_year"]
    known = [row for row in whole if row.value is not None]
    years = [row for row in known if len(row.period) == len("2023")]
    counted = [row for row in whole if row.count is not None]
    return max(years or known or counted or whole or rows, key=_last_year, default=None)


def _last_year(row: FigureRow) -> tuple[str, str]:
    return row.period[-4:] if len(row.period) == len("2021-2023") else row.period[:4], row.period


def entry(
    indicator: Indicator,
    rows: Sequence[FigureRow],
    setting: Setting,
    *,
    whole: FigureRow | None = None,
    spread: Spread | None = None,
) -> dict[str, Any]:
    """Return one indicator in one area.

    rows: all its yearly figures there; whole: the newest row of the gemeente; spread: over the buurten in the area.
    """
    row, ordered = newest(rows), sorted(rows, key=lambda one: one.period)
    known = row is not None and row.value is not None
    verdict = "too_few" if row is None or not known else "" if setting.of_country else row.verdict
    return {
        **definition_of(indicator),
        "period": row.period if row else "",
        "known": known,
        "delivered": row is not None and row.reason != "not_delivered",
        "verdict": verdict,
        "verdict_words": verdict_words(verdict, setting.reference) if known else say("no_number"),
        "row": as_values(row) if row else None,
        "sentences": {language: _said(row, language, setting) for language in LANGUAGES},
        "spread": {language: _spread(spread, language, setting) for language in LANGUAGES},
        "missing": None if known else missing(row, indicator),
        "elsewhere": None if known or setting.of_country else _elsewhere(whole, indicator, setting),
        "sure": sureness(row, indicator.report_type) if row and known else [],
        "compared": list(compared(row, setting)) if row and known else [],
        "history": [as_values(one) for one in ordered],
        "notes": [note(one, indicator) for one in ordered],
        "says": {one: verdict_words(one, setting.reference) for one in sorted({row.verdict for row in ordered} - {""})},
    }


def definition_of(indicator: Indicator) -> dict[str, Any]:
    """Return what the definition says about an indicator, as it must be kept with its figures."""
    named = source(indicator.source).name if indicator.source in source_keys() else None
    return {
        "key": indicator.key,
        "theme": indicator.theme,
        "name": _both(indicator.name),
        "short": _both(indicator.short),
        "unit": _both(indicator.unit),
        "kind": indicator.kind,
        "direction": indicator.direction,
        "report_type": indicator.report_type,
        "tested": indicator.tested,
        "source": indicator.source,
        "source_name": _both(named) if named else dict.fromkeys(LANGUAGES, indicator.source),
        "why": _both(indicator.why),
        "method": method_of(indicator),
        "caveats": [_both(caveat) for caveat in indicator.caveats],
        "series_breaks": [{"period": one.period, "text": _both(one)} for one in indicator.series_breaks],
        "ask": _both(indicator.ask),
        "guard": guard_of(indicator),
    }


def as_values(row: FigureRow) -> list[Any]:
    """Return a row as the values of `COLUMNS`."""
    return [getattr(row, name) for name in COLUMNS]


def as_row(values: Sequence[Any], columns: Sequence[str], constant: Mapping[str, Any]) -> FigureRow:
    """Return a frozen row as a row of now; a column that did not exist then is empty, one that is gone is left out.

    constant: the values of `SAME_FOR_ALL`.
    """
    empty = {name: "" if kind is str else None for name, kind in FigureRow.__annotations__.items()}
    known = {**constant, **dict(zip(columns, values, strict=True))}
    return FigureRow(**{**empty, **{name: value for name, value in known.items() if name in empty}})


def compared(row: FigureRow, setting: Setting) -> Iterator[dict[str, Any]]:
    """Yield everything that the figure is compared with, the largest area first, each with its name and number."""
    if row.level != "gemeente" and row.comparison is not None:
        yield _comparator("gemeente", say("whole", name=setting.gemeente), row.comparison)
    if row.level not in {"gemeente", "stadsdeel"} and row.stadsdeel_value is not None and setting.stadsdeel:
        yield _comparator("stadsdeel", say("stadsdeel", name=setting.stadsdeel), row.stadsdeel_value)
    if row.peer_value is not None and row.peers:
        peers = [{"code": code, "name": setting.names.get(code, code)} for code in row.peers.split("+")]
        yield _comparator("peers", say("peers"), row.peer_value) | {"areas": peers}
    if row.land_value is not None:
        yield _comparator("country", say("country"), row.land_value)


def _comparator(kind: str, name: Words, value: float) -> dict[str, Any]:
    return {"kind": kind, "name": name, "value": value, "words": numbers(value)}


def _said(row: FigureRow | None, language: str, setting: Setting) -> list[dict[str, Any]]:
    """The generated sentences without the reason why there is no number, which stands apart."""
    if row is None:
        return []
    made = sentences(row, language, gemeente=setting.gemeente, names=setting.names)
    return kept_sentences([one for one in made if row.value is not None or one.template not in REASONS])


def _spread(one: Spread | None, language: str, setting: Setting) -> list[dict[str, Any]]:
    return kept_sentences(spread_sentences(one, language, names=setting.names)) if one else []


def kept_sentences(made: Sequence[Sentence]) -> list[dict[str, Any]]:
    """Return sentences with what they were made of, as a photo keeps them."""
    return [
        {"template": one.template, "version": one.version, "parameters": dict(one.parameters), "text": one.text}
        for one in made
    ]


def missing(row: FigureRow | None, indicator: Indicator) -> Words:
    """Return why there is no number; how to ask for it stands apart (`ask`)."""
    return {
        language: explain(row, language, indicator=indicator.key).removesuffix(indicator.ask[language]).strip()
        for language in LANGUAGES
    }


def note(row: FigureRow, indicator: Indicator) -> Words:
    """Return what must be said beside one period: why there is no number, or what was done to it."""
    return missing(row, indicator) if row.value is None else notes(row)


def _elsewhere(whole: FigureRow | None, indicator: Indicator, setting: Setting) -> Words | None:
    if whole is None or whole.value is None:
        return None
    when = {language: period(whole.period, language) for language in LANGUAGES}
    unit = _both(indicator.unit)
    return say("elsewhere", reference=setting.reference, value=numbers(whole.value), unit=unit, period=when)


def _both(text: Any) -> Words:
    return {language: text[language] for language in LANGUAGES}

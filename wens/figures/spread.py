"""How a subject lies over the buurten of a gemeente or stadsdeel: in how few of them, and which stand out together.

Made once, when an edition comes into force, from the rows of its own tier: it can say no more than those rows do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wens.figures.concentration import Concentration, concentration, concentration_sentences
from wens.figures.definitions import definitions
from wens.figures.rows import FigureRow
from wens.figures.sentences import Sentence, said
from wens.render.numbers import period

TOLD = ("high_among_high", "low_among_low", "high_among_low", "low_among_high")


@dataclass(frozen=True)
class Pattern:
    """An area that stands out together with, or against, its neighbours; q is p after control of false findings."""

    indicator: str
    period: str
    area_code: str
    kind: str  # itself, then what its neighbours are on average
    p: float
    q: float


@dataclass(frozen=True)
class Spread:
    """One indicator in one period over the buurten of `area_code`; there is at least one of the two."""

    indicator: str
    period: str
    area_code: str
    concentration: Concentration | None
    patterns: tuple[Pattern, ...]


def spreads(
    rows: Sequence[FigureRow], holders: Mapping[str, Collection[str]], neighbours: Mapping[str, Sequence[str]]
) -> list[Spread]:
    """Return what can be said, by indicator and holder.

    rows: yearly rows of buurten, one period per indicator. holders: the buurten of each gemeente and stadsdeel.
    neighbours: the codes that each buurt shares a border with. The patterns are of the whole gemeente; a stadsdeel
    is told of the ones that lie in it.
    """
    from wens.figures.patterns import local_patterns  # SciPy: a web process that only shows it starts without

    by_period = groupby(sorted(rows, key=lambda row: row.period), key=lambda row: row.period)
    found = [pattern for _, group in by_period for pattern in local_patterns(list(group), neighbours)]
    by_indicator = groupby(sorted(rows, key=lambda row: row.indicator), key=lambda row: row.indicator)
    return [
        one
        for indicator, group in by_indicator
        for one in _of_indicator(list(group), holders, [one for one in found if one.indicator == indicator])
    ]


def _of_indicator(
    rows: Sequence[FigureRow], holders: Mapping[str, Collection[str]], found: Sequence[Pattern]
) -> list[Spread]:
    made = []
    for holder, buurten in sorted(holders.items()):
        inside = [row for row in rows if row.area_code in buurten]
        told = tuple(one for one in found if one.area_code in buurten)
        uneven = concentration(inside) if inside else None
        if told or uneven:
            made.append(Spread(rows[0].indicator, rows[0].period, holder, uneven, told))
    return made


def spread_sentences(one: Spread, language: str, *, names: Mapping[str, str]) -> list[Sentence]:
    """Return it in words; names: the name of each buurt by its code."""
    made = concentration_sentences(one.concentration, language) if one.concentration else []
    for kind in TOLD:
        listed = sorted(names.get(found.area_code, found.area_code) for found in one.patterns if found.kind == kind)
        if listed:
            parameters = {
                "short": definitions().indicators[one.indicator].short[language],
                "period": period(one.period, language),
                "names": ", ".join(listed),
            }
            made.append(said(kind, parameters, language))
    return [*made, said("pattern_means", {}, language)] if one.patterns else made

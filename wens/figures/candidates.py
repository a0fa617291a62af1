"""Possible knelpunten: what the figures of an area point to, with the evidence and how sure it is. People decide.

Only what citizens report or what is registered about incidents, and where more is worse: never what the police find by
looking (haal), mixtures and models. Without order between areas: no list of the worst wijken can be made of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import FigureRow
from wens.figures.sentences import Sentence, number, said
from wens.render.numbers import period

# After control of the false findings. At 0.05 one in twenty of what is named is false; at 0.001 hardly any.
VERY_SURE = 0.001

Sure = Literal["very", "quite"]
_UNCLEAR = ("chance", "too_few")


@dataclass(frozen=True)
class Candidate:
    """One possible knelpunt of one area.

    row: the figure that it rests on. confirmed: whether the three years together say so too (None: they cannot say).
    ratio: how many times what would be expected as in the rest of the gemeente. q: p after control of false findings.
    """

    indicator: Indicator
    row: FigureRow
    pooled: bool
    confirmed: bool | None
    ratio: float
    q: float
    sure: Sure
    trend: str


def candidates(rows: Iterable[FigureRow], indicators: Mapping[str, Indicator] | None = None) -> list[Candidate]:
    """Return the possible knelpunten of one area: the surest first, then the largest, then by key.

    rows: all its figures of one tier over years and over three years together (`queries.figures_of`, grains year and
    pooled). indicators: the definitions (default: those of this release). The newest year decides; when that says
    nothing, the newest three years together. Pure.
    """
    known = definitions().indicators if indicators is None else indicators
    of: dict[str, list[FigureRow]] = {}
    for row in rows:
        of.setdefault(row.indicator, []).append(row)
    found = (_candidate(known[key], its) for key, its in of.items() if key in known and _may_be_one(known[key]))
    return sorted(
        (one for one in found if one is not None), key=lambda one: (one.sure != "very", -one.ratio, one.indicator.key)
    )


def candidate_sentences(one: Candidate, language: str) -> list[Sentence]:
    """Return what is said of a possible knelpunt: the numbers, how sure, three years together, over the years."""
    row = one.row
    parameters = {
        "name": one.indicator.name[language],
        "count": number(row.count, language),
        "period": period(row.period, language),
        "expected": number(row.expected, language),
    }
    names = ["candidate_more_pooled" if one.pooled else "candidate_more", f"sure_{one.sure}"]
    if one.confirmed is not None and not one.pooled:
        names.append("also_pooled" if one.confirmed else "not_pooled")
    if one.trend in ("up", "down"):
        names.append(f"candidate_{one.trend}")
    return [said(name, parameters, language) for name in names]


def guidance(rows: Iterable[FigureRow], language: str) -> list[Sentence]:
    """Return what it means that most figures of an area say "chance" or "too few", and what to do; else nothing.

    rows: the figures of one area over years; of each indicator the newest one counts.
    """
    of: dict[str, list[FigureRow]] = {}
    for row in rows:
        if not row.has("pooled"):
            of.setdefault(row.indicator, []).append(row)
    verdicts = [row.verdict for row in (_newest(its) for its in of.values()) if row is not None and row.verdict]
    unclear = sum(verdict in _UNCLEAR for verdict in verdicts)
    if not verdicts or 2 * unclear <= len(verdicts):
        return []
    parameters = {"unclear": str(unclear), "tested": str(len(verdicts))}
    names = ("most_chance", "chance_means", "chance_ask", "chance_wider", "chance_wait")
    return [said(name, parameters, language) for name in names]


def _newest(rows: Sequence[FigureRow]) -> FigureRow | None:
    """The newest row that has a number; without any, the newest; a part of a year only when nothing else is."""
    whole = [row for row in rows if row.reason != "part_of_year"]
    numbered = [row for row in whole if row.count is not None or row.value is not None]
    return max(numbered or whole or rows, key=lambda row: row.period, default=None)


def _may_be_one(indicator: Indicator) -> bool:
    return indicator.tested and indicator.direction == "higher_is_worse"


def _candidate(indicator: Indicator, rows: Sequence[FigureRow]) -> Candidate | None:
    year = _newest([row for row in rows if not row.has("pooled") and len(row.period) == len("2023")])
    pooled = _newest([row for row in rows if row.has("pooled")])
    evidence = next((row for row in (year, pooled) if row is not None and row.verdict == "higher"), None)
    if evidence is None or evidence.count is None or not evidence.expected or evidence.verdict_q is None:
        return None
    if evidence is pooled and year is not None and year.verdict == "lower":
        return None
    return Candidate(
        indicator=indicator,
        row=evidence,
        pooled=evidence is pooled,
        confirmed=None if pooled is None or pooled.verdict in ("", "too_few") else pooled.verdict == "higher",
        ratio=evidence.count / evidence.expected,
        q=evidence.verdict_q,
        sure="very" if evidence.verdict_q <= VERY_SURE else "quite",
        trend=year.trend if year is not None else "",
    )

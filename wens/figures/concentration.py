"""How concentrated: in how few buurten half of the cases were. Made from the rows of a tier: from what it may show."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wens.figures.definitions import definitions
from wens.figures.rows import FigureRow
from wens.figures.sentences import Sentence, number, said
from wens.render.numbers import period

LEAST_BUURTEN, LEAST_CASES = 10, 20

# From this on it is said; below it chance alone spreads cases about as unevenly.
LEAST_CORRECTED = 0.1


@dataclass(frozen=True)
class Concentration:
    """Of one indicator and period: half of the `total` cases were in `areas` of the `all_areas` buurten.

    corrected: the Gini coefficient with the part that chance makes taken out (0 equal, 1 everything in one buurt).
    """

    indicator: str
    period: str
    total: float
    areas: int
    all_areas: int
    share: float
    corrected: float


def concentration(rows: Sequence[FigureRow]) -> Concentration | None:
    """Return the concentration over the buurten in `rows`, or None when it cannot be told.

    rows: `queries.table(tier, "buurt", indicator, period)`, or those of one stadsdeel. With a hidden or missing number
    among them, fewer than ten buurten or twenty cases, nothing is said.
    """
    from wens.stats.concentration import half_of, poisson_gini  # a web process that never asks starts without SciPy

    counts = [row.count for row in rows if row.level == "buurt"]
    known = [count for count in counts if count is not None]
    if len(known) < max(len(counts), LEAST_BUURTEN) or sum(known) < LEAST_CASES:
        return None
    areas = half_of(np.array(known))
    return Concentration(
        indicator=rows[0].indicator,
        period=rows[0].period,
        total=float(sum(known)),
        areas=areas,
        all_areas=len(known),
        share=areas / len(known),
        corrected=poisson_gini(np.array(known)),
    )


def concentration_sentences(found: Concentration, language: str) -> list[Sentence]:
    """Return "half of all burglaries in 2023 were in 8 of the 70 buurten (11%)", and when chance may have done it."""
    parameters = {
        "short": definitions().indicators[found.indicator].short[language],
        "period": period(found.period, language),
        "areas": str(found.areas),
        "all_areas": str(found.all_areas),
        "percent": number(found.share * 100, language),
        "total": number(found.total, language),
    }
    names = ["concentrated"] if found.corrected >= LEAST_CORRECTED else ["concentrated", "concentrated_chance"]
    return [said(name, parameters, language) for name in names]

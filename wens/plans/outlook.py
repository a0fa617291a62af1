"""Is a goal on its way? From the figures of the active edition: where it began, where it is, what was aimed at.

A verdict is given only when the interval of the newest figure lies wholly at one side of the line from the baseline to
the target (a straight line over the years); otherwise it cannot be told from chance. Model estimates are no proof
(METHODS rule 4), and what police go and find depends on how often they look.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wens.figures.definitions import Indicator, definitions
from wens.figures.queries import figures_of_many
from wens.figures.rows import FigureRow, Tier
from wens.plans.models import Goal, Target
from wens.render.numbers import interval, number


class Verdict(StrEnum):
    ON_COURSE = "on_course"
    CANNOT_SAY = "cannot_say"
    OFF_COURSE = "off_course"


VERDICT_WORDS: dict[Verdict, str | Promise] = {
    Verdict.ON_COURSE: gettext_lazy("op weg"),
    Verdict.CANNOT_SAY: gettext_lazy("niet te zeggen"),
    Verdict.OFF_COURSE: gettext_lazy("niet op weg"),
}


@dataclass(frozen=True)
class Outlook:
    """What is known of a goal: the verdict with its reason, and the figures behind it as they stand now."""

    verdict: Verdict
    reason: str
    indicator: Indicator | None = None
    baseline: FigureRow | None = None
    now: FigureRow | None = None
    target: Target | None = None

    @property
    def words(self) -> str:
        """Return the verdict in words."""
        return str(VERDICT_WORDS[self.verdict])


def outlooks_of(goals: Collection[Goal], *, tier: Tier) -> dict[object, Outlook]:
    """Return the outlook of each goal by its key, from the active edition of `tier`. One query for all of them."""
    wanted = sorted({goal.indicator for goal in goals if goal.indicator})
    codes = {goal.area_code for goal in goals if goal.indicator}
    rows = figures_of_many(tier, sorted(codes), indicators=wanted) if wanted else {}
    return {goal.pk: _of(goal, rows.get(goal.area_code, [])) for goal in goals}


def _of(goal: Goal, rows: Sequence[FigureRow]) -> Outlook:
    if not goal.indicator:
        return Outlook(Verdict.CANNOT_SAY, goal.no_indicator)
    indicator = definitions().indicators.get(goal.indicator)
    if indicator is None:
        return Outlook(Verdict.CANNOT_SAY, _("Dit cijfer bestaat niet meer."))
    target = next(iter(goal.targets.all()), None)
    return judge(indicator, target, [row for row in rows if row.indicator == goal.indicator])


def judge(indicator: Indicator, target: Target | None, rows: Sequence[FigureRow]) -> Outlook:
    """Return the outlook from yearly figures in order of period. Pure."""
    known = [row for row in rows if row.value is not None]
    now = known[-1] if known else None
    baseline = next((row for row in known if target and row.period == target.baseline_period), None)
    verdict, reason = _verdict(indicator, target, baseline, now)
    return Outlook(verdict, reason, indicator, baseline, now, target)


def _verdict(
    indicator: Indicator, target: Target | None, baseline: FigureRow | None, now: FigureRow | None
) -> tuple[Verdict, str]:
    if now is None or now.value is None:
        return Verdict.CANNOT_SAY, _("Voor dit gebied is er nog geen getal.")
    if target is None:
        return Verdict.CANNOT_SAY, _("Er is nog geen streefwaarde afgesproken.")
    if baseline is None or baseline.value is None:
        return Verdict.CANNOT_SAY, _("Het cijfer van het begin, %(year)s, is er niet.") % {
            "year": target.baseline_period
        }
    if now.period <= target.baseline_period:
        return Verdict.CANNOT_SAY, _("Er is nog geen nieuwer cijfer dan dat van het begin.")
    if indicator.report_type == "model":
        return Verdict.CANNOT_SAY, _("Dit cijfer is een schatting met een model. Daarmee kunnen wij niets bewijzen.")
    if indicator.report_type in ("haal", "mix"):
        return Verdict.CANNOT_SAY, _("Dit cijfer hangt af van hoe vaak de politie controleert.")
    if now.low is None or now.high is None:
        return Verdict.CANNOT_SAY, _("Van dit cijfer is niet bekend hoe zeker het is.")
    return _against(_line(target, baseline.value, int(now.period)), target.value < baseline.value, now)


def _line(target: Target, baseline: float, year: int) -> float:
    """Return the value on the straight line from the baseline to the target, in `year`."""
    begin, end = int(target.baseline_period), target.due_on.year
    return baseline + (target.value - baseline) * min(1.0, (year - begin) / (end - begin))


def _against(line: float, downwards: bool, now: FigureRow) -> tuple[Verdict, str]:
    low, high = float(now.low or 0), float(now.high or 0)
    if (high <= line) if downwards else (low >= line):
        return Verdict.ON_COURSE, _("Het hele bereik van het nieuwste cijfer ligt aan de goede kant van de lijn.")
    if (low > line) if downwards else (high < line):
        return Verdict.OFF_COURSE, _("Het hele bereik van het nieuwste cijfer ligt aan de verkeerde kant van de lijn.")
    return Verdict.CANNOT_SAY, _("Het verschil met de lijn naar het doel is niet te onderscheiden van toeval.")


def figure_words(row: FigureRow, language: str) -> str:
    """Return a figure with its period and how sure it is: "6,2 (tussen 4,9 en 7,8) in 2023"."""
    between = interval(row.low, row.high, language)
    value = number(row.value, language)
    if not between:
        return _("%(value)s in %(period)s") % {"value": value, "period": row.period}
    low, high = between.split("–")
    return _("%(value)s (tussen %(low)s en %(high)s) in %(period)s") % {
        "value": value, "low": low, "high": high, "period": row.period
    }  # fmt: skip


def target_words(target: Target, language: str) -> str:
    """Return what is aimed at: "5 in 2028"."""
    return _("%(value)s in %(year)s") % {"value": number(target.value, language), "year": target.due_on.year}

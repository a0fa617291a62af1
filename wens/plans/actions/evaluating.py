"""Looking whether it worked: the figures decide how, and what comes out is kept, also when it is not what one hoped."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import lies_within
from wens.audit.actions import record
from wens.figures.models import Edition
from wens.figures.queries import active_edition
from wens.figures.rows import TIERS, Tier
from wens.plans.actions.keeping import PlanError, locked, subject_of, words_of
from wens.plans.effect.choosing import Choice, Method, choose
from wens.plans.effect.judging import judge
from wens.plans.effect.material import Asked, Material, Unfit, comparable, material
from wens.plans.effect.words import unfit
from wens.plans.models import Action, Effect, Evaluation, Goal, Result
from wens.plans.rules import need_judge
from wens.tenancy.context import Actor


@dataclass(frozen=True)
class Looked:
    """What somebody wants to know. `excluded`: areas in which something went on too; `reason`: what."""

    area_code: str
    begins_on: dt.date
    excluded: Collection[str] = ()
    reason: str = ""


def evaluate(*, goal: uuid.UUID, action: uuid.UUID | None = None, of: Looked, by: Actor) -> Evaluation:
    """Calculate, from the active editions, whether the figure of a goal changed, and keep it as a new evaluation.

    The method is chosen from the time before; nobody picks it. The same question on the same figures is the evaluation
    that is there. Raises NotAllowed, PlanError, Goal.DoesNotExist, Action.DoesNotExist.
    """
    need_judge(by)
    one = locked(Goal, goal)
    done = Action.objects.get(pk=action, goal=one) if action else None
    asked = _asked(one, of)
    reason = words_of(
        of.reason, ask=_("Schrijf in een zin waarom deze gebieden niet meetellen.") if of.excluded else ""
    )
    editions = {tier: active_edition(tier) for tier in TIERS}
    before = Evaluation.objects.filter(goal=one, action=done).order_by("-number").first()
    if before is not None and _same(before, asked, editions):
        return before
    made = Evaluation(
        goal=one, action=done, number=before.number + 1 if before else 1, indicator=one.indicator,
        area_code=asked.area_code, begins_on=asked.begins_on, excluded=list(asked.excluded), reason=reason,
        made_by=by.reference, made_at=timezone.now(),
    )  # fmt: skip
    made.save(force_insert=True)
    Result.objects.bulk_create(_result(made, asked, tier, editions[tier]) for tier in TIERS)
    data = {"evaluation": str(made.pk), "number": str(made.number)}
    record("plans.effect.judged", subject=subject_of(done or one.ambition.focus), by=by, data=data)
    return made


def preview(of: Asked, tier: Tier) -> tuple[Material | None, Choice]:
    """Return what there is and which method that allows; nothing of what came out is calculated for it."""
    try:
        found = material(of, tier)
    except Unfit as error:
        return None, Choice(None, error.code)
    return found, choose(found)


def _asked(one: Goal, of: Looked) -> Asked:
    if not one.indicator:
        raise PlanError(unfit("no_indicator"))
    if not lies_within(of.area_code, [one.area_code]):
        raise PlanError(_("Kies het gebied van het doel, of een deel daarvan."))
    if of.begins_on > timezone.localdate():
        raise PlanError(_("Kies een eerste dag die al voorbij is."))
    _near, far = comparable(of.area_code)
    if not set(of.excluded) <= set(far):
        raise PlanError(_("Kies alleen gebieden uit de lijst."))
    return Asked(one.indicator, of.area_code, of.begins_on, tuple(sorted(of.excluded)))


def _same(before: Evaluation, asked: Asked, editions: dict[Tier, Edition | None]) -> bool:
    there = Asked(before.indicator, before.area_code, before.begins_on, tuple(before.excluded))
    used = dict(before.results.values_list("tier", "edition"))
    return there == asked and used == {tier: of.pk if of else None for tier, of in editions.items()}


def _result(made: Evaluation, asked: Asked, tier: Tier, edition: Edition | None) -> Result:
    found, choice = preview(asked, tier)
    said: dict[str, object] = {"why": choice.why, "against": [list(one) for one in choice.instead_of]}
    effect = Effect.UNCLEAR
    if found is not None:
        finding = judge(found, choice)
        effect = finding.effect
        said |= finding.as_json() | {
            "grain": found.grain, "before": found.before, **_periods(found, choice),
            "cautions": list(found.cautions), "neighbours": [one.code for one in found.neighbours],
        }  # fmt: skip
    return Result(
        evaluation=made, tier=tier, edition=edition.pk if edition else None, method=choice.method or "", effect=effect,
        found=said,
    )  # fmt: skip


def _periods(of: Material, choice: Choice) -> dict[str, object]:
    """Return the first and last period before, and the first and last after, that the method used; and how many."""
    length = min(of.before, of.after) if choice.method == Method.BEFORE_AFTER else len(of.periods)
    first, last = max(0, of.before - length), min(len(of.periods), of.before + length)
    ends = [of.periods[first], of.periods[of.before - 1], of.periods[of.before], of.periods[last - 1]]
    return {"periods": ends, "lengths": [of.before - first, last - of.before]}

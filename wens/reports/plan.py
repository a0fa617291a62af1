"""The plan of a wijk as a dict in both languages: its adopted speerpunten, down to what each partner signed.

Only what is public and signed. The same dict is frozen in a report and shown live on paper; `keep` says what becomes
of each text of people: its seal, or the text itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, override

from wens.dossiers.wording import in_each_language
from wens.figures.queries import active_edition
from wens.figures.rows import FigureRow
from wens.photos.words import LANGUAGES, Words
from wens.plans.models import Action, FocusState, Goal, Part, PartRole, PartVersion, Stage
from wens.plans.outlook import figure_words, outlooks_of, target_words
from wens.plans.queries import around, focus_points
from wens.plans.showing import ShownAction, ShownFocus, ShownGoal, counted, shown_focus_points

Keep = Callable[[str, UUID], str]
SIGNED = (Stage.AGREED, Stage.STUCK, Stage.DONE)
"""All partners signed; what is stopped or waits for a signature is no part of the signed plan."""


def plan_of(area_code: str, keep: Keep) -> dict[str, Any]:
    """Return the plan of an area as it is now: what holds for it, for what it lies in and for what lies in it.

    Sixteen queries, however much there is. `waiting`: how many public actions wait for a signature.
    """
    found = [one for one in focus_points(area_codes=around(area_code)) if one.state == FocusState.ADOPTED]
    shown = shown_focus_points(found, tier="public")
    edition = active_edition("public")
    signed = _signatures([one.action for focus in shown for one in focus.actions])
    of = _Of(keep, signed, _reasons([one.goal for focus in shown for one in focus.goals]))
    return {
        "made_on": timezone.localdate().isoformat(),
        "edition": edition.pk if edition else None,
        "waiting": sum(one.action.stage == Stage.PROPOSED for focus in shown for one in focus.actions),
        "focus_points": [_focus(one, of) for one in shown],
    }


@dataclass(frozen=True)
class _Of:
    """What becomes of texts, which version was signed when, and why a goal is said to be on its way or not."""

    keep: Keep
    signed: dict[tuple[UUID, int], str]
    reasons: dict[UUID, Words]


def _reasons(goals: Sequence[Goal]) -> dict[UUID, Words]:
    """Why each goal with a figure is said to be on its way or not, in each language. A query per language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = outlooks_of(goals, tier="public")
    return {one.pk: {language: found[language][one.pk].reason for language in LANGUAGES} for one in goals}


def _signatures(actions: list[Action]) -> dict[tuple[UUID, int], str]:
    """When which version was signed; nothing for who does not see versions. One query."""
    rows = PartVersion.objects.filter(part__action__in=actions, signed_at__isnull=False)
    return {
        (part, number): f"{timezone.localtime(at).date()}"
        for part, number, at in rows.values_list("part_id", "number", "signed_at")
        if at
    }


def _focus(one: ShownFocus, by: _Of) -> dict[str, Any]:
    of = one.focus
    return {
        "id": str(of.pk), "slogan": by.keep(of.slogan, of.pk), "theme": by.keep(of.theme, of.pk), "years": of.years,
        "programme": of.programme.name, "areas": one.areas, "is_example": of.is_example,
        "actions": in_each_language(lambda: counted(row.standing for row in _public(one.actions))),
        "ambitions": [
            {"text": by.keep(ambition.text, ambition.pk), "goals": [_goal(goal, by) for goal in goals]}
            for ambition, goals in one.ambitions
        ],
    }  # fmt: skip


def _public(found: list[ShownAction]) -> list[ShownAction]:
    return [one for one in found if one.action.is_public and one.action.stage in SIGNED]


def _goal(one: ShownGoal, by: _Of) -> dict[str, Any]:
    goal, of, effect = one.goal, one.outlook, one.effect
    return {
        "id": str(goal.pk), "title": by.keep(goal.title, goal.pk), "about": by.keep(goal.about, goal.pk),
        "indicator": goal.indicator, "counts": in_each_language(lambda: one.indicator),
        "no_indicator": by.keep(goal.no_indicator, goal.pk),
        "outlook": {
            "verdict": of.verdict.value, "words": in_each_language(lambda: of.words),
            "reason": by.reasons[goal.pk] if goal.indicator else None,
        },
        "effect": in_each_language(lambda: f"{effect.verdict}. {effect.why}") if effect else None,
        "baseline": _figure(of.baseline), "now": _figure(of.now),
        "target": {"value": of.target.value, "year": of.target.due_on.year} | _words(target_words, of.target)
        if of.target else None,
        "actions": [_action(row, by) for row in _public(one.actions)],
    }  # fmt: skip


def _figure(row: FigureRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"value": row.value, "low": row.low, "high": row.high, "period": row.period} | _words(figure_words, row)


def _words(say: Callable[[Any, str], str], of: Any) -> dict[str, Any]:
    return {"words": in_each_language(lambda: say(of, get_language() or "nl"))}


def _action(one: ShownAction, by: _Of) -> dict[str, Any]:
    of = one.action
    return {
        "id": str(of.pk), "title": by.keep(of.title, of.pk), "about": by.keep(of.about, of.pk),
        "due_on": f"{of.due_on}", "stage": of.stage,
        "state": in_each_language(lambda: one.state),
        "progress": in_each_language(lambda: one.progress.words),
        "parts": [_part(part, by) for part in of.parts.all()],
        "steps": [
            {"title": by.keep(step.title, step.pk), "due_on": f"{step.due_on}",
             "done_on": f"{timezone.localtime(step.done_at).date()}" if step.done_at else ""}
            for step in of.milestones.all() if step.dropped_at is None
        ],
    }  # fmt: skip


def _part(one: Part, by: _Of) -> dict[str, Any]:
    return {
        "organisation": one.organisation.name, "role": one.role,
        "role_words": in_each_language(lambda: PartRole(one.role).label),
        "words": by.keep(one.words, one.pk), "means": by.keep(one.means, one.pk), "version": one.signed,
        "signed_on": by.signed.get((one.pk, one.signed), ""),
    }  # fmt: skip

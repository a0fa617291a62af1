"""What the pages of plans show: the same tree for everybody, in which the database leaves out what is not for one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wens.areas.queries import area_names
from wens.figures.definitions import LEVELS
from wens.figures.rows import Tier
from wens.plans.effect.shown import ShownEffect, shown_effect
from wens.plans.models import Action, Ambition, FocusPoint, FocusState, Goal, Programme, Stage
from wens.plans.outlook import Outlook, figure_words, outlooks_of, target_words
from wens.plans.progress import Progress, Standing, progress_of, standing, state_words
from wens.plans.queries import evaluations, evaluations_of, focus_points, programmes


@dataclass(frozen=True)
class ShownAction:
    """One action with how far it is."""

    action: Action
    progress: Progress

    @property
    def state(self) -> str:
        return state_words(self.action.stage, self.progress)

    @property
    def standing(self) -> Standing:
        return standing(self.action.stage, self.progress)

    @property
    def others(self) -> str:
        """The partners that join, besides the lead."""
        return ", ".join(part.organisation.name for part in self.action.parts.all() if part.role != "lead")


@dataclass(frozen=True)
class ShownGoal:
    """One goal with its figures and its actions."""

    goal: Goal
    outlook: Outlook
    actions: list[ShownAction]
    area: str
    effect: ShownEffect | None = None

    @cached_property
    def figures(self) -> list[tuple[str, str]]:
        """Baseline, now and target in words, as far as they are known."""
        language, of = _language(), self.outlook
        pairs = []
        if of.baseline:
            pairs.append((_("Begin"), figure_words(of.baseline, language)))
        if of.now:
            pairs.append((_("Nu"), figure_words(of.now, language)))
        if of.target:
            pairs.append((_("Streefwaarde"), target_words(of.target, language)))
        return pairs

    @property
    def indicator(self) -> str:
        """What the figure counts, with its unit, for this area."""
        if self.outlook.indicator is None:
            return ""
        of, language = self.outlook.indicator, _language()
        return f"{of.name[language]}, {of.unit[language]} ({self.area})"


@dataclass(frozen=True)
class ShownFocus:
    """A focus point with everything below it."""

    focus: FocusPoint
    areas: str
    ambitions: list[tuple[Ambition, list[ShownGoal]]]

    @property
    def goals(self) -> list[ShownGoal]:
        return [goal for _ambition, goals in self.ambitions for goal in goals]

    @property
    def actions(self) -> list[ShownAction]:
        return [action for goal in self.goals for action in goal.actions]

    @property
    def summary(self) -> str:
        """How its actions stand, counted in words; never a share of a share."""
        if self.is_over and not self.actions:
            return _("Van deze periode staan hier geen acties.")
        return counted(one.standing for one in self.actions)

    @property
    def is_over(self) -> bool:
        return self.focus.state == FocusState.ENDED


@dataclass(frozen=True)
class Branch:
    """A programme with its focus points: those of now and to come, and those of before."""

    programme: Programme
    now: list[ShownFocus]
    before: list[ShownFocus]


def counted(found: Iterable[Standing]) -> str:
    """Return how actions stand: "3 acties: 1 klaar, 2 bezig". What goes on in a next period counts there."""
    counts = Counter(one.words for one in found if one.stage != Stage.CARRIED)
    if not counts:
        return _("Er zijn nog geen acties afgesproken.")
    about = ", ".join(f"{count} {label}" for label, count in counts.items())
    return ngettext("%(count)s actie: %(about)s.", "%(count)s acties: %(about)s.", counts.total()) % {
        "count": counts.total(), "about": about
    }  # fmt: skip


def tree(
    *,
    tier: Tier,
    area_codes: set[str] | None = None,
    known: Sequence[Programme] | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Branch]:
    """Return the programmes with their focus points (of these areas). Sixteen queries, however much there is.

    `known` (all programmes) and `names` (of areas by code): for who read them already; three queries less.
    """
    found = focus_points(area_codes=area_codes)
    if tier == "public":  # also for who sees more behind the login: a page for everybody is the same for everybody
        found = [one for one in found if one.state != FocusState.DRAFT]
    shown = shown_focus_points(found, tier=tier, names=names)
    branches = []
    for programme in programmes() if known is None else known:
        own = [one for one in shown if one.focus.programme_id == programme.pk]
        about = area_codes is None or not programme.area_codes or area_codes.intersection(programme.area_codes)
        if own or about:
            now = [one for one in own if not one.is_over]
            branches.append(Branch(programme, now, [one for one in own if one.is_over]))
    return branches


def shown_focus_points(
    found: Sequence[FocusPoint], *, tier: Tier, names: Mapping[str, str] | None = None
) -> list[ShownFocus]:
    """Return focus points with the outlook of their goals and the progress of their actions. Four queries more.

    `names` of areas by code: for who read them already; two queries less.
    """
    goals = [goal for one in found for ambition in one.ambitions.all() for goal in ambition.goals.all()]
    outlooks = outlooks_of(goals, tier=tier)
    looked = evaluations_of(goals)
    names = area_names(*LEVELS) if names is None else names
    return [
        ShownFocus(
            one,
            ", ".join(names.get(code, code) for code in one.area_codes),
            [
                (
                    ambition,
                    [
                        _goal(
                            goal, outlooks[goal.pk], shown_effect(looked[goal.pk], tier=tier, names=names), names, tier
                        )
                        for goal in ambition.goals.all()
                    ],
                )
                for ambition in one.ambitions.all()
            ],
        )
        for one in found
    ]


def shown_action(one: Action) -> ShownAction:
    """Return one action with how far it is."""
    return ShownAction(one, progress_of(one.milestones.all(), one.stage, today=timezone.localdate()))


def effect_of(one: Action, *, tier: Tier) -> ShownEffect | None:
    """Return what came out of looking whether an action worked, or None when nobody looked yet. Four queries."""
    return shown_effect(evaluations(one), tier=tier, names=area_names(*LEVELS))


def _goal(
    goal: Goal, outlook: Outlook, effect: ShownEffect | None, names: Mapping[str, str], tier: Tier
) -> ShownGoal:  # fmt: skip
    found = [one for one in goal.actions.all() if one.is_public or tier == "partners"]
    area = names.get(goal.area_code, goal.area_code)
    return ShownGoal(goal, outlook, [shown_action(one) for one in found], area, effect)


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"

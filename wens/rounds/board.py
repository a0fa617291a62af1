"""A round as its screen shows it: where each step stands, what is late, who waits on whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.rounds.fact import Fact
from wens.rounds.facts import Facts, facts_of
from wens.rounds.models import Round, Stage, Step, StepKey, StepState
from wens.rounds.steps import KIND, StepKind

SOON = 7


@dataclass(frozen=True)
class Standing:
    """One step: `mark` is done, ready (all is there, nobody closed it), busy or waiting (nothing yet)."""

    step: Step
    kind: StepKind
    mark: str
    words: str
    due_words: str
    late_days: int
    is_current: bool
    facts: list[Fact] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Tell whether the day of this step has passed while it is open."""
        return self.late_days > 0

    @property
    def waiting(self) -> list[Fact]:
        """Return what is not done, with who it waits on."""
        return [fact for fact in self.facts if not fact.done]


@dataclass(frozen=True)
class Board:
    """A round with its steps; `current`: the first that is open."""

    round: Round
    name: str
    steps: list[Standing]

    @property
    def current(self) -> Standing | None:
        """Return the first step that is not closed."""
        return next((one for one in self.steps if one.is_current), None)

    @property
    def late(self) -> list[Standing]:
        """Return the steps that are late, the first one first."""
        return [one for one in self.steps if one.is_late]

    @property
    def waiting(self) -> list[tuple[Standing, Fact]]:
        """Return who waits on whom, up to and including the step where the round is."""
        reached = self.current.step.number if self.current else 0
        here = [one for one in self.steps if one.step.number <= reached and one.mark != "done"]
        return [(one, fact) for one in here for fact in (*one.waiting, *_to_close(one)) if fact.waits_on]

    @property
    def words(self) -> str:
        """Say in a few words where the round is."""
        if self.round.state != Stage.RUNNING:
            return str(self.round.get_state_display())
        if self.current is None:
            return _("alle stappen zijn afgesloten")
        of = self.current.step
        return _("stap %(number)s van 8: %(name)s") % {"number": of.number, "name": of.get_key_display()}


def _to_close(one: Standing) -> list[Fact]:
    """A step of which all is there waits on who closes it."""
    if one.mark != "ready":
        return []
    text = _("Stap %(number)s kan worden afgesloten.") % {"number": one.step.number}
    return [Fact(text, False, _("de stadsdeelmanager"))]


def boards(found: Sequence[Round], names: dict[str, str], *, today: dt.date | None = None) -> list[Board]:
    """Return rounds as their screen shows them; facts only of rounds that run. names: of wijken, by code."""
    day = today or timezone.localdate()
    facts = facts_of([one for one in found if one.state == Stage.RUNNING])
    return [
        Board(one, names.get(one.area_code, one.area_code), _standings(one, facts.get(one.pk, {}), day))
        for one in found
    ]


def _standings(one: Round, facts: Facts, day: dt.date) -> list[Standing]:
    steps = sorted(one.steps.all(), key=lambda step: step.number)
    first = next((step for step in steps if step.state == StepState.OPEN), None)
    return [_standing(one, step, facts.get(StepKey(step.key), []), day, is_current=step is first) for step in steps]


def _standing(one: Round, step: Step, facts: list[Fact], day: dt.date, *, is_current: bool) -> Standing:
    runs = one.state == Stage.RUNNING
    mark = _mark(step, facts, is_current=is_current and runs)
    late_days = max(0, (day - step.due_on).days) if runs and step.state == StepState.OPEN else 0
    return Standing(
        step=step, kind=KIND[StepKey(step.key)], mark=mark, words=_words(mark), late_days=late_days, facts=facts,
        due_words=_due(step, day) if step.state == StepState.OPEN else "", is_current=is_current and runs,
    )  # fmt: skip


def _mark(step: Step, facts: list[Fact], *, is_current: bool) -> str:
    if step.state == StepState.CLOSED:
        return "done"
    if facts and all(fact.done for fact in facts):
        return "ready"
    return "busy" if is_current or any(fact.done for fact in facts) else "waiting"


def _words(mark: str) -> str:
    return {
        "done": _("afgesloten"),
        "ready": _("alles is er, kan worden afgesloten"),
        "busy": _("bezig"),
        "waiting": _("nog niet begonnen"),
    }[mark]


def _due(step: Step, day: dt.date) -> str:
    left = (step.due_on - day).days
    if left < 0:
        return ngettext("%(days)s dag te laat", "%(days)s dagen te laat", -left) % {"days": -left}
    if left <= SOON:
        return ngettext("nog %(days)s dag", "nog %(days)s dagen", left) % {"days": left}
    return ""

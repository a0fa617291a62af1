"""Dorp of Proefstad with all that a report rests on: photo, round table, signed dossier, knelpunt, signed plan."""

from dataclasses import dataclass

import pytest

from tests.bottlenecks.conftest import Wijk, approved, decided, proposed, weighed
from tests.meetings.conftest import staff  # noqa: F401  the fixture `staff`
from tests.plans import conftest as plans
from tests.rounds.conftest import closed, heard, photographed, second, started, table_held  # noqa: F401
from tests.voices.people import People, working
from wens.plans import actions as planning
from wens.plans.actions import Aim
from wens.plans.models import Action, Goal
from wens.reports import actions
from wens.reports.models import Report
from wens.rounds import actions as rounds
from wens.rounds.models import Round

BURGLARIES = "burglaries_per_1000_dwellings"


@dataclass(frozen=True)
class Ready:
    """Dorp with a signed dossier, a knelpunt that is taken up, and an action that two partners signed."""

    wijk: Wijk
    round: Round
    action: Action

    @property
    def people(self) -> People:
        """The people of Proefstad."""
        return self.wijk.people


def signed_dossier(wijk: Wijk) -> Round:
    """Let the other stadsdeelmanager sign the dossier of a round in Dorp."""
    one = closed(started(wijk.people), wijk.people.manager)
    with working(wijk.other) as by:
        return rounds.sign_off(key=one.pk, by=by)


def agreed_for(wijk: Wijk, *knelpunten: object) -> Action:
    """An agreed action of a speerpunt that takes up these knelpunten, with a goal that has a figure."""
    action = plans.agreed(wijk.people)
    focus = action.goal.ambition.focus
    with working(wijk.people.manager) as by:
        if knelpunten:
            planning.tie_bottlenecks(focus=focus.pk, bottlenecks=[one.pk for one in knelpunten], by=by)  # type: ignore[attr-defined]
        aim = Aim("Minder inbraak", "", BURGLARIES, "", "GM0001-LW-dorp")
        goal = planning.add_goal(ambition=action.goal.ambition_id, of=aim, by=by)
        planning.set_target(goal=goal.pk, baseline_period="2022", value=2, due_on=plans.in_days(700), by=by)
    assert Goal.objects.count() == 2
    return action


def made(ready: Ready) -> Report:
    """Let the stadsdeelmanager make the report."""
    with working(ready.people.manager) as by:
        return actions.make(round_=ready.round.pk, by=by)


def signed(ready: Ready, one: Report) -> Report:
    """Let the other stadsdeelmanager sign it."""
    with working(ready.wijk.other) as by:
        return actions.sign(key=one.pk, by=by)


def published(ready: Ready) -> Report:
    """A report all the way to the outside."""
    one = signed(ready, made(ready))
    with working(ready.people.manager) as by:
        return actions.publish(key=one.pk, by=by)


@pytest.fixture
def ready(photographed: People) -> Ready:  # noqa: F811
    """Return Dorp, ready for a report."""
    told = heard(area_code="BU00010000")
    table_held(photographed)
    wijk = Wijk(photographed, second(photographed), told)
    round_ = signed_dossier(wijk)
    knelpunt = decided(wijk, weighed(wijk, proposed(wijk)))
    approved(wijk, knelpunt)
    return Ready(wijk, round_, agreed_for(wijk, knelpunt))

"""An invented action of the fictional gemeente that is over, and of which was looked whether it worked.

The world of worldmaker has the change in it (`fictional.PLANTS`): so what the figures say can be checked.
"""

import datetime as dt
import uuid

from django.utils import timezone

from wens.organisations.models import Organisation
from wens.organisations.queries import organisation_by_slug
from wens.plans import actions
from wens.plans.actions import Aim, Focus, Looked, Said, Share, Step, Terms
from wens.plans.models import Action, FocusPoint, Programme, What
from wens.plans.rules import JUDGE, MANAGE, REPORT, SEE
from wens.tenancy.context import Actor, acting

BUURT, FROM_YEAR = "BU99010000", 2024
INDICATOR = "bicycle_theft_per_1000_inhabitants"
RIGHTS = {SEE, MANAGE, REPORT, JUDGE}


def load_evaluated(gemeente: str) -> int:
    """Make the example when there is no plan yet; returns how many focus points are new."""
    with acting(gemeente, Actor.machine(), rights=RIGHTS) as now:
        partner = organisation_by_slug("beheer-openbare-ruimte")
        if FocusPoint.objects.exists() or partner is None:
            return 0
        one = _proposed(partner, now.actor)
    with acting(gemeente, Actor.machine(), rights=RIGHTS, organisation=str(partner.pk)) as now:
        _done(one, now.actor)
    with acting(gemeente, Actor.machine(), rights=RIGHTS) as now:
        of = Looked(BUURT, dt.date(FROM_YEAR, 1, 1))
        actions.evaluate(goal=one.goal_id, action=one.pk, of=of, by=now.actor)
    return 1


def _proposed(partner: Organisation, by: Actor) -> Action:
    today = timezone.localdate()
    headline = "Een stad waar u uw fiets durft te laten staan"
    programme = Programme(key="leefomgeving", name="Leefomgeving", headline=headline)
    programme.save(force_insert=True)
    of = Focus(programme.pk, "Fiets terug", "Minder fietsdiefstal", dt.date(today.year - 2, 1, 1),
               dt.date(today.year + 1, 12, 31), [BUURT])  # fmt: skip
    focus = actions.draft_focus(of=of, by=by, is_example=True)
    ambition = actions.add_ambition(focus=focus.pk, text="U vindt uw fiets terug waar u hem neerzette.", by=by)
    aim = Aim("Minder fietsen gestolen in het centrum", "", INDICATOR, "", BUURT)
    goal = actions.add_goal(ambition=ambition.pk, of=aim, by=by)
    actions.move_focus(focus=focus.pk, name=What.ADOPT, by=by)
    share = Share(partner.pk, "Wij bewaken de fietsen en halen wrakken weg.", "Twee mensen, zes dagen per week",
                  [Step("De bewaakte plek is open", today)])  # fmt: skip
    terms = Terms("Een bewaakte plek voor fietsen", "De plek ging open in januari 2024.", today, is_public=True)
    return actions.propose(goal=goal.pk, of=terms, lead=share, by=by, is_example=True)


def _done(one: Action, by: Actor) -> None:
    part = one.parts.get()
    actions.sign(part=part.pk, number=part.number, by=by)
    steps = tuple(one.milestones.values_list("pk", flat=True))
    said = Said("De plek is elke dag open en wordt veel gebruikt.", steps)
    actions.report(action=one.pk, said=said, answer_key=uuid.uuid4(), by=by)

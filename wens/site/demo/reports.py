"""An invented report: Stadsveld went through its round, and what Pathmos took up stands in a speerpunt. Marked.

Made by one account and signed by another, as on the site.
"""

import datetime as dt

from django.utils import timezone

from wens.bottlenecks.models import State
from wens.bottlenecks.queries import bottlenecks
from wens.plans import actions as plans
from wens.plans.models import FocusState, Goal
from wens.reports import actions
from wens.reports.models import Report
from wens.rounds import actions as rounds
from wens.rounds.actions import Plan, RoundError
from wens.rounds.models import Round, StepKey
from wens.rounds.steps import BEFORE_SIGNING
from wens.site.demo.bottlenecks import working
from wens.site.demo.rounds import NOTES as USUAL
from wens.tenancy.context import Actor, acting, current

WIJK, WEEKS_AGO = "GM0153-LW-stadsveld", 22
NOTES = USUAL | {
    StepKey.LISTEN: "In dit voorbeeld vertelde hier nog niemand iets.",
    StepKey.TABLE: "In dit voorbeeld was er geen ronde tafel.",
}
TAKEN_UP_IN = "Zelf meer doen aan veiligheid"
"""The goal of which the speerpunt takes up the adopted knelpunten of the example."""


def load_reports(gemeente: str, domain: str) -> int:
    """Make the example in a gemeente that has Stadsveld and no report yet; returns how many reports were made."""
    director, second = f"stadsdeelmanager@{domain}", f"tweede@{domain}"
    with working(gemeente, director) as by:
        if Report.objects.exists():
            return 0
        _tie(by)
        try:
            one = _round(by)
        except RoundError:  # another division into wijken has no example
            return 0
    _sign_dossier(gemeente, one, director)
    with working(gemeente, director) as by:
        made = actions.make(round_=one.pk, by=by)
    with working(gemeente, second) as by:
        actions.sign(key=made.pk, by=by)
    with working(gemeente, director) as by:
        actions.publish(key=made.pk, by=by)
    return 1


def _tie(by: Actor) -> None:
    goal = Goal.objects.filter(title=TAKEN_UP_IN, ambition__focus__state=FocusState.ADOPTED).first()
    adopted = bottlenecks(states=[State.ADOPTED])
    if goal and adopted:
        plans.tie_bottlenecks(focus=goal.ambition.focus_id, bottlenecks=[one.pk for one in adopted], by=by)


def _round(by: Actor) -> Round:
    begin = timezone.localdate() - dt.timedelta(weeks=WEEKS_AGO)
    (one,) = rounds.plan(of=Plan([WIJK], begin), by=by, is_example=True)
    rounds.start(key=one.pk, by=by)
    for step in BEFORE_SIGNING:
        rounds.close_step(key=one.pk, step=step, note=NOTES[step], by=by)
    return one


def _sign_dossier(gemeente: str, one: Round, manager: str) -> None:
    """Sign as the administrator of this machine: another than who closed the round table."""
    with working(gemeente, manager):
        rights = current().rights
    with acting(gemeente, Actor.machine(), rights=rights) as now:
        rounds.sign_off(key=one.pk, by=now.actor)

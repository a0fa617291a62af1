"""An invented report: Stadsveld went through its round, from what people told to what partners signed. Marked.

Made by one account and signed by another, as on the site.
"""

import datetime as dt

import yaml
from django.utils import timezone

from wens.bottlenecks import actions as bottlenecks
from wens.bottlenecks.actions import Description, Words
from wens.bottlenecks.models import State, What
from wens.bottlenecks.queries import bottlenecks as found_bottlenecks
from wens.organisations.queries import accounts
from wens.plans import actions as plans
from wens.plans.models import FocusState, Goal
from wens.reports import actions
from wens.reports.models import Report
from wens.rounds import actions as rounds
from wens.rounds.actions import Plan, RoundError
from wens.rounds.models import Round, StepKey
from wens.rounds.steps import BEFORE_SIGNING
from wens.site.demo.bottlenecks import Example, make_example, working
from wens.site.demo.rounds import NOTES as USUAL
from wens.site.demo.rounds import Table, hold_table, people_of
from wens.site.demo.tables import FOLDER
from wens.site.demo.voices import Scene
from wens.tenancy.context import Actor, acting, current

WIJK, WEEKS_AGO = "GM0153-LW-stadsveld", 22
NOTES = USUAL | {
    StepKey.WEIGH: "De drie bronnen zijn naast elkaar gelegd. Over één knelpunt is besloten.",
    StepKey.PLAN: "Het knelpunt hoort bij een speerpunt van West. De partners hebben getekend.",
    StepKey.PUBLISH: "Het rapport is door een ander getekend en openbaar.",
}
TABLE = Table(
    WIJK, "Ronde tafel Stadsveld", 9,
    (
        ("partner", {
            "theme": "living", "subject": "unsafe_place", "place": "Achterpaden tussen de laan en het plein",
            "size": "several_streets", "nature": "De lampen in de achterpaden doen het vaak niet.",
            "frequency": "daily", "sureness": "seen", "causes": "Niemand weet van wie de lampen zijn.",
            "may_be_public": "yes", "public_text": "In de achterpaden doen veel lampen het niet.",
        }, "agree"),
        ("wijkagent", {
            "theme": "living", "subject": "burglary", "place": "Achterpaden", "size": "several_streets",
            "nature": "Schuurtjes worden opengebroken om fietsen en gereedschap.", "frequency": "now_and_then",
            "sureness": "heard", "causes": "Donkere paden, sloten die makkelijk opengaan.", "may_be_public": "yes",
            "public_text": "Uit schuurtjes aan donkere paden worden soms fietsen gestolen.",
        }, "agree"),
    ),
    "Zoek uit van wie de lampen in de achterpaden zijn",
)  # fmt: skip
KNELPUNT = Example(
    "living", What.ADOPT,
    Description("Donkere achterpaden", "De lampen doen het niet. Uit schuurtjes wordt gestolen.", "several_streets",
                "daily", "Niemand weet van wie de lampen zijn.", "Achterpaden tussen de laan en het plein"),
    (1, 1, 3, 0, 0),
    "Bewoners, de wijkraad en partners noemen het. Domijn kan de lampen maken.",
    Words("Donkere achterpaden", "In de achterpaden van Stadsveld is het 's avonds donker.",
          "Bewoners, de wijkraad en professionals noemen dit allemaal. Met Domijn kunnen wij er nu iets aan doen."),
    ("pad", "lamp", "schuurtje"),
)  # fmt: skip
TAKEN_UP_IN = "Zelf meer doen aan veiligheid"
"""The goal of which the speerpunt takes up the adopted knelpunten of the example."""


def load_reports(gemeente: str, domain: str) -> int:
    """Make the example in a gemeente that has Stadsveld and no report yet; returns how many reports were made."""
    director, second = f"stadsdeelmanager@{domain}", f"tweede@{domain}"
    with working(gemeente, director) as by:
        if Report.objects.exists():
            return 0
        begin = timezone.localdate() - dt.timedelta(weeks=WEEKS_AGO)
        try:
            (one,) = rounds.plan(of=Plan([WIJK], begin), by=by, is_example=True)
        except RoundError:  # another division into wijken has no example
            return 0
        rounds.start(key=one.pk, by=by)
    _listen(gemeente)
    hold_table(gemeente, people_of(gemeente), TABLE)
    _close(gemeente, director, one, *BEFORE_SIGNING)
    _sign_dossier(gemeente, one, director)
    _decide(gemeente, director, second)
    _close(gemeente, director, one, StepKey.WEIGH, StepKey.PLAN)
    with working(gemeente, director) as by:
        made = actions.make(round_=one.pk, by=by)
    with working(gemeente, second) as by:
        actions.sign(key=made.pk, by=by)
    with working(gemeente, director) as by:
        actions.publish(key=made.pk, by=by)
    _close(gemeente, director, one, StepKey.PUBLISH)
    return 1


def _listen(gemeente: str) -> None:
    """Let people tell, and a trained person read it."""
    said = yaml.safe_load((FOLDER / "stadsveld.yaml").read_text("utf-8"))
    with acting(gemeente, Actor.machine()):
        scene = Scene(gemeente, [person for person in accounts() if person.organisation])
    scene.enter(said, dict.fromkeys(said, WIJK))


def _close(gemeente: str, director: str, one: Round, *steps: StepKey) -> None:
    with working(gemeente, director) as by:
        for step in steps:
            rounds.close_step(key=one.pk, step=step, note=NOTES[step], by=by)


def _sign_dossier(gemeente: str, one: Round, manager: str) -> None:
    """Sign as the administrator of this machine: another than who closed the round table."""
    with working(gemeente, manager):
        rights = current().rights
    with acting(gemeente, Actor.machine(), rights=rights) as now:
        rounds.sign_off(key=one.pk, by=now.actor)


def _decide(gemeente: str, director: str, second: str) -> None:
    """Adopt the knelpunt, let another approve what everybody reads, and take it up in the speerpunt of West."""
    with working(gemeente, director) as by:
        made = make_example(KNELPUNT, WIJK, by)
        texts = [text.pk for text in made.texts.all()] if made else []
    with working(gemeente, second) as by:
        for key in texts:
            bottlenecks.approve(key=key, by=by)
    with working(gemeente, director) as by:
        goal = Goal.objects.filter(title=TAKEN_UP_IN, ambition__focus__state=FocusState.ADOPTED).first()
        adopted = [one.pk for one in found_bottlenecks(states=[State.ADOPTED])]
        if goal and adopted:
            plans.tie_bottlenecks(focus=goal.ambition.focus_id, bottlenecks=adopted, by=by)

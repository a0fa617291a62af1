"""The speerpunten of stadsdeel West as they were, and how they could go on today: invented, and marked as such."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import timezone

from wens.figures.queries import series
from wens.organisations.models import Organisation
from wens.organisations.queries import organisation_by_slug
from wens.plans import actions
from wens.plans.actions import Said, Share, Step, Terms
from wens.plans.definitions import shipped_programmes
from wens.plans.models import Action, FocusPoint, Goal, What
from wens.plans.rules import MANAGE, REPORT, SEE
from wens.tenancy.context import Actor, acting


@dataclass(frozen=True)
class Doing:
    """An invented part: which partner, what, and its steps as (what, days from today)."""

    partner: str
    words: str
    means: str = ""
    steps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Example:
    """An invented action of a goal. `said`: reports as (partner, line, steps done, what is needed)."""

    goal: str
    title: str
    parts: tuple[Doing, ...]
    is_public: bool = True
    signed: bool = True
    said: tuple[tuple[str, str, int, str], ...] = ()


EXAMPLES = (
    Example(
        "Zelf meer doen aan veiligheid", "Samen fietsen en schuurtjes op slot",
        (
            Doing("politie", "Wij laten in de straten zien hoe een slot werkt.", "Twee middagen",
                  (("Straten gekozen", -20), ("Eerste middag gehouden", 5), ("Tweede middag gehouden", 40))),
            Doing("domijn", "Wij maken lampen in de achterpaden.", "Geld voor twaalf lampen", (("Lampen hangen", 60),)),
        ),
        said=(("politie", "De straten zijn gekozen. De eerste middag is gepland.", 1, ""),),
    ),
    Example(
        "Minder mensen met schulden", "Spreekuur over geld in de wijk",
        (
            Doing("wijkteam-pathmos-stadsveld", "Wij houden elke week een spreekuur.", "Vier uur per week",
                  (("Plek gevonden", -45), ("Spreekuur begonnen", -12), ("Na een half jaar bekeken", 120))),
            Doing("alifa", "Wij wijzen mensen de weg.", "", ()),
        ),
        said=(("wijkteam-pathmos-stadsveld", "Er is een plek.", 1, ""),),
    ),
    Example(
        "De school als deel van de buurt", "De speelplaats na schooltijd open",
        (Doing("alifa", "Wij openen de speelplaats en letten op.", "Zes uur per week",
               (("Afspraak met de school", 12), ("Speelplaats open", 45))),),
        said=(("alifa", "Wij wachten op de sleutel.", 0, "Een afspraak over wie de speelplaats sluit."),),
    ),
    Example(
        "Minder overlast van jongeren", "In gesprek op het speelveld",
        (Doing("alifa", "Wij zijn er elke vrijdag.", "Drie uur per week",
               (("Zomer voorbereid", -30), ("Zomer bekeken", -15))),),
        said=(("alifa", "De zomer is bekeken. Er kwamen minder klachten.", 2, ""),),
    ),
    Example(
        "Georganiseerde misdaad tegenhouden", "Samen kijken naar leegstaande panden",
        (
            Doing("politie", "Wij geven door wat mag.", "", (("Lijst van panden bekeken", 15),)),
            Doing("domijn", "Wij kijken in onze eigen panden.", "", ()),
        ),
        is_public=False,
    ),
    Example(
        "Fijner samen leven", "Buren koken voor buren",
        (Doing("alifa", "Wij helpen vijf straten op weg.", "Een begeleider", (("Vijf straten doen mee", 90),)),
         Doing("domijn", "Wij geven een ruimte.", "Een ruimte, een avond per week", ())),
        signed=False,
    ),
)  # fmt: skip
TARGETS = {"Zelf meer doen aan veiligheid": 0.7, "Meer mensen doen mee": 0.9, "Minder overlast van jongeren": 0.8}
"""Invented: by how much a figure should go down, as a factor of the oldest figure that there is."""


def load_plans(gemeente: str) -> int:
    """Load the definition that comes with WENS and the example, when there is no plan yet; returns how many."""
    definition = shipped_programmes(gemeente)
    with _working(gemeente) as by:
        if definition is None or FocusPoint.objects.exists():
            return 0
        loaded = actions.load_programmes(definition=definition, by=by)
        today = timezone.localdate()
        for old in list(FocusPoint.objects.all()):
            new = actions.carry_over(focus=old.pk, starts_on=dt.date(today.year, 1, 1),
                                     ends_on=dt.date(today.year + 2, 12, 31), by=by, is_example=True)  # fmt: skip
            actions.move_focus(focus=new.pk, name=What.ADOPT, by=by)
        goals = {one.title: one for one in Goal.objects.exclude(previous=None).select_related("ambition__focus")}
        for title, factor in TARGETS.items():
            _aim(goals[title], factor, by)
        made = [(example, _proposed(example, goals[example.goal], by)) for example in EXAMPLES]
    for example, action in made:
        _live(gemeente, example, action)
    return loaded


def _aim(goal: Goal, factor: float, by: Actor) -> None:
    known = [row for row in series("partners", goal.area_code, goal.indicator) if row.value is not None]
    if known and known[0].value is not None:
        actions.set_target(goal=goal.pk, baseline_period=known[0].period, value=round(known[0].value * factor, 1),
                           due_on=goal.ambition.focus.ends_on, by=by)  # fmt: skip


def _proposed(example: Example, goal: Goal, by: Actor) -> Action:
    today = timezone.localdate()
    lead, *others = (
        Share(_partner(part.partner).pk, part.words, part.means,
              [Step(title, today + dt.timedelta(days=days)) for title, days in part.steps])
        for part in example.parts
    )  # fmt: skip
    terms = Terms(example.title, "", today + dt.timedelta(days=150), example.is_public)
    return actions.propose(goal=goal.pk, of=terms, lead=lead, others=others, by=by, is_example=True)


def _live(gemeente: str, example: Example, action: Action) -> None:
    for part in example.parts if example.signed else ():
        with _working(gemeente, part.partner) as by:
            own = action.parts.get(organisation=_partner(part.partner))
            actions.sign(part=own.pk, number=own.number, by=by)
    for partner, line, done, needs in example.said:
        with _working(gemeente, partner) as by:
            steps = action.milestones.filter(done_at=None).order_by("due_on").values_list("pk", flat=True)[:done]
            said = Said(line, tuple(steps), bool(needs), needs)
            actions.report(action=action.pk, said=said, answer_key=uuid.uuid4(), by=by)


def _partner(slug: str) -> Organisation:
    found = organisation_by_slug(slug)
    if found is None:
        raise LookupError(f"the demo has no partner {slug}")
    return found


@contextmanager
def _working(gemeente: str, partner: str = "") -> Iterator[Actor]:
    """Act as this machine: for who directs, or for a partner."""
    rights = {SEE, REPORT} if partner else {SEE, MANAGE}
    with acting(gemeente, Actor.machine(), rights=rights) as now:
        if not partner:
            yield now.actor
            return
        organisation = str(_partner(partner).pk)
    with acting(gemeente, Actor.machine(), rights=rights, organisation=organisation) as now:
        yield now.actor

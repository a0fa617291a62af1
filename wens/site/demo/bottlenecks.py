"""Three invented knelpunten of Pathmos (taken up, kept for later, passed on) and one place above the norm. Marked."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import timezone

from wens.access.rules import rights_of
from wens.bottlenecks import actions, queries
from wens.bottlenecks.actions import Description, NewPlace, Proposal, Verdict, Words
from wens.bottlenecks.material import material
from wens.bottlenecks.models import Bottleneck, PartnerRole, PlaceMove, RoleState, What
from wens.organisations.queries import account_by_email, organisation_by_slug
from wens.tenancy.context import Actor, acting

AREA = "GM0153-LW-pathmos"
MOST_OF_EACH = 3


@dataclass(frozen=True)
class Example:
    """An invented knelpunt. `chosen`: the option of each criterion, from nought; `about`: words in what it rests on."""

    theme: str
    what: What
    description: Description
    chosen: tuple[int, ...]
    reason: str
    words: Words
    about: tuple[str, ...]
    partner: str = ""


EXAMPLES = (
    Example(
        "living", What.ADOPT,
        Description("Afval in de achterpaden", "Grof vuil blijft weken liggen, vooral na een verhuizing.",
                    "several_streets", "weekly", "Nieuwe huurders weten niet hoe zij grof vuil aanmelden.",
                    "Achterpaden bij het plein"),
        (2, 1, 1, 0, 0),
        "Bewoners en partners noemen het, en wij kunnen er samen iets aan doen.",
        Words("Afval in de achterpaden", "In de achterpaden van Pathmos blijft grof vuil vaak lang liggen.",
              "Bewoners en professionals noemen dit allebei. Met Domijn kunnen wij er nu iets aan doen."),
        ("vuil", "afval", "container"),
    ),
    Example(
        "youth", What.PARK,
        Description("Een plek voor jongeren in de avond", "Jongeren komen 's avonds bij elkaar op het speelveld. "
                    "Meestal gaat het goed.", "one_spot", "weekly", "Er is 's avonds geen andere plek.", "Speelveld"),
        (3, 2, 1, 3, 1),
        "In de winter speelt het weinig. Wij wachten op het plan voor het speelveld.",
        Words("Een plek voor jongeren in de avond", "Op het speelveld komen 's avonds jongeren bij elkaar.",
              "In de winter speelt dit weinig. In het voorjaar kijken wij opnieuw, met het plan voor het speelveld."),
        ("jongeren", "groep"),
    ),
    Example(
        "physical", What.PASS_ON,
        Description("Hard rijden bij de school", "Auto's rijden hard en staan op de stoep als de school begint.",
                    "street", "daily", "Ouders brengen hun kind met de auto.", "Bij de basisschool"),
        (0, 1, 3, 0, 3),
        "De politie kan controleren. Wij zoeken met de school een plek om te stoppen.",
        Words("Hard rijden bij de school", "Bij de basisschool wordt hard gereden en op de stoep gestopt.",
              "Controleren doet de politie. Daarom gaven wij dit door. De politie laat weten wat zij doet."),
        ("rijden", "gereden", "stoep", "verkeer"), "politie",
    ),
)  # fmt: skip


def load_bottlenecks(gemeente: str, domain: str) -> int:
    """Make the examples in a gemeente that has Pathmos and no knelpunt yet; returns how many knelpunten were made."""
    with working(gemeente, f"stadsdeelmanager@{domain}") as by:
        if queries.bottlenecks():
            return 0
        made = [one for example in EXAMPLES if (one := make_example(example, AREA, by))]
        texts = [text.pk for one in made for text in one.texts.all()]
        texts += _place(made, by)
    with working(gemeente, f"tweede@{domain}") as by:
        for key in texts:
            actions.approve(key=key, by=by)
    return len(made)


def make_example(of: Example, area: str, by: Actor) -> Bottleneck | None:
    """Propose, weigh and decide an invented knelpunt, or None when there is nothing in the area that it can rest on."""
    there = [
        one for one in material(area, of.theme, by)
        if one.name and any(word in one.text.casefold() for word in of.about)
    ]  # fmt: skip
    names = [name for kind in "fsc" for name in [one.name for one in there if one.name[0] == kind][:MOST_OF_EACH]]
    partner = organisation_by_slug(of.partner) if of.partner else None
    if not names or (of.partner and partner is None):
        return None
    one = actions.propose(
        of=Proposal(area, of.theme, of.description, names, is_example=True), by=by, answer_key=uuid.uuid4()
    )
    answers = {
        criterion.key: criterion.options[at].key
        for criterion, at in zip(queries.criteria_now(), of.chosen, strict=True)
    }
    actions.weigh(key=one.pk, answers=answers, note="", by=by)
    until = timezone.localdate() + dt.timedelta(days=120) if of.what == What.PARK else None
    said = Verdict(of.what, of.reason, of.words, passed_to=partner.pk if partner else None, parked_until=until)
    actions.decide(key=one.pk, of=said, by=by)
    return one


ROLES = (
    (PartnerRole.YOUTH_WORK, "alifa", "Praat elke week met de jongeren op het veld.", 14, RoleState.DOING),
    (PartnerRole.POLICE, "politie", "Loop in het weekend langs en maak een praatje.", 21, RoleState.ASKED),
    (PartnerRole.CORPORATION, "domijn", "Maak de lampen langs het pad.", 30, RoleState.ASKED),
)


def _place(made: list[Bottleneck], by: Actor) -> list[uuid.UUID]:
    youth = next((one.pk for one in made if one.theme == "youth"), None)
    of = NewPlace(
        AREA, "Speelveld", "groups", "Zeven meldingen over lawaai in de avond.", "Meldingen van bewoners", 7, youth,
        is_example=True,
    )  # fmt: skip
    place = actions.notice(of=of, by=by, answer_key=uuid.uuid4())
    today = timezone.localdate()
    for role, slug, task, days, state in ROLES:
        if partner := organisation_by_slug(slug):
            due = today + dt.timedelta(days=days)
            row = actions.give_role(key=place.pk, role=role, partner=partner.pk, task=task, due_on=due, by=by)
            if state != RoleState.ASKED:
                actions.answer_role(role=row.pk, state=state, by=by)
    talk = "Jongerenwerk praat met de jongeren en met de buren."
    actions.turn(key=place.pk, name=PlaceMove.TALK, words=talk, by=by)
    told = Words("Speelveld", "Op het speelveld is het in de avond vaak onrustig. Het jongerenwerk praat met iedereen.",
                 "Er kwamen meer meldingen dan wij goed vinden. Over zes weken kijken wij opnieuw.")  # fmt: skip
    return [actions.tell_residents(key=place.pk, of=told, by=by).pk]


@contextmanager
def working(gemeente: str, email: str) -> Iterator[Actor]:
    """Act as somebody of the demo, with the rights that the site would give."""
    with acting(gemeente, Actor.machine()):
        account = account_by_email(email)
    if account is None:
        raise LookupError(f"the demo has no account {email}")
    of = str(account.organisation_id or "")
    with acting(gemeente, account.as_actor(), rights=rights_of(account), organisation=of) as now:
        yield now.actor

"""Invented places of Pathmos and three invented signals: one taken up, one inside a covenant, one ended. Marked."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.utils import timezone

from wens.access import actions as covenants
from wens.access.actions import Party, Shared, Terms
from wens.access.models import Category, Covenant
from wens.access.queries import covenants as all_covenants
from wens.access.rules import rights_of
from wens.areas.queries import area_by_code
from wens.organisations.models import Organisation
from wens.organisations.queries import account_by_email, organisation_by_slug
from wens.signalling import actions, queries
from wens.signalling.actions import Described, NewWorry
from wens.signalling.models import NamedPlace, PlaceKind, Since, Stance, Worry, WorryState
from wens.tenancy.context import Actor, acting

AREA = "GM0153-LW-pathmos"
COVENANT = "Samen op straat in West (verzonnen voorbeeld)"
PARTIES = ("politie", "alifa", "domijn", "wijkteam-pathmos-stadsveld", "stadsdeelmanagement-west")
PLACES = (
    ("Winkelplein De Linde", PlaceKind.SHOPS, 140),
    ("Basisschool De Wilg", PlaceKind.SCHOOL, 90),
    ("Speelveld De Eik", PlaceKind.PARK, 35),
    ("Beukstraat", PlaceKind.STREET, 60),
    ("Hofje De Els", PlaceKind.OTHER, 7),
)
"""Names that are nowhere in Pathmos, and numbers that nobody counted."""


def load_signals(gemeente: str, domain: str) -> int:
    """Make the examples in a gemeente that has Pathmos and no named place yet; returns how many signals were made."""
    with _working(gemeente, f"stadsdeelmanager@{domain}") as by:
        if queries.named_places(also_closed=True) or area_by_code(AREA) is None:
            return 0
        buurt = queries.buurten_of(AREA)[0]
        places = {
            name: actions.add_place(of=Described(name, kind, buurt, addresses, is_example=True), by=by)
            for name, kind, addresses in PLACES
        }
    covenant = signed_covenant(gemeente, domain, COVENANT, _covenant)
    return len([
        _taken(gemeente, domain, places["Winkelplein De Linde"]),
        _inside(gemeente, domain, places["Beukstraat"], covenant),
        _ended(gemeente, domain),
    ])  # fmt: skip


def signed_covenant(gemeente: str, domain: str, name: str, terms: Callable[[], Terms]) -> Covenant:
    """Draft, sign and confirm, unless it is there: by two people, as the law of the house asks."""
    with _working(gemeente, f"beheerder@{domain}") as by:
        if found := next((one for one in all_covenants() if one.name == name), None):
            return found
        made = covenants.draft_covenant(terms=terms(), by=by)
        covenants.sign_covenant(covenant=made, by=by)
    with _working(gemeente, f"privacy@{domain}") as by:
        return covenants.confirm_covenant(covenant=made, by=by)


def terms_of(name: str, purpose: str, parties: Iterable[Organisation | None], shares: Iterable[Category]) -> Terms:
    """Return the terms of an invented covenant of a year, without an area."""
    today = timezone.localdate()
    return Terms(
        name=name, purpose=purpose, starts_on=today, ends_on=today + dt.timedelta(days=365),
        dpia_reference="verzonnen voorbeeld",
        parties=[Party(one, "Gemeentewet art. 172 (verzonnen voorbeeld)") for one in parties if one],
        shared=[Shared(one, "AVG art. 6 lid 1 onder e (verzonnen voorbeeld)") for one in shares],
    )  # fmt: skip


def _covenant() -> Terms:
    purpose = "Samen eerder zien waar in een straat hulp nodig is. Alleen over plekken."
    made = terms_of(COVENANT, purpose, map(organisation_by_slug, PARTIES), [Category.SIGNALS])
    return replace(made, area_codes=[AREA])


def _taken(gemeente: str, domain: str, place: NamedPlace) -> Worry:
    of = NewWorry(
        AREA, "youth", "Na schooltijd is het vaak onrustig bij de banken. Ondernemers zetten hun spullen binnen.",
        Since.MONTH, place.pk, is_example=True,
    )  # fmt: skip
    with _working(gemeente, f"wijkagent@{domain}") as by:
        one = actions.enter(of=of, by=by, answer_key=uuid.uuid4())
    with _working(gemeente, f"partner@{domain}") as by:
        actions.say(key=one.pk, stance=Stance.CONFIRM, words="Onze huismeester ziet dit ook, vooral op vrijdag.", by=by)
    with _working(gemeente, f"jeugdwerker@{domain}") as by:
        doubt = "Wij zijn er elke dinsdag en zien het dan niet."
        actions.say(key=one.pk, stance=Stance.DOUBT, words=doubt, by=by)
    with _working(gemeente, f"wijkteam@{domain}") as by:
        actions.take(key=one.pk, words="Wij gaan twee vrijdagen kijken, samen met het jongerenwerk.", by=by)
        said = "De eerste vrijdag was het druk en gezellig. Wij praatten met de ondernemers."
        return actions.report(key=one.pk, words=said, by=by)


def _inside(gemeente: str, domain: str, place: NamedPlace, covenant: Covenant) -> Worry:
    of = NewWorry(
        AREA, "physical", "In het donker wordt hier hard gereden. Kinderen spelen niet meer buiten.", Since.WEEK,
        place.pk, covenant.pk, is_example=True,
    )  # fmt: skip
    with _working(gemeente, f"jeugdwerker@{domain}") as by:
        return actions.enter(of=of, by=by, answer_key=uuid.uuid4())


def _ended(gemeente: str, domain: str) -> Worry:
    of = NewWorry(
        AREA, "living", "In de hele wijk staan meer spullen bij de containers dan vorig jaar.", Since.HALF_YEAR,
        is_example=True,
    )  # fmt: skip
    with _working(gemeente, f"partner@{domain}") as by:
        one = actions.enter(of=of, by=by, answer_key=uuid.uuid4())
    with _working(gemeente, f"wijkteam@{domain}") as by:
        actions.take(key=one.pk, words="Wij lopen een ronde met bewoners.", by=by)
        done = "Bewoners hingen borden op en de gemeente haalt vaker leeg. Wij zien nu minder spullen."
        return actions.end(key=one.pk, outcome=WorryState.BETTER, words=done, by=by)


@contextmanager
def _working(gemeente: str, email: str) -> Iterator[Actor]:
    """Act as somebody of the demo, with the rights that the site would give."""
    with acting(gemeente, Actor.machine()):
        account = account_by_email(email)
    if account is None:
        raise LookupError(f"the demo has no account {email}")
    of = str(account.organisation_id or "")
    with acting(gemeente, account.as_actor(), rights=rights_of(account), organisation=of) as now:
        yield now.actor

"""Proefstad with two wijkteams, named places, and a covenant of the police and one of the wijkteams."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from tests.publication.conftest import make_city
from tests.voices.people import PASSWORD, People, make_people, working
from wens.access.actions import Party, Shared, Terms, confirm_covenant, draft_covenant, sign_covenant
from wens.access.models import Covenant
from wens.areas.models import Area
from wens.organisations.models import Account, Organisation
from wens.signalling import actions
from wens.signalling.actions import Described, NewWorry
from wens.signalling.models import NamedPlace, PlaceKind, Since, Worry
from wens.tenancy.context import Actor, acting

DORP, NOORD, WERF = "GM0001-LW-dorp", "BU00010000", "BU00010100"
TEXT = "Elke avond harde muziek en glas bij de banken."
PLACES = {
    "square": Described("Dorpsplein", PlaceKind.SQUARE, NOORD, 80),
    "small": Described("Speelhoek", PlaceKind.OTHER, NOORD, 20),
    "tiny": Described("Hofje", PlaceKind.OTHER, NOORD, 9),
    "street": Described("Kerkstraat", PlaceKind.STREET, NOORD, 200),
}


@dataclass(frozen=True)
class Network:
    """Who takes part, and where signals can be about."""

    people: People
    team: Account
    other_team: Account
    places: dict[str, NamedPlace]
    covenant: Covenant


def member(name: str, of: Organisation, role: str = "partner") -> Account:
    """Make somebody who works for an organisation."""
    account = Account(email=f"{name}@example.nl", name=name.title(), role=role, organisation=of, function="wijkteam")
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


def signed(parties: list[Organisation], shares: str = "signals", areas: tuple[str, ...] = ()) -> Covenant:
    """Return a covenant of today between these parties."""
    today = timezone.localdate()
    terms = Terms(
        name="Samen op straat", purpose="eerder helpen", starts_on=today, ends_on=today, dpia_reference="1",
        parties=[Party(one, "wet") for one in parties], shared=[Shared(shares, "wet")], area_codes=areas,
    )  # fmt: skip
    made = draft_covenant(terms=terms, by=Actor("account", "1", "Een"))
    sign_covenant(covenant=made, by=Actor("account", "1", "Een"))
    return confirm_covenant(covenant=made, by=Actor("account", "2", "Twee"))


def make_network(people: People) -> Network:
    """Make wijkteams, places and the covenant, in the acting gemeente."""
    Area.objects.filter(level="buurt").update(households=600)
    Area.objects.filter(code=WERF).update(households=8)
    teams = [
        Organisation.objects.create(name=name, slug=name.lower().replace(" ", "-"), kind="wijkteam", area_codes=codes)
        for name, codes in (("Wijkteam Dorp", [DORP]), ("Wijkteam Werf", ["GM0001-LW-werf"]))
    ]
    accounts = [member("wies", teams[0]), member("wouter", teams[1])]
    with working(people.manager) as by:
        places = {key: actions.add_place(of=of, by=by) for key, of in PLACES.items()}
    covenant = signed([people.police.organisation, teams[0]])
    return Network(people, accounts[0], accounts[1], places, covenant)


def entered(network: Network, *, place: str = "", covenant: bool = False, by: Account | None = None,
            **other: Any) -> Worry:  # fmt: skip
    """Bring in a worry of the police, or of somebody else."""
    of = NewWorry(**{
        "area_code": NOORD, "theme": "living", "text": TEXT, "since": Since.MONTH,
        "place": network.places[place].pk if place else None, "covenant": network.covenant.pk if covenant else None,
        **other,
    })  # fmt: skip
    with working(by or network.people.police) as actor:
        return actions.enter(of=of, by=actor, answer_key=uuid.uuid4())


@pytest.fixture
def network(db: None, home: object) -> Iterator[Network]:
    """Return the network; the test acts as this machine."""
    with acting(make_city(["testserver"]), Actor.machine()):
        yield make_network(make_people())

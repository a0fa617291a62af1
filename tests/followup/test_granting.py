"""Letters about a wijkbudget: the raad hears what waits, the applicant what was asked and decided, and no letter tells
more than that.
"""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.districts.conftest import Desk, second_reader, shown_contact
from tests.followup.conftest import CODE, World
from tests.voices.people import PASSWORD, working
from wens.areas.actions import load_areas
from wens.budgets import actions
from wens.budgets.actions.advising import Question
from wens.budgets.models import Application, Budget, Function, Seat
from wens.followup.models import Letter
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting

APPLICANT = "jo@voorbeeld.nl"
SECRETS = ("Jo Jansen", "vijver", "Bankje", "Waarom zo duur", "Goed voor de wijk")


@dataclass
class Raad:
    """A wijkraad with two seats, and a budget."""

    world: World
    chair: Account
    member: Account
    budget: Budget

    def applies(self, *, language: str = "nl", **reach: str) -> Application:
        said = {"name": "Jo Jansen", **(reach or {"email": APPLICANT})}
        asked = actions.Asked(kind="resident", title="Bankje", about="Bij de vijver", costs="300",
                              amount=Decimal(300), language=language, **said)  # fmt: skip
        with acting(CODE, Actor.public()):
            return actions.apply(
                budget=self.budget.pk, asked=asked, answer_key=uuid.uuid4(), by=Actor.public()
            ).application

    def post(self) -> list[tuple[str, str]]:
        """Deliver and send; returns to whom and which subject of what was sent now."""
        before = len(self.world.mail.confirmed)
        self.world.deliver()
        self.world.send()
        sent = self.world.mail.confirmed[before:]
        text = "".join(str(one.message) for one in sent)
        assert not any(word in text for word in SECRETS)
        return sorted((str(one.message["To"]), str(one.message["Subject"])) for one in sent)


@pytest.fixture
def raad(world: World) -> Raad:
    council = world.people.wijkraad.organisation
    today = timezone.localdate()

    def person(name: str) -> Account:
        account = Account(email=f"{name}@raad.example", name=name, role="civic", organisation=council)
        account.set_password(PASSWORD)
        account.save(force_insert=True)
        return account

    with world.acting():
        chair, member = person("vera"), person("lies")
        with working(world.people.manager) as by:
            for account in (chair, member):
                actions.give_seat(council=council, account=account, function=Function.MEMBER, decides=True,
                                  keeps_money=False, starts_on=today, by=by)  # fmt: skip
        budget = Budget.objects.create(
            area_code="WK015300", year=today.year, council=council, opens_on=today, objection="Schrijf ons.",
            closes_on=today + dt.timedelta(days=9), mandate="Besluit", made_by="x", made_at=timezone.now(),
        )  # fmt: skip
        with working(world.people.manager) as by:
            actions.allot(budget=budget.pk, amount=Decimal(1000), reason="Begroting", key=uuid.uuid4(), by=by)
    world.deliver()
    return Raad(world, chair, member, budget)


def one_buurt() -> None:
    """Load the wijk of the budget with one buurt, a square in RD."""
    ring = [[257_000, 471_000], [258_000, 471_000], [258_000, 472_000], [257_000, 472_000], [257_000, 471_000]]
    shape = {"type": "Feature", "properties": {"code": "BU01530000", "name": "City", "wijk": "WK015300"},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    load_areas(
        data=json.dumps({"type": "FeatureCollection", "features": [shape]}).encode(), file="buurten.geojson",
        gemeente=CODE, level="buurt", year=2024, code="code", name="name", parent="wijk", crs="EPSG:28992",
        commit=True, by=Actor.machine(),
    )  # fmt: skip


def told(raad: Raad, account: Account, name: str, application: Application, **said: object) -> None:
    with raad.world.acting(), working(account) as by:
        getattr(actions, name)(application=application.pk, by=by, **said)


def test_every_seat_hears_of_an_application_once_and_nobody_else(raad: Raad) -> None:
    raad.applies()
    sent = raad.post()
    assert [to for to, _ in sent] == ["lies@raad.example", "vera@raad.example"]
    assert len({words for _, words in sent}) == 1
    assert raad.post() == []
    with raad.world.acting():
        yesterday, later = (timezone.localdate() + dt.timedelta(days=days) for days in (-1, 30))
        Seat.objects.update(starts_on=yesterday - dt.timedelta(days=9), ends_on=later)
        Seat.objects.filter(account=raad.member).update(ends_on=yesterday)
    raad.applies()
    assert [to for to, _ in raad.post()] == ["vera@raad.example"]


def test_without_a_raad_those_who_direct_hear_it(raad: Raad) -> None:
    with raad.world.acting():
        Budget.objects.update(council=None)
    raad.applies()
    assert [to for to, _ in raad.post()] == [raad.world.people.manager.email]


def test_the_applicant_hears_of_a_question_and_of_the_decision_in_the_own_language(raad: Raad) -> None:
    one = raad.applies(language="en")
    with raad.world.acting():
        one_buurt()
        shown_contact(Desk(raad.world.people, second_reader()), CODE, title="Wijkteams van de stad")
    raad.post()
    told(raad, raad.member, "ask", one, words="Waarom zo duur?")
    (asked,) = raad.post()
    told(raad, raad.member, "check", one, shown=actions.Shown(title="Een plan", about="Een plan."))
    told(raad, raad.chair, "decide", one, outcome="granted", amount=Decimal(200), reason="Goed voor de wijk.")
    (decided,) = raad.post()
    assert (asked[0], decided[0]) == (APPLICANT, APPLICANT)
    assert asked[1] != decided[1]
    body = raad.world.mail.confirmed[-1].message.get_body(("plain",)).get_content()
    assert "/en/wijkbudget/volgen/" in body
    assert "200" not in body
    assert "Wijkteams van de stad" in body


def test_who_left_a_telephone_number_only_gets_no_letter(raad: Raad) -> None:
    one = raad.applies(telephone="06-12345678")
    raad.post()
    told(raad, raad.member, "ask", one, words="Waarom zo duur?")
    assert raad.post() == []


def test_who_was_forgotten_before_the_post_went_gets_no_letter(raad: Raad) -> None:
    one = raad.applies()
    raad.post()
    told(raad, raad.member, "ask", one, words="Waarom zo duur?")
    raad.world.deliver()
    with raad.world.acting("read_applicants", "read_applications"):
        actions.erase_applicant(application=one.pk, by=Actor.machine())
    assert raad.post() == []
    with raad.world.acting():
        assert Letter.objects.get(to_kind=Letter.To.APPLICANT).state not in (Letter.State.SENT, Letter.State.FAILED)


def test_an_advice_is_with_the_raad_and_then_with_the_gemeente(raad: Raad) -> None:
    manager = raad.world.people.manager
    with raad.world.acting(), working(manager) as by:
        of = Question(title="Speelplek", text="Waar komt hij?", due_on=timezone.localdate() + dt.timedelta(days=9))
        one = actions.ask_advice(council=raad.chair.organisation, of=of, by=by)
    assert [to for to, _ in raad.post()] == ["lies@raad.example", "vera@raad.example"]
    with raad.world.acting(), working(raad.chair) as by:
        actions.give_advice(advice=one.pk, text="Aan de vijver.", by=by)
    assert [to for to, _ in raad.post()] == [manager.email]

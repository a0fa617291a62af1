"""Every address of the site × every role and the public × the own and another gemeente or partner."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.utils import timezone

from tests.access.routes import Route, every_route
from wens.access.actions import Party, Shared, Terms, draft_covenant
from wens.access.rules import ACTIONS, rights_of
from wens.budgets.models import Advice, Application, Budget, Seat, Vote
from wens.meetings.models import Meeting
from wens.organisations.actions import create_account, invite, make_organisation, register_gemeente
from wens.organisations.models import Account, Kind, Organisation, Role
from wens.rounds.models import Round
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution, Handover, State

TABLE = yaml.safe_load(Path(__file__).with_name("routes.yaml").read_text("utf-8"))
NEEDS: dict[str, str] = TABLE["beheer"]
MACHINE = Actor.machine()
HERE, THERE = "GM0153", "GM0150"
HOSTS = {HERE: "testserver", THERE: "deventer.example"}
SAMPLES: dict[str, object] = {
    "key": "00000000-0000-4000-8000-000000000000", "attachment": "00000000-0000-4000-8000-000000000000",
    "found": "00000000-0000-4000-8000-000000000000", "edition_id": 987654, "number": 987654, "pk": 987654,
    "name": "open", "what": "agenda", "row": "00000000-0000-4000-8000-000000000000",
    "action": "00000000-0000-4000-8000-000000000000", "statement": "00000000-0000-4000-8000-000000000000",
    "step": "activate", "slug": "niets", "theme": "living", "token": "niets", "document": "niets", "form": "pdf",
    "year": 2026, "how": "post", "kind": "news", "code": "GM0153",
    "contribution": "00000000-0000-4000-8000-000000000000",
}  # fmt: skip
LOGIN = "/beheer/inloggen/"


def staff_routes() -> list[Route]:
    return [route for route in every_route() if route.pattern.startswith("beheer/")]


def address(route: Route, **given: object) -> str:
    path = route.pattern
    for name in route.arguments:
        for converter in ("uuid", "slug", "str", "int"):
            path = path.replace(f"<{converter}:{name}>", str({**SAMPLES, **given}[name]))
    assert "<" not in path, f"{route.pattern}: give SAMPLES a value for its arguments"
    return f"/{path}"


def ask(client: Client, path: str, host: str = HOSTS[HERE]) -> Any:
    """Open an address; what takes only POST gets one, without any field."""
    answer = client.get(path, headers={"host": host})
    return client.post(path, headers={"host": host}) if answer.status_code == 405 else answer


def outcome(answer: Any) -> str:
    """Return 'login', 'refused' or 'open' (also when the thing is not there, or the form is empty)."""
    if answer.status_code == 302 and answer["Location"].startswith((LOGIN, "/beheer/tweede-stap/")):
        return "login"
    assert answer.status_code < 500, answer
    return "refused" if answer.status_code == 403 else "open"


class World:
    """Two gemeenten with the same things in each, and a client per role and per partner of the first."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {"": Client()}
        self.things: dict[str, dict[str, Any]] = {}
        for code, name in ((HERE, "Enschede"), (THERE, "Deventer")):
            register_gemeente(code=code, name=name, hosts=[HOSTS[code]], by=MACHINE)
            with acting(code, MACHINE):
                self.things[code] = _things()

    def log_in(self, name: str, role: str, organisation: Organisation | None = None) -> None:
        with acting(HERE, MACHINE):
            account = create_account(
                email=f"{name}@example.nl", name=name, role=role, password="vier gewone woorden", by=MACHINE,
                organisation=organisation,
            )  # fmt: skip
            self.clients[name] = Client()
            self.clients[name].force_login(account, "wens.site.login.AccountBackend")


def _things() -> dict[str, Any]:
    police, domijn = (
        make_organisation(name=name, kind=kind, by=MACHINE)
        for name, kind in (("Politie", Kind.POLICE), ("Domijn", Kind.HOUSING))
    )
    now, today = timezone.now(), timezone.localdate()
    terms = Terms(
        name="Convenant", purpose="doel", starts_on=today, ends_on=today, dpia_reference="1",
        parties=[Party(police, "wet"), Party(domijn, "wet")], shared=[Shared("contributions", "wet")],
    )  # fmt: skip
    contribution = Contribution.objects.create(
        received_at=now, state_since=now, read_before=now, retain_until=today, area_code="BU01530000",
        answer_key=uuid.uuid4(), follow_digest=uuid.uuid4().hex, state=State.OFFERED, handler=domijn,
    )  # fmt: skip
    handover = Handover.objects.create(
        contribution=contribution, organisation=domijn, offered_at=now, offered_by="x", answer_before=now + timedelta(1)
    )
    raad = make_organisation(name="Wijkraad", kind=Kind.WIJKRAAD, by=MACHINE)
    budget = Budget.objects.create(
        area_code="WK015300", year=2026, council=raad, opens_on=today, closes_on=today, mandate="wet", objection="x",
        made_by="x", made_at=now,
    )  # fmt: skip
    return {
        "council": raad, "budget": budget,
        "application": Application.objects.create(
            budget=budget, number=1, received_at=now, kind="resident", asked=1, state_since=now, decide_before=today,
            answer_key=uuid.uuid4(), follow_digest=uuid.uuid4().hex,
        ),
        "vote": Vote.objects.create(
            budget=budget, method="approval", stake=1, opens_at=now, closes_at=now + timedelta(1), made_by="x",
            made_at=now,
        ),
        "advice": Advice.objects.create(
            council=raad, title="Speelplek", question="?", state="asked", state_since=now, made_by="x", made_at=now,
        ),
        "organisation": police, "partner": domijn, "contribution": contribution, "handover": handover,
        "covenant": draft_covenant(terms=terms, by=MACHINE),
        "meeting": Meeting.objects.create(
            kind="wijkoverleg", title="Overleg", area_codes=["BU01530000"], starts_at=now, ends_at=now + timedelta(1),
            place="hier", state_since=now, made_by="x",
        ),
        "round": Round.objects.create(
            area_code="BU01530000", number=1, state_since=now, begins_on=today, listens_from=today, made_by="x",
            made_at=now,
        ),
        "invitation": invite(email="new@example.nl", role="analyst", by=MACHINE),
        "account": create_account(
            email="other@example.nl", name="Ander", role="analyst", password="vier gewone woorden", by=MACHINE
        ),
    }  # fmt: skip


@pytest.fixture
def world(db, home) -> World:
    made = World()
    for role in Role.values:
        made.log_in(role, role)
    return made


def test_every_address_below_beheer_is_in_the_table_and_the_table_has_no_others():
    assert {route.name for route in staff_routes()} == set(NEEDS)


def test_every_other_address_is_known_to_be_for_anybody():
    others = [route for route in every_route() if not route.pattern.startswith("beheer/")]
    unknown = {
        route.name
        for route in others
        if route.name.partition(":")[0] not in TABLE["public_namespaces"] and route.name not in TABLE["public"]
    }
    assert unknown == set()


def test_the_table_asks_only_for_actions_that_exist_and_some_role_may_do_each():
    asked = set(NEEDS.values()) - {"anybody", "step", "account"}
    assert asked <= set(ACTIONS)
    for action in asked:
        assert any(action in rights_of(Account(role=role)) for role in Role.values), action


def expected(route: Route, role: str) -> set[str]:
    """Return what the table lets happen; the second step may ask who somebody is once more."""
    need = NEEDS[route.name]
    if need == "anybody":
        return {"open"}
    if not role:
        return {"login"}
    if need == "account":
        around_login = "mfa" in route.name or "reauth" in route.name or route.name == "log-out-elsewhere"
        return {"open", "login"} if around_login else {"open"}
    return {"open"} if need in rights_of(Account(role=role)) else {"refused"}


def test_every_role_opens_what_the_table_says_and_nothing_else(world):
    tried = [route for route in staff_routes() if NEEDS[route.name] != "step" and route.name != "account_logout"]
    wrong = [
        (route.pattern, role, seen)
        for role in ("", *Role.values)
        for route in tried
        if (seen := outcome(ask(world.clients[role], address(route)))) not in expected(route, role)
    ]
    assert wrong == []


def test_logging_in_at_one_gemeente_opens_nothing_at_another(world):
    opened = [
        route.pattern
        for route in staff_routes()
        if NEEDS[route.name] not in ("anybody", "step")
        and outcome(ask(world.clients["administrator"], address(route), HOSTS[THERE])) != "login"
    ]
    assert opened == []


def test_a_thing_of_another_gemeente_does_not_exist_for_any_role(world):
    wrong = []
    for route in staff_routes():
        if route.name not in TABLE["things"]:
            continue
        thing = world.things[THERE][TABLE["things"][route.name]]
        for role in Role.values:
            answer = ask(world.clients[role], address(route, key=thing.pk))
            if answer.status_code not in (403, 404):
                wrong.append((route.pattern, role, answer.status_code))
    assert wrong == []


def test_a_thing_of_the_own_gemeente_is_there_for_who_may(world):
    pages = {"account", "partner", "covenant", "voices-staff:one"}
    for route in staff_routes():
        if route.name in pages:
            key = world.things[HERE][TABLE["things"][route.name]].pk
            role = next(role for role in Role.values if NEEDS[route.name] in rights_of(Account(role=role)))
            if route.name == "voices-staff:one":
                role = Role.TRIAGE
            assert (route.name, ask(world.clients[role], address(route, key=key)).status_code) == (route.name, 200)


def test_what_is_offered_to_one_partner_does_not_exist_for_another(world):
    things = world.things[HERE]
    world.log_in("domijn", Role.PARTNER, things["partner"])
    world.log_in("politie", Role.PARTNER, things["organisation"])
    route = next(route for route in staff_routes() if route.name == "voices-staff:offered-item")
    path = address(route, key=things["handover"].pk)
    seen = {name: ask(world.clients[name], path).status_code for name in ("domijn", "politie", "partner", "civic")}
    assert seen == {"domijn": 200, "politie": 404, "partner": 404, "civic": 403}


def test_a_wijkbudget_and_its_advice_exist_for_the_raad_and_for_who_directs_only(world):
    things = world.things[HERE]
    with acting(HERE, MACHINE):
        elsewhere = make_organisation(name="Andere wijkraad", kind=Kind.WIJKRAAD, by=MACHINE)
    world.log_in("raad", Role.CIVIC, things["council"])
    world.log_in("elders", Role.CIVIC, elsewhere)
    with acting(HERE, MACHINE):
        account = Account.objects.get(email="raad@example.nl")
        Seat.objects.create(
            council=things["council"], account=account, function="member", starts_on=timezone.localdate(), made_by="x",
            made_at=timezone.now(),
        )  # fmt: skip
    may = {"raad", Role.DISTRICT_MANAGER}
    for name in ("budgets:budget", "budgets:application", "budgets:advice", "budgets:vote"):
        route = next(route for route in staff_routes() if route.name == name)
        path = address(route, key=things[TABLE["things"][name]].pk)
        seen = {who: ask(world.clients[who], path).status_code for who in (*Role.values, "raad", "elders")}
        assert {who for who, status in seen.items() if status == 200} == may, name
        assert {status for who, status in seen.items() if who not in may} == {404}, name


def test_public_pages_are_there_for_the_public_without_a_fault(world):
    for route in every_route():
        if not route.arguments and not route.pattern.startswith(("beheer/", "^")):
            answer = ask(world.clients[""], f"/{route.pattern}")
            assert outcome(answer) == "open", route.pattern

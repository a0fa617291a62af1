"""A wijkbudget of Dorp in Proefstad: a wijkraad of three with seats, the stadsdeelmanager gives the means."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tests.meetings.conftest import DORP
from tests.publication.conftest import make_city
from tests.voices.people import PASSWORD, People, make_people, working
from wens.budgets import actions
from wens.budgets.actions import Asked, Shown, Terms
from wens.budgets.models import Application, Budget, Function, Seat
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting

YEAR = 2026
REASON = "Het plan past bij de wijk en de begroting klopt."


@dataclass(frozen=True)
class Council:
    """The people around a wijkbudget."""

    manager: Account
    chair: Account
    treasurer: Account
    member: Account
    stranger: Account  # of the same raad, without a seat
    people: People


def seated(people: People) -> Council:
    """Give three people of the wijkraad a seat."""
    raad = people.wijkraad.organisation
    assert raad is not None

    def person(name: str) -> Account:
        account = Account(email=f"{name}@example.nl", name=name.title(), role="civic", organisation=raad)
        account.set_password(PASSWORD)
        account.save(force_insert=True)
        return account

    chair, treasurer, member, stranger = (person(name) for name in ("vera", "piet", "lies", "kees"))
    with working(people.manager) as by:
        for account, function in ((chair, "chair"), (treasurer, "treasurer"), (member, "member")):
            actions.give_seat(
                council=raad, account=account, function=Function(function), decides=True, by=by,
                keeps_money=function == "treasurer", starts_on=timezone.localdate() - dt.timedelta(days=30),
            )  # fmt: skip
    return Council(people.manager, chair, treasurer, member, stranger, people)


def terms(council: Council, /, **other: Any) -> Terms:
    """What holds for the budget."""
    today = timezone.localdate()
    said = {
        "opens_on": today - dt.timedelta(days=30), "closes_on": today + dt.timedelta(days=30),
        "council": council.chair.organisation, "mandate": "Mandaatbesluit wijkbudgetten",
        "objection": "Schrijf aan burgemeester en wethouders.", "carry": "all",
    }  # fmt: skip
    return Terms(**{**said, **other})


def opened(council: Council, means: str = "1000.00", /, *, year: int = YEAR, **other: Any) -> Budget:
    """An open budget with means."""
    with working(council.manager) as by:
        budget = actions.open_budget(area_code=DORP, year=year, terms=terms(council, **other), by=by)
        if Decimal(means):
            actions.allot(budget=budget.pk, amount=Decimal(means), reason="Begroting", key=uuid.uuid4(), by=by)
    return budget


def asked(**other: Any) -> Asked:
    """What a neighbour asks."""
    said = {
        "kind": "resident", "title": "Bankje", "about": "Een bankje bij de vijver.", "costs": "Bankje 300",
        "amount": Decimal("300.00"), "name": "Jo Jansen", "email": "jo@example.nl",
    }  # fmt: skip
    return Asked(**{**said, **other})


def applied(budget: Budget, amount: str = "300.00", **other: Any) -> Application:
    """An application as it came in."""
    sent = actions.apply(
        budget=budget.pk, asked=asked(amount=Decimal(amount), **other), answer_key=uuid.uuid4(), by=Actor.public()
    )
    return sent.application


def checked(council: Council, budget: Budget, amount: str = "300.00", **other: Any) -> Application:
    """An application that was looked at."""
    one = applied(budget, amount, **other)
    with working(council.member) as by:
        return actions.check(application=one.pk, shown=Shown(title="Bankje bij de vijver", about="Een bankje."), by=by)


def granted(council: Council, budget: Budget, amount: str = "300.00") -> Application:
    """An application that the chair granted."""
    one = checked(council, budget, amount)
    with working(council.chair) as by:
        actions.decide(application=one.pk, outcome="granted", amount=Decimal(amount), reason=REASON, by=by)
    return one


@pytest.fixture
def council(db: None, home: object) -> Iterator[Council]:
    """The people of Proefstad; the test acts as this machine."""
    with acting(make_city(["testserver"]), Actor.machine(), rights={"read_applications", "read_applicants"}):
        yield seated(make_people())


@pytest.fixture
def budget(council: Council) -> Budget:
    """A thousand euro for Dorp."""
    return opened(council)


def seat_of(account: Account) -> Seat:
    """The seat of somebody."""
    return Seat.objects.get(account=account)

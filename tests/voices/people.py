"""People and contributions for the tests of the staff's side: real accounts, real rights, no short cuts."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from wens.access.rules import rights_of
from wens.organisations.models import Account, Organisation
from wens.tenancy.context import Actor, acting, current_gemeente
from wens.voices.models import Contribution, DutyShift, Original

PASSWORD = "een heel lang wachtwoord 42"


@dataclass(frozen=True)
class People:
    """One of each who has to do with contributions."""

    triage: Account
    manager: Account
    privacy: Account
    analyst: Account
    domijn: Account
    police: Account
    wijkraad: Account


def make_people() -> People:
    """Make the organisations and accounts in the acting gemeente."""
    organisations = {
        slug: Organisation.objects.create(name=name, slug=slug, kind=kind)
        for slug, name, kind in (
            ("gemeente", "Gemeente", "municipality"), ("domijn", "Domijn", "housing"),
            ("politie", "Politie", "police"), ("wijkraad", "Wijkraad", "wijkraad"),
        )
    }  # fmt: skip

    def person(name: str, role: str, of: str, function: str = "") -> Account:
        account = Account(
            email=f"{name}@example.nl", name=name.title(), role=role, organisation=organisations[of], function=function
        )
        account.set_password(PASSWORD)
        account.save(force_insert=True)
        return account

    return People(
        triage=person("tria", "triage", "gemeente", "behandelaar"),
        manager=person("stan", "district_manager", "gemeente", "stadsdeelmanager"),
        privacy=person("pria", "privacy_officer", "gemeente"),
        analyst=person("anna", "analyst", "gemeente"),
        domijn=person("dora", "partner", "domijn", "woonconsulent"),
        police=person("pol", "partner", "politie", "wijkagent"),
        wijkraad=person("wil", "civic", "wijkraad"),
    )


@contextmanager
def working(account: Account) -> Iterator[Actor]:
    """Act as somebody who is logged in, with the rights and the organisation that the site would give."""
    actor = account.as_actor()
    with acting(current_gemeente(), actor, rights=rights_of(account), organisation=str(account.organisation_id or "")):
        yield actor


def told(text: str = "Er ligt elke week afval bij de speeltuin.", **fields: Any) -> Contribution:
    """Enter a contribution as it stands after somebody told it."""
    now = fields.pop("at", timezone.now())
    one = Contribution(
        received_at=now, state_since=now, read_before=now + dt.timedelta(days=2), answer_key=uuid.uuid4(),
        follow_digest=uuid.uuid4().hex * 2, retain_until=timezone.localdate() + dt.timedelta(days=730),
        **{"area_code": "BU00010000", "theme": "living", **fields},
    )  # fmt: skip
    one.save(force_insert=True)
    Original.objects.create(contribution=one, text=text)
    return one


def put_on_duty(account: Account, *, hours: float = 4) -> DutyShift:
    """Put somebody on duty from an hour ago."""
    now = timezone.now()
    return DutyShift.objects.create(
        organisation=account.organisation, account=account, starts_at=now - dt.timedelta(hours=1),
        ends_at=now + dt.timedelta(hours=hours),
    )  # fmt: skip


@pytest.fixture
def people(gemeente: object) -> People:
    """Return one account of each role, in Enschede."""
    return make_people()

"""Proefstad with somebody who writes, somebody who signs, and the words that they use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.publication.conftest import make_city
from tests.voices.people import PASSWORD, People, make_people, working
from wens.districts import actions
from wens.districts.actions import Draft
from wens.districts.content import Contact, Words
from wens.districts.models import Kind, Version
from wens.organisations.models import Account, Organisation, Role
from wens.tenancy.context import Actor, acting

CITY, WEST, DORP, WERF, NOORD = "GM0001", "GM0001-SD-west", "GM0001-LW-dorp", "GM0001-LW-werf", "BU00010000"


@dataclass(frozen=True)
class Desk:
    """The people of the site, with a second reader beside them."""

    people: People
    second: Account

    @property
    def writer(self) -> Account:
        return self.people.manager


def second_reader() -> Account:
    """An account that signs and does not write."""
    account = Account(email="teun@example.nl", name="Teun", role=Role.CONFIRMER, function="tweede lezer",
                      organisation=Organisation.objects.get(slug="gemeente"))  # fmt: skip
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


def words(title: str = "Nieuws uit Dorp", text: str = "Er komt een bijeenkomst.", **other: Any) -> Words:
    """What a news item says."""
    return Words(title=title, text=text, **other)


def contact(role: str = "wijkteam", title: str = "Wijkteam Dorp", **other: Any) -> Contact:
    """Whom to turn to."""
    return Contact(role=role, title=title, **{"text": "Voor vragen over zorg en hulp.", **other})


def news(desk: Desk, *areas: str, **other: Any) -> Version:
    """A news item that waits for a signature."""
    return offered(desk, Kind.NEWS, Draft(areas or (DORP,), words(**other)))


def offered(desk: Desk, kind: Kind, of: Draft, key: str = "") -> Version:
    """A new piece that waits for a signature."""
    with working(desk.writer) as by:
        one = actions.start(kind=kind, of=of, key=key, by=by)
        return actions.offer(key=one.pk, by=by)


def signed(desk: Desk, one: Version) -> Version:
    """The version, signed by the second reader."""
    with working(desk.second) as by:
        return actions.sign(key=one.pk, by=by)


def shown_contact(desk: Desk, *areas: str, **other: Any) -> Version:
    """A contact that everybody sees."""
    return signed(desk, offered(desk, Kind.CONTACT, Draft(areas, contact(**other))))


@pytest.fixture
def desk(db: None, home: object) -> Iterator[Desk]:
    """The people of Proefstad; the test itself acts as a visitor."""
    with acting(make_city(["testserver"]), Actor.public()):
        yield Desk(make_people(), second_reader())

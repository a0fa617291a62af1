"""Proefstad with people, and initiatives at any point of their way."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.meetings.conftest import DORP
from tests.publication.conftest import make_city
from tests.voices.people import People, make_people, working
from wens.initiatives import actions
from wens.initiatives.actions import Idea, Person, Shown, Voice
from wens.initiatives.hashing import digest_of
from wens.initiatives.models import Initiative, Supporter
from wens.tenancy.context import Actor, acting
from wens.voices import keyring

PUBLIC = Actor.public()
RIGHTS = {"read_originals", "read_initiators"}


def person(**other: Any) -> Person:
    """Somebody who can be reached."""
    return Person(**{"name": "Jo Jansen", "email": "jo@example.nl", **other})


def idea(**other: Any) -> Idea:
    """What a neighbour wants."""
    said = {
        "kind": "resident", "area_code": DORP, "title": "Moestuin", "about": "Een moestuin met Jan Bos.",
        "why": "Het veldje ligt er leeg bij.", "kinds": ("people", "permit", "means"), "needs": "tien mensen",
        "person": person(),
    }  # fmt: skip
    return Idea(**{**said, **other})


def brought(**other: Any) -> Initiative:
    """An idea as it came in."""
    return actions.bring(idea=idea(**other), answer_key=uuid.uuid4(), by=PUBLIC).initiative


def shown(**other: Any) -> Shown:
    """The words for everybody."""
    said = {
        "title": "Moestuin op het veldje", "about": "Bewoners willen samen groente telen.",
        "needs": {"people": "tien mensen die meedoen", "permit": "toestemming voor het veldje", "means": "400 euro"},
    }  # fmt: skip
    return Shown(**{**said, **other})


def opened(people: People, **other: Any) -> Initiative:
    """An initiative that looks for support."""
    one = brought(**other)
    with working(people.triage) as by:
        return actions.open_up(initiative=one.pk, shown=shown(), by=by)


def backed(one: Initiative, email: str, kind: str = "supports", **other: Any) -> Supporter:
    """Confirmed support."""
    key = uuid.uuid4()
    voice = Voice(kind=kind, person=person(email=email, **other), offer="Ik kan spitten.")
    actions.support(initiative=one.pk, voice=voice, answer_key=key, by=PUBLIC)
    actions.confirm(supporter=key, by=PUBLIC)
    return Supporter.objects.get(initiative=one, digest=digest_of(email, one.pk, keyring.newest("follow")))


@pytest.fixture
def people(db: None, home: object) -> Iterator[People]:
    """The people of Proefstad; the test acts as this machine."""
    with acting(make_city(["testserver"]), Actor.machine(), rights=RIGHTS):
        yield make_people()

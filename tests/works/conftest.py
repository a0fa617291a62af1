"""Proefstad with a plan for Dorp: the stadsdeelmanager writes, a second reader signs, Domijn carries out."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.districts.conftest import CITY as CITY
from tests.districts.conftest import DORP, Desk, second_reader
from tests.publication.conftest import make_city
from tests.voices.people import make_people, told, working
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution
from wens.works import actions
from wens.works.actions import Said, Written
from wens.works.models import Version, Work, YearPlan

YEAR = timezone.localdate().year


def written(**other: Any) -> Written:
    """What is written of a work."""
    said = {
        "title": "Nieuwe lampen", "about": "Er komen zes lampen langs het pad.", "kind": "lighting",
        "place": "Schoolpad", "responsible": Organisation.objects.get(slug="domijn").pk,
    }  # fmt: skip
    return Written(**{**said, **other})


def plan_of(desk: Desk, year: int = YEAR) -> YearPlan:
    """The plan of Dorp for a year."""
    with working(desk.writer) as by:
        return actions.open_plan(area_code=DORP, year=year, by=by)


def work_in(desk: Desk, plan: YearPlan, **other: Any) -> Work:
    """A work in a plan, as an idea."""
    with working(desk.writer) as by:
        return actions.add_work(plan=plan.pk, of=written(**other), by=by)


def offered(desk: Desk, plan: YearPlan, **other: Any) -> Version:
    """A version that waits for a second person."""
    said = {"purpose": "final", "intro": "Dit doen wij in Dorp.", **other}
    with working(desk.writer) as by:
        one = actions.write(plan=plan.pk, of=Said(**said), by=by)
        return actions.offer(key=one.pk, by=by)


def signed(desk: Desk, one: Version) -> Version:
    """The version, signed by the second reader."""
    with working(desk.second) as by:
        return actions.sign(key=one.pk, by=by)


def public_work(desk: Desk, **other: Any) -> Work:
    """A work in the plan of this year that everybody reads."""
    plan = plan_of(desk)
    one = work_in(desk, plan, **other)
    signed(desk, offered(desk, plan))
    return Work.objects.get(pk=one.pk)


def moved(desk: Desk, one: Work, name: str, words: str = "") -> Work:
    """The work, moved by the stadsdeelmanager."""
    with working(desk.writer) as by:
        return actions.move_work(key=one.pk, name=name, words=words, by=by)


def tied(desk: Desk, one: Work, **fields: Any) -> Contribution:
    """A contribution of Dorp that triage tied to a work."""
    with working(desk.people.triage) as by:
        contribution = told("Het is donker op het Schoolpad.", state="in_triage", **fields)
        actions.link(key=one.pk, label=contribution.label, by=by)
    return contribution


@pytest.fixture
def desk(db: None, home: object) -> Iterator[Desk]:
    """The people of Proefstad; the test itself acts as a visitor."""
    with acting(make_city(["testserver"]), Actor.public()):
        yield Desk(make_people(), second_reader())


def some_key() -> uuid.UUID:
    """A key that nothing has."""
    return uuid.uuid4()

"""A plan for Dorp in Proefstad: Domijn leads an action, the police joins; the stadsdeelmanager directs."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.meetings.conftest import DORP
from tests.publication.conftest import make_city
from tests.voices.people import People, make_people, working
from wens.organisations.models import Account
from wens.plans import actions
from wens.plans.actions import Aim, Focus, Said, Share, Step, Terms
from wens.plans.models import Action, FocusPoint, Goal, Programme, Report, What
from wens.plans.rules import SEE
from wens.tenancy.context import Actor, acting

WHY = "Omdat het anders liep."
BURGLARIES = "burglaries_per_1000_dwellings"


def in_days(days: int) -> dt.date:
    """The day so many days from today."""
    return timezone.localdate() + dt.timedelta(days=days)


def focus(by: Actor, **other: Any) -> FocusPoint:
    """A drafted focus point of Dorp."""
    programme, _ = Programme.objects.get_or_create(key="leefomgeving", defaults={"name": "Leefomgeving"})
    said = {
        "programme": programme.pk, "slogan": "Schone paden", "theme": "Leefomgeving",
        "starts_on": in_days(-30), "ends_on": in_days(700), "area_codes": [DORP],
    }  # fmt: skip
    return actions.draft_focus(of=Focus(**{**said, **other}), by=by)


def goal(by: Actor, of: FocusPoint, **other: Any) -> Goal:
    """A goal without an indicator, or with another aim."""
    ambition = actions.add_ambition(focus=of.pk, text="Iedereen loopt hier graag.", by=by)
    said = {"title": "Minder vuil", "about": "", "indicator": "", "no_indicator": "Vuil wordt niet geteld.",
            "area_code": DORP}  # fmt: skip
    return actions.add_goal(ambition=ambition.pk, of=Aim(**{**said, **other}), by=by)


def terms(**other: Any) -> Terms:
    """What all partners of the action share."""
    return Terms(**{"title": "Ruim de paden op", "about": "", "due_on": in_days(90), "is_public": True, **other})


def share(account: Account, *steps: Step, words: str = "Wij ruimen op.") -> Share:
    """What the partner of an account does."""
    assert account.organisation_id is not None
    return Share(account.organisation_id, words, "Twee mensen, een dag", steps)


def proposed(staff: People, *, adopted: bool = True, **other: Any) -> Action:
    """An action that Domijn and the police are asked to sign."""
    with working(staff.manager) as by:
        of = focus(by)
        under = goal(by, of)
        if adopted:
            actions.move_focus(focus=of.pk, name=What.ADOPT, by=by)
        steps = (Step("Bak geplaatst", in_days(5)), Step("Pad schoon", in_days(60)))
        return actions.propose(goal=under.pk, of=terms(**other), lead=share(staff.domijn, *steps),
                               others=[share(staff.police, words="Wij kijken mee.")], by=by)  # fmt: skip


def sign(action: Action, *accounts: Account) -> Action:
    """Let partners sign the newest version of their part."""
    for account in accounts:
        with working(account) as by:
            part = action.parts.get(organisation=account.organisation)
            actions.sign(part=part.pk, number=part.number, by=by)
    with working(accounts[0]):
        return Action.objects.get(pk=action.pk)


def agreed(staff: People, **other: Any) -> Action:
    """An action that both have signed."""
    return sign(proposed(staff, **other), staff.domijn, staff.police)


def told(action: Action, account: Account, line: str = "Het gaat goed.", *, done: int = 0, **other: Any) -> Report:
    """Report on an action, with the first so many open steps done."""
    with working(account) as by:
        open_ = action.milestones.filter(done_at=None, dropped_at=None).values_list("pk", flat=True)[:done]
        said = Said(line, tuple(open_), **other)
        return actions.report(action=action.pk, said=said, answer_key=uuid.uuid4(), by=by)


@pytest.fixture
def staff(db: None, home: object) -> Iterator[People]:
    """The people of Proefstad; the test acts as this machine, and sees plans whole."""
    with acting(make_city(["testserver"]), Actor.machine(), rights={SEE}):
        yield make_people()


@pytest.fixture
def action(staff: People) -> Action:
    """An agreed public action of an adopted focus point."""
    return agreed(staff)

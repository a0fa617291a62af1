"""A round table in Proefstad: Domijn and the police are invited, the stadsdeelmanager leads."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.publication.conftest import make_city
from tests.voices.people import People, make_people, working
from wens.meetings import actions
from wens.meetings.actions import Outcome, Plan
from wens.meetings.models import Kind, Meeting
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting

DORP = "GM0001-LW-dorp"


def plan(**other: Any) -> Plan:
    """What is known of a meeting of tomorrow."""
    begin = timezone.now().replace(microsecond=0) + dt.timedelta(days=1)
    said = {
        "kind": Kind.ROUND_TABLE, "title": "Ronde tafel Dorp", "area_codes": [DORP], "starts_at": begin,
        "ends_at": begin + dt.timedelta(hours=2), "place": "Wijkcentrum",
    }  # fmt: skip
    return Plan(**{**said, **other})


def sent(statement: uuid.UUID, seen: dict[str, list[str]] | None = None, **changes: str) -> dict[str, Any]:
    """An edit as a device sends it."""
    return {
        "id": str(uuid.uuid4()), "statement": str(statement), "changes": changes, "seen": seen or {},
        "made_at": timezone.now().isoformat(),
    }  # fmt: skip


def take_in(meeting: Meeting, account: Account, *edits: dict[str, Any]) -> Outcome:
    """Send edits as somebody."""
    with working(account) as by:
        return actions.take_in(meeting=meeting.pk, sent=edits, by=by)


@pytest.fixture
def staff(db: None, home: object) -> Iterator[People]:
    """The people of Proefstad; the test acts as this machine."""
    with acting(make_city(["testserver"]), Actor.machine()):
        yield make_people()


@pytest.fixture
def table(staff: People) -> Meeting:
    """An open round table to which Domijn and the police are invited."""
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=plan(), by=by)
        for account in (staff.domijn, staff.police):
            actions.invite(meeting=one.pk, organisation=account.organisation_id, by=by)
        return actions.move(meeting=one.pk, name="open", by=by)

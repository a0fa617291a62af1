"""A round in Dorp of Proefstad, with the people of the meetings' tests and a second stadsdeelmanager."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests.meetings.conftest import DORP, plan, sent, staff, take_in  # noqa: F401  the fixture `staff`
from tests.publication.conftest import publish_city
from tests.voices.people import PASSWORD, People, told, working
from wens.meetings import actions as meetings
from wens.meetings.models import Kind, Meeting
from wens.organisations.models import Account
from wens.photos.actions import freeze
from wens.rounds import actions
from wens.rounds.actions import Plan
from wens.rounds.models import Round, StepKey
from wens.rounds.steps import BEFORE_SIGNING
from wens.tenancy.context import Actor
from wens.voices.models import Contribution, State

NOTE = "Besproken en klaar."


def second(staff: People) -> Account:  # noqa: F811
    """Another stadsdeelmanager of the same gemeente."""
    one = Account(
        email="sanne@example.nl", name="Sanne", role="district_manager", organisation=staff.manager.organisation,
        function="stadsdeelmanager",
    )  # fmt: skip
    one.set_password(PASSWORD)
    one.save(force_insert=True)
    return one


def planned(staff: People, *, weeks_ago: int = 6, code: str = DORP) -> Round:  # noqa: F811
    """Plan a round that began some weeks ago."""
    with working(staff.manager) as by:
        begin = timezone.localdate() - dt.timedelta(weeks=weeks_ago)
        return actions.plan(of=Plan([code], begin), by=by)[0]


def started(staff: People, *, weeks_ago: int = 6) -> Round:  # noqa: F811
    """Plan a round and begin it."""
    one = planned(staff, weeks_ago=weeks_ago)
    with working(staff.manager) as by:
        return actions.start(key=one.pk, by=by)


def closed(one: Round, by_whom: Account, *steps: StepKey) -> Round:
    """Close steps (none: all before the sign-off) as somebody."""
    with working(by_whom) as by:
        for step in steps or BEFORE_SIGNING:
            actions.close_step(key=one.pk, step=step, note=NOTE, by=by)
    return Round.objects.get(pk=one.pk)


def heard(text: str = "Er ligt vaak afval.", **fields: object) -> Contribution:
    """A contribution that was read and may be read by all."""
    one = told(**fields)
    Contribution.objects.filter(pk=one.pk).update(
        state=State.IN_TRIAGE, cleaned_text=text, cleaned_by="x", is_public=True, speaker="resident", street="Kade"
    )
    return Contribution.objects.get(pk=one.pk)


def table_held(staff: People) -> Meeting:  # noqa: F811
    """A round table of yesterday where Domijn said something that the police doubts; the minutes are approved."""
    begin = timezone.now() - dt.timedelta(days=1)
    with working(staff.manager) as by:
        of = plan(kind=Kind.ROUND_TABLE, starts_at=begin, ends_at=begin + dt.timedelta(hours=2))
        one = meetings.plan_meeting(of=of, by=by)
        for account in (staff.domijn, staff.police):
            meetings.invite(meeting=one.pk, organisation=account.organisation_id, by=by)
        meetings.move(meeting=one.pk, name="open", by=by)
    said = sent(_key(1), theme="living", nature="Grof vuil blijft liggen.", place="Achterpad", size="street",
                frequency="weekly", sureness="seen", causes="Niemand ruimt op.", may_be_public="yes",
                public_text="Grof vuil blijft vaak liggen.")  # fmt: skip
    take_in(one, staff.domijn, said)
    take_in(one, staff.police, sent(_key(1), stance="doubt"))
    with working(staff.manager) as by:
        meetings.approve_text(statement=_key(1), seen_text="Grof vuil blijft vaak liggen.", by=by)
        meetings.agree_action(meeting=one.pk, organisation=staff.domijn.organisation_id, text="Ruim het achterpad op",
                              due_on=timezone.localdate() + dt.timedelta(days=30), by=by)  # fmt: skip
        meetings.move(meeting=one.pk, name="close", by=by)
        made = meetings.generate(meeting=one.pk, by=by)
    with working(staff.domijn) as by:
        meetings.approve(meeting=one.pk, seen=made.number, by=by)
    with working(staff.manager) as by:
        meetings.publish(meeting=one.pk, by=by)
    return Meeting.objects.get(pk=one.pk)


def _key(at: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"statement {at}")


@pytest.fixture
def photographed(staff: People, settings: object) -> People:  # noqa: F811
    """The people of Proefstad, with a public edition and its photos."""
    single = settings.WENS  # type: ignore[attr-defined]
    settings.WENS = single.model_copy(update={"single_operator": True})  # type: ignore[attr-defined]
    publish_city()
    freeze(by=Actor.machine())
    settings.WENS = single  # type: ignore[attr-defined]
    return staff

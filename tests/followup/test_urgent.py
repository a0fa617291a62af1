"""What a resident cannot let wait, all the way: letter, reminder, escalation, answer, the red list when mail fails."""

import uuid

import pytest

from tests.followup.conftest import CODE, JOB, WRITER, World
from tests.followup.test_later import shift
from tests.voices.people import put_on_duty, working
from wens.followup import queries, red
from wens.followup.actions.deadlines import watch_deadlines
from wens.followup.models import Letter
from wens.tenancy.context import Actor, acting
from wens.voices.actions import handing, urgent
from wens.voices.actions.contributing import Reachable, Told
from wens.voices.models import Contribution, Handover
from wens.voices.queries import red_list

SAID = "Meneer Jansen van nummer 12 staat te schreeuwen bij de flat."


@pytest.fixture
def given(world: World) -> Handover:
    with world.acting():
        put_on_duty(world.people.police, hours=40)
    told = Told(area_code="BU01530000", text=SAID, reachable=Reachable(email=WRITER))
    with acting(CODE, Actor.public()) as now:
        return urgent.call_duty(told=told, answer_key=uuid.uuid4(), by=now.actor).contribution.handovers.get()


def test_it_is_mailed_at_once_reminded_escalated_answered_and_the_writer_hears(world: World, given: Handover) -> None:
    world.deliver()
    world.send()
    first = world.mail.confirmed[0]
    assert (first.recipient, "Jansen" in str(first.message)) == ("pol@example.nl", False)
    shift(world, given, 0.6)
    assert watch_deadlines(gemeente=CODE, by=JOB).reminded == 1
    with world.acting():
        assert "antwoordt vóór" in " ".join(queries.status(Contribution.objects.get()))
    shift(world, given, 1)
    assert watch_deadlines(gemeente=CODE, by=JOB).escalated == 1
    with world.acting():
        assert "antwoordde nog niet" in " ".join(queries.status(Contribution.objects.get()))
        assert [item.reason for item in red_list()] == ["urgent_unanswered"]
    with world.acting(), working(world.people.police) as by:
        handing.accept(handover=given.pk, by=by)
    world.deliver()
    world.send()
    with world.acting():
        assert red_list() == []
    heard = [str(one.message["Subject"]) for one in world.mail.confirmed if one.recipient == WRITER]
    assert len(heard) == 2


def test_when_its_letter_does_not_arrive_it_stands_in_the_red_list_at_once(world: World, given: Handover) -> None:
    world.deliver()
    world.mail.next("rcpt_550")
    world.send()
    with world.acting():
        assert "weigert" in Handover.objects.get(pk=given.pk).problem
        assert [item.reason for item in red_list()] == ["not_delivered"]
        assert red.red_list().contributions == 1
        assert Letter.objects.filter(state=Letter.State.FAILED, is_urgent=True).count() == 1

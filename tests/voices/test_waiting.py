"""What time does with a contribution: back on its day, an honest end without an answer, contact details that go."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone

from tests.voices.people import People, make_people, working
from wens.organisations.actions import register_gemeente
from wens.tenancy.context import Actor, acting
from wens.voices.actions import following, triage, waiting
from wens.voices.actions.contributing import Reachable, Told, contribute
from wens.voices.models import Contact, Contribution, Message, State

JOB = Actor.job("watch_deadlines")


@pytest.fixture
def people(db: None, home: object) -> Iterator[People]:
    register_gemeente(code="GM0001", name="Proefstad", by=Actor.machine())
    with acting("GM0001", JOB):
        yield make_people()


def told() -> Contribution:
    reachable = Reachable(email="an@voorbeeld.nl")
    said = Told(area_code="BU00010000", text="Het is er donker.", reachable=reachable)
    return contribute(told=said, answer_key=uuid.uuid4(), by=Actor.public()).contribution


def until(one: Contribution) -> dt.date:
    with acting("GM0001", JOB, rights={"read_contacts"}):
        return Contact.objects.get(contribution=one).retain_until


def test_what_was_kept_for_later_comes_back_on_its_day_and_not_before(people: People) -> None:
    one = told()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with working(people.triage) as by:
        triage.park(contribution=one.pk, reason="Na de zomer.", until=tomorrow, by=by)
    assert waiting.wake_parked(by=JOB) == 0
    Contribution.objects.filter(pk=one.pk).update(parked_until=timezone.localdate())
    assert waiting.wake_parked(by=JOB) == 1
    assert Contribution.objects.get(pk=one.pk).state == State.IN_TRIAGE


def test_a_question_without_an_answer_ends_with_words_and_keeps_the_contact_for_ninety_days(people: People) -> None:
    one = told()
    assert until(one) == one.retain_until
    with working(people.triage) as by:
        triage.ask_back(contribution=one.pk, text="Welke lamp is het?", by=by)
    assert waiting.lapse_unanswered(by=JOB) == 0
    Contribution.objects.filter(pk=one.pk).update(state_since=timezone.now() - dt.timedelta(days=29))
    assert waiting.lapse_unanswered(by=JOB) == 1
    assert Contribution.objects.get(pk=one.pk).state == State.LAPSED
    assert "28 dagen niets" in Message.objects.filter(contribution=one).latest("at").text
    assert until(one) == timezone.localdate() + dt.timedelta(days=90)


def test_contact_details_stay_longer_again_when_it_is_not_over(people: People) -> None:
    one = told()
    with working(people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        triage.end(contribution=one.pk, as_state=State.RESOLVED, text="De lamp brandt.", by=by)
    assert until(one) < one.retain_until
    with working(people.triage) as by:
        following.reopen(contribution=one.pk, text="Hij is weer stuk.", by=by)
    assert until(one) == one.retain_until

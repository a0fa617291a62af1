"""What comes later by itself: weekly letters, questions after an end, reminders, escalation, invitations."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.followup.conftest import CODE, JOB, World
from tests.voices.people import working
from wens.followup.actions.asking import ask_after_end, last_digest_moment, make_digests
from wens.followup.actions.deadlines import watch_deadlines
from wens.followup.models import Letter
from wens.organisations.actions.invitations import invite
from wens.voices.actions import handing, triage
from wens.voices.models import Contribution, Handover

HERE = ZoneInfo("Europe/Amsterdam")


def kinds(world: World) -> list[str]:
    with world.acting():
        return list(Letter.objects.order_by("made_at").values_list("kind", flat=True))


def ended(world: World, one: Contribution, days_ago: int) -> None:
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        triage.end(contribution=one.pk, as_state="resolved", text="De lamp brandt weer.", by=by)
        Contribution.objects.filter(pk=one.pk).update(state_since=timezone.now() - dt.timedelta(days=days_ago))


def offered(world: World, *, urgent: bool = False) -> Handover:
    one, _ = world.told(email="")
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        triage.approve_text(contribution=one.pk, text="Een lamp is stuk.", public=False, by=by)
        return handing.offer(
            contribution=one.pk, organisation=world.people.domijn.organisation_id,
            answer_before=timezone.now() + dt.timedelta(hours=10), by=by, urgent=urgent,
        )  # fmt: skip


def shift(world: World, handover: Handover, hours: float) -> None:
    """As if the offer was made so many hours earlier."""
    by = dt.timedelta(hours=hours)
    with world.acting():
        Handover.objects.filter(pk=handover.pk).update(
            offered_at=handover.offered_at - by, answer_before=handover.answer_before - by
        )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-30T07:59", "2026-03-23T08:00"),  # the Monday after the clock went forward
        ("2026-03-30T08:00", "2026-03-30T08:00"),
        ("2026-10-26T07:59", "2026-10-19T08:00"),  # and after it went back
        ("2026-10-26T08:00", "2026-10-26T08:00"),
        ("2026-10-25T23:59", "2026-10-19T08:00"),
    ],
)
def test_a_week_ends_on_monday_at_eight_by_the_clock_on_the_wall(now: str, expected: str) -> None:
    moment = last_digest_moment(dt.datetime.fromisoformat(now).replace(tzinfo=HERE).astimezone(dt.UTC))
    assert moment.replace(tzinfo=None).isoformat(timespec="minutes") == expected


def test_who_chose_a_weekly_letter_gets_the_news_of_the_week_in_one_letter_once(world: World) -> None:
    one, _ = world.told(updates="weekly")
    world.deliver()
    world.send()
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        for text in ("Wij keken ernaar.", "Wij weten meer."):
            triage.answer(contribution=one.pk, text=text, by=by)
    world.deliver()
    assert world.send().sent == 0
    assert make_digests(gemeente=CODE, by=JOB, now=timezone.now() - dt.timedelta(days=8)) == 0
    next_week = timezone.now() + dt.timedelta(days=8)
    assert [make_digests(gemeente=CODE, by=JOB, now=next_week) for _ in range(2)] == [1, 0]
    assert world.send().sent == 1
    text = world.mail.confirmed[-1].message.get_body(("plain",)).get_content()
    assert text.count("Er staat een antwoord voor u klaar.") == 1
    with world.acting():
        assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_two_weeks_after_it_was_solved_the_writer_is_asked_once_and_three_months_later_whether_it_is_safer(
    world: World,
) -> None:
    one, _ = world.told()
    ended(world, one, 13)
    assert ask_after_end(gemeente=CODE, by=JOB) == 0
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert [ask_after_end(gemeente=CODE, by=JOB, today=tomorrow) for _ in range(2)] == [1, 0]
    later = timezone.localdate() + dt.timedelta(days=77)
    assert ask_after_end(gemeente=CODE, by=JOB, today=later) == 1
    assert kinds(world) == ["solved", "safer"]


def test_a_partner_is_reminded_once_and_who_directs_hears_when_the_time_is_over(world: World) -> None:
    handover = offered(world)
    assert watch_deadlines(gemeente=CODE, by=JOB).reminded == 0
    shift(world, handover, 9)
    assert [watch_deadlines(gemeente=CODE, by=JOB).reminded for _ in range(2)] == [1, 0]
    shift(world, handover, 11)
    assert [watch_deadlines(gemeente=CODE, by=JOB).escalated for _ in range(2)] == [1, 0]
    world.send()
    assert {(one.recipient, str(one.message["Subject"])) for one in world.mail.confirmed} == {
        ("dora@example.nl", "WENS: herinnering, een melding wacht op Domijn"),
        ("stan@example.nl", "WENS: een melding is niet op tijd beantwoord"),  # who directs, and who looks after it
        ("tria@example.nl", "WENS: een melding is niet op tijd beantwoord"),
    }
    assert len(world.mail.confirmed) == 3


def test_a_letter_to_a_partner_that_does_not_arrive_stands_beside_its_offer(world: World) -> None:
    handover = offered(world)
    world.deliver()
    world.mail.next("rcpt_550")
    world.send()
    with world.acting():
        assert "weigert" in Handover.objects.get(pk=handover.pk).problem


def test_who_is_invited_gets_the_link_and_nobody_does_once_it_is_withdrawn(world: World) -> None:
    from wens.organisations.actions.invitations import withdraw_invitation

    with world.acting() as now:
        domijn = world.people.domijn.organisation
        kept = invite(email="nieuw@domijn.example", role="partner", organisation=domijn, by=now.actor)
        gone = invite(email="weg@domijn.example", role="partner", organisation=domijn, by=now.actor)
    world.deliver()
    with world.acting() as now:
        withdraw_invitation(invitation=gone, by=now.actor)
    done = world.send()
    assert (done.sent, done.cancelled) == (1, 1)
    (arrived,) = world.mail.confirmed
    assert arrived.recipient == kept.email
    assert "/beheer/uitnodiging/" in arrived.message.get_body(("plain",)).get_content()

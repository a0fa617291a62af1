"""Reading, asking, cleaning, handing over, merging and ending: by whom, with what words, and who hears of it."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.voices.people import People, people, put_on_duty, told, working  # noqa: F401  fixture
from wens.audit.models import Event, Outgoing
from wens.tenancy.context import Actor
from wens.voices import queries
from wens.voices.actions import following, handing, merging, triage, urgent
from wens.voices.actions.reading import read_original
from wens.voices.actions.stepping import Conflict, VoicesError, WordsMissing
from wens.voices.models import Contribution, Handover, Message, Original, State
from wens.voices.rules import NotAllowed
from wens.voices.states import NoSuchStep

SOON = dt.timedelta(days=5)


def now(pk: uuid.UUID) -> Contribution:
    return Contribution.objects.get(pk=pk)


def topics(one: Contribution) -> list[str]:
    return list(Outgoing.objects.filter(subject=f"contribution:{one.pk}").values_list("topic", flat=True))


def cleaned(people: People, text: str = "Afval bij de speeltuin.", **fields: object) -> Contribution:  # noqa: F811
    one = told(**fields)
    with working(people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        return triage.approve_text(contribution=one.pk, text=text, public=False, by=by)


def offered(people: People) -> tuple[Contribution, Handover]:  # noqa: F811
    one = cleaned(people)
    with working(people.triage) as by:
        given = handing.offer(contribution=one.pk, organisation=people.domijn.organisation_id,
                              answer_before=timezone.now() + SOON, by=by)  # fmt: skip
    return now(one.pk), given


def test_who_takes_a_contribution_looks_after_it(people: People) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by:
        triage.take(contribution=one.pk, by=by)
    assert (now(one.pk).state, now(one.pk).owner) == (State.IN_TRIAGE, people.triage)


def test_a_form_that_was_opened_before_somebody_elses_step_is_told_so(people: People) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by:
        triage.take(contribution=one.pk, by=by, seen=0)
    with working(people.manager) as by, pytest.raises(Conflict) as refused:
        triage.park(contribution=one.pk, reason="Later.", until=timezone.localdate() + SOON, by=by, seen=0)
    assert refused.value.now.owner == people.triage
    assert now(one.pk).state == State.IN_TRIAGE


def test_a_question_sent_twice_is_asked_once(people: People) -> None:  # noqa: F811
    one, key = told(), uuid.uuid4()
    with working(people.triage) as by:
        for _ in range(2):
            triage.ask_back(contribution=one.pk, text="Waar is het precies?", by=by, seen=0, answer_key=key)
    said = Message.objects.get(contribution=one)
    assert (said.shown_as, said.direction) == ("behandelaar, Gemeente", "to_writer")
    assert topics(one) == ["voices.contribution.changed", "voices.message.sent"]


def test_an_answer_to_a_question_brings_it_back_to_who_reads(people: People) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by:
        triage.ask_back(contribution=one.pk, text="Waar is het?", by=by)
    following.reply(contribution=one.pk, text="Bij de glijbaan.", by=Actor.public())
    assert now(one.pk).state == State.IN_TRIAGE
    following.reply(contribution=one.pk, text="En bij de schommel.", by=Actor.public())
    assert [said.text for said in queries.messages_of(one)][1:] == ["Bij de glijbaan.", "En bij de schommel."]


def test_a_note_stays_with_colleagues(people: People) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by:
        triage.note(contribution=one.pk, text="Bekend bij de wijkbeheerder.", by=by)
    assert topics(one) == []
    assert queries.messages_of(one, notes=False) == []


@pytest.mark.parametrize(("end", "says"), [
    (State.RESOLVED, "Opgeruimd."), (State.NOT_RESOLVED, "Het lukt niet."), (State.LAPSED, "Geen antwoord gekregen."),
    (State.NOT_OURS, "Dit is van een ander."),
])  # fmt: skip
def test_every_end_has_words_that_the_writer_reads(people: People, end: State, says: str) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by:
        with pytest.raises(VoicesError):
            triage.end(contribution=one.pk, as_state=end, text=" ", by=by)
        triage.end(contribution=one.pk, as_state=end, text=says, by=by, whose="Waterschap", reach="088-2203333")
    said = Message.objects.get(contribution=one).text
    assert now(one.pk).state == end
    assert said == (f"{says}\n\nWaterschap: 088-2203333" if end == State.NOT_OURS else says)
    assert topics(one) == ["voices.contribution.changed"], "one letter, not two"


def test_not_ours_says_whose_it_is(people: People) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by, pytest.raises(VoicesError, match="van wie"):
        triage.end(contribution=one.pk, as_state=State.NOT_OURS, text="Niet van ons.", by=by)
    assert now(one.pk).state == State.RECEIVED


def test_what_is_kept_for_later_has_a_day(people: People) -> None:  # noqa: F811
    one, today = told(), timezone.localdate()
    with working(people.triage) as by:
        for day in (today, today + dt.timedelta(days=400)):
            with pytest.raises(VoicesError, match="binnen een jaar"):
                triage.park(contribution=one.pk, reason="Na de bouw.", until=day, by=by)
        triage.park(contribution=one.pk, reason="Na de bouw.", until=today + SOON, by=by)
        assert queries.red_list() == []
        assert [item.reason for item in queries.red_list(timezone.now() + SOON)] == ["parked_over"]
        triage.unpark(contribution=one.pk, by=by)
    assert now(one.pk).parked_until is None


def test_only_a_reader_with_an_account_says_that_a_text_is_clean(people: People) -> None:  # noqa: F811
    one = told()
    for account in (people.manager, people.domijn, people.privacy):
        with working(account) as by, pytest.raises(NotAllowed):
            triage.approve_text(contribution=one.pk, text="Schoon.", public=True, by=by)
    with pytest.raises(NotAllowed):
        triage.approve_text(contribution=one.pk, text="Schoon.", public=True, by=Actor.machine())
    with working(people.triage) as by:
        triage.approve_text(contribution=one.pk, text="Schoon.", public=True, by=by)
    assert (now(one.pk).is_public, now(one.pk).cleaned_by) == (True, people.triage.as_actor().reference)
    with working(people.triage) as by:
        triage.withdraw_text(contribution=one.pk, by=by)
    assert (now(one.pk).is_public, now(one.pk).cleaned_text) == (False, "Schoon.")


def test_nothing_of_what_was_said_stands_in_trail_or_outbox(people: People) -> None:  # noqa: F811
    one, given = offered(people)
    with working(people.domijn) as by:
        handing.decline(handover=given.pk, reason="geheimewoord", by=by)
    with working(people.triage) as by:
        triage.end(contribution=one.pk, as_state=State.RESOLVED, text="geheimewoord", by=by)
    kept = [str(row) for row in [*Event.objects.values(), *Outgoing.objects.values()]]
    assert [row for row in kept if "geheimewoord" in row or "speeltuin" in row] == []


def test_only_who_may_reads_what_was_written_and_that_is_noted(people: People) -> None:  # noqa: F811
    one = told("Mijn buurman van nummer 3.")
    for account in (people.domijn, people.manager, people.wijkraad):
        with working(account) as by:
            assert list(Original.objects.all()) == []
            with pytest.raises(NotAllowed):
                read_original(contribution=one.pk, by=by)
    with working(people.triage) as by:
        assert read_original(contribution=one.pk, by=by).text == "Mijn buurman van nummer 3."
    line = Event.objects.get(name="voices.original.read")
    assert (line.subject, line.actor) == (f"contribution:{one.pk}", people.triage.as_actor().reference)


def test_a_partner_gets_a_clean_text_or_nothing(people: People) -> None:  # noqa: F811
    one = told()
    with working(people.triage) as by, pytest.raises(VoicesError, match="eerst een tekst"):
        handing.offer(contribution=one.pk, organisation=people.domijn.organisation_id,
                      answer_before=timezone.now() + SOON, by=by)  # fmt: skip


def test_a_group_of_residents_is_offered_nothing(people: People) -> None:  # noqa: F811
    one = cleaned(people)
    with working(people.triage) as by, pytest.raises(VoicesError, match="Bewonersgroepen"):
        handing.offer(contribution=one.pk, organisation=people.wijkraad.organisation_id,
                      answer_before=timezone.now() + SOON, by=by)  # fmt: skip


def test_a_partner_accepts_and_ends_it_with_words(people: People) -> None:  # noqa: F811
    one, given = offered(people)
    with working(people.police) as by:
        with pytest.raises(NoSuchStep):
            handing.accept(handover=given.pk, by=by)
        assert queries.handover_of(given.pk, people.police.organisation_id) is None
    with working(people.domijn) as by:
        handing.accept(handover=given.pk, by=by)
        handing.accept(handover=given.pk, by=by)
        with pytest.raises(WordsMissing):
            handing.finish(handover=given.pk, solved=True, text="", by=by)
        handing.finish(handover=given.pk, solved=True, text="Wij hebben het opgeruimd.", by=by)
        assert queries.offered_to(people.domijn.organisation_id) == []
    said = Message.objects.get(contribution=one)
    assert (now(one.pk).state, said.shown_as) == (State.RESOLVED, "woonconsulent, Domijn")


def test_a_partner_passes_it_on_with_a_reason_and_as_much_time(people: People) -> None:  # noqa: F811
    one, given = offered(people)
    with working(people.domijn) as by:
        other = handing.pass_on(
            handover=given.pk, organisation=people.police.organisation_id, reason="Dit is van de politie.", by=by
        )
    given.refresh_from_db()
    assert (given.state, given.reason) == ("passed_on", "Dit is van de politie.")
    assert (other.organisation_id, now(one.pk).handler_id) == (people.police.organisation_id,) * 2
    assert abs(other.answer_before - other.offered_at - SOON) < dt.timedelta(minutes=1)
    with working(people.domijn) as by, pytest.raises(NoSuchStep):
        handing.accept(handover=other.pk, by=by)


def test_what_a_writer_withdraws_is_taken_from_the_partner(people: People) -> None:  # noqa: F811
    one, given = offered(people)
    following.withdraw(contribution=one.pk, by=Actor.public())
    following.withdraw(contribution=one.pk, by=Actor.public())
    given.refresh_from_db()
    assert (now(one.pk).state, given.state) == (State.WITHDRAWN, "ended")
    with working(people.triage) as by, pytest.raises(VoicesError, match="trok"):
        triage.answer(contribution=one.pk, text="Jammer.", by=by)


def test_who_follows_a_merged_contribution_follows_the_whole(people: People) -> None:  # noqa: F811
    a, b, c = told(), told("Rommel bij de speeltuin."), told("Troep.")
    with working(people.triage) as by:
        merging.merge(contribution=a.pk, into=b.pk, by=by)
        merging.merge(contribution=b.pk, into=c.pk, by=by)
        with pytest.raises(VoicesError, match="samengevoegd"):
            merging.merge(contribution=c.pk, into=a.pk, by=by)
        assert queries.whole_of(now(a.pk)) == c
        assert set(queries.followed_with(c.pk)) == {a.pk, b.pk, c.pk}
        merging.unmerge(contribution=b.pk, by=by)
        assert set(queries.followed_with(c.pk)) == {c.pk}
        assert set(queries.followed_with(b.pk)) == {a.pk, b.pk}
    assert {"voices.contribution.merge", "voices.contribution.unmerge", "voices.contribution.parted"} <= set(
        Event.objects.values_list("name", flat=True)
    )


def test_when_the_whole_is_withdrawn_the_others_stand_by_themselves(people: People) -> None:  # noqa: F811
    one, whole = told(), told()
    with working(people.triage) as by:
        merging.merge(contribution=one.pk, into=whole.pk, by=by)
    following.withdraw(contribution=whole.pk, by=Actor.public())
    assert (now(one.pk).state, now(one.pk).merged_into) == (State.IN_TRIAGE, None)


def test_a_contribution_is_part_of_nothing_while_it_is_not_merged(people: People) -> None:  # noqa: F811
    one, other = told(), told()
    with pytest.raises(DatabaseError), transaction.atomic():
        Contribution.objects.filter(pk=one.pk).update(merged_into=other)


def test_the_same_in_other_words_nearby_is_suggested(people: People) -> None:  # noqa: F811
    one = told("Elke week ligt er huisvuil naast de containers op het plein.", x=256_000.0, y=471_000.0)
    same = told("Weer huisvuil naast de container op het plein!", x=256_100.0, y=471_000.0, area_code="BU00010001")
    told("Weer huisvuil naast de container op het plein!", x=257_000.0, y=471_000.0, area_code="BU00010001")
    told("Weer huisvuil naast de container op het plein!", at=timezone.now() - dt.timedelta(days=120))
    told("Er wordt hard gereden in de Pastoorstraat.")
    with working(people.triage):
        found = queries.likely_duplicates(now(one.pk))
    assert [(likely.contribution.pk, likely.metres) for likely in found] == [(same.pk, 100.0)]


def test_urgent_goes_to_who_is_on_duty_with_a_deadline(people: People) -> None:  # noqa: F811
    one = told(danger_words=["mes"])
    with working(people.triage) as by:
        with pytest.raises(urgent.NobodyOnDuty, match="112"):
            urgent.mark_urgent(contribution=one.pk, text="Groep met vuurwerk.", by=by)
        assert now(one.pk).state == State.RECEIVED
        put_on_duty(people.police)
        given = urgent.mark_urgent(contribution=one.pk, text="Groep met vuurwerk.", by=by)
    moments = urgent.moments(given)
    assert given.organisation == people.police.organisation
    assert moments.escalate_at == given.answer_before
    assert given.offered_at < moments.remind_at < moments.escalate_at
    assert "voices.contribution.urgent" in topics(one)
    assert queries.red_list() == []
    late = queries.red_list(given.answer_before + dt.timedelta(minutes=1))
    assert [(item.reason, item.handover) for item in late] == [("urgent_unanswered", given)]


def test_what_did_not_arrive_or_came_back_stands_in_the_red_list(people: People) -> None:  # noqa: F811
    put_on_duty(people.police)
    one = told()
    with working(people.triage) as by:
        given = urgent.mark_urgent(contribution=one.pk, text="Groep met vuurwerk.", by=by)
    urgent.not_delivered(handover=given.pk, problem="mail server refused", by=Actor.job("outbox"))
    assert [item.reason for item in queries.red_list()] == ["not_delivered"]
    with working(people.police) as by:
        handing.decline(handover=given.pk, reason="Wij zijn bij een ander incident.", by=by)
    assert [item.reason for item in queries.red_list()] == ["urgent_returned"]
    with working(people.manager) as by:
        triage.own(contribution=one.pk, by=by)
        assert queries.red_list()[0].contribution.owner == people.manager
        urgent.not_urgent(contribution=one.pk, by=by)
    assert queries.red_list() == []


def test_a_reminder_and_an_escalation_happen_once_and_not_after_an_answer(people: People) -> None:  # noqa: F811
    _one, given = offered(people)
    by = Actor.job("reminders")
    assert [urgent.reminded(handover=given.pk, by=by) for _ in range(2)] == [True, False]
    with working(people.domijn) as partner:
        handing.accept(handover=given.pk, by=partner)
    assert not urgent.escalated(handover=given.pk, by=by)


def test_what_nobody_read_in_time_stands_in_the_red_list(people: People) -> None:  # noqa: F811
    told(at=timezone.now() - dt.timedelta(days=3))
    told()
    assert [item.reason for item in queries.red_list()] == ["unread"]


def test_the_tabs_hold_everything_once_and_a_filter_counts_the_same(people: People) -> None:  # noqa: F811
    offered(people)
    told(theme="youth")
    told(is_urgent=True)
    with working(people.triage):
        assert queries.counts() == {"nieuw": 2, "loopt": 0, "wacht": 0, "partners": 1, "klaar": 0}
        assert [one.is_urgent for one in queries.inbox("nieuw")] == [True, False]
        assert queries.counts(queries.Filter(theme="youth"))["nieuw"] == 1
        assert queries.counts(queries.Filter(organisation=people.domijn.organisation_id))["partners"] == 1

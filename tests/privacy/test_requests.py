"""A person asks what is kept, has it mended or removed, and hears within a month."""

import datetime as dt
import re
import uuid

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.planting import plant
from wens.access.rules import rights_of
from wens.audit.models import Event, Outgoing
from wens.budgets import models as budgets
from wens.meetings.models import (
    ActionPoint,
    AgendaItem,
    Decision,
    Edit,
    Meeting,
    Minutes,
    PublicText,
    PublishedMinutes,
    Question,
    Statement,
)
from wens.privacy.actions.deciding import (
    correct_found,
    decide_found,
    erase_found,
    keep_found,
    restrict_found,
    strike_found,
)
from wens.privacy.actions.erasing import TOMBSTONE, Why, erase_account, erase_contribution
from wens.privacy.actions.replaying import replay
from wens.privacy.actions.requests import (
    Asked,
    Conflict,
    NotAllowed,
    RequestError,
    enter_request,
    extend,
    months_later,
    requester_of,
    take_step,
)
from wens.privacy.actions.striking import strike_words
from wens.privacy.finding import find
from wens.privacy.ledger import path
from wens.privacy.models import Erased, Found, Request, State
from wens.privacy.places import places
from wens.privacy.queries import tombstones
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.retention.running import RIGHTS
from wens.privacy.states import ENDS, STEPS, NoSuchStep, step
from wens.privacy.striking import STRUCK, marks_of, strike
from wens.tenancy.context import Actor, acting
from wens.voices.models import Attachment, Contact, Contribution, Handover, Message, Original


def test_every_state_is_reached_and_every_end_has_words():
    reached = {State.RECEIVED} | {one.after for one in STEPS}
    assert reached == set(State)
    assert all(one.words for one in STEPS if one.name in ENDS)


@given(st.sampled_from(list(State)), st.sampled_from([one.name for one in STEPS]))
def test_a_step_that_is_not_in_the_table_is_refused_with_what_can(state, name):
    there = [one for one in STEPS if (one.before, one.name) == (state, name)]
    if there:
        assert step(name, state) in there
    else:
        with pytest.raises(NoSuchStep, match="Wel kan"):
            step(name, state)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-22", 3, "2027-02-22")],
)
def test_a_month_is_a_month_of_the_calendar(day, months, expected):
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(expected)


def test_only_the_privacy_officer_enters_and_reads_requests(officer):
    asked = Asked(kind="access", about="writer", requester="J. Bos", asked="Alles.", received_on=dt.date(2026, 11, 22))
    key = uuid.uuid4()
    one = enter_request(asked=asked, key=key, by=officer.as_actor())
    assert enter_request(asked=asked, key=key, by=officer.as_actor()).pk == one.pk
    assert one.answer_before == dt.date(2026, 12, 22)
    assert b"Bos" not in bytes(one.requester)
    assert requester_of(one) == "J. Bos"
    with acting("GM0153", Actor.public()):
        assert not Request.objects.exists()
        with pytest.raises(NotAllowed):
            enter_request(asked=asked, key=uuid.uuid4(), by=Actor.public())


def test_two_more_months_once_with_a_reason_and_in_time(request_in_hand, officer):
    one = request_in_hand()
    with pytest.raises(RequestError, match="waarom"):
        extend(request=one.pk, because=" ", by=officer.as_actor())
    with pytest.raises(RequestError, match="voorbij"):
        extend(request=one.pk, because="Veel.", by=officer.as_actor(), on=one.answer_before + dt.timedelta(days=1))
    later = extend(request=one.pk, because="Er zijn veel meldingen.", by=officer.as_actor())
    assert later.answer_before == months_later(one.received_on, 3)
    with pytest.raises(RequestError, match="nog eens"):
        extend(request=one.pk, because="Nog meer.", by=officer.as_actor())


def test_found_by_address_by_code_and_by_name_also_of_a_third_person(tell, request_in_hand, officer):
    mine = tell("Lawaai van de kroeg.", email="jan@example.nl")
    about = tell("Mijn buurman Pieter Jansen gooit vuil op straat.")
    one = request_in_hand()
    by = officer.as_actor()
    assert [hit.key for hit in find(request=one, email=" JAN@example.nl", by=by)] == [mine.contribution.pk]
    assert [hit.key for hit in find(request=one, code=mine.code.lower(), by=by)] == [mine.contribution.pk]
    (hit,) = find(request=one, words="pieter JANSEN", by=by)
    assert (hit.key, hit.where) == (about.contribution.pk, "zoals geschreven")
    assert "Pieter Jansen gooit" in hit.excerpt
    logged = Event.objects.filter(name="privacy.search.read")
    assert logged.count() == 3
    assert "ansen" not in str(list(logged.values_list("data", "subject")))
    with acting("GM0153", officer.as_actor()), pytest.raises(NotAllowed):
        find(request=one, words="pieter", by=officer.as_actor())


NAMED = {  # table: the fields that name somebody
    Statement: ("nature", "conflicts"), Edit: ("changes",), PublicText: ("text",), Minutes: ("text", "parameters"),
    PublishedMinutes: ("texts",), Decision: ("text",), ActionPoint: ("text",), AgendaItem: ("title",),
    Question: ("text",), Meeting: ("title",),
}  # fmt: skip


def test_a_name_goes_from_everything_that_a_meeting_wrote_and_stays_away_after_a_restore(
    request_in_hand, officer, home, django_capture_on_commit_callbacks
):
    rights = {*rights_of(officer), *RIGHTS}
    by = officer.as_actor()
    with acting("GM0153", by, rights=rights), django_capture_on_commit_callbacks(execute=True):
        key = plant(Meeting, title="Overleg over pieter  JANSEN")
        statement = plant(
            Statement, meeting=key, nature="Pieter Jansen handelt hier", conflicts={"place": ["Bij Pieter Jansen"]}
        )
        plant(Edit, statement=statement, changes={"nature": "Pieter Jansen handelt hier"})
        plant(PublicText, meeting=key, text="Bij Pieter Jansen is het druk")
        plant(
            Minutes,
            meeting=key,
            text="Besproken:\nPieter\nJansen.",
            parameters={"decisions": [{"text": "Pieter Jansen"}]},
        )
        plant(PublishedMinutes, meeting=key, texts={"nl": "Besloten over Pieter Jansen.", "en": "Pieter Jansen"})
        for model in (Decision, ActionPoint, AgendaItem, Question):
            plant(model, meeting=key, **{NAMED[model][0]: "Bel Pieter Jansen"})
        one = request_in_hand()
        hits = find(request=one, words="jansen", by=by)
        assert {(hit.thing, hit.key) for hit in hits} == {("meetings.Meeting", key)}
        assert len(hits) == sum(map(len, NAMED.values()))
        keep_found(request=one.pk, things=[(hit.thing, hit.key) for hit in hits], by=by)
        row = Found.objects.get()
        with pytest.raises(RequestError, match="zoals ze in de tekst staan"):
            strike_found(request=one.pk, found=row.pk, passages="Piet", ground="unlawful", by=by)
        done = strike_found(request=one.pk, found=row.pk, passages="Pieter Jansen\n", ground="unlawful", by=by)
        assert done == sum(map(len, NAMED.values()))
    with acting("GM0153", Actor.machine(), rights=RIGHTS):
        assert all("ansen" not in str(list(model.objects.values(*fields))) for model, fields in NAMED.items())
        assert STRUCK in PublishedMinutes.objects.get().texts["nl"]
        assert Minutes.objects.get().text == f"Besproken:\n{STRUCK}."
        assert not find_in_trail("ansen")
    with acting("GM0153", Actor.machine(), rights=RIGHTS), django_capture_on_commit_callbacks(execute=True):
        Minutes.objects.update(text="Besproken: Pieter Jansen.")  # an older database
        assert (replay(by=Actor.machine()), replay(by=Actor.machine())) == (1, 0)
        assert STRUCK in Minutes.objects.get().text


def find_in_trail(words):
    """Tell whether the ledger, the trail or the outbox says these words."""
    kept = (Event, Outgoing, Erased)
    return words in path().read_text() + "".join(str(list(model.objects.values())) for model in kept)


def test_a_name_goes_from_both_texts_of_a_contribution_and_the_rest_stays(tell, request_in_hand, officer):
    key = tell("Jan Bos, mijn buurman, rijdt te hard.", cause="jan bos").contribution.pk
    Contribution.objects.filter(pk=key).update(cleaned_text="Jan Bos rijdt hard.", cleaned_by="x", is_public=True)
    one, by = request_in_hand(), officer.as_actor()
    keep_found(request=one.pk, things=[("voices.Contribution", key), ("voices.Contribution", uuid.uuid4())], by=by)
    version = Contribution.objects.get(pk=key).version
    strike_found(request=one.pk, found=Found.objects.get().pk, passages="Jan Bos", ground="unlawful", by=by)
    left = Contribution.objects.select_related("original").get(pk=key)
    assert left.original.text == f"{STRUCK}, mijn buurman, rijdt te hard."
    assert (left.original.cause, left.cleaned_text) == (STRUCK, f"{STRUCK} rijdt hard.")
    assert (left.is_public, left.version) == (True, version + 1)


def test_a_name_goes_from_a_decision_and_the_ledger_and_nothing_else_of_them_changes(officer, home):
    by, why, marks = officer.as_actor(), Why("unlawful"), marks_of(["Jan Bos"])
    with acting("GM0153", by, rights=RIGHTS):
        key = plant(budgets.Application, title="Bankje van Jan Bos")
        plant(budgets.Original, application=key, about="Ik ben Jan Bos.")
        plant(budgets.Decision, application=key, reason="Jan Bos deed dit al.")
        line = plant(budgets.Entry, reason="Factuur Jan Bos")
        assert strike_words(thing="budgets.Application", key=key, marks=marks, why=why, by=by) == 3
        assert strike_words(thing="budgets.Entry", key=line, marks=marks, why=why, by=by) == 1
        assert budgets.Decision.objects.get().reason == f"{STRUCK} deed dit al."
        assert budgets.Entry.objects.get(pk=line).reason == f"Factuur {STRUCK}"
        for rows in (budgets.Decision.objects, budgets.Entry.objects.filter(pk=line)):
            with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
                rows.update(reason="Toch niet.")


def test_every_text_that_people_write_is_a_place_to_look_in():
    known = {(place.model._meta.label, field) for place in places() for field in place.fields}
    assert {(model._meta.label, field) for model, fields in NAMED.items() for field in fields} <= known
    assert {("voices.Original", "text"), ("voices.Message", "text"), ("voices.Handover", "reason")} <= known
    assert {place.thing for place in places() if place.model in NAMED} == {"meetings.Meeting"}
    assert all(apps.get_model(place.thing)._meta.pk.get_internal_type() == "UUIDField" for place in places())


def test_every_place_can_be_changed_so_that_a_name_can_go(db):
    with connection.cursor() as cursor:
        for place in places():
            table, fields = place.model._meta.db_table, {field.name for field in place.model._meta.concrete_fields}
            for field in {*place.fields, *fields & {"version"}}:
                cursor.execute("SELECT has_column_privilege('wens_app', %s, %s, 'UPDATE')", [table, field])
                assert cursor.fetchone() == (True,), f"{table}.{field}: erase what stands there by an action of its own"


WORDS = st.lists(st.sampled_from(["Jan", "jan", "Bos", "bos", "de", "straat", ",", "\n"]), max_size=12).map(" ".join)


@given(WORDS, st.lists(WORDS, max_size=3))
def test_what_was_struck_is_there_no_more_and_striking_again_changes_nothing(text, passages):
    marks = marks_of(passages)
    once = strike(text, marks)
    assert strike(once, marks) == once
    plain = f" {' '.join(re.findall(r'[a-z]+', once.replace(STRUCK, '|').casefold()))} "
    assert marks or once == text
    if "|" not in once.replace(STRUCK, "|"):
        assert all(
            f" {' '.join(re.findall(r'[a-z]+', one.casefold()))} " not in plain for one in passages if one.strip(" ,\n")
        )
    assert len(strike(text, marks, most=30)) <= max(30, len(text))


def test_what_is_somebodys_goes_with_the_name_and_a_longer_name_stays():
    marks = marks_of(["Jan Jansen"])
    assert strike("De auto van Jan Jansens broer.", marks) == f"De auto van {STRUCK} broer."
    assert strike("Jan Jansen's auto; Jan Jansensen.", marks) == f"{STRUCK}'s auto; Jan Jansensen."


def test_a_contribution_that_others_were_merged_into_lets_them_go_when_it_is_erased(tell, officer):
    whole, part = tell("Lawaai.").contribution, tell("Ook lawaai.").contribution
    Contribution.objects.filter(pk=part.pk).update(state="merged", merged_into=whole)
    erase_contribution(contribution=whole.pk, why=Why("unlawful"), by=officer.as_actor())
    part.refresh_from_db()
    assert (part.state, part.merged_into_id) == ("in_triage", None)


def test_erasing_leaves_nothing_but_a_tombstone_and_a_line_in_the_ledger(
    tell, request_in_hand, officer, home, django_capture_on_commit_callbacks
):
    sent = tell("Pieter Jansen is een dief.", email="jan@example.nl", cause="Pieter", street="Kalverstraat")
    key = sent.contribution.pk
    Contribution.objects.filter(pk=key).update(cleaned_text="Pieter J.", cleaned_by="x", is_public=True)
    message, handover = (
        plant(Message, contribution=key, text="Over Pieter"),
        plant(Handover, contribution=key, reason="P."),
    )
    plant(Attachment, contribution=key, file="GM0153/p.jpg", is_public=True)
    file = home / "voices/photos/GM0153/p.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    one = request_in_hand()
    assert keep_found(request=one.pk, things=[("voices.Contribution", key)], by=officer.as_actor()) == 1
    row = Found.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        erase_found(request=one.pk, found=row.pk, ground="unlawful", by=officer.as_actor())
    left = Contribution.objects.get(pk=key)
    assert (left.state, left.cleaned_text, left.street, left.is_public) == ("erased", "", "", False)
    assert not Original.objects.exists()
    assert not Contact.objects.exists()
    assert Message.objects.get(pk=message).text == Handover.objects.get(pk=handover).reason == TOMBSTONE
    assert Attachment.objects.get().state == Attachment.State.REMOVED
    assert not file.exists()
    line = Erased.objects.get()
    assert (line.key, line.ground, line.request, line.was_public) == (key, "unlawful", one.pk, True)
    assert [stone.area_code for stone in tombstones(["BU01530001"], since=dt.date(2020, 1, 1))] == ["BU01530001"]
    everything = path().read_text() + str(list(Event.objects.values())) + str(list(Outgoing.objects.values()))
    assert str(key) in everything
    assert "Pieter" not in everything
    with pytest.raises(RequestError, match="al verwijderd"):
        erase_found(request=one.pk, found=row.pk, ground="unlawful", by=officer.as_actor())


def test_what_a_restore_brings_back_is_erased_again(tell, request_in_hand, officer, django_capture_on_commit_callbacks):
    sent = tell("Pieter Jansen is een dief.")
    key = sent.contribution.pk
    one = request_in_hand()
    keep_found(request=one.pk, things=[("voices.Contribution", key)], by=officer.as_actor())
    with django_capture_on_commit_callbacks(execute=True):
        erase_found(request=one.pk, found=Found.objects.get().pk, ground="unlawful", by=officer.as_actor())
    # An older database: the text is there again, and the request and its ledger are not.
    Contribution.objects.filter(pk=key).update(state="received")
    Original.objects.create(contribution_id=key, text="Pieter Jansen is een dief.")
    with django_capture_on_commit_callbacks(execute=True):
        assert replay(by=Actor.machine()) == 1
        assert replay(by=Actor.machine()) == 0
    assert not Original.objects.exists()
    assert Contribution.objects.get(pk=key).state == "erased"


def test_the_ledger_cannot_be_changed_by_the_application(officer):
    plant(Erased, thing="account")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Erased.objects.all().delete()


def test_corrected_no_longer_public_or_in_the_copy_and_only_then_answered(tell, request_in_hand, officer):
    keys = [tell(f"Tekst {number}").contribution.pk for number in range(3)]
    Contribution.objects.update(cleaned_text="Fout", cleaned_by="x", is_public=True)
    one, by = request_in_hand("correction"), officer.as_actor()
    keep_found(request=one.pk, things=[("voices.Contribution", key) for key in keys], by=by)
    rows = {row.key: row.pk for row in Found.objects.all()}
    correct_found(request=one.pk, found=rows[keys[0]], said={"text": "Goed"}, by=by)
    restrict_found(request=one.pk, found=rows[keys[1]], by=by)
    with pytest.raises(RequestError, match="Beslis eerst"):
        take_step(request=one.pk, name="grant", words="Gedaan.", by=by)
    decide_found(request=one.pk, found=rows[keys[2]], outcome="kept", by=by)
    with pytest.raises(RequestError, match="waarom"):
        take_step(request=one.pk, name="grant", by=by)
    with pytest.raises(Conflict):
        take_step(request=one.pk, name="grant", words="Gedaan.", by=by, seen=0)
    done = take_step(request=one.pk, name="grant_partly", words="Gedaan wat kon.", by=by)
    assert (done.state, done.answered_by) == (State.PARTLY, by.reference)
    assert Contribution.objects.get(pk=keys[0]).cleaned_text == "Goed"
    assert not Contribution.objects.get(pk=keys[1]).is_public
    assert Outgoing.objects.get(topic="privacy.request.answered").data == {"request": str(one.pk)}


def test_an_account_is_erased_and_its_decisions_keep_the_row(officer, machine):
    from wens.organisations.actions import create_account

    other = create_account(
        email="weg@example.nl", name="Wim Weg", role="analyst", password="een heel lang wachtwoord 42", by=machine
    )
    erase_account(account=other.pk, why=Why("no_longer_needed"), by=officer.as_actor())
    other.refresh_from_db()
    assert (other.name, other.is_active) == (FORGOTTEN, False)
    assert "weg@" not in other.email

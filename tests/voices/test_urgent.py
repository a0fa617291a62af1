"""What cannot wait, from the writer to the partner on duty: offered while somebody is there, diverted otherwise."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from tests.voices.people import People, make_people, put_on_duty, working
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor, acting
from wens.voices import heard, queries
from wens.voices.actions import handing, triage, urgent
from wens.voices.actions.contributing import Told
from wens.voices.models import MASKED, Contribution, Handover, Original, State

LINE = "Bij de flat staat meneer Jansen met 06 12345678 op de ramen te slaan, op de Dorpsstraat 12."


def _text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def city(empty_city):
    return empty_city


@pytest.fixture
def staff(city) -> People:
    with acting("GM0001", Actor.machine()):
        return make_people()


def _on_duty(staff: People, areas: list[str] | None = None) -> None:
    with acting("GM0001", Actor.machine()):
        put_on_duty(staff.police)
        Organisation.objects.filter(slug="politie").update(area_codes=areas or [])


def _until_check(city: Client, line: str = LINE, area: str = "GM0001-LW-dorp") -> None:
    city.post("/vertel/dringend/")
    city.post("/vertel/waar/", {"area": area, "street": "Dorpsstraat 14"})
    city.post("/vertel/wat/", {"subject": "violence", "text": line})


def test_while_nobody_is_on_duty_it_is_not_offered_and_who_comes_anyway_is_told_to_call(staff, city):
    assert "/vertel/dringend/" not in city.get("/vertel/").content.decode()
    page = city.get("/vertel/dringend/")
    assert "112" in _text(page)
    assert "ga verder" not in _text(page).replace("Het kan wachten: ga verder", "")
    assert "Nu kan niemand dit meteen oppakken" in _text(city.post("/vertel/dringend/"))


def test_it_goes_straight_to_who_is_on_duty_without_what_may_tell_who_it_is_about(staff, city):
    _on_duty(staff)
    assert "/vertel/dringend/" in city.get("/vertel/").content.decode()
    assert "Politie" in _text(city.get("/vertel/dringend/"))
    _until_check(city)
    page = _text(city.get("/vertel/nakijken/"))
    assert "Dit leest wie dienst heeft" in page
    assert "staat [naam van iemand] met [telefoonnummer] op de ramen te slaan, op de Dorpsstraat [huisnummer]." in page
    for _twice in range(2):
        assert city.post("/vertel/nakijken/")["Location"] == "/vertel/klaar/"
    assert "Het is nu bij wie dienst heeft: Politie" in _text(city.get("/vertel/klaar/"))
    with acting("GM0001", Actor.public(), rights={"read_originals"}):
        one, given, original = Contribution.objects.get(), Handover.objects.get(), Original.objects.get()
        assert (one.state, one.is_urgent, one.cleaned_by, one.is_public) == (State.OFFERED, True, MASKED, False)
        assert (given.organisation.slug, given.is_urgent, given.state) == ("politie", True, "offered")
        assert "Jansen" not in one.cleaned_text + one.street
        assert "Jansen" in original.text
        assert original.place == "Dorpsstraat 14"
        assert heard.voices(["GM0001-LW-dorp"], since=timezone.localdate()) == []
        late = queries.red_list(given.answer_before)
        assert [item.reason for item in late] == ["urgent_unanswered"]


def test_in_another_wijk_than_who_is_on_duty_works_for_it_is_diverted_and_what_was_typed_can_still_be_told(staff, city):
    _on_duty(staff, ["GM0001-LW-park"])
    city.post("/vertel/dringend/")
    assert city.post("/vertel/waar/", {"area": "GM0001-LW-dorp"})["Location"] == "/vertel/dringend/"
    assert "heeft nu niemand dienst" in _text(city.get("/vertel/dringend/"))
    assert city.post("/vertel/kan-wachten/")["Location"] == "/vertel/wat/"
    assert city.get("/vertel/wat/").status_code == 200
    _until_check(city, area="GM0001-LW-park")
    assert city.post("/vertel/nakijken/")["Location"] == "/vertel/klaar/"


def test_when_the_shift_ends_before_sending_nothing_is_taken_in_and_nothing_is_lost(staff, city):
    _on_duty(staff)
    _until_check(city)
    with acting("GM0001", Actor.machine()):
        staff.police.duty_shifts.all().delete()
    assert city.post("/vertel/nakijken/")["Location"] == "/vertel/dringend/"
    with acting("GM0001", Actor.public()):
        assert not Contribution.objects.exists()
    assert city.post("/vertel/kan-wachten/")["Location"] == "/vertel/hoe/"
    assert "op de ramen te slaan" in city.get("/vertel/nakijken/").content.decode()


def test_a_long_story_is_asked_for_again_in_short_and_one_connection_sends_three_an_hour(staff, city):
    _on_duty(staff)
    _until_check(city, line="x " * 200)
    assert city.get("/vertel/nakijken/")["Location"] == "/vertel/wat/"
    for number in range(4):
        _until_check(city, line=f"Er is iets, nummer {number}.")
        sent = city.post("/vertel/nakijken/")
    assert sent.status_code == 429
    assert "0900" in _text(sent)


def test_above_the_most_of_an_hour_people_are_told_to_call(staff, city, settings):
    _on_duty(staff)
    settings.WENS = settings.WENS.model_copy(update={"urgent_most_per_hour": 1})
    told = Told(area_code="GM0001-LW-dorp", text="Er staat een groep.")
    with acting("GM0001", Actor.public()) as now:
        first = urgent.call_duty(told=told, answer_key=uuid4(), by=now.actor)
        again = urgent.call_duty(told=told, answer_key=first.contribution.answer_key, by=now.actor)
        assert (again.contribution, again.is_new) == (first.contribution, False)
        with pytest.raises(urgent.TooManyAtOnce):
            urgent.call_duty(told=told, answer_key=uuid4(), by=now.actor)
        assert Contribution.objects.count() == 1
    assert "zo veel binnen" in _text(city.get("/vertel/dringend/"))


def test_triage_still_reads_it_in_time_and_only_then_may_it_go_on_or_be_public(staff, city):
    _on_duty(staff)
    with acting("GM0001", Actor.public()) as now:
        told = Told(area_code="GM0001-LW-dorp", text=LINE)
        one = urgent.call_duty(told=told, answer_key=uuid4(), by=now.actor).contribution
        with pytest.raises(DatabaseError), transaction.atomic():
            Contribution.objects.filter(pk=one.pk).update(is_public=True)
        given = one.handovers.get()
        assert queries.counts()["nieuw"] == 0  # the public sees nothing of it
        unread = queries.red_list(one.read_before + dt.timedelta(minutes=1))
        assert {item.reason for item in unread} == {"urgent_unanswered", "unread"}
    with acting("GM0001", Actor.machine()), working(staff.triage):
        assert queries.counts()["nieuw"] == 1
    with acting("GM0001", Actor.machine()), working(staff.police) as by:
        assert queries.handover_of(given.pk, staff.police.organisation_id) == given
        handing.decline(handover=given.pk, reason="Dit is voor Domijn.", by=by)
    with acting("GM0001", Actor.machine()), working(staff.triage) as by:
        later = timezone.now() + dt.timedelta(days=1)
        with pytest.raises(handing.VoicesError):
            handing.offer(contribution=one.pk, organisation=staff.domijn.organisation_id, answer_before=later, by=by)
        triage.approve_text(contribution=one.pk, text="Iemand slaat op de ramen.", public=False, by=by)
        handing.offer(contribution=one.pk, organisation=staff.domijn.organisation_id, answer_before=later, by=by)
        assert queries.counts()["nieuw"] == 0

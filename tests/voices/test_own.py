"""The own dealings of a civic group: its contributions, answers and invitations; another group sees nothing of them."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.voices.people import PASSWORD, make_people, told, working
from wens.meetings.models import Invitation, Meeting
from wens.organisations.models import Account, Organisation
from wens.tenancy.context import Actor, acting
from wens.voices.actions import triage
from wens.voices.models import Contribution, Original, State
from wens.voices.queries import own_contributions

WORDS = "De lampen bij het clubhuis zijn stuk."


@pytest.fixture
def city(empty_city):
    return empty_city


@pytest.fixture
def school(city) -> Account:
    with acting("GM0001", Actor.machine()):
        people = make_people()
        school = Organisation.objects.create(name="Basisschool De Brug", slug="brug", kind="school")
        account = Account(email="saar@example.nl", name="Saar", role="civic", organisation=school)
        account.set_password(PASSWORD)
        account.save(force_insert=True)
        account.people = people
    return account


def _client(account: Account) -> Client:
    client = Client()
    with acting("GM0001", Actor.machine()):
        client.force_login(account, "wens.site.login.AccountBackend")
    return client


def _tell(client: Client, **more: str) -> Contribution:
    client.post("/vertel/waar/", {"area": "GM0001-LW-dorp"})
    client.post("/vertel/wat/", {"subject": "unsafe_place", "text": WORDS})
    assert "Basisschool De Brug" in client.get("/vertel/nakijken/").content.decode()
    client.post("/vertel/nakijken/", more)
    with acting("GM0001", Actor.machine()):
        return Contribution.objects.latest("received_at")


def test_what_a_group_tells_while_logged_in_stands_with_its_answers_and_it_can_reply(school):
    client = _client(school)
    one = _tell(client, own="on")
    with acting("GM0001", Actor.machine()), working(school.people.triage) as by:
        triage.ask_back(contribution=one.pk, text="Welke lampen precies?", by=by)
    page = client.get("/beheer/eigen/").content.decode()
    for words in (WORDS, "Welke lampen precies?", "Uw antwoord op onze vraag", one.label):
        assert words in page
    key = page.split('name="key" value="')[1][:36]
    for _twice in range(2):
        assert client.post(f"/beheer/eigen/{one.pk}/antwoord/", {"text": "Die links.", "key": key}).status_code == 302
    assert client.get("/beheer/eigen/").content.decode().count("Die links.") == 1
    with acting("GM0001", Actor.machine()):
        assert Contribution.objects.get(pk=one.pk).state == State.IN_TRIAGE


def test_who_unticks_it_tells_it_for_oneself(school):
    one = _tell(_client(school))
    assert one.group is None
    assert WORDS not in _client(school).get("/beheer/eigen/").content.decode()


def test_no_other_group_partner_or_visitor_sees_it(school):
    one = _tell(_client(school), own="on")
    people = school.people
    for account in (people.wijkraad, people.domijn, people.analyst, people.triage):
        client = _client(account)
        assert WORDS not in client.get("/beheer/eigen/").content.decode()
        assert client.post(f"/beheer/eigen/{one.pk}/antwoord/", {"text": "x"}).status_code == 404
    assert Client().get("/beheer/eigen/").status_code == 302


def test_row_level_security_gives_the_own_words_to_the_own_group_only(school):
    one = _tell(_client(school), own="on")
    with acting("GM0001", Actor.machine()):
        other = told("Van iemand anders.")
    for account, seen in ((school, {one.pk}), (school.people.wijkraad, set()), (school.people.domijn, set())):
        with acting("GM0001", Actor.machine()), working(account), connection.cursor() as cursor:
            cursor.execute("SELECT contribution_id FROM voices_original")
            assert {row[0] for row in cursor.fetchall()} == seen
            assert set(own_contributions().values_list("pk", flat=True)) == seen
    with acting("GM0001", Actor.public()):
        assert not Original.objects.exists()
        assert Contribution.objects.filter(pk=other.pk).exists()


def test_a_group_sees_when_and_where_it_is_invited(school):
    starts = timezone.now() + dt.timedelta(days=3)
    with acting("GM0001", Actor.machine(), rights={"take_part_in_meetings"}):
        meeting = Meeting(
            kind="wijkoverleg", title="Wijktafel Dorp", area_codes=["GM0001-LW-dorp"], starts_at=starts,
            ends_at=starts + dt.timedelta(hours=2), place="De Brug", state_since=starts, made_by="x",
        )  # fmt: skip
        meeting.save(force_insert=True)
        Invitation(meeting=meeting, organisation=school.organisation, made_at=timezone.now()).save(force_insert=True)
    assert "Wijktafel Dorp" in _client(school).get("/beheer/eigen/").content.decode()
    assert "Wijktafel Dorp" not in _client(school.people.wijkraad).get("/beheer/eigen/").content.decode()

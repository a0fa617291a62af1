"""News by mail: asked, confirmed by a press on a button, told once per item, stopped and forgotten."""

import re
import uuid
from email.message import EmailMessage

import pytest
from django.test import Client

from tests.districts.conftest import CITY, DORP, WERF, WEST, Desk, news, signed
from wens.audit.models import Outgoing
from wens.districts.models import Subscription
from wens.followup.composing import NoLongerWanted, make_up
from wens.followup.models import Letter
from wens.followup.topics import follow
from wens.tenancy.context import Actor, acting

MAIL = "bewoner@example.nl"


def handle() -> list[Letter]:
    """Let the outbox be followed; return the letters that wait."""
    for row in Outgoing.objects.filter(handled_at=None, topic__startswith="districts."):
        follow(row)
        Outgoing.objects.filter(pk=row.pk).update(handled_at=row.at)
    return list(Letter.objects.filter(state=Letter.State.WAITING))


def path_in(message: EmailMessage, part: str) -> str:
    """The path of the link in a letter in which `part` stands."""
    text: str = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    paths: list[str] = re.findall(r"https?://[^/\s]+(/\S*)", text)
    return next(path for path in paths if part in path)


def ask(area: str, email: str = MAIL, key: uuid.UUID | None = None) -> None:
    answer = Client().post("/nieuws/mail/", {"area": area, "email": email, "key": str(key or uuid.uuid4())})
    assert answer.status_code == 200, answer.content


def subscribed(area: str) -> Letter:
    """Ask and confirm; return the letter that asked to."""
    ask(area)
    (letter,) = handle()
    path = path_in(make_up(letter).message, "/nieuws/mail/")
    assert Subscription.objects.get(pk=str(letter.about)).confirmed_at is None
    Client().get(path)  # a program that looks at links
    assert Subscription.objects.get(pk=str(letter.about)).confirmed_at is None
    assert Client().post(path).status_code == 200
    Letter.objects.update(state=Letter.State.SENT, sent_at=letter.made_at)
    return letter


@pytest.fixture
def post(desk: Desk) -> Desk:
    """The desk, in a test that acts as the job that sends letters."""
    return desk


def test_who_confirmed_hears_of_news_about_the_wijk_and_what_holds_it_once_each(post: Desk) -> None:
    with acting(CITY, Actor.job("test"), rights={"read_contacts"}):
        subscribed(DORP)
        signed(post, news(post, WERF, title="Over Werf"))
        assert handle() == []
        signed(post, news(post, WEST, title="Over West"))
        (letter,) = handle()
        ready = make_up(letter)
        assert (ready.recipient, ready.message["Subject"]) == (MAIL, "Nieuws over uw wijk")
        assert "Er is nieuws over Dorp: Over West." in ready.message.as_string()
        assert ready.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert Client().get(path_in(ready.message, "/nieuws/")).status_code == 200
        assert handle() == [letter]  # the same news twice is told once


def test_one_press_stops_and_nothing_of_the_address_is_left(post: Desk) -> None:
    with acting(CITY, Actor.job("test"), rights={"read_contacts"}):
        subscribed(DORP)
        signed(post, news(post, DORP))
        (letter,) = handle()
        path = path_in(make_up(letter).message, "/nieuws/mail/stop/")
        assert Client(enforce_csrf_checks=True).post(path).status_code == 200
        assert not Subscription.objects.exists()
        with pytest.raises(NoLongerWanted):
            make_up(letter)
        assert Client().post(path).status_code == 200  # also the second time


def test_the_page_says_the_same_for_a_known_address_and_an_address_has_one_subscription(post: Desk) -> None:
    with acting(CITY, Actor.job("test"), rights={"read_contacts"}):
        subscribed(DORP)
        subscribed(DORP)
        assert Subscription.objects.count() == 1


def test_sent_twice_it_counts_once_and_a_wrong_link_opens_nothing(post: Desk) -> None:
    with acting(CITY, Actor.job("test"), rights={"read_contacts"}):
        key = uuid.uuid4()
        ask(DORP, key=key)
        ask(DORP, key=key)
        assert Subscription.objects.count() == 1
        assert Client().post(f"/nieuws/mail/{key}/{'A' * 43}/").status_code == 404
        assert Client().post(f"/nieuws/mail/stop/{key}/{'A' * 43}/").status_code == 404
        assert Subscription.objects.get(pk=key).confirmed_at is None
        assert Client().post("/nieuws/mail/", {"area": "", "email": "geen adres"}).status_code == 422


def test_nobody_without_the_right_reads_an_address(post: Desk) -> None:
    with acting(CITY, Actor.job("test"), rights={"read_contacts"}):
        ask(DORP)
        assert Subscription.objects.count() == 1
    assert Subscription.objects.count() == 0

"""Letters about signals: the wijkteam, who directs, who brought it in, and the weekly list, each by its own tier."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.publication.conftest import make_city
from tests.servers.mail import FakeMail, mail_server
from tests.signalling.network import TEXT, Network, entered, make_network
from tests.voices.people import make_people, working
from wens.followup import signals
from wens.followup.actions.outbox import deliver_outbox
from wens.followup.actions.sending import send_letters
from wens.followup.mail.smtp import SmtpCarrier
from wens.signalling import actions
from wens.signalling.models import Stance, Worry
from wens.site.mail_server import read_mail_server
from wens.tenancy.context import Actor, acting

CODE, JOB, MACHINE = "GM0001", Actor.job("test"), Actor.machine()
Post = tuple[Network, FakeMail]


@pytest.fixture
def post(db: None, home: object, settings: Any) -> Iterator[Post]:
    """Return the network and its mail server, without anybody acting."""
    settings.WENS = settings.WENS.model_copy(update={"mail_from": "wens@proefstad.example"})
    make_city(["testserver"])
    with acting(CODE, MACHINE):
        network = make_network(make_people())
    with mail_server() as mail:
        yield network, mail


def sent(mail: FakeMail) -> dict[str, list[str]]:
    """Deliver and send; return the new letters as (recipient: words), subject included."""
    before = len(mail.confirmed)
    assert deliver_outbox(gemeente=CODE, by=JOB).failed == 0
    send_letters(gemeente=CODE, by=JOB, using=SmtpCarrier(read_mail_server(mail.url), timeout_s=5))
    found: dict[str, list[str]] = {}
    for one in mail.confirmed[before:]:
        words = f"{one.message['Subject']}\n{one.message.get_body(('plain',)).get_content()}"
        found.setdefault(one.recipient, []).append(words)
    return found


def bring_in(network: Network, **other: Any) -> Worry:
    with acting(CODE, MACHINE):
        return entered(network, **other)


def test_team_director_and_author_are_told_without_a_word_of_the_signal(post: Post) -> None:
    network, mail = post
    one = bring_in(network, place="square")
    first = sent(mail)
    assert list(first) == [network.team.email]
    assert "Noord" in first[network.team.email][0]
    with acting(CODE, JOB, rights={"see_signals"}):
        Worry.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))
    assert signals.pass_time(gemeente=CODE, by=JOB).escalated == 1
    assert list(sent(mail)) == [network.people.manager.email]
    with acting(CODE, MACHINE):
        with working(network.people.domijn) as by:
            actions.say(key=one.pk, stance=Stance.CONFIRM, words="Wij ook.", by=by)
        with working(network.team) as by:
            actions.take(key=one.pk, words="Wij kijken vrijdag.", by=by)
    third = sent(mail)
    assert set(third) == {network.people.police.email, network.people.domijn.email}
    everything = str([first, third])
    assert not any(word in everything for word in (TEXT, "muziek", "Dorpsplein", "vrijdag", "Wij ook"))
    assert str(one.pk) in everything


def test_the_weekly_list_of_a_partner_holds_what_its_tier_shows(post: Post) -> None:
    network, mail = post
    bring_in(network, place="street", covenant=True, theme="youth")
    bring_in(network, place="square", theme="living")
    sent(mail)
    later = timezone.now() + dt.timedelta(days=7)
    made = signals.make_lists(gemeente=CODE, by=JOB, now=later)
    assert made > 0
    assert signals.make_lists(gemeente=CODE, by=JOB, now=later) == 0
    lists = sent(mail)
    party, other = lists[network.team.email][0], lists[network.people.domijn.email][0]
    assert party.count("Noord") == 2
    assert other.count("Noord") == 1
    assert network.other_team.email not in lists
    assert network.people.wijkraad.email not in lists
    assert "Kerkstraat" not in party
    assert "Dorpsplein" not in party + other


def test_who_directs_and_is_no_party_gets_no_letter_about_what_is_under_a_covenant(post: Post) -> None:
    network, mail = post
    bring_in(network, place="street", covenant=True)
    sent(mail)
    with acting(CODE, JOB, rights={"see_signals", "covenant_material"}):
        Worry.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))
    signals.pass_time(gemeente=CODE, by=JOB)
    assert list(sent(mail)) == [network.people.police.email]

"""A session ends at logging out, when its account is closed, and after a working day."""

import time

import pytest
from django.conf import settings as django_settings
from django.test import Client

from wens.organisations.actions import close_account, create_account, end_sessions
from wens.organisations.models import Session
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()


@pytest.fixture
def somebody(gemeente, client, settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    with acting("GM0153", MACHINE):
        account = create_account(
            email="a@example.nl", name="A", role="analyst", password="een heel lang wachtwoord 42", by=MACHINE
        )
        client.force_login(account, "wens.site.login.AccountBackend")
    assert client.get("/beheer/imports/").status_code == 200
    return account


def test_logging_out_removes_the_session(somebody, client):
    assert Session.objects.count() == 1
    client.post("/beheer/uitloggen/")
    assert not Session.objects.exists()
    assert client.get("/beheer/imports/").status_code == 302


def test_a_session_of_a_closed_account_opens_nothing(somebody, client):
    with acting("GM0153", MACHINE):
        close_account(account=somebody, by=MACHINE)
    assert client.get("/beheer/imports/")["Location"].startswith("/beheer/inloggen/")


def test_a_session_lasts_a_working_day_at_most(somebody, client):
    assert django_settings.SESSION_COOKIE_AGE == 8 * 3600
    assert not django_settings.SESSION_SAVE_EVERY_REQUEST


def test_who_does_nothing_for_an_hour_logs_in_again(somebody, client, settings, monkeypatch):
    now = time.time()
    for minutes, status in ((0, 200), (59, 200), (59 + 61, 302)):
        monkeypatch.setattr("wens.site.accounts.idle.time.time", lambda later=minutes: now + later * 60)
        assert client.get("/beheer/imports/").status_code == status
    assert "uitgelogd" in client.get("/beheer/inloggen/").content.decode()


def test_one_button_ends_all_other_sessions_and_keeps_this_one(somebody, client):
    other = Client()
    with acting("GM0153", MACHINE):
        other.force_login(somebody, "wens.site.login.AccountBackend")
    assert other.get("/beheer/imports/").status_code == 200
    assert client.post("/beheer/tweede-stap/andere-apparaten/").status_code == 302
    assert client.get("/beheer/imports/").status_code == 200
    assert other.get("/beheer/imports/").status_code == 302


def test_an_administrator_ends_all_sessions_of_somebody(somebody, client):
    with acting("GM0153", MACHINE):
        end_sessions(account=somebody, by=MACHINE)
    assert client.get("/beheer/imports/").status_code == 302

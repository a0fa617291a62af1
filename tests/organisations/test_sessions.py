"""Sessions are kept per gemeente, in one statement each, and say so when they cannot be."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wens.organisations.models import Session
from wens.organisations.sessions import SessionStore
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_there_again_and_changes() -> None:
    with acting("GM0153", Actor.public()):
        first = SessionStore()
        first["word"] = "één"
        first.save()
        again = SessionStore(first.session_key)
        assert again["word"] == "één"
        again["word"] = "twee"
        again.save()
        assert SessionStore(first.session_key)["word"] == "twee"
        assert Session.objects.get(pk=first.session_key).gemeente == "GM0153"


@pytest.mark.parametrize("key", ["nobody-has-this-key", "aaaaaaaa\x00aaaa", "é" * 12, None])
def test_a_key_that_nobody_has_is_an_empty_session_without_a_key(key: str | None) -> None:
    with acting("GM0153", Actor.public()):
        store = SessionStore(key)
        assert store.get("word") is None
        assert store.session_key is None


def test_a_session_over_its_time_is_not_read() -> None:
    with acting("GM0153", Actor.public()):
        store = SessionStore()
        store["word"] = "één"
        store.save()
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
        assert "word" not in SessionStore(store.session_key)


def test_another_gemeente_sees_no_session_and_cannot_take_its_key() -> None:
    with acting("GM0153", Actor.public()):
        store = SessionStore()
        store["word"] = "één"
        store.save()
    with acting("GM0344", Actor.public()):
        assert "word" not in SessionStore(store.session_key)
        other = SessionStore(store.session_key)
        with pytest.raises(CreateError):
            other.save(must_create=True)
        with pytest.raises(UpdateError):
            other.save()


def test_a_session_that_was_ended_elsewhere_does_not_come_back() -> None:
    with acting("GM0153", Actor.public()):
        store = SessionStore()
        store["word"] = "één"
        store.save()
        Session.objects.all().delete()
        store["word"] = "twee"
        with pytest.raises(UpdateError):
            store.save()
        assert not Session.objects.exists()


def test_reading_and_writing_are_one_statement_each() -> None:
    with acting("GM0153", Actor.public()):
        store = SessionStore()
        store["word"] = "één"
        store.save()
        with CaptureQueriesContext(connection) as seen:
            again = SessionStore(store.session_key)
            again["word"] = again["word"] * 2
            again.save()
        assert len(seen) == 2

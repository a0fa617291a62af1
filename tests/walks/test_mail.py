"""Mail as an installation sends it, with processes that are killed at every point: nothing lost, nothing sent twice."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.servers.mail import FakeMail, mail_server
from tests.walks.conftest import Wens
from wens.site.postgres import EmbeddedServer

pytestmark = pytest.mark.slow

TELL = """
import uuid, django; django.setup()
from wens.organisations.actions import register_gemeente
from wens.tenancy.context import Actor, acting
from wens.voices.actions.contributing import Reachable, Told, contribute
by = Actor.public()
register_gemeente(code="GM0153", name="Enschede", hosts=["localhost"], by=Actor.machine())
with acting("GM0153", by):
    contribute(told=Told(area_code="BU01530000", text="Het is er donker.", reachable=Reachable(email="b@example.nl")),
               answer_key=uuid.uuid4(), by=by)
"""
LETTERS = """
import django; django.setup()
from wens.followup.models import Letter
from wens.tenancy.context import Actor, acting
with acting("GM0153", Actor.machine()):
    print(*Letter.objects.order_by("made_at").values_list("state", flat=True))
"""
RUN = """
import django; django.setup()
from wens.followup.jobs import {job}
{job}.func()
"""
NO_PAUSE = """
import django; django.setup()
from django.utils import timezone
from wens.followup.models import Letter
from wens.tenancy.context import Actor, acting
with acting("GM0153", Actor.machine()):
    Letter.objects.update(not_before=timezone.now())
"""


def python(wens: Wens, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(wens), capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.strip()


def environment(wens: Wens) -> dict[str, str]:
    return {**wens.environment, "DJANGO_SETTINGS_MODULE": "wens.site.settings"}


@contextmanager
def running(wens: Wens, job: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Start a job in a process of its own and kill it at the end."""
    process = subprocess.Popen([sys.executable, "-c", RUN.format(job=job)], env=environment(wens))
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def locked(wens: Wens, statement: str) -> Iterator[None]:
    """Hold a lock in the database, so that the job is in the middle of what it does."""
    parameters = {**EmbeddedServer(home=wens.home).parameters("owner"), "dbname": "wens"}
    with psycopg.connect(**parameters) as connection:
        connection.execute(statement)
        yield
        connection.rollback()


def until_waiting(wens: Wens) -> None:
    """Wait until a session waits for our lock."""
    parameters = {**EmbeddedServer(home=wens.home).parameters("superuser"), "dbname": "wens"}
    with psycopg.connect(**parameters, autocommit=True) as connection:
        for _ in range(200):
            if connection.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                return
            time.sleep(0.1)
    raise AssertionError("nobody came to the lock")


@pytest.fixture
def mail() -> Iterator[FakeMail]:
    with mail_server() as server:
        yield server


@pytest.fixture
def told(wens: Wens, mail: FakeMail) -> Wens:
    """Somebody told something and left an address; the outbox waits."""
    wens.settings |= {"WENS_SMTP_URL": mail.url, "WENS_MAIL_FROM": "wens@enschede.example"}
    wens.run("gemeente", "list")
    python(wens, TELL)
    return wens


def run(wens: Wens, job: str) -> None:
    python(wens, RUN.format(job=job))


def test_the_worker_sends_what_was_told_without_being_asked(told: Wens, mail: FakeMail) -> None:
    told.run("worker", "--once")
    assert python(told, LETTERS) == "sent"
    assert [one.recipient for one in mail.confirmed] == ["b@example.nl"]


def test_a_worker_killed_while_it_makes_letters_makes_each_of_them_once(told: Wens, mail: FakeMail) -> None:
    with locked(told, "LOCK TABLE followup_letter IN SHARE MODE"), running(told, "deliver_outbox"):
        until_waiting(told)
    with locked(told, "LOCK TABLE audit_outgoing IN SHARE MODE"), running(told, "deliver_outbox"):
        until_waiting(told)  # now the letter was there, but its transaction not done
    assert python(told, LETTERS) == ""
    run(told, "deliver_outbox")
    run(told, "deliver_outbox")
    assert python(told, LETTERS) == "waiting"


def test_a_worker_killed_before_the_server_greets_leaves_the_letter_waiting(told: Wens, mail: FakeMail) -> None:
    run(told, "deliver_outbox")
    mail.next("at_greeting")
    with running(told, "send_letters"):
        assert mail.reached.wait(60)
    assert python(told, LETTERS) == "waiting"
    run(told, "send_letters")
    assert len(mail.confirmed) == len(mail.arrived) == 1


def left_to_a_person(wens: Wens, mail: FakeMail) -> None:
    assert python(wens, LETTERS) == "handing_over"
    run(wens, "send_letters")
    python(wens, NO_PAUSE)
    run(wens, "send_letters")
    assert python(wens, LETTERS) == "interrupted"
    assert len(mail.arrived) == 1


def test_a_worker_killed_before_the_server_answers_leaves_the_letter_to_a_person(told: Wens, mail: FakeMail) -> None:
    run(told, "deliver_outbox")
    mail.next("hang_after_content")
    with running(told, "send_letters"):
        assert mail.reached.wait(60)
    left_to_a_person(told, mail)


def test_a_worker_killed_before_it_noted_the_answer_leaves_the_letter_to_a_person(told: Wens, mail: FakeMail) -> None:
    run(told, "deliver_outbox")
    mail.next("slow_yes")
    with running(told, "send_letters"):
        assert mail.reached.wait(60)
        with locked(told, "LOCK TABLE followup_letter IN EXCLUSIVE MODE"):
            mail.let_go.set()
            until_waiting(told)
    assert len(mail.confirmed) == 1
    left_to_a_person(told, mail)

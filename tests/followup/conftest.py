"""Enschede with partners and staff, and contributions of people who left an address; mail goes to a real server."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.servers.mail import FakeMail, mail_server
from tests.voices.people import People, make_people
from wens.followup.actions.outbox import Delivered, deliver_outbox
from wens.followup.actions.sending import Sent, send_letters
from wens.followup.mail.smtp import SmtpCarrier
from wens.organisations.actions import register_gemeente
from wens.site.mail_server import read_mail_server
from wens.tenancy.context import Acting, Actor, acting
from wens.voices.actions import contributing
from wens.voices.actions.contributing import Reachable, Told
from wens.voices.models import Contribution

CODE = "GM0153"
MACHINE = Actor.machine()
JOB = Actor.job("test")
WRITER = "bewoner@voorbeeld.nl"
SAID = "De lantaarn voor mijn deur is al weken stuk en het is donker."


@dataclass
class World:
    """A gemeente and what the tests do in it."""

    mail: FakeMail
    people: People

    def acting(self, *rights: str) -> AbstractContextManager[Acting]:
        return acting(CODE, MACHINE, rights=rights)

    def told(self, **fields: Any) -> tuple[Contribution, str]:
        """Let a resident tell something and leave an address; returns the contribution and its follow code."""
        updates, language = fields.pop("updates", "at_once"), fields.pop("language", "nl")
        email = fields.pop("email", WRITER)
        reachable = Reachable(email=email, updates=updates) if email else None
        with acting(CODE, Actor.public()):
            sent = contributing.contribute(
                told=Told(area_code="BU01530000", text=SAID, reachable=reachable, language=language, **fields),
                answer_key=uuid.uuid4(),
                by=Actor.public(),
            )
        return sent.contribution, sent.code

    def deliver(self) -> Delivered:
        return deliver_outbox(gemeente=CODE, by=JOB)

    def send(self, timeout_s: float = 5) -> Sent:
        return send_letters(
            gemeente=CODE, by=JOB, using=SmtpCarrier(read_mail_server(self.mail.url), timeout_s=timeout_s)
        )

    def subjects(self) -> list[str]:
        return [str(one.message["Subject"]) for one in self.mail.confirmed]


@pytest.fixture
def world(db: None, home: object, settings: Any) -> Iterator[World]:
    """Return Enschede with its people and a mail server, without anybody acting."""
    register_gemeente(code=CODE, name="Enschede", hosts=["testserver"], by=MACHINE)
    settings.WENS = settings.WENS.model_copy(update={"mail_from": "wens@enschede.example"})
    with acting(CODE, MACHINE):
        people = make_people()
    with mail_server() as mail:
        yield World(mail, people)

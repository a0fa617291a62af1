"""A privacy officer at work, and contributions to be found."""

import uuid

import pytest
from django.utils import timezone

from wens.access.rules import rights_of
from wens.organisations.actions import create_account
from wens.privacy.actions.requests import Asked, enter_request, take_step
from wens.tenancy.context import Actor, acting
from wens.voices.actions.contributing import Reachable, Told, contribute

PASSWORD = "een heel lang wachtwoord 42"


@pytest.fixture
def officer(gemeente, home):
    account = create_account(
        email="fg@enschede.example", name="Fatma Gül", role="privacy_officer", password=PASSWORD, by=Actor.machine()
    )
    with acting("GM0153", account.as_actor(), rights=rights_of(account)):
        yield account


@pytest.fixture
def tell(gemeente, home):
    """Return what takes in a contribution of a resident."""

    def told(text="Er wordt hard gereden.", *, email="", **more):
        reachable = Reachable(email=email) if email else None
        with acting("GM0153", Actor.public()):
            return contribute(
                told=Told(area_code="BU01530001", text=text, reachable=reachable, **more),
                answer_key=uuid.uuid4(),
                by=Actor.public(),
            )

    return told


@pytest.fixture
def request_in_hand(officer):
    """Return what enters a request and takes it in hand."""

    def made(kind="erasure", about="writer"):
        asked = Asked(
            kind=kind, about=about, requester="J. Bos, Straat 1", asked="Graag weg.", received_on=timezone.localdate()
        )
        one = enter_request(asked=asked, key=uuid.uuid4(), by=officer.as_actor())
        return take_step(request=one.pk, name="take", by=officer.as_actor())

    return made

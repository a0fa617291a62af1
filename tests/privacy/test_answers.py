"""Who made a request hears that there is an answer and reads it with a code that came another way; nobody else does."""

import re
import uuid
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests.followup.conftest import CODE, MACHINE, World, world
from wens.access.rules import rights_of
from wens.audit.models import Event, Outgoing
from wens.followup.actions.guessing import MOST_WRONG
from wens.followup.models import Letter
from wens.organisations.actions import create_account
from wens.organisations.models import Account
from wens.privacy import answers
from wens.privacy.actions.deciding import decide_found, keep_found
from wens.privacy.actions.requests import Asked, RequestError, enter_request, posted, take_step, tell_again
from wens.privacy.models import Found, Request
from wens.privacy.retention.running import RIGHTS
from wens.tenancy.context import acting

__all__ = ["world"]
ADDRESS = "jansen@voorbeeld.example"
ANSWER = "Wij vonden uw melding over meneer De Vries."


@pytest.fixture
def officer(world: World) -> Account:
    with acting(CODE, MACHINE):
        return create_account(
            email="fg@enschede.example",
            name="F",
            role="privacy_officer",
            password="vier gewone woorden samen",
            by=MACHINE,
        )


def answered(officer: Account, *, email: str = ADDRESS, kind: str = "access", about: str = "writer", **more) -> Request:
    by = officer.as_actor()
    asked = Asked(
        kind=kind,
        about=about,
        requester="J. Jansen\nStraat 1",
        asked="Wat weet u?",
        received_on=timezone.localdate(),
        email=email,
        **more,
    )
    with acting(CODE, by, rights={*rights_of(officer), *RIGHTS}):
        one = enter_request(asked=asked, key=uuid.uuid4(), by=by)
        take_step(request=one.pk, name="take", by=by)
        for sent in _told():
            keep_found(request=one.pk, things=[("voices.Contribution", sent)], by=by)
        for row in Found.objects.filter(request=one):
            decide_found(request=one.pk, found=row.pk, outcome="given", by=by)
        return take_step(request=one.pk, name="grant", words=ANSWER, by=by)


def _told() -> list[uuid.UUID]:
    from wens.voices.models import Contribution

    return list(Contribution.objects.values_list("pk", flat=True))


def code_of(one: Request) -> str:
    with acting(CODE, MACHINE):
        return answers.code_of(one.pk)


def link_in(world: World) -> str:
    text = world.mail.confirmed[-1].message.get_body(("plain",)).get_content()
    assert "Vries" not in text + world.subjects()[-1]
    return re.search(r"https?://[^/]+(/\S*antwoord/\S+)", text)[1]


def test_the_mail_says_that_there_is_an_answer_and_the_code_opens_it(
    world: World, officer: Account, client: Client
) -> None:
    world.told()
    one = answered(officer)
    world.deliver()
    world.send()
    path, code = link_in(world), code_of(one)
    assert ANSWER not in client.get(path).content.decode()
    assert client.post(path, {"code": "KRT4-9WXM-2HPD"}).status_code == 422
    page = client.post(path, {"code": code.lower().replace("-", " ")})
    assert ANSWER in page.content.decode()
    assert "zes weken bezwaar" in page.content.decode()
    assert set(page["Cache-Control"].split(", ")) == {"no-store", "private"}
    pdf = client.post(path, {"code": code, "copy": "pdf"})
    assert "De lantaarn" in "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf.content)).pages)
    with acting(CODE, MACHINE, rights=RIGHTS):
        assert {"privacy.answer.read", "privacy.copy.read"} <= set(Event.objects.values_list("name", flat=True))
        kept = (
            str(list(Event.objects.values()))
            + str(list(Outgoing.objects.values()))
            + str(list(Letter.objects.values()))
        )
        assert ADDRESS not in kept
        assert code not in kept
    for _ in range(MOST_WRONG):
        client.post(path, {"code": "KRT4-9WXM-2HPD"})
    assert client.post(path, {"code": code}).status_code == 429


def test_a_link_that_was_made_up_or_of_elsewhere_opens_nothing(world: World, officer: Account, client: Client) -> None:
    one = answered(officer)
    with acting("GM0150", MACHINE):
        elsewhere = answers.path_for(one.pk)
    code = code_of(one)
    assert client.post(elsewhere, {"code": code}).status_code == 404
    assert client.post("/antwoord/gelogen/", {"code": code}).status_code == 404


def test_without_an_address_the_answer_goes_on_paper_and_that_is_noted(world: World, officer: Account) -> None:
    one = answered(officer, email="")
    assert world.deliver().failed == 0
    with acting(CODE, officer.as_actor(), rights=rights_of(officer)):
        assert not Letter.objects.exists()
        paper = str(answers.letter(one, gemeente="Enschede"))
        assert "J. Jansen" in paper
        assert ANSWER in paper
        assert posted(request=one.pk, by=officer.as_actor()).posted_at
        with pytest.raises(RequestError, match="e-mailadres"):
            tell_again(request=one.pk, by=officer.as_actor())


def test_who_is_named_in_a_contribution_gets_nothing_of_who_wrote_it(
    world: World, officer: Account, client: Client
) -> None:
    world.told()
    one = answered(officer, about="third_person", language="de")
    world.deliver()
    world.send()
    path = link_in(world)
    assert path.startswith("/de/")
    given = client.post(path, {"code": code_of(one), "copy": "json"}).json()["contributions"]
    assert len(given) == 1
    assert not any(given[0][name] for name in ("text", "email", "telephone", "place", "messages"))

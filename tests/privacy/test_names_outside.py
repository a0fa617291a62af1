"""Outside, a member of staff is a function: no name, address or number of an account on anything public."""

import io
import uuid

import pypdf
from django.test import Client

from tests.access.routes import every_route
from tests.publication.conftest import city, empty_city
from tests.publication.test_voices import tell
from wens.access.rules import rights_of
from wens.organisations.actions import create_account
from wens.tenancy.context import Actor, acting
from wens.voices.actions.contributing import Told, contribute
from wens.voices.actions.stepping import say
from wens.voices.actions.triage import approve_text
from wens.voices.models import Contribution, Message

__all__ = ["city", "empty_city"]
NAME, ADDRESS = "Zwaantje Quispel", "quispel@enschede.example"
STAFF = ("beheer/", "partner/")
MORE = ["/wijk/dorp/", "/en/wijk/dorp/", "/wijk/dorp/foto.pdf", "/api/v1/areas", "/api/v1/photos/WK000101"]


def words_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "replace")
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_nobody_of_staff_is_named_on_any_public_page(city: Client, home) -> None:
    tell(3)
    with acting("GM0001", Actor.machine()):
        account = create_account(
            email=ADDRESS, name=NAME, role="triage", password="een heel lang wachtwoord 42", by=Actor.machine()
        )
        told = Told(area_code="BU00010000", text="Er wordt hard gereden.", subject="gathering")
        sent = contribute(told=told, answer_key=uuid.uuid4(), by=Actor.public())
    key, by = sent.contribution.pk, account.as_actor()
    with acting("GM0001", by, rights=rights_of(account)):
        approve_text(contribution=key, text="Er wordt te hard gereden.", public=True, by=by)
        say(Contribution.objects.get(pk=key), "Wij gaan meten.", by=by, direction=Message.Direction.TO_WRITER)
    plain = [f"/{one.pattern}" for one in every_route() if not one.arguments and not one.pattern.startswith(STAFF)]
    follow = f"/volg/{sent.code}/"
    read = {path: words_of(city.get(path)) for path in [*plain, *MORE, follow]}
    assert "Wij gaan meten." in read[follow]
    assert account.shown_outside in read[follow]
    assert sum(len(words) > 200 for words in read.values()) > 15
    for path, words in read.items():
        for secret in (NAME, NAME.split()[1], ADDRESS, str(account.pk)):
            assert secret not in words, path

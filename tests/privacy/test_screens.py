"""The privacy officer handles a request on the screen; nobody else gets in; what the law asks is public."""

import json
import re
import uuid
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.privacy.conftest import PASSWORD
from wens.organisations.actions import create_account
from wens.organisations.models import Account
from wens.privacy.models import Found, Request
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution, Original

RIGHTS = ("read_originals", "read_contacts", "handle_privacy_requests")


@pytest.fixture
def log_in(client, gemeente, settings, home):
    """Return what logs the browser in as a role, with the second factor out of the way."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})

    def made(role):
        with acting("GM0153", Actor.machine()):
            if not Account.objects.filter(email=f"{role}@example.nl").exists():
                create_account(email=f"{role}@example.nl", name=role, role=role, password=PASSWORD, by=Actor.machine())
            client.force_login(Account.objects.get(email=f"{role}@example.nl"), "wens.site.login.AccountBackend")
        return client

    return made


def entered(client, **changed):
    form = {
        "key": uuid.uuid4(),
        "kind": "erasure",
        "about": "third_person",
        "requester": "P. Jansen",
        "asked": "Mijn naam staat er.",
        "received_on": "2026-11-20",
    }
    return client.post("/beheer/privacy/verzoeken/nieuw/", {**form, **changed})


def rows(model):
    with acting("GM0153", Actor.machine(), rights=RIGHTS):
        return list(model.objects.all())


def test_nobody_but_the_privacy_officer_gets_in(log_in):
    pages = ("", "verwerkingen/", "bewaren/", "verzoeken/", "verzoeken/nieuw/", "verwerkingen/dpia.md")
    for role in ("administrator", "analyst", "triage", "partner", "district_manager"):
        client = log_in(role)
        assert {client.get(f"/beheer/privacy/{page}").status_code for page in pages} == {403}
        assert entered(client).status_code == 403
    client.logout()
    assert client.get("/beheer/privacy/")["Location"].startswith("/beheer/inloggen/")
    assert {log_in("privacy_officer").get(f"/beheer/privacy/{page}").status_code for page in pages} == {200}


def test_a_request_from_entry_through_search_and_erasure_to_the_answer(log_in, tell):
    sent = tell("Mijn buurman Pieter Jansen gooit vuil op straat.")
    client = log_in("privacy_officer")
    address = entered(client)["Location"]
    (one,) = rows(Request)
    found = client.post(address, {"words": "pieter jansen"}).content.decode()
    assert "Pieter Jansen gooit" in found
    client.post(f"{address}gevonden/", {"thing": [f"voices.Contribution/{sent.contribution.pk}", "x"]})
    client.post(f"{address}stap/", {"step": "take", "seen": one.version + 1})
    assert rows(Request)[0].state == "received"
    client.post(f"{address}stap/", {"step": "take", "seen": rows(Request)[0].version})
    (row,) = rows(Found)
    client.post(f"{address}{row.pk}/", {"outcome": "erased", "ground": "unlawful"})
    assert rows(Contribution)[0].state == "received"
    client.post(f"{address}{row.pk}/", {"outcome": "erased", "ground": "unlawful", "sure": "on"})
    assert rows(Contribution)[0].state == "erased"
    assert rows(Original) == []
    client.post(f"{address}stap/", {"step": "grant", "seen": rows(Request)[0].version, "words": "De tekst is weg."})
    page = client.get(address).content.decode()
    assert "De tekst is weg." in page
    assert "Alleen dat er iets stond" in page
    assert "Pieter" not in page


def test_the_copy_says_what_is_kept_and_not_what_colleagues_noted(log_in, tell):
    sent = tell("Lawaai van de kroeg.", email="jan@example.nl")
    client = log_in("privacy_officer")
    address = entered(client, kind="access", about="writer")["Location"]
    client.post(f"{address}gevonden/", {"thing": f"voices.Contribution/{sent.contribution.pk}"})
    copy = json.loads(client.get(f"{address}afschrift.json").content)
    (one,) = copy["contributions"]
    assert (one["text"], one["email"]) == ("Lawaai van de kroeg.", "jan@example.nl")
    answer = client.get(f"{address}afschrift.pdf")
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "Lawaai van de kroeg." in said
    assert "Autoriteit Persoonsgegevens" in said
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "x"), ("requester", ""), ("asked", "a\x00b"), ("received_on", "2999-01-01"), ("received_on", "x")],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(log_in, field, value):
    answer = entered(log_in("privacy_officer"), **{field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in page or re.search(rf'href="#id_{field}_?0?"', page)
    assert "P. Jansen" in page or field == "requester"
    assert rows(Request) == []


def test_sending_a_form_twice_adds_one_request(log_in):
    client, key = log_in("privacy_officer"), uuid.uuid4()
    assert entered(client, key=key)["Location"] == entered(client, key=key)["Location"]
    assert len(rows(Request)) == 1


def test_register_and_dpia_come_as_files(log_in):
    client = log_in("privacy_officer")
    for name, kind in (
        ("register.pdf", "%PDF"),
        ("dpia.pdf", "%PDF"),
        ("dpia.md", "# Concept"),
        ("register.json", "["),
    ):
        answer = client.get(f"/beheer/privacy/verwerkingen/{name}")
        assert answer.content.decode("latin-1").startswith(kind)
    assert client.get("/beheer/privacy/verwerkingen/dpia.json").status_code == 404
    assert client.get("/beheer/privacy/verwerkingen/x.md").status_code == 404

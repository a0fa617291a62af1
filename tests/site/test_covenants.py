"""Screens of covenants and the read log."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wens.access.models import Covenant
from wens.audit.actions import read
from wens.organisations.actions import create_account, make_organisation, register_gemeente
from wens.organisations.models import Kind, Organisation
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
CODE = "GM0153"


@pytest.fixture
def people(transactional_db, home) -> dict[str, Client]:
    register_gemeente(code=CODE, name="Enschede", hosts=["testserver"], by=MACHINE)
    with acting(CODE, MACHINE):
        for name, kind in (("Gemeente", Kind.MUNICIPALITY), ("Politie", Kind.POLICE), ("Wijkraad", Kind.WIJKRAAD)):
            make_organisation(name=name, kind=kind, by=MACHINE)
        found = {}
        for role in ("administrator", "privacy_officer", "partner"):
            account = create_account(
                email=f"{role}@example.nl", name=role.title(), role=role, by=MACHINE, password="vier gewone woorden",
                organisation=Organisation.objects.get(slug="politie") if role == "partner" else None,
            )  # fmt: skip
            found[role] = Client()
            found[role].force_login(account, "wens.site.login.AccountBackend")
    return found


def form() -> dict[str, str]:
    with acting(CODE, MACHINE):
        keys = {one.slug: one.pk for one in Organisation.objects.all()}
    today = timezone.localdate()
    return {
        "name": "Aanpak hennep", "purpose": "samen optreden", "dpia_reference": "DPIA 2026-4",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=30)).isoformat(),
        f"party_{keys['gemeente']}": "Gemeentewet art. 172", f"party_{keys['politie']}": "Politiewet art. 3",
        "shared_police": "Wpg art. 20", "wpg_decision": "besluit 2026-11",
    }  # fmt: skip


def drafted(people) -> str:
    return people["administrator"].post("/beheer/convenanten/nieuw/", form())["Location"]


def test_a_covenant_goes_from_draft_through_two_signatures_to_its_end(people):
    path = drafted(people)
    people["administrator"].post(f"{path}tekenen/")
    assert "Een ander" in people["administrator"].post(f"{path}bevestigen/", follow=True).content.decode()
    people["privacy_officer"].post(f"{path}bevestigen/")
    page = people["privacy_officer"].get(path).content.decode()
    for shown in ("Van kracht", "Politiewet art. 3", "besluit 2026-11", "Partner (Politie)", "Niemand las nog iets"):
        assert shown in page
    assert people["administrator"].post(f"{path}beeindigen/", {"reason": ""}).status_code == 422
    people["administrator"].post(f"{path}beeindigen/", {"reason": "het doel is bereikt"})
    with acting(CODE, MACHINE):
        assert Covenant.objects.get().state == Covenant.State.ENDED


@pytest.mark.parametrize(("field", "says"), [("wpg_decision", "Wpg"), ("dpia_reference", "DPIA"), ("purpose", "Doel")])
def test_what_the_law_asks_for_is_asked_on_the_form_and_nothing_typed_is_lost(people, field, says):
    answer = people["administrator"].post("/beheer/convenanten/nieuw/", form() | {field: ""})
    page = answer.content.decode()
    assert (answer.status_code, says in page, "Aanpak hennep" in page) == (422, True, True)


def test_the_form_has_no_place_for_persons_or_files_and_says_so(people):
    page = people["administrator"].get("/beheer/convenanten/nieuw/").content.decode()
    assert "geen dossiers over personen" in page
    assert 'type="file"' not in page
    assert "Wijkraad" not in page


def test_the_privacy_officer_sees_who_read_what_and_nobody_else_does(people):
    path = drafted(people)
    key = path.split("/")[-2]
    with acting(CODE, MACHINE):
        read("voices.original", subject="contribution:1", by=Actor("account", "7", "Kees Lezer"), covenant=key)
    assert "Kees Lezer" in people["privacy_officer"].get("/beheer/leeslog/").content.decode()
    assert "Kees Lezer" in people["privacy_officer"].get(path).content.decode()
    assert "Kees Lezer" not in people["administrator"].get(path).content.decode()
    for role in ("administrator", "partner"):
        assert people[role].get("/beheer/leeslog/").status_code == 403


def test_a_party_signs_nothing(people):
    path = drafted(people)
    for step in ("", "tekenen/", "bevestigen/", "beeindigen/"):
        assert people["partner"].post(f"{path}{step}", {"reason": "x"}).status_code in (403, 405)
    with acting(CODE, MACHINE):
        assert Covenant.objects.get().signed_by == ""

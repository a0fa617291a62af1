"""The screens without script: planning, the table, the wall, minutes, and what everybody sees."""

import datetime as dt
import json
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.meetings.conftest import DORP, plan, sent, take_in
from tests.voices.people import working
from wens.audit.models import Event
from wens.meetings import actions, queries
from wens.meetings.models import Guests, Kind, Meeting, Statement


def log_in(account) -> Client:
    client = Client()
    client.force_login(account, "wens.site.login.AccountBackend")
    return client


def at(one: Meeting, *more: str) -> str:
    return "/".join(["/beheer/bijeenkomsten", str(one.pk), *more]) + ("" if more and "." in more[-1] else "/")


@pytest.fixture(autouse=True)
def _one_step(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def test_a_manager_plans_a_meeting_and_adds_to_its_lists(staff):
    client = log_in(staff.manager)
    day = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    said = {"kind": "wijkoverleg", "title": "Overleg", "area": DORP, "day": day, "begins": "19:30", "ends": "18:00",
            "place": "Wijkcentrum"}  # fmt: skip
    wrong = client.post("/beheer/bijeenkomsten/nieuw/", said)
    assert wrong.status_code == 422
    assert "eindigt na het begin" in wrong.content.decode()
    assert client.post("/beheer/bijeenkomsten/nieuw/", {**said, "ends": "21:30"}).status_code == 302
    one = Meeting.objects.get()
    added = {
        "agenda": {"title": "Sloten", "kind": "expertise", "asked_of": "CCV"},
        "uitnodigen": {"organisations": [str(staff.domijn.organisation_id)]},
        "vraag": {"text": "Wat ziet u bij de speeltuin?", "organisation": ""},
    }
    for what, fields in added.items():
        assert client.post(at(one, "erbij", what), fields).status_code == 302, what
    page = client.get(at(one)).content.decode()
    assert all(
        words in page for words in ("Sloten", "CCV", "Domijn: nog geen antwoord", "Wat ziet u bij de speeltuin?")
    )
    assert client.post(at(one, "erbij", "agenda"), {"title": "x", "kind": "expertise"}).status_code == 422
    assert client.post(at(one, "stap", "cancel"), {"words": "Te weinig aanmeldingen"}).status_code == 302
    assert b"STATUS:CANCELLED" in client.get(at(one, "agenda.ics")).content


def test_a_partner_puts_something_ready_looks_again_and_changes_it(table, staff):
    client = log_in(staff.domijn)
    page = client.get(at(table, "tafel")).content.decode()
    keys = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("edit", "statement")}
    said = {**keys, "theme": "living", "nature": "Mevrouw De Vries dealt op de hoek", "seen": "{}"}
    preview = client.post(at(table, "tafel"), said)
    assert preview.status_code == 422
    assert "<mark>Mevrouw De Vries</mark>" in preview.content.decode()
    for _ in range(2):
        assert client.post(at(table, "tafel"), {**said, "looked": "on"}).status_code == 302
    with working(staff.domijn):
        one = Statement.objects.get()
        assert one.looked_at
    form = client.get(at(table, "tafel") + f"?wijzig={one.pk}").context["form"]
    seen = json.dumps(form.initial["seen"])
    changed = {"edit": str(uuid.uuid4()), "statement": str(one.pk), "theme": "living", "nature": "Drugs op de hoek"}
    assert client.post(at(table, "tafel"), {**changed, "seen": seen}).status_code == 302
    other = log_in(staff.police)
    assert other.post(at(table, "tafel", str(one.pk), "mening"),
                      {"edit": str(uuid.uuid4()), "opinion": "doubt"}).status_code == 302  # fmt: skip
    wall = log_in(staff.manager).get(at(table, "scherm")).content.decode()
    assert "Drugs op de hoek" in wall
    assert "Politie twijfelt" in wall
    assert "De Vries" not in wall
    with working(staff.manager):
        assert Event.objects.filter(name="meetings.wall.read", actor=f"account:{staff.manager.pk}").count() == 1


def test_a_screen_asks_only_for_what_changed_and_hears_at_once_when_nothing_did(table, staff):
    take_in(table, staff.domijn, sent(uuid.uuid4(), nature="Afval"))
    client = log_in(staff.police)
    first = client.get(at(table, "tafel", "sync"))
    assert [one["fields"]["nature"] for one in first.json()["statements"]] == ["Afval"]
    cursor = f"?cursor={first.json()['cursor']}"
    again = client.get(at(table, "tafel", "sync") + cursor, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    mine = sent(uuid.uuid4(), nature="Hard rijden")
    body = json.dumps({"edits": [mine, "onzin"], "cursor": first.json()["cursor"]})
    answer = client.post(at(table, "tafel", "sync"), body, content_type="application/json").json()
    assert answer["kept"] == [mine["id"]]
    assert len(answer["refused"]) == 1
    assert [one["fields"]["nature"] for one in answer["statements"]] == ["Hard rijden"]
    assert client.post(at(table, "tafel", "sync"), "x", content_type="application/json").status_code == 400
    assert log_in(staff.triage).get(at(table, "tafel", "sync")).status_code == 403


def test_minutes_are_made_corrected_approved_by_another_and_read_by_everybody(table, staff):
    manager, partner = log_in(staff.manager), log_in(staff.police)
    manager.post(at(table, "erbij", "besluit"), {"text": "Wij kijken in mei opnieuw.", "is_public": "on"})
    manager.post(at(table, "stap", "close"))
    manager.post(at(table, "verslag", "generate"))
    form = manager.get(at(table, "verslag")).context["form"]
    manager.post(
        at(table, "verslag"), {"text": form.initial["text"] + "\nRustige avond.", "seen": form.initial["seen"]}
    )
    page = partner.get(at(table, "verslag"))
    assert "Rustige avond." in page.content.decode()
    assert partner.post(at(table, "verslag", "approve"), {"seen": page.context["last"].number}).status_code == 302
    manager.post(at(table, "verslag", "publish"))
    for address in (f"/bijeenkomsten/{table.pk}/", f"/en/bijeenkomsten/{table.pk}/"):
        public = Client().get(address).content.decode()
        assert "Wij kijken in mei opnieuw." in public
        assert "Rustige avond." not in public
    assert Client().get(f"/bijeenkomsten/{table.pk}/verslag.pdf").content.startswith(b"%PDF")


def test_everybody_sees_public_meetings_and_signs_up_without_a_name(staff):
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=plan(kind=Kind.WIJKBIJEENKOMST, is_public=True, places=3), by=by)
        hidden = actions.plan_meeting(of=plan(), by=by)
    client = Client()
    assert one.title in client.get("/bijeenkomsten/").content.decode()
    assert client.get(f"/bijeenkomsten/{hidden.pk}/").status_code == 404
    assert client.get(f"/bijeenkomsten/{one.pk}/bijeenkomst.ics").content.startswith(b"BEGIN:VCALENDAR")
    said = {"people": "2", "speaker": "resident", "answer_key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"/bijeenkomsten/{one.pk}/", said).status_code == 302
    assert Guests.objects.count() == 1
    full = client.post(f"/en/bijeenkomsten/{one.pk}/", {**said, "answer_key": str(uuid.uuid4())})
    assert full.status_code == 422
    assert queries.places_left(one) == 1

"""The screens of who writes and who signs: preview, versions, a second person, and what each role may do."""

import pytest
from django.test import Client

from tests.districts.conftest import CITY, DORP, WEST, Desk, news, offered, signed, words
from tests.voices.people import working
from wens.districts import actions, queries
from wens.districts.actions import Draft
from wens.districts.models import Kind, Version
from wens.organisations.models import Account
from wens.tenancy.context import acting


def logged_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, "wens.site.login.AccountBackend")
    return client


@pytest.fixture(autouse=True)
def _one_step(settings: object) -> None:
    """Second steps of logging in have tests of their own."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]


def only(desk: Desk) -> Version:
    with working(desk.writer):
        return Version.objects.select_related("piece").get()


def test_from_a_preview_to_a_page_that_everybody_reads(desk: Desk) -> None:
    writer, second = logged_in(desk.writer), logged_in(desk.second)
    said = {"title": "Feest in Dorp", "text": "Zaterdag is er feest.", "areas": [DORP]}
    preview = writer.post("/beheer/teksten/nieuw/news/", {**said, "preview": "1"}).content.decode()
    assert "Zo komt het op de site" in preview
    assert 'value="Feest in Dorp"' in preview
    with working(desk.writer):
        assert not Version.objects.exists()
    assert writer.post("/beheer/teksten/nieuw/news/", said).status_code == 302
    one = only(desk)
    writer.post(f"/beheer/teksten/versie/{one.pk}/offer/", {"seen": one.edits})
    page = writer.get(f"/beheer/teksten/{one.piece_id}/").content.decode()
    assert "Vraag een ander om te tekenen" in page
    assert "Teken: Feest in Dorp" in second.get("/beheer/").content.decode()
    writer.post(f"/beheer/teksten/versie/{one.pk}/sign/", {"seen": one.edits + 1})
    assert Client().get("/nieuws/").content.decode().count("Feest in Dorp") == 0
    second.post(f"/beheer/teksten/versie/{one.pk}/sign/", {"seen": one.edits + 1})
    assert "Feest in Dorp" in Client().get("/nieuws/").content.decode()


def test_what_came_back_stands_in_my_work_with_the_remark(desk: Desk) -> None:
    one = news(desk)
    logged_in(desk.second).post(f"/beheer/teksten/versie/{one.pk}/send_back/", {"words": "Noem de dag."})
    writer = logged_in(desk.writer)
    assert "Kwam terug: Nieuws uit Dorp" in writer.get("/beheer/").content.decode()
    assert "Noem de dag." in writer.get(f"/beheer/teksten/{one.piece_id}/schrijven/").content.decode()


def test_who_saves_over_a_change_of_another_keeps_the_own_words(desk: Desk) -> None:
    with working(desk.writer) as by:
        one = actions.start(kind=Kind.NEWS, of=Draft((DORP,), words()), by=by)
        actions.write(piece=one.piece_id, of=Draft((DORP,), words("Door een ander")), by=by)
    answer = logged_in(desk.writer).post(
        f"/beheer/teksten/{one.piece_id}/schrijven/",
        {"title": "Van mij", "text": "Mijn tekst.", "areas": [DORP], "seen": one.edits},
    )
    assert answer.status_code == 409
    assert "Mijn tekst." in answer.content.decode()
    assert only(desk).said["title"] == "Door een ander"


def test_a_name_asks_for_another_look_and_nothing_typed_is_lost(desk: Desk) -> None:
    said = {"title": "Wie is het?", "text": "Mevrouw De Vries doet het.", "areas": [DORP]}
    client = logged_in(desk.writer)
    answer = client.post("/beheer/teksten/nieuw/news/", said)
    assert answer.status_code == 422
    assert "Mevrouw De Vries doet het." in answer.content.decode()
    assert client.post("/beheer/teksten/nieuw/news/", {**said, "looked": "on"}).status_code == 302


def test_a_contact_with_a_wrong_postcode_says_what_to_write(desk: Desk) -> None:
    said = {"role": "wijkteam", "title": "Wijkteam", "text": "Hulp.", "areas": [CITY], "postcode": "12AB",
            "desks": "Zorgloket: maandag"}  # fmt: skip
    client = logged_in(desk.writer)
    answer = client.post("/beheer/teksten/nieuw/contact/", said)
    assert "Schrijf een postcode als 1234 AB" in answer.content.decode()
    assert client.post("/beheer/teksten/nieuw/contact/", {**said, "postcode": "1234 ab"}).status_code == 302
    assert only(desk).said["desks"] == [{"name": "Zorgloket", "hours": "maandag"}]


def test_a_profile_is_there_once_per_stadsdeel(desk: Desk) -> None:
    key = queries.profile_key(WEST)
    one = signed(desk, offered(desk, Kind.PROFILE, Draft((WEST,), words()), key))
    client = logged_in(desk.writer)
    answer = client.get(f"/beheer/teksten/nieuw/profile/?gebied={WEST}")
    assert answer.headers["Location"] == f"/beheer/teksten/{one.piece_id}/schrijven/"
    assert client.get(f"/beheer/teksten/nieuw/profile/?gebied={DORP}").status_code == 404
    form = client.get(f"/beheer/teksten/nieuw/programme/?gebied={WEST}&programma=versterken-economie")
    assert form.status_code == 200


@pytest.mark.parametrize(("role", "allowed"), [("domijn", False), ("triage", False), ("wijkraad", False),
                                               ("analyst", False), ("privacy", True)])  # fmt: skip
def test_only_who_has_to_do_with_texts_sees_what_waits(desk: Desk, role: str, allowed: bool) -> None:
    one = news(desk)
    answer = logged_in(getattr(desk.people, role)).get(f"/beheer/teksten/{one.piece_id}/")
    assert (answer.status_code == 200) == allowed
    with acting(CITY, getattr(desk.people, role).as_actor()):
        assert not Version.objects.exists()


def test_the_privacy_officer_empties_a_text_and_cannot_write_one(desk: Desk) -> None:
    one = signed(desk, news(desk))
    client = logged_in(desk.people.privacy)
    assert client.get("/beheer/teksten/nieuw/news/").status_code == 403
    client.post(f"/beheer/teksten/versie/{one.pk}/remove/", {"words": "AVG artikel 17", "seen": one.edits})
    assert Client().get(f"/nieuws/{one.piece_id}/").status_code == 410

"""The screens of /vertel/: one question each, back works, nothing is lost, nothing is kept too early."""

import io
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image

from tests.voices.test_photos import picture
from wens.organisations.models import Session
from wens.tenancy.context import Actor, acting
from wens.voices import codes, flood
from wens.voices.models import Attachment, Contact, Contribution, Echo, Original

WHERE = {"area": "GM0001-LW-dorp", "street": "Dorpsstraat"}
WHAT = {"subject": "noise", "text": "Elke nacht lawaai bij nummer 12, door meneer Jansen."}
READER = {"read_originals", "read_contacts"}


def _rows(model):
    with acting("GM0001", Actor.public(), rights=READER):
        return list(model.objects.all())


def _tell(client: Client, where: dict = WHERE, what: dict = WHAT, prefix: str = "") -> None:
    assert client.post(f"{prefix}/vertel/waar/", where).status_code == 302
    assert client.post(f"{prefix}/vertel/wat/", what).status_code == 302


def _text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def city(empty_city):
    return empty_city


def test_where_and_what_are_enough_and_the_code_opens_what_was_told(city):
    _tell(city)
    assert city.get("/vertel/hoe/").status_code == 200
    assert city.post("/vertel/nakijken/")["Location"] == "/vertel/klaar/"
    page = _text(city.get("/vertel/klaar/"))
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page).group()
    with acting("GM0001", Actor.public()):
        one = codes.find_by_code(code)
    assert (one.area_code, one.subject, one.theme, one.language) == ("GM0001-LW-dorp", "noise", "living", "nl")
    assert _rows(Original)[0].text == WHAT["text"]
    assert _rows(Contact) == []


def test_sending_twice_shows_the_same_code_and_adds_nothing(city):
    _tell(city)
    for _ in range(2):
        assert city.post("/vertel/nakijken/")["Location"] == "/vertel/klaar/"
    assert city.get("/vertel/klaar/").content == city.get("/vertel/klaar/").content
    assert len(_rows(Contribution)) == 1


def test_all_answers_arrive_and_the_summary_shows_them_with_what_may_be_too_much(city):
    _tell(city)
    answers = {
        "hoe": {"size": "street", "frequency": "daily", "since": "year"},
        "oorzaak": {"cause": "Het licht is stuk."},
        "wie": {"speaker": "wijkraad", "speaks_for": "Wijkraad Dorp"},
        "contact": {"email": "an@voorbeeld.nl", "telephone": "", "updates": "weekly"},
    }
    for slug, said in answers.items():
        assert city.post(f"/vertel/{slug}/", said).status_code == 302
    page = city.get("/vertel/nakijken/")
    assert "<mark>nummer 12<span" in page.content.decode()
    for part in ("in de straat", "Het licht is stuk.", "Wijkraad Dorp", "an@voorbeeld.nl", "naam van iemand"):
        assert part in _text(page)
    city.post("/vertel/nakijken/")
    one, original, contact = _rows(Contribution)[0], _rows(Original)[0], _rows(Contact)[0]
    assert (one.size, one.frequency, one.since, one.speaker) == ("street", "daily", "year", "wijkraad")
    assert (original.cause, original.speaks_for, contact.updates) == ("Het licht is stuk.", "Wijkraad Dorp", "weekly")


def test_what_was_filled_in_is_there_when_somebody_goes_back_and_gone_after_skipping(city):
    _tell(city)
    city.post("/vertel/oorzaak/", {"cause": "Het licht is stuk."})
    assert "Het licht is stuk." in city.get("/vertel/oorzaak/").content.decode()
    assert WHAT["text"] in city.get("/vertel/wat/").content.decode()
    city.post("/vertel/oorzaak/", {"cause": "Het licht is stuk.", "go": "skip"})
    assert "Het licht is stuk." not in city.get("/vertel/oorzaak/").content.decode()


def test_a_question_cannot_be_asked_before_those_that_must_be_answered(city):
    for path in ("/vertel/hoe/", "/vertel/contact/", "/vertel/nakijken/", "/vertel/gevaar/", "/vertel/doorsturen/"):
        assert city.get(path)["Location"] == "/vertel/waar/"
    assert city.post("/vertel/nakijken/")["Location"] == "/vertel/waar/"
    assert city.get("/vertel/klaar/")["Location"] == "/vertel/"
    assert city.get("/vertel/onzin/").status_code == 404
    assert _rows(Contribution) == []


@pytest.mark.parametrize(
    ("sought", "area"),
    [("dorp", "GM0001-LW-dorp"), ("Noorderpark & <Plas>", "GM0001-LW-park"), ("Proefstad", "GM0001")],
)
def test_a_wijk_is_found_by_name(city, sought, area):
    assert city.post("/vertel/waar/", {"search": sought}).status_code == 302
    city.post("/vertel/wat/", WHAT)
    city.post("/vertel/nakijken/")
    assert _rows(Contribution)[0].area_code == area


def test_a_name_that_can_mean_more_is_asked_back_and_one_that_means_nothing_too(city):
    page = city.post("/vertel/waar/", {"search": "noorderp"})
    assert page.status_code == 422
    assert page.content.decode().count('type="radio"') > 1
    assert "Wij vinden dit niet" in city.post("/vertel/waar/", {"search": "Atlantis"}).content.decode()
    assert "Kies een wijk" in city.post("/vertel/waar/", {"area": "GM0999"}).content.decode()


def test_a_child_keeps_no_address_here_without_a_parent(city):
    _tell(city)
    page = city.post("/vertel/contact/", {"email": "k@voorbeeld.nl", "below_16": "on"})
    assert page.status_code == 422
    assert "k@voorbeeld.nl" in page.content.decode()
    assert city.post("/vertel/contact/", {"below_16": "on"}).status_code == 302
    assert (
        city.post("/vertel/contact/", {"email": "k@voorbeeld.nl", "below_16": "on", "guardian": "on"}).status_code
        == 302
    )


def test_the_numbers_stand_before_the_first_question_and_one_on_every_screen(city):
    first = city.get("/vertel/").content.decode()
    for number in ("112", "09008844", "08007000", "08002000", "113"):
        assert f'href="tel:{number}"' in first
    _tell(city)
    for path in ("waar", "wat", "hoe", "oorzaak", "foto", "wie", "contact", "nakijken"):
        page = city.get(f"/vertel/{path}/").content.decode()
        assert 'href="tel:112"' in page
        assert "Liever bellen?" in page


def test_words_of_danger_show_the_numbers_once_and_then_let_the_writer_go_on(city):
    city.post("/vertel/waar/", WHERE)
    danger = {**WHAT, "text": "Hij heeft een mes."}
    assert city.post("/vertel/wat/", danger)["Location"] == "/vertel/gevaar/"
    assert 'href="tel:112"' in city.get("/vertel/gevaar/").content.decode()
    assert city.post("/vertel/wat/", danger)["Location"] == "/vertel/hoe/"
    assert city.post("/vertel/oorzaak/", {"cause": "Ik wil niet meer leven"})["Location"] == "/vertel/gevaar/"
    city.post("/vertel/nakijken/")
    assert _rows(Contribution)[0].danger_words == ["mes", "niet meer leven"]


def test_a_photo_waits_is_shown_to_its_owner_only_and_goes_with_the_contribution(
    city, home, django_capture_on_commit_callbacks
):
    _tell(city)
    with io.BytesIO(picture(size=(2000, 1000))) as file:
        file.name = "plek.jpg"
        assert city.post("/vertel/foto/", {"photo": file}).status_code == 302
    assert city.get("/vertel/wachtende-foto/1/").content.startswith(b"\xff\xd8")
    assert Client().get("/vertel/wachtende-foto/1/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        city.post("/vertel/nakijken/")
    one = _rows(Attachment)[0]
    assert (one.width, one.height, one.state) == (1600, 800, "ready")
    with Image.open(home / "voices" / "photos" / one.file) as image:
        assert image.size == (1600, 800)
    assert not list((home / "voices" / "drafts").iterdir())
    assert city.get(f"/vertel/foto-van/{one.pk}/").status_code == 403


def test_a_file_that_is_no_photo_is_refused_in_words_and_the_rest_stays(city, home):
    _tell(city)
    with io.BytesIO(b"%PDF-1.7") as file:
        file.name = "brief.pdf"
        page = city.post("/vertel/foto/", {"photo": file})
    assert page.status_code == 422
    assert "Dit is geen foto" in page.content.decode()
    assert not [path for path in (home / "voices").rglob("*") if path.is_file()]
    assert WHAT["text"] in city.get("/vertel/wat/").content.decode()


def test_three_photos_at_most_and_one_can_be_taken_away_again(city, home):
    _tell(city)
    for number in range(4):
        with io.BytesIO(picture(size=(300 + number, 300))) as file:
            file.name = f"{number}.jpg"
            answer = city.post("/vertel/foto/", {"photo": file})
    assert answer.status_code == 422
    token = re.search(r'name="remove" value="([^"]+)"', city.get("/vertel/foto/").content.decode()).group(1)
    city.post("/vertel/foto/", {"remove": token})
    assert len(list((home / "voices" / "drafts").iterdir())) == 2
    city.post("/vertel/opnieuw/")
    assert not list((home / "voices" / "drafts").iterdir())


def test_the_text_that_waits_cannot_be_read_in_the_database_and_is_gone_when_the_writer_wants(city):
    _tell(city)
    kept = " ".join(str(session.get_decoded()) for session in _rows(Session))
    assert "telling" in kept
    assert "lawaai" not in kept
    city.post("/vertel/opnieuw/")
    assert city.get("/vertel/wat/")["Location"] == "/vertel/waar/"


def test_a_flood_is_held_back_with_the_text_kept_and_a_meeting_is_not(city, monkeypatch):
    from wens.voices.models import Occasion

    monkeypatch.setitem(flood.LIMITS, "send", flood.Limit(1, 10))
    for expected in (302, 429):
        _tell(city)
        answer = city.post("/vertel/nakijken/")
        assert answer.status_code == expected
    assert "Wat u invulde, is bewaard" in answer.content.decode()
    assert WHAT["text"] in city.get("/vertel/wat/").content.decode()
    now = timezone.now()
    with acting("GM0001", Actor.machine()):
        Occasion.objects.create(
            code="ABC234", title="Avond", area_code="GM0001", starts_at=now, ends_at=now + timezone.timedelta(hours=2)
        )
    assert "Avond" in city.get("/vertel/?bijeenkomst=abc-234").content.decode()
    assert city.post("/vertel/nakijken/").status_code == 302
    assert {one.occasion for one in _rows(Contribution)} == {"", "ABC234"}


def test_i_notice_this_too_is_counted_once_per_press_and_only_for_what_is_public(city):
    _tell(city)
    city.post("/vertel/nakijken/")
    one = _rows(Contribution)[0]
    address = f"/vertel/ook/{one.pk}/"
    assert city.get(address).status_code == 404
    with acting("GM0001", Actor.machine()):
        Contribution.objects.update(is_public=True, cleaned_text="Lawaai in de nacht.", cleaned_by="account:1")
    key = str(uuid.uuid4())
    for _ in range(2):
        assert "geteld" in city.post(address, {"answer_key": key}).content.decode()
    assert city.post(address, {"answer_key": "nonsense"}).status_code == 302
    assert len(_rows(Echo)) == 1


@pytest.mark.parametrize("code", ["en", "de", "tr", "ar"])
def test_each_language_has_the_questions_and_what_is_told_in_it_keeps_its_language(city, code):
    _tell(city, prefix=f"/{code}")
    page = city.get(f"/{code}/vertel/hoe/").content.decode()
    assert f'<html lang="{code}"' in page
    assert ('dir="rtl"' in page.split(">")[1]) == (code == "ar")
    assert "Hoe groot" not in page
    city.post(f"/{code}/vertel/nakijken/")
    assert _rows(Contribution)[0].language == code


@pytest.mark.parametrize("path", ["/de/", "/tr/wijk/dorp/", "/ar/data/", "/xx/vertel/"])
def test_what_is_not_translated_is_not_shown_half_translated(city, path):
    assert city.get(path).status_code == 404


SLUGS = ["waar", "wat", "hoe", "oorzaak", "foto", "wie", "contact", "nakijken", "opnieuw", "doorsturen"]
FIELDS = [
    "area", "search", "street", "place", "subject", "text", "size", "frequency", "since", "cause", "speaker", "go",
    "speaks_for", "email", "telephone", "updates", "below_16", "guardian", "then", "remove", "photo",
]  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["GM0001-LW-dorp", "noise", "street", "skip", "check", "nakijken", "on", "a@b.nl", "\x00", "1" * 5_000]
    ),
)


@given(st.lists(st.tuples(st.sampled_from(SLUGS), st.dictionaries(st.sampled_from(FIELDS), VALUES)), max_size=6))
@how(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_in_whatever_order_nothing_breaks_and_nothing_is_kept_by_half(city, sent):
    client = Client(raise_request_exception=True)
    for slug, form in sent:
        assert client.post(f"/vertel/{slug}/", form).status_code in {200, 302, 404, 405, 422, 429}
        assert client.get(f"/vertel/{slug}/").status_code in {200, 302, 405, 404}
    assert len(_rows(Contribution)) == len(_rows(Original))

"""What people say, on the page of an area and on paper: beside the figures, in plain words, not as it was written."""

import datetime as dt
import io
import uuid

import pypdf
from django.test import Client
from django.utils import timezone

from wens.meetings.models import Meeting, PublicText
from wens.publication import caching
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution, Original, State

LETTER = "Als jongeren bij de speeltuin zitten, durft mijn dochter er niet heen."


def tell(times: int, **changes: object) -> None:
    with acting("GM0001", Actor.machine()):
        for _ in range(times):
            now = timezone.now()
            values = {
                "received_at": now, "state_since": now, "read_before": now, "retain_until": now.date(),
                "area_code": "BU00010000", "theme": "youth", "subject": "gathering", "speaker": "resident",
                "answer_key": uuid.uuid4(), "follow_digest": uuid.uuid4().hex, "state": State.IN_TRIAGE,
                "cleaned_text": LETTER, "cleaned_by": "account:1", "is_public": True,
            }  # fmt: skip
            one = Contribution.objects.create(**{**values, **changes})
            Original.objects.create(contribution=one, text="die Kevin van nummer 12 weer")
    caching.shelf.clear()


def test_an_area_where_nobody_said_anything_says_that_this_proves_nothing(city: Client) -> None:
    assert "Dat zegt niet dat er niets speelt." in city.get("/wijk/dorp/").content.decode()


def test_voices_stand_beside_the_figures_of_the_wijk_that_holds_the_buurt(city: Client) -> None:
    tell(4)
    page = city.get("/wijk/dorp/").content.decode()
    assert "Mensen noemden dit minstens 4 keer, in 1 maand." in page
    assert LETTER in page
    assert "Het is geen steekproef" in page
    assert "ondernemers, de wijkraad of dorpsraad, scholen, verenigingen" in page
    assert "Kevin" not in page
    assert LETTER not in city.get("/wijk/werf/").content.decode()
    assert "People mentioned this at least 4 times, in 1 month." in city.get("/en/wijk/dorp/").content.decode()


def test_one_voice_is_told_without_a_number(city: Client) -> None:
    tell(1)
    assert "Mensen noemden dit een enkele keer." in city.get("/wijk/dorp/").content.decode()


def test_a_text_cannot_break_the_page(city: Client) -> None:
    tell(3, cleaned_text="<script>alert(1)</script>")
    page = city.get("/wijk/dorp/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_voices_stand_in_the_pdf(city: Client) -> None:
    tell(3)
    paper = pypdf.PdfReader(io.BytesIO(city.get("/wijk/dorp/foto.pdf").content))
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert LETTER in words
    assert "Kevin" not in words


def test_what_professionals_said_at_a_published_meeting_stands_beside_it_without_who_said_it(city: Client) -> None:
    with acting("GM0001", Actor.machine()):
        begin = timezone.now() - dt.timedelta(days=40)
        meeting = Meeting.objects.create(
            kind="round_table", title="Ronde tafel Dorp", area_codes=["GM0001-LW-dorp"], starts_at=begin,
            ends_at=begin + dt.timedelta(hours=2), place="Wijkcentrum", state="published", state_since=begin,
        )  # fmt: skip
        PublicText.objects.create(
            meeting=meeting, statement_id=uuid.uuid4(), theme="youth", discipline="police", approved_at=begin,
            text="Wij zien dat het na tien uur drukker wordt.", approved_by="account:1",
        )  # fmt: skip
    caching.shelf.clear()
    page = city.get("/wijk/dorp/").content.decode()
    assert "na tien uur drukker" in page
    assert ", politie" in page
    assert "account:1" not in page
    assert "na tien uur drukker" not in city.get("/wijk/werf/").content.decode()
    with acting("GM0001", Actor.machine()):
        Meeting.objects.update(state="minutes")
    caching.shelf.clear()
    assert "na tien uur drukker" not in city.get("/wijk/dorp/").content.decode()

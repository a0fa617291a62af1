"""The page of a stadsdeel: its own texts, the programmes, the speerpunten per period, whom to turn to, meetings."""

import datetime as dt

import pytest
from django.test import Client

from tests.districts.conftest import CITY, DORP, WEST, Desk, news, offered, shown_contact, signed, words
from tests.plans.conftest import focus, goal
from tests.voices.people import working
from wens.districts import queries
from wens.districts.actions import Draft
from wens.districts.models import Kind
from wens.plans import actions as plans
from wens.plans.models import FocusPoint, Programme, What
from wens.publication.caching import shelf
from wens.tenancy.context import acting


def page(path: str = "/stadsdeel/west/") -> str:
    shelf.clear()
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def programme(desk: Desk) -> Programme:
    """A programme with a reviewed text for West."""
    with acting(CITY, desk.writer.as_actor()):
        return Programme.objects.create(key="leefomgeving", name="Leefomgeving", headline="Samen schoon",
                                        about="Bewoners helpen mee.", area_codes=[WEST])  # fmt: skip


def test_what_was_signed_stands_on_the_page_and_goes_before_the_reviewed_definition(
    desk: Desk, programme: Programme
) -> None:
    assert "Bewoners helpen mee." in page()
    signed(desk, offered(desk, Kind.PROFILE, Draft((WEST,), words("West is groen", "Er is veel bos.")), WEST))
    key = queries.programme_key(WEST, programme.key)
    signed(desk, offered(desk, Kind.PROGRAMME, Draft((WEST,), words("Anders", "Zo doen wij het nu.")), key))
    shown_contact(desk, WEST, title="Wijkteam West")
    signed(desk, news(desk, DORP, title="Nieuws uit het dorp"))
    text = page()
    for said in ("West is groen", "Er is veel bos.", "Zo doen wij het nu.", "Wijkteam West", "Nieuws uit het dorp"):
        assert said in text
    assert "Bewoners helpen mee." not in text
    assert f"/teksten/gebied/{WEST}/" in text
    assert 'lang="nl">West is groen' in page("/en/stadsdeel/west/")


def test_the_sentences_about_who_lives_there_come_from_the_areas(desk: Desk) -> None:
    text = page()
    assert "In West wonen 3.030 mensen." in text
    assert "De meeste mensen wonen in Dorp: 2.010." in text


def test_speerpunten_stand_by_period_the_newest_first_down_to_goals(desk: Desk, programme: Programme) -> None:
    with working(desk.writer) as by:
        for slogan, first, last in (("Toen", 2016, 2018), ("Nu", 2026, 2028)):
            made = focus(by, slogan=slogan, programme=programme.pk, area_codes=[WEST],
                         starts_on=dt.date(first, 1, 1), ends_on=dt.date(last, 12, 31))  # fmt: skip
            goal(by, made, title=f"Doel van {slogan}")
            plans.move_focus(focus=made.pk, name=What.ADOPT, by=by)
        past = plans.move_focus(focus=FocusPoint.objects.get(slogan="Toen").pk, name=What.END, words="Voorbij.", by=by)
    text = page()
    assert text.index("Speerpunten van 2026–2028") < text.index("Speerpunten van 2016–2018 (voorbij)")
    assert "Doel van Nu" in text
    assert "Doel van Toen" in text
    assert str(past.pk) in text

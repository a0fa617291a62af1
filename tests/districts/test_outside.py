"""What a visitor reads: whom to turn to by postcode or wijk, news, and what stood there before."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.districts.conftest import CITY, DORP, WEST, Desk, news, offered, shown_contact, signed, words
from tests.voices.people import working
from wens.areas.models import Crosswalk
from wens.districts import actions, queries
from wens.districts.actions import Draft
from wens.districts.content import Desk as Counter
from wens.districts.models import Kind
from wens.tenancy.context import acting

ATOM = "{http://www.w3.org/2005/Atom}"


def page(address: str, status: int = 200) -> str:
    """The page at an address."""
    answer = Client().get(address)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_a_postcode_leads_to_who_is_there_for_you(desk: Desk) -> None:
    shown_contact(desk, DORP, street="Dorpsplein", postcode="1234 AB", town="Proefstad",
                  hours=("maandag: 9.00 tot 12.00",), desks=(Counter(name="Zorgloket", hours="dinsdag"),))  # fmt: skip
    with acting(CITY, desk.writer.as_actor()):
        for buurt in ("BU00010000", "BU00010001"):
            Crosswalk.objects.create(from_kind="postcode4", from_code="1234", to_kind="buurt:2024", to_code=buurt,
                                     weight=0.5, basis="area")  # fmt: skip
    found = page("/bij-wie/?zoek=1234+AB")
    assert f'href="/bij-wie/{DORP}/"' in found
    there = page(f"/bij-wie/{DORP}/")
    for said in ("Wijkteam Dorp", "Dorpsplein", "maandag: 9.00 tot 12.00", "Zorgloket", "Is er nu gevaar?"):
        assert said in there
    assert Client().get("/bij-wie/?zoek=Dorp").headers["Location"] == f"/bij-wie/{DORP}/"
    assert "Wij vinden dit niet" in page("/bij-wie/?zoek=Nergenshuizen")
    page("/bij-wie/BU99999999/", 404)


def test_a_number_of_the_gemeente_comes_from_the_configuration(desk: Desk) -> None:
    shown_contact(desk, CITY, number_of="gemeente")
    assert "(algemeen nummer; zeg naar wie u zoekt)" in page(f"/bij-wie/{DORP}/")


def test_the_english_page_shows_the_dutch_text_when_there_is_no_other_and_says_so(desk: Desk) -> None:
    one = signed(desk, news(desk))
    assert '<h1 lang="nl">Nieuws uit Dorp</h1>' in page(f"/en/nieuws/{one.piece_id}/")
    with working(desk.writer) as by:
        both = Draft((DORP,), words(title_en="News from Dorp", text_en="There will be a meeting."))
        actions.offer(key=actions.write(piece=one.piece_id, of=both, by=by).pk, by=by)
    with working(desk.second) as by:
        actions.sign(key=queries.to_sign()[0].pk, by=by)
    assert "There will be a meeting." in page(f"/en/nieuws/{one.piece_id}/")


def test_the_feed_of_a_wijk_holds_the_news_of_what_holds_it_and_nothing_that_waits(desk: Desk) -> None:
    signed(desk, news(desk, WEST, title="Over heel West"))
    signed(desk, news(desk, "GM0001-LW-park", title="Over het park"))
    news(desk, DORP, title="Nog niet getekend")
    root = ElementTree.fromstring(page(f"/nieuws/gebied/{DORP}/feed.atom"))
    assert [one.text for one in root.iter(f"{ATOM}title")][1:] == ["Over heel West"]
    assert root.find(f"{ATOM}updated") is not None
    assert {one.text for one in ElementTree.fromstring(page("/nieuws/feed.atom")).iter(f"{ATOM}title")} >= {
        "Over heel West", "Over het park"
    }  # fmt: skip


@pytest.mark.parametrize("then", ["withdraw", "remove"])
def test_a_link_that_somebody_kept_says_what_became_of_the_text(desk: Desk, then: str) -> None:
    one = signed(desk, news(desk))
    who = desk.second if then == "withdraw" else desk.people.privacy
    with working(who) as by:
        getattr(actions, then)(key=one.pk, words="Het klopte niet.", by=by)
    said = page(f"/nieuws/{one.piece_id}/", 200 if then == "withdraw" else 410)
    assert "Het klopte niet." in said
    assert ("Er komt een bijeenkomst." in said) == (then == "withdraw")
    assert "Nieuws uit Dorp" not in page("/nieuws/")


def test_an_earlier_text_of_a_stadsdeel_stays_readable(desk: Desk) -> None:
    key = queries.profile_key(WEST)
    old = signed(desk, offered(desk, Kind.PROFILE, Draft((WEST,), words("Toen", "Zo was het toen.")), key))
    with working(desk.writer) as by:
        new = actions.write(piece=old.piece_id, of=Draft((WEST,), words("Nu", "Zo is het nu.")), by=by)
        actions.offer(key=new.pk, by=by)
    signed(desk, new)
    assert queries.at_place([WEST], [WEST], most=1).texts[""].pk == new.pk
    listed = page(f"/teksten/gebied/{WEST}/")
    assert {"Toen", "Nu"} <= set(listed.replace("<", ">").split(">"))
    assert "Zo was het toen." in page(f"/teksten/{old.piece_id}/1/")
    assert "Versie 1" in page(f"/teksten/{old.piece_id}/")
    page(f"/teksten/{old.piece_id}/3/", 404)


def test_all_that_shows_at_a_place_is_read_at_once(desk: Desk) -> None:
    shown_contact(desk, CITY)
    shown_contact(desk, WEST)
    profile = signed(desk, offered(desk, Kind.PROFILE, Draft((WEST,), words()), queries.profile_key(WEST)))
    for title in ("Eerst", "Daarna", "Nu"):
        signed(desk, news(desk, title=title))
    chain, near = [WEST, CITY], {WEST, CITY, DORP}
    with CaptureQueriesContext(connection) as made:
        found = queries.at_place(chain, near, most=2)
        kinds = {one.piece.kind for one in (*found.contacts, *found.news, *found.texts.values())}
    assert (len(made), kinds) == (1, {Kind.CONTACT, Kind.NEWS, Kind.PROFILE})
    assert found.contacts == queries.whom(chain)
    assert found.news == queries.news_in(near, most=2)
    assert found.texts == {"": profile}

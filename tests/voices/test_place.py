"""Where it is: a point is an extra, rounded, inside the gemeente, and goes along to the gemeente's own system."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.areas.queries import degrees_of, outlines, spot_at
from wens.tenancy.context import Actor, acting
from wens.voices.forms import GRAIN_M, POINT
from wens.voices.models import Contribution

WHAT = {"subject": "noise", "text": "Elke nacht lawaai op het plein."}


@pytest.fixture
def city(empty_city):
    return empty_city


@pytest.fixture
def point(city) -> str:
    """A place in Dorp, as a phone gives it."""
    with acting("GM0001", Actor.machine()):
        dorp = next(one for one in outlines("local_wijk") if one.code == "GM0001-LW-dorp")
        longitude, latitude = degrees_of(*dorp.label)
    return f"{latitude:.4f},{longitude:.4f}"


def _sent(city) -> Contribution:
    city.post("/vertel/wat/", WHAT)
    assert "plek op de kaart" in city.get("/vertel/nakijken/").content.decode()
    city.post("/vertel/nakijken/")
    with acting("GM0001", Actor.public()):
        return Contribution.objects.get()


def test_a_point_alone_gives_the_buurt_and_is_kept_on_25_metres(city, point):
    assert city.post("/vertel/waar/", {"point": point}).status_code == 302
    one = _sent(city)
    assert one.area_code.startswith("BU0001")
    assert (one.x % GRAIN_M, one.y % GRAIN_M) == (0, 0)
    latitude, longitude = map(float, point.split(","))
    with acting("GM0001", Actor.public()):
        there = spot_at(longitude, latitude, grain_m=1)
    assert abs(there.x - one.x) <= GRAIN_M / 2 + 1
    assert abs(there.y - one.y) <= GRAIN_M / 2 + 1


def test_a_point_goes_with_the_wijk_that_was_chosen_or_is_refused_with_a_way_out(city, point):
    assert city.post("/vertel/waar/", {"area": "GM0001-LW-dorp", "point": point}).status_code == 302
    wrong = city.post("/vertel/waar/", {"area": "GM0001-LW-park", "point": point})
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "ligt niet in deze wijk" in page
    assert re.search(r'name="forget_point"', page)
    away = {"area": "GM0001-LW-park", "point": point, "forget_point": "on"}
    assert city.post("/vertel/waar/", away).status_code == 302
    assert "forget_point" not in city.get("/vertel/waar/").content.decode()


@pytest.mark.parametrize("elsewhere", ["48.8500,2.3500", "91.0,6.9", "een,twee", "300000.0,100000.0"])
def test_a_point_outside_the_gemeente_is_no_place_but_never_stands_in_the_way(city, elsewhere):
    assert "Kies uw wijk uit de lijst" in city.post("/vertel/waar/", {"point": elsewhere}).content.decode()
    assert city.post("/vertel/waar/", {"area": "GM0001-LW-dorp", "point": elsewhere}).status_code == 302


def test_without_javascript_nothing_of_the_map_is_shown_and_nothing_is_fetched_before_a_button_is_pressed(city):
    page = city.get("/vertel/waar/").content.decode()
    assert re.search(r'<div class="pick-place[^>]* hidden>', page)
    assert not re.search(r"<(script|link)[^>]*(maplibre|place\.js)", page)


@given(st.text(max_size=40))
def test_whatever_stands_in_the_hidden_field_two_plain_numbers_or_nothing(text):
    found = POINT.match(text)
    assert found is None or [float(part) for part in found.groups()]

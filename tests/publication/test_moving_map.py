"""What the map that moves asks for says the same as the table."""

import pytest
from pydantic import ValidationError

from wens.areas.queries import Outline
from wens.publication.pages.moving_map import _shape
from wens.site.configuration import Configuration

ASKED = {"level": "buurt", "indicator": "burglaries_per_1000_dwellings", "period": "2023"}
TILES = "https://tiles.example/{z}/{x}/{y}.png"


def figures(city, language="", **asked):
    return city.get(f"{language}/kaart/cijfers.json", asked or ASKED).json()


def test_an_area_has_the_words_of_the_table_and_the_colour_of_its_verdict(city):
    noord = figures(city)["areas"]["BU00010000"]
    assert (noord["value"], noord["interval"], noord["fill"]) == ("40", "29–54", "higher")
    assert noord["verdict"] == "Vaker dan in heel Proefstad"
    assert figures(city, "/en")["areas"]["BU00010000"]["verdict"] == "More often than in all of Proefstad"


def test_no_number_is_no_colour_and_no_verdict_is_neutral(city):
    fills = {one["fill"] for one in figures(city, **ASKED | {"period": "2022"})["areas"].values()}
    assert fills <= {"chance", "none", "plain"}
    assert all(
        one["fill"] == "none" and one["note"]
        for one in figures(city, level="buurt", indicator="sexual_offences_count", period="2023")["areas"].values()
        if not one["value"]
    )


def test_the_outlines_are_in_degrees_with_the_codes_of_the_figures(city):
    body = city.get(figures(city)["outlines"]).json()
    assert {one["properties"]["code"] for one in body["features"]} == set(figures(city)["areas"])
    west, south = body["features"][0]["geometry"]["coordinates"][0][0][:2]
    assert 3 < west < 8
    assert 50 < south < 54
    assert city.get("/kaart/dorp.geojson").status_code == 404


def test_what_lies_in_two_rings_is_a_hole():
    def square(at, size):
        return [(at, at), (at + size, at), (at + size, at + size), (at, at + size), (at, at)]

    assert _shape(Outline("a", "a", "a", [square(0, 10), square(2, 4), square(20, 1)], (0, 0))).area == 100 - 16 + 1


def test_without_a_public_edition_there_is_nothing_to_show(empty_city):
    assert figures(empty_city)["outlines"] == ""
    assert "data-moving-map" not in empty_city.get("/").content.decode()


def test_a_background_map_is_a_choice_and_off_by_default(city, settings):
    assert figures(city)["background"] == ""
    from wens.publication.caching import shelf

    shelf.clear()
    settings.WENS = settings.WENS.model_copy(update={"background_map": TILES})
    body = figures(city)
    assert body["background"] == TILES
    assert "Kadaster" in body["credit"]


def test_a_background_map_needs_https_and_names_its_origin(monkeypatch):
    monkeypatch.setenv("WENS_BACKGROUND_MAP", TILES)
    assert Configuration().background_origin == "https://tiles.example"
    for wrong in ("http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/"):
        monkeypatch.setenv("WENS_BACKGROUND_MAP", wrong)
        with pytest.raises(ValidationError):
            Configuration()

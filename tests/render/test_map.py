import xml.etree.ElementTree as ET

import pytest

from wens.render.map import FILLS, MapArea, MapPoint, map_svg
from wens.render.svg import standalone

SQUARE = [[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]]
NEXT = [[(100.0, 0.0), (200.0, 0.0), (200.0, 100.0), (100.0, 100.0)]]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*areas, **more):
    return map_svg(areas, title="Kaart", description="Wijken", **more)


def test_every_area_with_an_address_is_a_named_link():
    tree = ET.fromstring(standalone(drawn(MapArea("A & <B>", SQUARE, (50, 50), href="/wijk/a/"))))
    link = tree.find(f"{SVG}a")
    assert link.get("href") == "/wijk/a/"
    assert link.get("aria-label") == "A & <B>"
    assert tree.get("role") == "group"


def test_a_map_without_links_is_one_image_with_a_name():
    tree = ET.fromstring(standalone(drawn(MapArea("A", SQUARE, (50, 50)))))
    assert (tree.get("role"), tree.get("aria-label")) == ("img", "Kaart")


def test_numbered_places_lie_on_top_where_they_are_and_lead_to_the_list():
    points = [MapPoint(1, (50.0, 75.0), "1. Lampen <hier>", "#werk-1"), MapPoint(2, (0.0, 0.0), "2. Bank")]
    tree = ET.fromstring(standalone(drawn(MapArea("A", SQUARE, (50, 50)), points=points)))
    link = tree.find(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label"), tree.get("role")) == ("#werk-1", "1. Lampen <hier>", "group")
    (disc,) = link.iter(f"{SVG}circle")
    assert (float(disc.get("cx")), float(disc.get("cy"))) == (400.0, 200.0)
    assert [text.text for text in tree.iter(f"{SVG}text")][-2:] == ["1", "2"]
    assert list(tree)[-1].find(f"{SVG}title").text == "2. Bank"


def test_north_is_up():
    south = MapArea("zuid", SQUARE, (50.0, 10.0), title="zuid")
    north = MapArea("noord", [[(x, y + 100) for x, y in SQUARE[0]]], (50.0, 190.0))
    tree = ET.fromstring(standalone(drawn(south, north)))
    heights = {text.text: float(text.get("y")) for text in tree.iter(f"{SVG}text")}
    assert heights["noord"] < heights["zuid"]


def test_names_that_would_touch_are_left_out_and_the_largest_area_keeps_its_name():
    small = MapArea("klein gebied", [[(0, 0), (10, 0), (10, 10)]], (50.0, 50.0))
    large = MapArea("groot gebied", SQUARE, (50.0, 50.0))
    names = [text.text for text in ET.fromstring(standalone(drawn(small, large))).iter(f"{SVG}text")]
    assert names == ["groot gebied"]


def test_no_figure_is_hatched_and_a_verdict_has_a_mark_beside_its_colour():
    without = drawn(MapArea("A", SQUARE, (50, 50), fill="none"), MapArea("B", NEXT, (150, 50), fill="chance"))
    judged = drawn(MapArea("A", SQUARE, (50, 50), fill="higher"), MapArea("B", NEXT, (150, 50), fill="lower"))
    assert 'fill="url(#no-figure)"' in without
    assert 'class="sign"' not in without
    assert judged.count('class="sign"') == 2


def test_there_are_at_most_four_classes_beside_plain_and_chosen():
    assert len(set(FILLS) - {"", "chosen"}) == 4


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="at least one area"):
        drawn(MapArea("A", [], (0, 0)))


def test_a_map_on_paper_has_a_width_and_a_height_that_fit():
    tree = ET.fromstring(standalone(drawn(MapArea("A", SQUARE, (50, 50)), width=200.0)))
    assert float(tree.get("width")) == float(tree.get("height")) == 200

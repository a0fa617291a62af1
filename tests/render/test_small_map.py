import re

import pytest

from wens.render.dots import dots
from wens.render.small_map import FILLS, SmallArea, small_map

SQUARE = [[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)]]


def drawn(fill):
    return small_map([SmallArea(SQUARE, (50.0, 50.0), fill)])


def without_colours(drawing):
    return re.sub("#[0-9a-f]{6}", "", drawing)


def test_classes_differ_without_their_colours():
    told_apart = {without_colours(drawn(fill)) for fill in ("higher", "lower", "chance", "none")}
    assert len(told_apart) == 4


def test_there_are_at_most_four_classes_beside_plain():
    assert len({FILLS[one] for one in FILLS if one}) == 4


def test_no_figure_and_too_few_are_hatched():
    assert drawn("none") == drawn("too_few")
    assert 'fill="url(#hatch)"' in drawn("none")


def test_north_is_up_and_the_longest_side_fills_the_drawing():
    high = [[(0.0, 0.0), (10.0, 0.0), (10.0, 400.0), (0.0, 0.0)]]
    drawing = small_map([SmallArea(high, (5.0, 100.0))], borders=[high])
    assert "M0.0 200.0L5.0 200.0L5.0 0.0" in drawing
    assert drawing.count('fill="none"') == 1


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="outline"):
        small_map([])


def test_a_line_of_a_table_has_its_mark_at_its_place_and_ends_only_where_they_are_on_the_scale():
    inside, outside = dots(6.0, 5.0, 7.0, 6.0, "higher"), dots(6.0, 0.1, 99.0, 6.0, "higher")
    assert "translate(100.0 " in inside
    assert inside.count("<line") - outside.count("<line") == 2


def test_a_line_without_a_margin_has_no_bar():
    assert dots(6.0, None, None, 6.0, "").count("<line") == dots(6.0, 5.0, 7.0, 6.0, "").count("<line") - 3

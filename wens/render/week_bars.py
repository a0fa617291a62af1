"""Cases per week as bars: the weeks of a signal filled, a line at what is usual, labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass

from wens.render.svg import BLUE, GREY, LIGHT, ORANGE, PAPER, element, percent, text

HEIGHT, TOP, BOTTOM = 180, 24, 150
LEFT, RIGHT = 0.02, 0.98
HALO = {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"}  # keeps words readable across a bar


@dataclass(frozen=True)
class WeekBars:
    """What to draw, oldest week first; the words are given by the caller. usual: cases a week, `marked`: last weeks."""

    cases: Sequence[int]
    marked: int
    usual: float
    usual_label: str
    first_label: str
    last_label: str
    description: str


def week_bars(chart: WeekBars) -> str:
    """Draw the bars. Raises ValueError without a week."""
    if not chart.cases:
        raise ValueError("a chart of weeks needs at least one week")
    top = max(*chart.cases, chart.usual, 1.0)
    count = len(chart.cases)
    step = (RIGHT - LEFT) / count
    bars = [_bar(at, cases, step, top, marked=at >= count - chart.marked) for at, cases in enumerate(chart.cases)]
    line_y = _y(chart.usual, top)
    line = {"x1": percent(LEFT), "x2": percent(RIGHT), "y1": line_y, "y2": line_y}
    ends = {"y": HEIGHT - 8, "font_size": 13, "fill": GREY}
    parts = [
        element("line", {"x1": percent(LEFT), "x2": percent(RIGHT), "y1": BOTTOM, "y2": BOTTOM, "stroke": LIGHT}),
        *bars,
        element("line", {**line, "stroke": GREY, "stroke_width": 2, "stroke_dasharray": "5 4"}),
        text(chart.usual_label, {"x": percent(LEFT), "y": max(line_y - 6, 14), "font_size": 13, "fill": GREY, **HALO}),
        text(chart.first_label, {**ends, "x": percent(LEFT)}),
        text(chart.last_label, {**ends, "x": percent(RIGHT), "text_anchor": "end"}),
    ]
    box = {"class_": "week-bars", "width": "100%", "height": HEIGHT, "role": "img", "aria_label": chart.description}
    return element("svg", {**box, "font_family": "Source Sans 3"}, *parts)


def _bar(at: int, cases: int, step: float, top: float, *, marked: bool) -> str:
    if not cases:
        return ""
    y = _y(cases, top)
    place = {"x": percent(LEFT + at * step + step * 0.1), "width": percent(step * 0.8), "y": y, "height": BOTTOM - y}
    return element("rect", {**place, "fill": ORANGE if marked else BLUE})


def _y(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top

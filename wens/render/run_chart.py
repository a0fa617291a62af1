"""A figure over time: dots with the margin of chance as a band, the gemeente as a light line, labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass

from wens.render.marks import shape
from wens.render.svg import BAND, GREY, INK, LIGHT, element, percent, text

HEIGHT = 220
TOP, BOTTOM = 18, 190
LEFT, RIGHT = 0.06, 0.86  # the labels of the lines stand to the right of them


@dataclass(frozen=True)
class Point:
    """One period. `value` is None where there is no figure: the line is interrupted, nothing is drawn at zero."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    reference: float | None
    verdict: str = ""
    break_before: bool = False  # counted in another way from here on


@dataclass(frozen=True)
class RunChart:
    """What to draw, oldest first; the words are given by the caller."""

    points: Sequence[Point]
    own_name: str
    reference_name: str
    description: str
    value_label: str  # of the last point


def run_chart(chart: RunChart, *, width: str = "100%") -> str:
    """Draw a run chart of at least two points.

    Raises ValueError when there are fewer: one dot is not a course of time.
    """
    if len(chart.points) < 2:
        raise ValueError("a run chart needs at least two periods")
    top = _top(chart.points)
    parts = [
        _grid(),
        _band(chart.points, top),
        _line(chart.points, [point.reference for point in chart.points], top, stroke=GREY, dash="5 4"),
        _line(chart.points, [point.value for point in chart.points], top, stroke=INK, dash=None),
        _dots(chart.points, top),
        _words(chart, top),
    ]
    box = {"class_": "run-chart", "width": width, "height": HEIGHT, "role": "img", "aria_label": chart.description}
    return element("svg", {**box, "font_family": "Source Sans 3"}, *parts)


def _top(points: Sequence[Point]) -> float:
    values = [value for point in points for value in (point.value, point.high, point.reference) if value is not None]
    return max(values, default=1.0) or 1.0


def _x(index: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * index / (count - 1)


def _y(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _grid() -> str:
    base = {"x1": percent(LEFT), "x2": percent(RIGHT), "y1": BOTTOM, "y2": BOTTOM, "stroke": LIGHT, "stroke_width": 1}
    return element("line", base)


def _band(points: Sequence[Point], top: float) -> str:
    count = len(points)
    pairs = [(i, p.low, p.high) for i, p in enumerate(points) if p.low is not None and p.high is not None]
    if len(pairs) < 2:
        return ""
    path = [f"{_x(i, count) * 100:.2f} {_y(high, top):.1f}" for i, _, high in pairs]
    path += [f"{_x(i, count) * 100:.2f} {_y(low, top):.1f}" for i, low, _ in reversed(pairs)]
    shape_ = element("path", {"d": f"M{' L'.join(path)} Z", "fill": BAND})
    box = {
        "x": 0,
        "y": 0,
        "width": "100%",
        "height": HEIGHT,
        "viewBox": f"0 0 100 {HEIGHT}",
        "preserveAspectRatio": "none",
    }
    return element("svg", box, shape_)


def _line(points: Sequence[Point], values: Sequence[float | None], top: float, *, stroke: str, dash: str | None) -> str:
    count, lines = len(points), []
    for index in range(1, count):
        before, after = values[index - 1], values[index]
        if before is None or after is None or points[index].break_before:
            continue
        ends = {
            "x1": percent(_x(index - 1, count)),
            "y1": _y(before, top),
            "x2": percent(_x(index, count)),
            "y2": _y(after, top),
        }
        lines.append(element("line", {**ends, "stroke": stroke, "stroke_width": 2, "stroke_dasharray": dash}))
    return "".join(lines)


def _dots(points: Sequence[Point], top: float) -> str:
    dots = []
    for index, point in enumerate(points):
        if point.value is None:
            continue
        place = {"x": percent(_x(index, len(points))), "y": _y(point.value, top), "overflow": "visible"}
        dots.append(element("svg", {**place, "width": 1, "height": 1}, shape(point.verdict)))
    return "".join(dots)


def _words(chart: RunChart, top: float) -> str:
    points, count = chart.points, len(chart.points)
    every = max(1, -(-count // 8))
    words = [
        text(
            point.label,
            {"x": percent(_x(i, count)), "y": BOTTOM + 20, "text_anchor": "middle", "font_size": 13, "fill": GREY},
        )
        for i, point in enumerate(points)
        if (count - 1 - i) % every == 0
    ]
    own, reference = points[-1].value, points[-1].reference
    at = {"x": percent(RIGHT + 0.02), "font_size": 14}
    own_y = _y(own, top) + 5 if own is not None else None
    other_y = _y(reference, top) + 5 if reference is not None else None
    if own_y is not None and other_y is not None and abs(own_y - other_y) < 18:
        other_y = own_y + (18 if other_y >= own_y else -18)
    if own_y is not None:
        words.append(text(chart.value_label, {**at, "y": own_y, "font_weight": 700, "fill": INK}))
    if other_y is not None:
        words.append(text(chart.reference_name, {**at, "y": other_y, "fill": GREY}))
    return "".join(words)

"""One figure as one picture: a dot with its interval on a scale that all themes share, a tick for the gemeente.

The scale is the ratio to the reference (the gemeente; for the gemeente itself the country), doubling per step:
a quarter, half, the same, twice, four times. So rates per dwelling and per inhabitant stand under each other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wens.render.marks import shape
from wens.render.svg import GREY, INK, LIGHT, PAPER, element, percent, text

STEPS = 2  # doublings on either side of the reference
EDGE = 0.03  # room for an arrow where the interval goes on beyond the scale
HEIGHT = 80
LINE_Y = 32
HALO = {"stroke": PAPER, "stroke_width": 4, "paint_order": "stroke"}  # keeps numbers readable across the tick


@dataclass(frozen=True)
class Strip:
    """What to draw. Values in the unit of the figure; labels are written out by the caller."""

    value: float
    low: float | None
    high: float | None
    reference: float
    verdict: str
    value_label: str
    low_label: str
    high_label: str
    reference_label: str  # direct label of the tick: 'heel Enschede: 6'
    description: str
    lighter: float | None = None  # stadsdeel or peer group: a lighter tick


def position(value: float, reference: float) -> float:
    """Return the place on the scale as a share of the width, 0 to 1, held within the edges. Reference must be > 0."""
    ratio = value / reference
    if ratio <= 0:  # nought, or so small that it is nought
        return EDGE
    share = 0.5 + math.log2(ratio) / (2 * STEPS) * (1 - 4 * EDGE)
    return min(max(share, EDGE), 1 - EDGE)


def strip(figure: Strip, *, width: str = "100%") -> str:
    """Draw the figure; widths are percentages, so that text keeps its size on a telephone and in the PDF."""
    parts = [_scale(figure), _interval(figure), _labels(figure)]
    place = percent(position(figure.value, figure.reference))
    dot = element(
        "svg", {"x": place, "y": LINE_Y, "overflow": "visible", "width": 1, "height": 1}, shape(figure.verdict)
    )
    box = {"class_": "strip", "width": width, "height": HEIGHT, "role": "img", "aria_label": figure.description}
    return element("svg", {**box, "font_family": "Source Sans 3"}, *parts, dot)


def _scale(figure: Strip) -> str:
    grid = [
        element("line", {"x1": x, "x2": x, "y1": LINE_Y - 8, "y2": LINE_Y + 8, "stroke": LIGHT, "stroke_width": 1})
        for x in (percent(position(2.0**step, 1)) for step in range(-STEPS, STEPS + 1) if step)
    ]
    base = {"x1": "0%", "x2": "100%", "y1": LINE_Y, "y2": LINE_Y, "stroke": LIGHT, "stroke_width": 1}
    tick = {"x1": "50%", "x2": "50%", "y1": LINE_Y - 14, "y2": LINE_Y + 32, "stroke": INK, "stroke_width": 2}
    marks = [element("line", {"class_": "reference", **tick})]
    if figure.lighter:
        at = percent(position(figure.lighter, figure.reference))
        light = {"x1": at, "x2": at, "y1": LINE_Y - 11, "y2": LINE_Y + 11, "stroke": GREY, "stroke_width": 1.5}
        marks.append(element("line", {"class_": "lighter", **light, "stroke_dasharray": "3 2"}))
    return element("line", base) + "".join(grid + marks)


def _interval(figure: Strip) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = position(figure.low, figure.reference), position(figure.high, figure.reference)
    dashed = "4 3" if figure.verdict == "too_few" else None
    bar = {"x1": percent(low), "x2": percent(high), "y1": LINE_Y, "y2": LINE_Y, "stroke": INK, "stroke_width": 3}
    ends = [
        _arrow(low, -1) if low <= EDGE else _stop(low),
        _arrow(high, 1) if high >= 1 - EDGE else _stop(high),
    ]
    return element("line", {**bar, "stroke_dasharray": dashed}) + "".join(ends)


def _stop(at: float) -> str:
    x = percent(at)
    return element("line", {"x1": x, "x2": x, "y1": LINE_Y - 5, "y2": LINE_Y + 5, "stroke": INK, "stroke_width": 2})


def _arrow(at: float, way: int) -> str:
    d = f"M{-way * 2} -5 L{way * 5} 0 L{-way * 2} 5"
    path = element("path", {"d": d, "fill": "none", "stroke": INK, "stroke_width": 2})
    return element("svg", {"x": percent(at), "y": LINE_Y, "overflow": "visible", "width": 1, "height": 1}, path)


def _labels(figure: Strip) -> str:
    at = position(figure.value, figure.reference)
    value = {
        "x": percent(at),
        "y": LINE_Y - 14,
        "text_anchor": _anchor(at, "middle"),
        "font_size": 16,
        "font_weight": 700,
    }
    tick = {"x": "50%", "y": LINE_Y + 45, "text_anchor": "middle", "font_size": 14, "fill": INK}
    labels = [text(figure.value_label, {**value, "fill": INK, **HALO}), text(figure.reference_label, tick)]
    if figure.low is not None and figure.high is not None:
        small = {"y": LINE_Y + 23, "font_size": 14, "fill": GREY, **HALO}
        low, high = position(figure.low, figure.reference), position(figure.high, figure.reference)
        labels.append(text(figure.low_label, {**small, "x": percent(low), "text_anchor": _anchor(low, "end")}))
        labels.append(text(figure.high_label, {**small, "x": percent(high), "text_anchor": _anchor(high, "start")}))
    return "".join(labels)


def _anchor(at: float, otherwise: str) -> str:
    return "start" if at < 0.1 else "end" if at > 0.9 else otherwise


def axis(labels: Sequence[str], *, width: str = "100%") -> str:
    """Draw the words of the shared scale, one per step from a quarter to four times (five labels, decorative)."""
    places = [position(2.0**step, 1) for step in range(-STEPS, STEPS + 1)]
    words = [
        text(label, {"x": percent(at), "y": 14, "text_anchor": "middle", "font_size": 14, "fill": GREY})
        for at, label in zip(places, labels, strict=True)
    ]
    box = {"class_": "axis", "width": width, "height": 20, "aria_hidden": "true", "font_family": "Source Sans 3"}
    return element("svg", box, *words)

"""A dot with its interval in one line of a table: the strip without its numbers, which stand in the row."""

from wens.render.marks import shape
from wens.render.strip import EDGE, STEPS, position
from wens.render.svg import INK, LIGHT, element

WIDTH, HEIGHT = 200.0, 18.0
MIDDLE = HEIGHT / 2


def dots(value: float, low: float | None, high: float | None, reference: float, verdict: str) -> str:
    """Draw one figure on the shared scale (a quarter to four times the reference, which must be > 0).

    A decoration: the same numbers stand as text beside it.
    """
    lines = [_line(0, WIDTH, MIDDLE, LIGHT, 1)]
    lines += [_tick(position(2.0**step, 1), 4, LIGHT, 1) for step in range(-STEPS, STEPS + 1) if step]
    lines.append(_tick(0.5, MIDDLE, INK, 2))
    if low is not None and high is not None:
        ends = position(low, reference), position(high, reference)
        lines.append(_line(ends[0] * WIDTH, ends[1] * WIDTH, MIDDLE, INK, 2))
        lines += [_tick(end, 4, INK, 1.5) for end in ends if EDGE < end < 1 - EDGE]
    mark = element("g", {"transform": f"translate({position(value, reference) * WIDTH:.1f} {MIDDLE})"}, shape(verdict))
    box = {"width": WIDTH, "height": HEIGHT, "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}", "aria_hidden": "true"}
    return element("svg", box, *lines, mark)


def _line(x1: float, x2: float, y: float, stroke: str, width: float) -> str:
    return element("line", {"x1": x1, "x2": x2, "y1": y, "y2": y, "stroke": stroke, "stroke_width": width})


def _tick(share: float, half: float, stroke: str, width: float) -> str:
    x = share * WIDTH
    at = {"x1": x, "x2": x, "y1": MIDDLE - half, "y2": MIDDLE + half}
    return element("line", {**at, "stroke": stroke, "stroke_width": width})

"""The one set of verdict marks (SCREENS): told apart by form first, colour second; no red, no green."""

from wens.render.svg import BLUE, GREY, INK, ORANGE, PAPER, element

SIZE = 16


def mark(verdict: str, *, size: int = SIZE) -> str:
    """Draw the mark of a verdict as a small decorative SVG (the words stand beside it).

    ``verdict``: 'higher' ▲, 'lower' ▼, 'chance' ○, 'too_few' hatched –, '' a plain dot (no verdict is given).
    """
    box = {"class_": f"mark mark-{verdict or 'plain'}", "width": size, "height": size, "viewBox": "-8 -8 16 16"}
    return element("svg", {**box, "aria_hidden": "true", "focusable": "false"}, shape(verdict))


def shape(verdict: str) -> str:
    """Draw the form alone, centred on 0,0, about 14 units wide."""
    if verdict == "higher":
        return element("path", {"d": "M0 -7 L7.5 6 L-7.5 6 Z", "fill": ORANGE, "stroke": PAPER, "stroke_width": 1})
    if verdict == "lower":
        return element("path", {"d": "M0 7 L7.5 -6 L-7.5 -6 Z", "fill": BLUE, "stroke": PAPER, "stroke_width": 1})
    if verdict == "chance":
        return element("circle", {"r": 5.5, "fill": PAPER, "stroke": GREY, "stroke_width": 2.5})
    if verdict == "too_few":
        hatch = "M-6 -2 L-3 -5 M-6 4 L3 -5 M-3 5 L6 -4 M3 5 L6 2"
        frame = {"x": -6.5, "y": -5.5, "width": 13, "height": 11, "fill": PAPER, "stroke": GREY, "stroke_width": 1}
        return element("rect", frame) + element(
            "path", {"d": hatch, "stroke": GREY, "stroke_width": 1.2, "fill": "none"}
        )
    return element("circle", {"r": 4.5, "fill": INK})

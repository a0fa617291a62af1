"""A small map for paper, of which many stand on one page: verdicts by pattern and mark, no names, no links."""

from collections.abc import Sequence
from dataclasses import dataclass

from wens.render.marks import shape
from wens.render.svg import GREY, INK, PAPER, element

Ring = Sequence[tuple[float, float]]

WIDTH = 200.0
MARGIN = 4.0
MARKED = 1.1  # size of a mark against that beside a text
FILLS = {
    "higher": "#f0b184",
    "lower": "#c3d4ea",
    "chance": "#f1eff4",
    "too_few": "url(#hatch)",
    "none": "url(#hatch)",
    "": PAPER,
}
"""At most four classes; the marks tell higher from lower, hatching is 'no figure or too few': also on a copier."""


@dataclass(frozen=True)
class SmallArea:
    """One area: rings in a metric projection (filled even-odd), a place for its mark, its class (key of FILLS)."""

    rings: Sequence[Ring]
    mark_at: tuple[float, float]
    fill: str = ""


def small_map(areas: Sequence[SmallArea], *, borders: Sequence[Sequence[Ring]] = ()) -> str:
    """Draw the map; ``borders`` of larger areas as heavier lines. Raises ValueError when there is nothing to draw."""
    points = [point for area in areas for ring in area.rings for point in ring]
    if not points:
        raise ValueError("a map needs at least one area with an outline")
    west, north = min(x for x, _ in points), max(y for _, y in points)
    east, south = max(x for x, _ in points), min(y for _, y in points)
    scale = WIDTH / max(east - west, north - south, 1.0)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - west) * scale, (north - point[1]) * scale

    def path(rings: Sequence[Ring]) -> str:
        return "".join(
            f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in map(place, ring))}Z" for ring in rings if len(ring) > 2
        )

    drawn = [
        element("path", {"d": path(one.rings), "fill": FILLS[one.fill], "fill_rule": "evenodd", **_EDGE})
        for one in areas
    ]
    heavier = [element("path", {"d": path(rings), "fill": "none", **_BORDER}) for rings in borders]
    signs = [_sign(place(one.mark_at), one.fill) for one in areas if one.fill in {"higher", "lower"}]
    width, height = ((east - west) * scale + 2 * MARGIN, (north - south) * scale + 2 * MARGIN)
    box = {
        "viewBox": f"{-MARGIN:g} {-MARGIN:g} {width:.1f} {height:.1f}", "width": width, "height": height, "role": "img",
    }  # fmt: skip
    return element("svg", box, _HATCH, *drawn, *heavier, *signs)


_EDGE = {"stroke": GREY, "stroke_width": 0.5}
_BORDER = {"stroke": INK, "stroke_width": 1.2, "stroke_linejoin": "round"}
_HATCH = element(
    "defs",
    {},
    element(
        "pattern",
        {"id": "hatch", "width": 5, "height": 5, "patternUnits": "userSpaceOnUse"},
        element("rect", {"width": 5, "height": 5, "fill": PAPER}),
        element("path", {"d": "M0 5 L5 0", "stroke": GREY, "stroke_width": 0.7}),
    ),
)


def _sign(at: tuple[float, float], verdict: str) -> str:
    move = f"translate({at[0]:.1f} {at[1]:.1f}) scale({MARKED:g})"
    return element("g", {"transform": move}, shape(verdict))

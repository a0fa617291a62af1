"""A map of areas as SVG, for the page and the PDF: links, names, at most four classes, hatching for 'no figure'."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from wens.render.svg import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, element, number, text

WIDTH = 800.0
NARROW_FONT, WIDE_FONT = 25.0, 14.0  # in map units; on a telephone the map is about 330 px wide, on a desk 700
FILLS = {
    "": "#eeebf2",
    "chosen": "#4a2150",
    "higher": ORANGE,
    "lower": BLUE,
    "chance": "#d9d5df",
    "none": "url(#no-figure)",
}


@dataclass(frozen=True)
class MapArea:
    """One area: outline in a metric projection (north up), where it leads, and its class (a key of FILLS)."""

    name: str
    geometry: BaseGeometry
    href: str | None = None
    title: str = ""  # what a reader hears: name and verdict
    fill: str = ""
    group: str = ""  # areas of another group get a heavier border between them
    label: str | None = None  # written on the map; None: the name, '': nothing


@dataclass(frozen=True)
class _Label:
    words: str
    x: float
    y: float
    wide: bool
    narrow: bool
    light: bool


def map_svg(areas: Sequence[MapArea], *, title: str, description: str, width: str | None = None) -> str:
    """Draw the map; the order of the areas is the order of the links for keyboard and screen reader.

    Raises ValueError when there is nothing to draw.
    """
    drawn = [area for area in areas if not area.geometry.is_empty]
    if not drawn:
        raise ValueError("a map needs at least one area with an outline")
    west, south, east, north = shapely.total_bounds([area.geometry for area in drawn])
    scale = WIDTH / max(east - west, 1.0)
    height = (north - south) * scale
    placed = [_to_page(area.geometry, west, north, scale) for area in drawn]
    labels = _labels(drawn, placed)
    parts = [
        element("title", {}, escape(title)),
        element("desc", {}, escape(description)),
        _hatch(),
        *(_area(area, geometry) for area, geometry in zip(drawn, placed, strict=True)),
        _borders(drawn, placed),
        *(_label(label) for label in labels),
    ]
    box = f"-6 -6 {number(WIDTH + 12)} {number(height + 12)}"
    attributes = {"class_": "map", "viewBox": box, "width": width, "font_family": "Source Sans 3"}
    # A map with links is a group of links, not one image: the links keep their names.
    role = "group" if any(area.href for area in drawn) else "img"
    return element("svg", {**attributes, "role": role, "aria_label": title}, *parts)


def _to_page(geometry: BaseGeometry, west: float, north: float, scale: float) -> BaseGeometry:
    def move(points):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 -- shapely passes a NumPy array
        return (points - (west, north)) * (scale, -scale)

    return shapely.transform(geometry, move)


def _area(area: MapArea, geometry: BaseGeometry) -> str:
    path = {"d": _path(geometry), "fill": FILLS[area.fill], "stroke": PAPER if area.fill else "#a59fb0"}
    drawn = element("path", {**path, "stroke_width": 1.2, "class_": f"area area-{area.fill or 'plain'}"})
    title = element("title", {}, escape(area.title or area.name))
    if area.href is None:
        return element("g", {}, title, drawn)
    return element("a", {"href": area.href, "aria_label": area.title or area.name}, title, drawn)


def _path(geometry: BaseGeometry) -> str:
    rings = []
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type != "Polygon":
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = [f"{x:.1f} {y:.1f}" for x, y in list(ring.coords)[:-1]]
            rings.append(f"M{'L'.join(points)}Z")
    return "".join(rings)


def _borders(areas: Sequence[MapArea], placed: Sequence[BaseGeometry]) -> str:
    groups = {area.group for area in areas if area.group}
    if len(groups) < 2:
        return ""
    outlines = [
        shapely.union_all([shape for area, shape in zip(areas, placed, strict=True) if area.group == group])
        for group in sorted(groups)
    ]
    path = "".join(_path(outline) for outline in outlines)
    return element("path", {"class_": "border", "d": path, "fill": "none", "stroke": INK, "stroke_width": 2.2})


def _labels(areas: Sequence[MapArea], placed: Sequence[BaseGeometry]) -> list[_Label]:
    """Place the names of the largest areas first; a name that would touch another one is left out (the table has it)."""
    taken: dict[float, list[tuple[float, float, float, float]]] = {WIDE_FONT: [], NARROW_FONT: []}
    labels = []
    for area, shape in sorted(zip(areas, placed, strict=True), key=lambda pair: -pair[1].area):
        words = area.name if area.label is None else area.label
        if not words:
            continue
        point = shape.representative_point()
        x, y = point.x, point.y
        fits = {font: _take(taken[font], words, x, y, font) for font in (WIDE_FONT, NARROW_FONT)}
        if any(fits.values()):
            light = area.fill in {"chosen", "higher", "lower"}
            labels.append(_Label(words, x, y, wide=fits[WIDE_FONT], narrow=fits[NARROW_FONT], light=light))
    return labels


def _take(taken: list[tuple[float, float, float, float]], words: str, x: float, y: float, font: float) -> bool:
    half, up = len(words) * font * 0.26, font * 0.6
    if x - half < -4 or x + half > WIDTH + 4:
        return False
    box = (x - half, y - up, x + half, y + up)
    if any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken):
        return False
    taken.append(box)
    return True


def _label(label: _Label) -> str:
    sizes = " ".join(name for name, shown in (("on-wide", label.wide), ("on-narrow", label.narrow)) if shown)
    where = {"x": label.x, "y": label.y + WIDE_FONT * 0.35, "text_anchor": "middle", "font_size": WIDE_FONT}
    ink = {"fill": PAPER, "font_weight": 600} if label.light else {"fill": INK, "stroke": PAPER, "stroke_width": 3}
    return text(label.words, {"class_": sizes, **where, **ink, "paint_order": "stroke", "aria_hidden": "true"})


def _hatch() -> str:
    line = element("path", {"d": "M0 8 L8 0", "stroke": GREY, "stroke_width": 1})
    ground = element("rect", {"width": 8, "height": 8, "fill": PAPER})
    size = {"id": "no-figure", "width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
    return element("defs", {}, element("pattern", size, ground, line))


def legend_swatch(fill: str) -> str:
    """Draw a small square in the colour of a class; the words stand beside it."""
    colour = LIGHT if fill == "none" else FILLS[fill]
    square = element("rect", {"x": 1, "y": 1, "width": 14, "height": 14, "fill": colour, "stroke": GREY})
    hatch = element("path", {"d": "M2 12 L12 2 M7 14 L14 7", "stroke": INK}) if fill == "none" else ""
    return element("svg", {"width": 16, "height": 16, "aria_hidden": "true", "focusable": "false"}, square, hatch)

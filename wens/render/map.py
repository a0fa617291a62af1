"""A map of areas as SVG, for the page and the PDF: links, names, at most four classes, hatching for 'no figure'."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from wens.render.marks import shape
from wens.render.svg import GREY, INK, PAPER, element, number, text

Ring = Sequence[tuple[float, float]]

WIDTH = 800.0
MARGIN = 6.0
POINT = 30.0  # radius of a numbered place: with its edge a target of 24 px (WCAG 2.5.8) on a telephone of 360 px
NARROW_FONT, WIDE_FONT = 29.0, 17.0  # in map units; on a telephone the map is about 330 px wide, on a desk 700
FILLS = {
    "": "#eeebf2",
    "chosen": "#4a2150",
    "higher": "#eda06a",  # lighter than the marks that stand on them
    "lower": "#8fb1d9",
    "chance": "#d9d5df",
    "none": "url(#no-figure)",
}
MARKED = frozenset({"higher", "lower"})


@dataclass(frozen=True)
class MapArea:
    """One area: rings in a metric projection (north up, filled even-odd), where it leads, its class (key of FILLS)."""

    name: str
    rings: Sequence[Ring]
    label_at: tuple[float, float]
    href: str | None = None
    title: str = ""  # what a reader hears: name and verdict; empty: the name
    fill: str = ""
    labelled: bool = True


@dataclass(frozen=True)
class MapPoint:
    """A numbered place on the map: where (in the projection of the areas), its number in the list, where it leads."""

    number: int
    at: tuple[float, float]
    title: str  # what a reader hears
    href: str | None = None


@dataclass(frozen=True)
class Frame:
    """How ground coordinates become places on the drawing."""

    west: float
    north: float
    scale: float
    height: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return x and y on the drawing."""
        return (point[0] - self.west) * self.scale, (self.north - point[1]) * self.scale


def map_svg(
    areas: Sequence[MapArea],
    *,
    title: str,
    description: str,
    borders: Sequence[Sequence[Ring]] = (),
    points: Sequence[MapPoint] = (),
    width: float | None = None,
) -> str:
    """Draw the map; the order of the areas is the order of the links for keyboard and screen reader.

    ``borders``: larger areas, drawn as heavier lines on top; ``points``: numbered places on top of everything;
    ``width``: in points for paper, else it fills its place.
    Raises ValueError when there is nothing to draw.
    """
    drawn = [area for area in areas if any(area.rings)]
    if not drawn:
        raise ValueError("a map needs at least one area with an outline")
    frame = _frame(drawn)
    parts = [
        element("title", {}, escape(title)),
        element("desc", {}, escape(description)),
        _hatch(),
        *(_area(area, frame) for area in drawn),
        *(_border(rings, frame) for rings in borders),
        *(_sign(area, frame) for area in drawn if area.fill in MARKED),
        *_labels(drawn, frame),
        *(_point(one, frame) for one in points),
    ]
    across, down = WIDTH + 2 * MARGIN, frame.height + 2 * MARGIN
    # A map with links is a group of links, not one image: the links keep their names.
    has_links = any(area.href for area in drawn) or any(point.href for point in points)
    role = "group" if has_links else "img"
    attributes = {
        "class_": "map",
        "viewBox": f"{number(-MARGIN)} {number(-MARGIN)} {number(across)} {number(down)}",
        "width": width,
        "height": None if width is None else width * down / across,
        "font_family": "Source Sans 3",
        "role": role,
        "aria_label": title,
    }
    return element("svg", attributes, *parts)


def _frame(areas: Sequence[MapArea]) -> Frame:
    points = [point for area in areas for ring in area.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / max(east - west, 1.0)
    return Frame(west, north, scale, (north - south) * scale)


def _area(area: MapArea, frame: Frame) -> str:
    said = area.title or area.name
    stroke = PAPER if area.fill else "#a59fb0"
    drawing = {"d": _path(area.rings, frame), "fill": FILLS[area.fill], "fill_rule": "evenodd", "stroke": stroke}
    path = element("path", {**drawing, "stroke_width": 1.2, "class_": f"area area-{area.fill or 'plain'}"})
    title = element("title", {}, escape(said))
    if area.href is None:
        return element("g", {}, title, path)
    return element("a", {"href": area.href, "aria_label": said}, title, path)


def _sign(area: MapArea, frame: Frame) -> str:
    """Draw the mark of a verdict on its area: told apart by form too, also on a copier."""
    x, y = frame.place(area.label_at)
    place = {"x": x, "y": y - WIDE_FONT, "width": 1, "height": 1, "overflow": "visible", "class_": "sign"}
    return element("svg", place, shape(area.fill))


def _point(point: MapPoint, frame: Frame) -> str:
    """Draw a disc with its number; a number is text in ink on paper, so that it can be read in any size and print."""
    x, y = frame.place(point.at)
    disc = element("circle", {"cx": x, "cy": y, "r": POINT, "fill": PAPER, "stroke": INK, "stroke_width": 4})
    said = {"x": x, "y": y + POINT * 0.36, "text_anchor": "middle", "font_size": POINT, "fill": INK}
    written = text(
        str(point.number), {**said, "class_": "on-wide on-narrow", "font_weight": "700", "aria_hidden": "true"}
    )
    title = element("title", {}, escape(point.title))
    if point.href is None:
        return element("g", {"class_": "point"}, title, disc, written)
    return element("a", {"class_": "point", "href": point.href, "aria_label": point.title}, title, disc, written)


def _border(rings: Sequence[Ring], frame: Frame) -> str:
    line = {"d": _path(rings, frame), "fill": "none", "stroke": INK, "stroke_width": 2, "stroke_linejoin": "round"}
    return element("path", {"class_": "border", **line})


def _path(rings: Sequence[Ring], frame: Frame) -> str:
    written = []
    for ring in rings:
        points = [f"{number(round(x, 1))} {number(round(y, 1))}" for x, y in map(frame.place, ring)]
        written.append(f"M{'L'.join(points)}Z")
    return "".join(written)


def _labels(areas: Sequence[MapArea], frame: Frame) -> list[str]:
    """Place the names of the largest areas first; a name that would touch another is left out."""
    taken: dict[float, list[tuple[float, float, float, float]]] = {WIDE_FONT: [], NARROW_FONT: []}
    labels = []
    for area in sorted((one for one in areas if one.labelled), key=_size, reverse=True):
        x, y = frame.place(area.label_at)
        shown = {font: _take(taken[font], area.name, x, y, font) for font in (WIDE_FONT, NARROW_FONT)}
        if any(shown.values()):
            sizes = " ".join(name for name, font in (("on-wide", WIDE_FONT), ("on-narrow", NARROW_FONT)) if shown[font])
            labels.append(_label(area, x, y, sizes))
    return labels


def _size(area: MapArea) -> float:
    xs, ys = [x for ring in area.rings for x, _ in ring], [y for ring in area.rings for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _take(taken: list[tuple[float, float, float, float]], words: str, x: float, y: float, font: float) -> bool:
    half, up = len(words) * font * 0.26, font * 0.6
    if x - half < -MARGIN or x + half > WIDTH + MARGIN:
        return False
    box = (x - half, y - up, x + half, y + up)
    if any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken):
        return False
    taken.append(box)
    return True


def _label(area: MapArea, x: float, y: float, sizes: str) -> str:
    where = {"class_": sizes, "x": x, "y": y + WIDE_FONT * 0.35, "text_anchor": "middle", "font_size": WIDE_FONT}
    halo = {"fill": INK, "stroke": PAPER, "stroke_width": 3, "paint_order": "stroke"}
    return text(area.name, {**where, **halo, "aria_hidden": "true"})


def _hatch() -> str:
    line = element("path", {"d": "M0 8 L8 0", "stroke": GREY, "stroke_width": 1})
    ground = element("rect", {"width": 8, "height": 8, "fill": PAPER})
    size = {"id": "no-figure", "width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
    return element("defs", {}, element("pattern", size, ground, line))

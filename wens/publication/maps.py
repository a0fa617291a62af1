"""The maps on the site: choosing a wijk, showing where a place lies, and the verdicts of one indicator."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.areas.queries import Outline
from wens.figures.definitions import Indicator
from wens.figures.rows import FigureRow
from wens.publication import words
from wens.publication.places import Place, Places
from wens.render.map import MapArea, map_svg

FILLS = {"higher": "higher", "lower": "lower", "chance": "chance", "too_few": "none", "": ""}


def chooser(places: Places) -> SafeString:
    """Draw the map of the home page: every wijk a link, heavier lines between stadsdelen, no colour that judges."""
    outlines = places.outlines(places.spoken)
    areas = [
        MapArea(one.name, outlines[one.code].rings, outlines[one.code].label, href=places.url(one))
        for one in places.of_level(places.spoken)
        if one.code in outlines
    ]
    description = _("Elke wijk is een link. De tabel heeft dezelfde links.")
    stadsdelen = list(places.outlines("stadsdeel").values())
    return _drawn(areas, _("Kaart met wijken"), description, borders=stadsdelen)


def locator(place: Place, places: Places, *, width: float | None = None) -> SafeString:
    """Draw where a place lies: the wijken of the gemeente in outline, the place itself filled."""
    if place.level == "gemeente":
        return SafeString("")
    outlines = places.outlines(places.spoken)
    inside = {one.code for one in places.of_level(places.spoken) if place.code in {one.code, *one.inside.values()}}
    areas = [
        MapArea(
            code, shape.rings, shape.label, fill="chosen" if code in inside else "", labelled=False, title=shape.name
        )
        for code, shape in outlines.items()
    ]
    own = None if inside else places.outlines(place.level).get(place.code)
    if own is not None:
        areas.append(MapArea(place.name, own.rings, own.label, fill="chosen", labelled=False))
    title = _("Kaart: waar %(name)s ligt") % {"name": place.name}
    return _drawn(areas, title, title, width=width)


def verdicts(
    places: Places, level: str, indicator: Indicator, rows: Mapping[str, FigureRow], reference: str
) -> SafeString:
    """Draw the verdicts of one indicator; the table beside the map has the same in words."""
    areas = []
    for code, shape in places.outlines(level).items():
        place, row = places.by_code.get(code), rows.get(code)
        if place is None:
            continue
        if row is None or row.value is None:
            fill, said = "none", words.why_no_number(row, indicator, (get_language() or "nl")[:2])
        else:
            fill, said = FILLS[row.verdict], words.verdict_words(row.verdict, reference)
        title = f"{place.name}: {said}"
        areas.append(MapArea(place.name, shape.rings, shape.label, href=places.url(place), title=title, fill=fill))
    return _drawn(areas, _("Kaart met oordelen"), _("De tabel hieronder zegt hetzelfde in woorden."))


def _drawn(
    areas: list[MapArea], title: str, description: str, *, borders: Sequence[Outline] = (), width: float | None = None
) -> SafeString:
    """Draw, or return nothing when no area has an outline (areas may come as a plain table of codes)."""
    if not areas:
        return SafeString("")
    heavier = [shape.rings for shape in borders]
    drawing = map_svg(areas, title=title, description=description, borders=heavier, width=width)
    return mark_safe(drawing)  # noqa: S308 -- written and escaped by wens.render

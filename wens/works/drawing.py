"""The map of a plan: the buurten of the wijk, and the works with a place as numbers. The list says the same."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wens.areas.queries import AreaRow, newest, outlines, parts_of
from wens.render.map import MapArea, MapPoint, map_svg
from wens.works.showing import ShownWork


def map_of(area: AreaRow, works: list[ShownWork]) -> SafeString:
    """Draw where the works are, each a link to its place in the list; empty without shapes or places."""
    year = newest("buurt")
    inside = set(parts_of(area.code, year)) if year else set()
    points = [
        MapPoint(one.line.number, (one.line.x, one.line.y), f"{one.line.number}. {one.line.title}", f"#{one.anchor}")
        for one in works
        if one.line.x is not None and one.line.y is not None
    ]
    drawn = [MapArea(one.name, one.rings, one.label) for one in outlines("buurt") if one.code in inside]
    if not drawn or not points:
        return SafeString("")
    return mark_safe(  # noqa: S308 -- written and escaped by wens.render
        map_svg(
            drawn, points=points, title=_("Kaart van %(name)s met de werken") % {"name": area.name},
            description=_("De nummers zijn die van de lijst. Elk nummer is een link naar het werk."),
        )
    )  # fmt: skip

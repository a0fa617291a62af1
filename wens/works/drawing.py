"""The map of a plan: the buurten of the wijk, and the works with a place as numbers. The list says the same."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wens.areas.queries import newest, outlines, parts_of
from wens.render.map import MapArea, MapPoint, map_svg
from wens.works.models import Work
from wens.works.showing import ShownWork


def map_of(area_code: str, name: str, works: Sequence[ShownWork]) -> SafeString:
    """Draw where the works are, each a link to its place in the list; empty without shapes or places."""
    points = [
        MapPoint(one.line.number, (one.line.x, one.line.y), f"{one.line.number}. {one.line.title}", f"#{one.anchor}")
        for one in works
        if one.line.x is not None and one.line.y is not None
    ]
    return _drawn(area_code, name, points, _("De nummers zijn die van de lijst. Elk nummer is een link naar het werk."))


def map_of_one(work: Work, name: str) -> SafeString:
    """Draw where one work is, for who writes it; empty without shapes or a place."""
    if work.x is None or work.y is None:
        return SafeString("")
    return _drawn(work.plan.area_code, name, [MapPoint(1, (work.x, work.y), work.title)], work.title)


def _drawn(area_code: str, name: str, points: Sequence[MapPoint], description: str) -> SafeString:
    year = newest("buurt")
    inside = set(parts_of(area_code, year)) if year else set()
    drawn = [MapArea(one.name, one.rings, one.label) for one in outlines("buurt") if one.code in inside]
    if not drawn or not points:
        return SafeString("")
    title = _("Kaart van %(name)s met de werken") % {"name": name}
    return mark_safe(map_svg(drawn, points=points, title=title, description=description))  # noqa: S308 -- escaped there

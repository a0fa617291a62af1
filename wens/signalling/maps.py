"""The map beside the list: wijken with signals stand out, each is a link that chooses it. The list says the same."""

from collections import Counter

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.areas.queries import Outline, outlines
from wens.render.map import MapArea, map_svg
from wens.signalling.forms import spoken_areas
from wens.signalling.models import Worry
from wens.signalling.queries import buurten_of


def map_of(found: list[Worry], chosen: str, given: QueryDict) -> SafeString:
    """Draw how many of these worries are in each wijk: never smaller than a wijk, whoever looks; empty without shapes.

    A worry about something larger than a wijk stands in the list only.
    """
    wijken = spoken_areas()
    wijk_of = {code: wijk.code for wijk in wijken for code in [wijk.code, *buurten_of(wijk.code)]}
    counts = Counter(wijk_of[one.area_code] for one in found if one.area_code in wijk_of)
    shapes = {one.code: one for one in outlines(wijken[0].level)} if wijken else {}
    drawn = [_area(shapes[one.code], one.name, counts[one.code], one.code == chosen, given)
             for one in wijken if one.code in shapes]  # fmt: skip
    if not drawn:
        return SafeString("")
    drawing = map_svg(drawn, title=_("Kaart met signalen per wijk"),
                      description=_("Elke wijk is een link die de lijst kleiner maakt."))  # fmt: skip
    return mark_safe(drawing)  # noqa: S308 -- written and escaped by wens.render


def _area(shape: Outline, name: str, count: int, is_chosen: bool, given: QueryDict) -> MapArea:
    query = given.copy()
    query["gebied"] = shape.code
    said = ngettext("%(name)s: %(count)s signaal", "%(name)s: %(count)s signalen", count)
    fill = "chosen" if count else "chance" if is_chosen else ""
    return MapArea(
        f"{name} ({count})" if count else name, shape.rings, shape.label, fill=fill,
        href=f"{reverse('signalling:overview')}?{query.urlencode()}", title=said % {"name": name, "count": count},
        labelled=bool(count) or is_chosen,
    )  # fmt: skip

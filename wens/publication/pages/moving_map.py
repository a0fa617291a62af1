"""What the map that moves needs: simplified outlines in degrees, and per area the figure as the table says it."""

from collections.abc import Mapping
from functools import reduce
from typing import Any
from urllib.parse import urlencode

import shapely
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from wens.areas.geojson import ShapedArea, feature_collection
from wens.areas.queries import Outline
from wens.publication.maps import FILLS
from wens.publication.pages.table import TableRow, table_page
from wens.publication.places import Places


def outlines_of(level: str, places: Places) -> dict[str, Any]:
    """Return the areas of a level as GeoJSON (WGS84), with code, name and the place of their mark."""
    found = places.outlines(level)
    shaped = [ShapedArea(one.code, one.name, level, 0, "", None, _shape(one)) for one in found.values()]
    collection = feature_collection(shaped)
    for number, (feature, one) in enumerate(zip(collection["features"], found.values(), strict=True)):
        feature["id"] = number  # the map marks areas by number
        feature["properties"] = {"code": one.code, "name": one.name}
    return collection


def figures_of(asked: Mapping[str, str], places: Places, gemeente_name: str) -> dict[str, Any]:
    """Return one indicator in one period for the areas of a level, in words, with what else can be chosen."""
    page = table_page(asked, places, gemeente_name)
    chosen = {"indicator": page.indicator, "level": page.level, "period": page.period}
    return {
        **chosen,
        "caption": page.caption,
        "source": page.source,
        "edition": page.edition_words,
        "groups": [
            {"name": group.name, "options": [{"key": one.key, "name": one.name} for one in group.indicators]}
            for group in page.choices
        ],
        "periods": [{"key": one.key, "name": one.name} for one in page.periods],
        "areas": {row.code: _area(row) for row in page.rows},
        "table": f"{reverse('publication:data')}?{urlencode(chosen)}" if page.edition else "",
        "outlines": reverse("publication:map-outlines", kwargs={"level": page.level}) if page.edition else "",
        "background": settings.WENS.background_map,
        "credit": settings.WENS.background_map_credit if settings.WENS.background_map else "",
        "words": words_of(page.reference.words),
    }


def words_of(reference: str) -> dict[str, str]:
    """Return the words around the map in the language of the page."""
    return {
        "indicator": _("Onderwerp"),
        "period": _("Periode"),
        "area": _("Gebied"),
        "choose": _("Kies een gebied op de kaart of in de lijst."),
        "none": _("geen getal"),
        "source": _("Bron:"),
        "map": _("Kaart met cijfers; dezelfde cijfers staan in de tabel"),
        "table": _("Dezelfde cijfers in een tabel"),
        "page": _("Naar de pagina"),
        "failed": _("Deze kaart lukt niet in uw browser. De tabel zegt hetzelfde."),
        "zoomIn": _("Dichterbij"),
        "zoomOut": _("Verder weg"),
        "higher": _("vaker dan in %(place)s") % {"place": reference},
        "lower": _("minder vaak"),
        "chance": _("niet te onderscheiden van toeval"),
        "noFigure": _("geen getal of te weinig gegevens"),
        "plain": _("wij geven geen oordeel"),
    }


def _area(row: TableRow) -> dict[str, str]:
    known = bool(row.line.value)
    return {
        "name": row.name,
        "url": row.url,
        "fill": (FILLS[row.line.verdict] or "plain") if known else "none",
        "value": row.line.value,
        "interval": row.line.interval,
        "verdict": row.line.verdict_words,
        "note": row.line.note,
    }


def _shape(one: Outline) -> shapely.Geometry:
    """Make a shape of rings that are filled even-odd: what lies in two rings is a hole."""
    return reduce(shapely.symmetric_difference, [shapely.polygons(ring) for ring in one.rings])

"""The button that loads the map that moves."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from wens.publication.places import Place

register = template.Library()


@register.inclusion_tag("publication/moving_map.html")
def moving_map(place: Place | None = None, *, level: str = "", indicator: str = "", period: str = "") -> dict[str, Any]:
    """Offer the map; ``place``: the area that it starts with, others at its level around it."""
    level = level or (place.level if place and place.level != "gemeente" else "")
    asked = {"level": level, "indicator": indicator, "period": period}
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("publication:map-figures")
    return {"address": f"{address}?{query}" if query else address, "chosen": place.code if place else ""}

"""What the templates of contributions share: the languages of residents' screens, and where something is."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from wens.areas.queries import degrees_of
from wens.voices.models import Contribution

register = template.Library()


@register.simple_tag
def background_map() -> str:
    """Return the address of the tiles with streets; empty when the gemeente did not switch them on."""
    address: str = settings.WENS.background_map
    return address


@register.filter
def spot(one: Contribution) -> str:
    """Return latitude and longitude of a contribution, as maps on the web take them; empty for a whole area."""
    if one.x is None or one.y is None:
        return ""
    longitude, latitude = degrees_of(one.x, one.y)
    return f"{latitude:.4f}, {longitude:.4f}"


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[dict[str, str]]:
    """Return code, name and address of this same screen in each other language."""
    request: HttpRequest = context["request"]
    return [
        {"code": code, "name": name, "url": translate_url(request.path, code)}
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]

"""What the templates of contributions share: the languages of residents' screens, and where something is."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override

from wens.areas.queries import degrees_of
from wens.tenancy.context import current_gemeente
from wens.voices.definitions import Help, help_of
from wens.voices.models import Contribution

register = template.Library()


@register.simple_tag
def help_numbers() -> Help:
    """Return the numbers to call of the acting gemeente; on a page of no gemeente, those that are the same for all."""
    return help_of(current_gemeente())


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
    match = request.resolver_match
    if match is None:
        return []
    screen = (match.view_name, match.args, tuple(match.kwargs.items()))
    return [
        {"code": code, "name": name, "url": _address(code, get_script_prefix(), *screen)}
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


@lru_cache(maxsize=1024)
def _address(code: str, prefix: str, view: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:  # noqa: ARG001  the prefix is part of the key
    with override(code):
        return reverse(view, args=args, kwargs=dict(named))

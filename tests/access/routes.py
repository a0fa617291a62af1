"""Every address of the site, as the resolver knows it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Route(NamedTuple):
    """One address: its pattern without the language, the arguments that it takes, and its url name."""

    pattern: str
    arguments: tuple[str, ...]
    name: str


def every_route() -> list[Route]:
    """Return all addresses once each, in the order in which they are tried."""
    found = {route.pattern: route for route in reversed(list(_walk(get_resolver().url_patterns, "", "")))}
    return list(reversed(found.values()))


def _walk(patterns: list[URLPattern | URLResolver], before: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            arguments = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            yield Route(here, arguments, namespace + (pattern.name or ""))

"""The two answers that the map that moves asks for."""

import json

from django.http import Http404, HttpRequest, HttpResponse

from wens.figures.definitions import LEVELS
from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.pages.moving_map import figures_of, outlines_of
from wens.publication.views.common import gemeente_of


@public_page
def outlines(request: HttpRequest, level: str) -> HttpResponse:  # noqa: ARG001
    """Give the simplified outlines of a level."""
    if level not in LEVELS:
        raise Http404(f"no level {level!r}")
    return _json(outlines_of(level, data.places()), "application/geo+json")


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    """Give the figures of one indicator in one period; what is not asked gets a sensible choice."""
    return _json(figures_of(request.GET.dict(), data.places(), gemeente_of(request).name), "application/json")


def _json(body: object, content_type: str) -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False, separators=(",", ":")), content_type=content_type)

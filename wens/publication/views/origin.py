"""The chain for everybody: where a sentence about a knelpunt comes from, and what came of it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.pages.origin import origin_page
from wens.publication.views.common import show
from wens.reports.chain import approved_text


@public_page
def origin(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what a knelpunt rests on and what came of it."""
    found = approved_text(key)
    if found is None:
        raise Http404(f"no text {key}")
    page = origin_page(found, data.places())
    return show(request, "origin", page, here="wijk", trail=page.trail)

"""What every view of the public site needs: the place of an address, a page, a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wens.publication import data
from wens.publication.pages.area import Link
from wens.publication.places import Place, Places


class NoSuchPlace(Http404):
    """The address names a wijk that is not there; the page offers the search."""


def show(
    request: HttpRequest, template: str, page: object, *, here: str, trail: list[Link] | None = None
) -> HttpResponse:
    """Show a page. ``here``: which part of the menu it belongs to; ``trail``: the way back."""
    return render(request, f"publication/{template}.html", {"page": page, "here": here, "trail": trail or []})


def place_at(kind: str, slug: str) -> tuple[Place, Places]:
    """Return the place of an address. Raises NoSuchPlace when there is none."""
    places = data.places()
    known = {"wijk": places.by_slug, "stadsdeel": places.stadsdelen}
    place = places.whole() if kind == "gemeente" else known[kind].get(slug)
    if place is None:
        raise NoSuchPlace(f"no {kind} {slug!r}")
    return place, places


def gemeente_of(request: HttpRequest) -> Any:
    """Return the gemeente whose host name was asked."""
    return request.gemeente  # type: ignore[attr-defined]


def home_link() -> Link:
    """Return the first step of every trail."""
    return Link(_("Wijken"), reverse("publication:home"))


def file_answer(body: bytes, content_type: str, name: str, *, shown: bool = False) -> HttpResponse:
    """Give a file; ``shown``: opened in the browser instead of saved."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return response

"""Frozen photos: the list of a place, one as it was, two beside each other, and one as JSON."""

from django.http import Http404, HttpRequest, HttpResponse

from wens.photos.canonical import canonical
from wens.publication import photos
from wens.publication.caching import public_page
from wens.publication.pages.photos import comparison, frozen_page, photo_list
from wens.publication.photos import Frozen
from wens.publication.places import Place
from wens.publication.views.common import file_answer, place_at, show


@public_page
def listed(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Show which photos of a place were kept."""
    place, places = place_at(kind, slug)
    page = photo_list(place, places)
    return show(request, "photos", page, here=kind, trail=page.trail)


@public_page
def one(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:
    """Show a place as it was."""
    place, places = place_at(kind, slug)
    page = frozen_page(place, places, _frozen(place, number))
    return show(request, "area", page, here=kind, trail=page.trail)


@public_page
def as_json(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:  # noqa: ARG001
    """Give a photo as it was frozen, to the byte: the sha256 of the answer is the digest on the page."""
    place, _places = place_at(kind, slug)
    body = canonical(_frozen(place, number).content).encode()
    return file_answer(body, "application/json", f"{place.slug}-foto-{number}.json")


@public_page
def compared(request: HttpRequest, kind: str, first: int, second: int, slug: str = "") -> HttpResponse:
    """Show what changed between two photos of a place."""
    place, places = place_at(kind, slug)
    page = comparison(place, places, _frozen(place, first), _frozen(place, second))
    return show(request, "photos_compared", page, here=kind, trail=page.trail)


def _frozen(place: Place, number: int) -> Frozen:
    found = photos.frozen(place.code, number)
    if found is None:
        raise Http404(f"no photo {number} of {place.code}")
    return found

"""The public part of dossiers: the list of a place, one on the screen, as PDF and as JSON, two beside each other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.dossiers import queries
from wens.dossiers.models import Dossier
from wens.dossiers.paper import as_pdf, fonts
from wens.dossiers.showing import shown
from wens.publication.caching import public_page
from wens.publication.pages.dossiers import comparison, dossier_list, dossier_page
from wens.publication.places import Place
from wens.publication.views.common import file_answer, gemeente_of, place_at, show


@public_page
def listed(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Show which dossiers of a place were signed off."""
    place, places = place_at(kind, slug)
    page = dossier_list(place, places)
    return show(request, "dossiers", page, here=kind, trail=page.trail)


@public_page
def one(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:
    """Show a dossier as it was signed off."""
    place, places = place_at(kind, slug)
    page = dossier_page(place, places, _kept(place, number))
    return show(request, "dossier", page, here=kind, trail=page.trail)


@public_page
def as_json(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:  # noqa: ARG001
    """Give a dossier as it was frozen, to the byte: the sha256 of the answer is the digest on the page."""
    place, _places = place_at(kind, slug)
    found = _kept(place, number)
    queries.content_of(found)
    return file_answer(found.content.encode(), "application/json", f"{place.slug}-dossier-{number}.json")


@public_page
def pdf(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:
    """Give a dossier as a tagged PDF."""
    place, _places = place_at(kind, slug)
    found = _kept(place, number)
    body = as_pdf(
        shown(queries.content_of(found), queries.texts_of(found)),
        title=_("Dossier %(number)s van %(name)s") % {"number": number, "name": found.area_name},
        digest=found.digest, author=gemeente_of(request).name, day=timezone.localtime(found.frozen_at).date(),
        fonts=fonts(),
    )  # fmt: skip
    return file_answer(body, "application/pdf", f"wens-{place.slug}-dossier-{number}.pdf", shown=True)


@public_page
def compared(request: HttpRequest, kind: str, first: int, second: int, slug: str = "") -> HttpResponse:
    """Show what changed between two dossiers of a place."""
    place, places = place_at(kind, slug)
    page = comparison(place, places, _kept(place, first), _kept(place, second))
    return show(request, "dossiers_compared", page, here=kind, trail=page.trail)


def _kept(place: Place, number: int) -> Dossier:
    found = queries.dossier(place.code, number)
    if found is None:
        raise Http404(f"no dossier {number} of {place.code}")
    return found

"""Reports of wijken for everybody: the list, one on the screen, as PDF and as JSON."""

from django.http import Http404, HttpRequest, HttpResponse

from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.pages.council import council_page
from wens.publication.places import Place
from wens.publication.two import council_on_paper, council_urls, report_list, report_page, report_pdf
from wens.publication.views.common import file_answer, gemeente_of, place_at, show
from wens.reports import queries
from wens.reports.models import Report


@public_page
def listed(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Show which reports of a place are or were public."""
    place, places = place_at(kind, slug)
    page = report_list(place, places)
    return show(request, "reports", page, here=kind, trail=page.trail)


@public_page
def one(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:
    """Show a report as it was signed off."""
    place, places = place_at(kind, slug)
    page = report_page(_kept(place, number), place, places)
    return show(request, "report", page, here=kind, trail=page.trail)


@public_page
def as_json(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:  # noqa: ARG001
    """Give a report as it was made, to the byte: the sha256 of the answer is the digest on the page."""
    place, _places = place_at(kind, slug)
    found = _kept(place, number)
    queries.content_of(found)
    return file_answer(found.content.encode(), "application/json", f"{place.slug}-rapport-{number}.json")


@public_page
def pdf(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:
    """Give a report as a tagged PDF."""
    place, _places = place_at(kind, slug)
    body = report_pdf(_kept(place, number), gemeente_of(request))
    return file_answer(body, "application/pdf", f"wens-{place.slug}-rapport-{number}.pdf", shown=True)


@public_page
def council(request: HttpRequest) -> HttpResponse:
    """Show all wijken with what was decided and agreed, for the council."""
    page = council_page(data.places(), gemeente_of(request).name, council_urls())
    return show(request, "council", page, here="gemeente", trail=page.trail)


@public_page
def council_pdf(request: HttpRequest) -> HttpResponse:
    """Give all wijken on two pages."""
    body = council_on_paper(data.places(), gemeente_of(request))
    return file_answer(body, "application/pdf", "wens-alle-wijken.pdf", shown=True)


def _kept(place: Place, number: int) -> Report:
    found = queries.public_report(place.code, number)
    if found is None:
        raise Http404(f"no report {number} of {place.code}")
    return found

"""What is taken away: the PDF of a place, its figures, all figures."""

from django.http import Http404, HttpRequest, HttpResponse

from wens.figures.definitions import LEVELS, definitions
from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.pdf import NothingPublic, frozen_pdf, overview_pdf, place_pdf
from wens.publication.sheets import TYPES, figures_file
from wens.publication.views.common import file_answer, gemeente_of, place_at


@public_page
def pdf(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Give the photo of a place as a tagged PDF."""
    place, places = place_at(kind, slug)
    try:
        body = place_pdf(place, places, gemeente_of(request))
    except NothingPublic as error:
        raise Http404(str(error)) from error
    return file_answer(body, "application/pdf", f"wens-{place.slug}.pdf", shown=True)


@public_page
def photo_pdf(request: HttpRequest, kind: str, number: int, slug: str = "") -> HttpResponse:
    """Give a kept photo of a place as a tagged PDF."""
    place, places = place_at(kind, slug)
    try:
        body = frozen_pdf(place, places, number, gemeente_of(request))
    except NothingPublic as error:
        raise Http404(str(error)) from error
    return file_answer(body, "application/pdf", f"wens-{place.slug}-foto-{number}.pdf", shown=True)


@public_page
def overview(request: HttpRequest) -> HttpResponse:
    """Give the gemeente on two pages."""
    try:
        body = overview_pdf(data.places(), gemeente_of(request))
    except NothingPublic as error:
        raise Http404(str(error)) from error
    return file_answer(body, "application/pdf", "wens-overzicht.pdf", shown=True)


@public_page
def area_sheet(request: HttpRequest, kind: str, form: str, slug: str = "") -> HttpResponse:  # noqa: ARG001
    """Give all figures of one place."""
    place, _places = place_at(kind, slug)
    edition = data.active_edition()
    if form not in TYPES or edition is None:
        raise Http404(form)
    return file_answer(
        figures_file(form, data.all_figures(area=place.code), edition), TYPES[form], f"{place.slug}.{form}"
    )


@public_page
def sheet(request: HttpRequest, form: str) -> HttpResponse:
    """Give all figures; ?indicator=, ?level= and ?period= narrow it down."""
    edition = data.active_edition()
    if form not in TYPES or edition is None:
        raise Http404(form)
    asked = {name: request.GET[name] for name in ("indicator", "level", "period") if request.GET.get(name)}
    if asked.get("indicator", "") not in {"", *definitions().indicators} or asked.get("level", "") not in {"", *LEVELS}:
        raise Http404("no such indicator or level")
    return file_answer(figures_file(form, data.all_figures(**asked), edition), TYPES[form], f"figures.{form}")

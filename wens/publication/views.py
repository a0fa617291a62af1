"""The public pages: find the place, make the page, show it. Nothing is computed here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wens.figures.definitions import LEVELS, definitions
from wens.publication import data, words
from wens.publication.caching import public_page
from wens.publication.figure_view import Reference
from wens.publication.method import explanation
from wens.publication.pages.area import Link, area_page
from wens.publication.pages.home import found, home_page
from wens.publication.pages.sources import sources_view
from wens.publication.pages.table import table_page
from wens.publication.pages.theme import theme_by_slug, theme_page
from wens.publication.pdf import NothingPublic, place_pdf
from wens.publication.places import Place, Places
from wens.publication.sheets import TYPES, figures_file

LONGEST_QUERY = 80


class NoSuchPlace(Http404):
    """The address names a wijk that is not there; the page offers the search."""


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the map with all wijken, the search and the doors."""
    return _page(request, "home", home_page(data.places()), here="home")


def search(request: HttpRequest) -> HttpResponse:
    """Go to the one place that a text means, or show all that it can mean. What is sought is not kept."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    places = data.places()
    matches = data.search(query, places) if query else []
    if len(matches) == 1:
        return HttpResponseRedirect(places.url(matches[0]))
    context = {"query": query, "found": found(matches, places), "trail": [_home_link(), Link(_("Zoeken"))]}
    return render(request, "publication/search.html", context, status=200 if matches or not query else 404)


@public_page
def area(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Show the photo of a wijk, stadsdeel or gemeente."""
    place, places = _place(kind, slug)
    page = area_page(place, places, _gemeente(request).name)
    return _page(request, "area", page, here=kind, trail=page.trail)


@public_page
def theme(request: HttpRequest, kind: str, theme: str, slug: str = "") -> HttpResponse:
    """Show every indicator of one theme in one place."""
    place, places = _place(kind, slug)
    chosen = theme_by_slug(theme)
    if chosen is None:
        raise Http404(f"no theme {theme!r}")
    page = theme_page(chosen, place, places, _gemeente(request).name)
    return _page(request, "theme", page, here=kind, trail=page.trail)


@public_page
def pdf(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Give the photo of a place as a tagged PDF."""
    place, places = _place(kind, slug)
    try:
        body = place_pdf(place, places, _gemeente(request))
    except NothingPublic as error:
        raise Http404(str(error)) from error
    return _file(body, "application/pdf", f"wens-{place.slug}.pdf", shown=True)


@public_page
def area_sheet(request: HttpRequest, kind: str, form: str, slug: str = "") -> HttpResponse:  # noqa: ARG001
    """Give all figures of one place."""
    place, _places = _place(kind, slug)
    edition = data.active_edition()
    if form not in TYPES or edition is None:
        raise Http404(form)
    return _file(figures_file(form, data.all_figures(area=place.code), edition), TYPES[form], f"{place.slug}.{form}")


@public_page
def sheet(request: HttpRequest, form: str) -> HttpResponse:
    """Give all figures; ?indicator=, ?level= and ?period= narrow it down."""
    edition = data.active_edition()
    if form not in TYPES or edition is None:
        raise Http404(form)
    asked = {name: request.GET[name] for name in ("indicator", "level", "period") if request.GET.get(name)}
    if asked.get("indicator", "") not in {"", *definitions().indicators} or asked.get("level", "") not in {"", *LEVELS}:
        raise Http404("no such indicator or level")
    return _file(figures_file(form, data.all_figures(**asked), edition), TYPES[form], f"figures.{form}")


@public_page
def table(request: HttpRequest) -> HttpResponse:
    """Show all figures as a table."""
    page = table_page(request.GET.dict(), data.places(), _gemeente(request).name)
    return _page(request, "data", page, here="data", trail=[_home_link(), Link(_("Alle cijfers"))])


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """Show whose figures these are."""
    page = {"sources": sources_view(data.places().whole())}
    return _page(request, "sources", page, here="sources", trail=[_home_link(), Link(_("Bronnen en licenties"))])


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Explain how we count."""
    name = _gemeente(request).name
    page = {"method": explanation(), "reference": Reference(name, words.whole(name))}
    return _page(request, "about", page, here="about", trail=[_home_link(), Link(_("Zo rekenen wij"))])


@public_page
def text_page(request: HttpRequest, template: str) -> HttpResponse:
    """Show a statement that the law asks for."""
    titles = {"privacy": _("Privacy"), "accessibility": _("Toegankelijkheid")}
    return _page(request, template, {}, here=template, trail=[_home_link(), Link(titles[template])])


def _page(
    request: HttpRequest, template: str, page: object, *, here: str, trail: list[Link] | None = None
) -> HttpResponse:
    return render(request, f"publication/{template}.html", {"page": page, "here": here, "trail": trail or []})


def _place(kind: str, slug: str) -> tuple[Place, Places]:
    """Return the place of an address. Raises NoSuchPlace when there is none."""
    places = data.places()
    known = {"wijk": places.by_slug, "stadsdeel": places.stadsdelen}
    place = places.whole() if kind == "gemeente" else known[kind].get(slug)
    if place is None:
        raise NoSuchPlace(f"no {kind} {slug!r}")
    return place, places


def _gemeente(request: HttpRequest) -> Any:
    return request.gemeente  # type: ignore[attr-defined]


def _file(body: bytes, content_type: str, name: str, *, shown: bool = False) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return response


def _home_link() -> Link:
    return Link(_("Wijken"), reverse("publication:home"))

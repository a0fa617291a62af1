"""The pages that everybody reads: home, search, the photo and its themes, the figures as a table, statements."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from wens.publication import data, words
from wens.publication.caching import edition_of, public_page
from wens.publication.figure_view import Reference
from wens.publication.method import explanation
from wens.publication.pages.area import Link, area_page
from wens.publication.pages.home import found, home_page
from wens.publication.pages.sources import sources_view
from wens.publication.pages.table import table_page
from wens.publication.pages.theme import theme_by_slug, theme_page
from wens.publication.views.common import gemeente_of, home_link, place_at, show

LONGEST_QUERY = 80


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the map with all wijken, the search and the doors."""
    return show(request, "home", home_page(data.places()), here="home")


def search(request: HttpRequest) -> HttpResponse:
    """Go to the one place that a text means, or show all that it can mean. What is sought is not kept."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    places = data.places()
    matches = data.search(query, places) if query else []
    if len(matches) == 1:
        return HttpResponseRedirect(places.url(matches[0]))
    context = {"query": query, "found": found(matches, places), "trail": [home_link(), Link(_("Zoeken"))]}
    return render(request, "publication/search.html", context, status=200 if matches or not query else 404)


@public_page
def area(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Show the photo of a wijk, stadsdeel or gemeente."""
    place, places = place_at(kind, slug)
    page = area_page(place, places, gemeente_of(request).name, edition_of(request))
    return show(request, "area", page, here=kind, trail=page.trail)


@public_page
def theme(request: HttpRequest, kind: str, theme: str, slug: str = "") -> HttpResponse:
    """Show every indicator of one theme in one place."""
    place, places = place_at(kind, slug)
    chosen = theme_by_slug(theme)
    if chosen is None:
        raise Http404(f"no theme {theme!r}")
    page = theme_page(chosen, place, places, gemeente_of(request).name)
    return show(request, "theme", page, here=kind, trail=page.trail)


@public_page
def table(request: HttpRequest) -> HttpResponse:
    """Show all figures as a table."""
    page = table_page(request.GET.dict(), data.places(), gemeente_of(request).name)
    return show(request, "data", page, here="data", trail=[home_link(), Link(_("Alle cijfers"))])


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """Show whose figures these are."""
    page = {"sources": sources_view(data.places().whole())}
    return show(request, "sources", page, here="sources", trail=[home_link(), Link(_("Bronnen en licenties"))])


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Explain how we count."""
    name = gemeente_of(request).name
    page = {"method": explanation(), "reference": Reference(name, words.whole(name))}
    return show(request, "about", page, here="about", trail=[home_link(), Link(_("Zo rekenen wij"))])


@public_page
def text_page(request: HttpRequest, template: str) -> HttpResponse:
    """Show a statement that the law asks for."""
    titles = {"privacy": _("Privacy"), "accessibility": _("Toegankelijkheid")}
    return show(request, template, {}, here=template, trail=[home_link(), Link(titles[template])])

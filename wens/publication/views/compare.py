"""Areas side by side, and the same figures as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.pages.area import Link
from wens.publication.pages.compare import PARAMETER, choose, compare_page, rows_of
from wens.publication.sheets import TYPES, figures_file
from wens.publication.views.common import file_answer, gemeente_of, home_link, show

MOST_ASKED = 20  # an address with more is not read further


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Show up to four areas side by side."""
    asked = request.GET.getlist(PARAMETER)[:MOST_ASKED]
    page = compare_page(asked, data.places(), gemeente_of(request).name)
    return show(request, "compare", page, here="compare", trail=[home_link(), Link(_("Gebieden vergelijken"))])


@public_page
def sheet(request: HttpRequest) -> HttpResponse:
    """Give the figures that stand on the page, as CSV."""
    places, edition = data.places(), data.active_edition()
    chosen, _notices = choose(request.GET.getlist(PARAMETER)[:MOST_ASKED], places)
    if edition is None or not chosen:
        raise Http404("nothing to compare")
    rows = rows_of(chosen, places)
    return file_answer(figures_file("csv", rows.values(), edition), TYPES["csv"], "vergelijking.csv")

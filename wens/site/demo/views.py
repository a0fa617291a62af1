"""The page that names the publisher, licence and years of every table of the demo."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wens.organisations.models import Gemeente
from wens.site.demo.tables import Table, demo_tables


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """Show where the numbers of the demo come from; 404 for a gemeente without demo tables."""
    gemeente: Gemeente | None = getattr(request, "gemeente", None)
    demo = demo_tables(gemeente.code) if gemeente else None
    if demo is None:
        raise Http404
    language = get_language() or "nl"
    return render(request, "demo/tables.html", {"tables": [_shown(one, language) for one in demo.tables.values()]})


def _shown(table: Table, language: str) -> dict[str, object]:
    return {
        "title": table.title[language],
        "publisher": table.publisher,
        "url": table.url,
        "years": table.years,
        "licence": table.licence,
        "checked": table.checked,
        "changes": table.changes[language],
    }

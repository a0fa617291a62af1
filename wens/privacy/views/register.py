"""The processing register on the screen and as a document."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wens.access.guards import allowed_to
from wens.organisations.models import Gemeente
from wens.privacy import queries, retention
from wens.privacy.documents import dpia_paper, register_paper
from wens.privacy.paper import Paper, as_markdown, as_pdf
from wens.privacy.register import as_data, register
from wens.render.pdf import NEEDED
from wens.tenancy.context import current

MAKERS = {"register": register_paper, "dpia": dpia_paper}


def fonts() -> Path:
    """Return the folder with the fonts of our documents."""
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")


@require_safe
def public_register(request: HttpRequest) -> HttpResponse:
    """Show everybody in short what is done with data about persons (AVG art. 13 and 14)."""
    return render(request, "privacy/public_register.html", {"entries": register(), "here": "privacy"})


@require_safe
@allowed_to("handle_privacy_requests")
def overview(request: HttpRequest) -> HttpResponse:
    """Show the privacy officer where everything is."""
    return render(
        request,
        "privacy/overview.html",
        {"open": queries.requests(only_open=True), "today": timezone.localdate(), "here": "privacy"},
    )


@require_safe
@allowed_to("handle_privacy_requests")
def retention_page(request: HttpRequest) -> HttpResponse:
    """Show per table what is over its time and goes tonight; nothing is removed by looking."""
    found = retention.run(by=current().actor, commit=False, only=current().gemeente)
    return render(request, "privacy/retention.html", {"found": found, "here": "privacy"})


@require_safe
@allowed_to("handle_privacy_requests")
def register_page(request: HttpRequest) -> HttpResponse:
    """Show the whole register."""
    return render(request, "privacy/register.html", {"entries": register(), "here": "privacy"})


@require_safe
@allowed_to("handle_privacy_requests")
def document(request: HttpRequest, document: str, form: str) -> HttpResponse:
    """Give the register or the draft of the DPIA as a file: md, pdf, and json for the register."""
    if document not in MAKERS or form not in {"md", "pdf", "json"}:
        raise Http404
    if form == "json":
        if document != "register":
            raise Http404
        return JsonResponse(as_data(register()), safe=False)
    gemeente: Gemeente = request.gemeente  # type: ignore[attr-defined]
    paper = MAKERS[document](register(), gemeente.name, timezone.localdate())
    return _file(paper, f"{document}.{form}", form)


def _file(paper: Paper, name: str, form: str) -> HttpResponse:
    if form == "md":
        answer = HttpResponse(as_markdown(paper), content_type="text/markdown; charset=utf-8")
    else:
        answer = HttpResponse(as_pdf(paper, fonts=fonts()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

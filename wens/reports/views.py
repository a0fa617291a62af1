"""Making a report, looking at it, signing it off, making it public, taking it back."""

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wens.access.guards import allowed_to
from wens.bottlenecks.queries import bottleneck, resting_on
from wens.dossiers.paper import fonts
from wens.organisations.models import Gemeente
from wens.reports import actions, queries
from wens.reports.actions import Conflict, ReportError
from wens.reports.chain import came_of
from wens.reports.models import Report
from wens.reports.paper import as_pdf
from wens.reports.rules import NotAllowed, moves_for
from wens.reports.showing import report_view
from wens.reports.states import MOVES, NoSuchMove
from wens.tenancy.context import current
from wens.works.showing import works_from

REFUSED = (ReportError, NotAllowed, NoSuchMove)
BUTTONS: dict[str, str | Promise] = {
    "sign": gettext_lazy("Teken het rapport"),
    "return": gettext_lazy("Geef het rapport terug aan de maker"),
    "take-back": gettext_lazy("Neem het rapport terug, het wordt niet openbaar"),
    "publish": gettext_lazy("Maak het rapport openbaar"),
    "withdraw": gettext_lazy("Neem het openbare rapport terug"),
}


@require_safe
@allowed_to("see_rounds")
def overview(request: HttpRequest) -> HttpResponse:
    """Show what waits for a signature or for publication, and what holds per wijk."""
    context = {"underway": queries.underway(), "published": queries.published(), "here": "reports"}
    return render(request, "reports/overview.html", context)


@require_POST
@allowed_to("manage_rounds")
def make(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make the report of a round."""
    try:
        with transaction.atomic():
            made = actions.make(round_=key, by=current().actor)
    except REFUSED as error:
        messages.error(request, str(error))
        return redirect("reports:overview")
    messages.success(request, _("Het rapport is gemaakt. Een ander tekent het nu."))
    return redirect("reports:one", made.pk)


@require_safe
@allowed_to("see_rounds")
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a report as everybody will read it, with what can be done with it."""
    return _page(request, _report_or_404(key))


def _page(request: HttpRequest, found: Report, *, status: int = 200, typed: str = "", at: str = "") -> HttpResponse:
    by = current().actor
    moves = [(move, BUTTONS[move.name]) for move in moves_for(found, by)]
    context = {
        "report": found, "page": report_view(found), "moves": moves, "typed": typed, "at": at, "here": "reports",
        "waits_for_other": any(move.before == found.state and move.other for move in MOVES)
        and not any(move.other for move, _label in moves),
    }  # fmt: skip
    return render(request, "reports/one.html", context, status=status)


@require_safe
@allowed_to("see_rounds")
def pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a report as a PDF, also before it is public."""
    found = _report_or_404(key)
    gemeente: Gemeente = request.gemeente  # type: ignore[attr-defined]
    body = as_pdf(report_view(found), found, author=gemeente.name, fonts=fonts())
    disposition = 'inline; filename="rapport.pdf"'
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_POST
@allowed_to("see_rounds")
def move(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Take a step with a report; the rules say who may take which."""
    if name not in BUTTONS:
        raise Http404
    found, words = _report_or_404(key), request.POST.get("words", "")
    doing: dict[str, Callable[..., Report]] = {"sign": actions.sign, "publish": actions.publish}
    do = doing.get(name) or partial(actions.take_move, name=name, words=words)
    seen = request.POST.get("seen", "")
    try:
        with transaction.atomic():
            do(key=key, by=current().actor, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None)
    except REFUSED as error:
        messages.error(request, str(error))
        status = 409 if isinstance(error, Conflict) else 403 if isinstance(error, NotAllowed) else 422
        return _page(request, _report_or_404(found.pk), status=status, typed=words, at=name)
    messages.success(request, _("Gedaan."))
    return redirect("reports:one", key)


@require_safe
@allowed_to("see_bottlenecks")
def chain(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what came of a contribution, a statement or a knelpunt: speerpunten, actions; confidential ones too."""
    own = bottleneck(key)
    knelpunten = [own] if own else resting_on(source=key)
    came = came_of([one.pk for one in knelpunten], tier="partners")
    context = {"knelpunten": knelpunten, "came": came, "works": works_from([key]), "here": "bottlenecks"}
    return render(request, "reports/chain.html", context)


def _report_or_404(key: uuid.UUID) -> Report:
    found = queries.report(key)
    if found is None:
        raise Http404
    return found

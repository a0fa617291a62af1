"""The minutes: make, correct, approve, publish; on the screen, as a file, and outside."""

import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.meetings import actions, forms, template
from wens.meetings.gathering import parameters
from wens.meetings.paper import as_pdf, blocks_of
from wens.meetings.rules import manages
from wens.meetings.states import possible_steps
from wens.meetings.views.common import REFUSED, attempt, opened, table_or_404
from wens.organisations.models import Gemeente
from wens.render.pdf import NEEDED
from wens.tenancy.context import current

STEPS: dict[str, Callable[..., Any]] = {
    "generate": actions.generate,
    "take_up": actions.take_up,
    "publish": actions.publish,
    "take_back": actions.take_back,
}
LABELS = {
    "generate": _("Maak het verslag"),
    "take_up": _("Neem het verslag terug"),
    "publish": _("Maak het openbare deel openbaar"),
    "take_back": _("Haal het openbare deel weg"),
}


@require_http_methods(["GET", "POST"])
@allowed_to("take_part_in_meetings")
def minutes(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the newest minutes, and correct them (who leads)."""
    one, by = opened(key, "minutes") if request.method == "GET" else table_or_404(key), current().actor
    last = one.minutes.first()
    initial = {"text": last.text, "seen": last.number} if last else None
    form = forms.MinutesForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.correct(meeting=key, by=by, **form.cleaned_data)
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De nieuwe versie is bewaard."))
            return redirect("meetings:minutes", key=key)
    possible = {step.name for step in possible_steps(one.state)}
    context = {
        "meeting": one,
        "last": last,
        "versions": list(one.minutes.all()),
        "blocks": blocks_of(last.text) if last else [],
        "form": form if manages(by) and "correct" in possible and last else None,
        "steps": [(name, label) for name, label in LABELS.items() if name in possible] if manages(by) else [],
        "may_approve": "approve" in possible and last is not None and last.made_by != by.reference,
        "waits_for_other": "approve" in possible and last is not None and last.made_by == by.reference,
        "public": blocks_of(template.public(parameters(one), "nl")) if "publish" in possible else [],
        "here": "meetings",
    }
    return render(request, "meetings/minutes.html", context, status=422 if form.errors else 200)


@require_POST
@allowed_to("take_part_in_meetings")
def step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Make, approve, take up, publish or take back."""
    table_or_404(key)
    by = current().actor
    if name == "approve":
        seen = request.POST.get("seen", "")
        do = partial(actions.approve, meeting=key, seen=int(seen) if seen.isdigit() else 0, by=by)
    elif name in STEPS:
        do = partial(STEPS[name], meeting=key, by=by)
    else:
        raise Http404
    return attempt(request, do, "", "meetings:minutes", key=key)


@require_safe
@allowed_to("take_part_in_meetings")
def minutes_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the newest minutes as a PDF."""
    last = opened(key, "minutes").minutes.first()
    if last is None:
        raise Http404
    return pdf_answer(request, last.text, "nl")


def pdf_answer(request: HttpRequest, text: str, language: str) -> HttpResponse:
    """Return a text of minutes as a PDF of the gemeente."""
    gemeente: Gemeente = request.gemeente  # type: ignore[attr-defined]
    made = as_pdf(text, author=gemeente.name, day=timezone.localdate(), language=language, fonts=_fonts())
    headers = {"Content-Disposition": 'inline; filename="verslag.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _fonts() -> Path:
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")

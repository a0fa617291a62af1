"""Reading what a hall tells while it waits: the words as written beside the words for everybody, one below the other.

Nothing is approved by itself: a trained person reads each text and presses for each one (`read_originals`).
"""

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wens.access.guards import allowed_to
from wens.meetings import hall, queries
from wens.meetings.models import Meeting
from wens.meetings.views.common import attempt
from wens.tenancy.context import current
from wens.voices.actions.reading import read_original
from wens.voices.actions.triage import approve_text, withdraw_text
from wens.voices.hints import find, pieces
from wens.voices.models import Contribution

AT_ONCE = 20


@require_http_methods(["GET", "POST"])
@allowed_to("triage_contributions")
def read(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what came in and is not read yet, and approve one text."""
    one = queries.meeting(key)
    if one is None or one.occasion_id is None:
        raise Http404
    told = hall.told_at(one)
    if request.method == "POST":
        found = next((each for each in told if str(each.pk) == request.POST.get("contribution")), None)
        if found is None:
            raise Http404
        return _approve(request, one, found)
    may_read = "read_originals" in current().rights
    waiting = [each for each in told if not each.cleaned_at]
    context = {
        "meeting": one,
        "may_read": may_read,
        "lines": [_line(each) for each in waiting[:AT_ONCE]] if may_read else [],
        "waiting": len(waiting),
        "done": [each for each in told if each.cleaned_at],
        "here": "voices",
    }
    return render(request, "meetings/hall_reading.html", context)


def _approve(request: HttpRequest, one: Meeting, found: Contribution) -> HttpResponse:
    seen, what = request.POST.get("seen", ""), request.POST.get("what", "")
    by, version = current().actor, int(seen) if seen.isdigit() else None
    if what == "off":
        do = partial(withdraw_text, contribution=found.pk, by=by, seen=version)
        return attempt(request, do, _("De tekst staat niet meer op het scherm."), "meetings:hall-reading", key=one.pk)
    text = request.POST.get("text", "")
    do = partial(approve_text, contribution=found.pk, text=text, public=what == "public", by=by, seen=version)
    said = _("Deze tekst staat nu bij de groepen.") if what == "public" else _("Deze tekst gaat niet op het scherm.")
    return attempt(request, do, said, "meetings:hall-reading", key=one.pk)


def _line(one: Contribution) -> dict[str, Any]:
    original = read_original(contribution=one.pk, by=current().actor)
    text = original.text if original else ""
    return {"one": one, "text": text, "pieces": list(pieces(text, find(text))), "hints": bool(find(text))}

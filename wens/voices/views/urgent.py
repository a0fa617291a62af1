"""What cannot wait until tomorrow: what it is and is not; offered while somebody is on duty, diverted otherwise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wens.areas.queries import area_by_code
from wens.voices import drafts, queries
from wens.voices.actions.urgent import answer_before, is_too_much
from wens.voices.drafts import Draft
from wens.voices.views.tell import next_open, show


@never_cache
@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest) -> HttpResponse:
    """Say who gets it and before when there is an answer; or whom to call, when nobody is there to answer."""
    draft = drafts.read(request)
    draft = Draft(occasion=draft.occasion) if draft.sent else draft
    code = draft.answers.get("area", "")
    shifts = queries.on_duty_for(code) if code else queries.on_duty()
    if not shifts or is_too_much():
        area = area_by_code(code) if code and queries.is_staffed() else None
        return show(request, "tell_nobody", {"busy": bool(shifts), "area": area, "begun": draft.urgent})
    if request.method == "POST":
        draft.urgent = True
        drafts.save(request, draft)
        return next_open(draft) if draft.answers.get("area") is None else redirect("voices:question", slug="wat")
    partners = list(dict.fromkeys(shift.organisation.name for shift in shifts))
    context = {"partners": partners, "before": answer_before(), "today": timezone.localdate()}
    return show(request, "tell_urgent", context)


@never_cache
@require_POST
def can_wait(request: HttpRequest) -> HttpResponse:
    """Tell it as everything else: read by a person first."""
    draft = drafts.read(request)
    if not draft.sent:
        draft.urgent = False
        drafts.save(request, draft)
    return next_open(draft)

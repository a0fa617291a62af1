"""Handing over to the gemeente's own report system, and noticing something too."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wens.access.guards import account_of
from wens.access.seeing import PUBLIC
from wens.areas.queries import degrees_of
from wens.audit.actions import record
from wens.tenancy.context import current
from wens.voices import drafts, flood, municipal, photos, steps
from wens.voices.actions.contributing import echo
from wens.voices.definitions import Open311, help_of
from wens.voices.drafts import Draft
from wens.voices.models import Attachment, Contribution
from wens.voices.rules import seen_by
from wens.voices.told import place_in_words
from wens.voices.views.tell import belongs_elsewhere, held_back, next_open, show


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Send a loose paving stone to where it is mended; when that fails the text is still there."""
    draft = drafts.read(request)
    if draft.sent.get("report"):
        return redirect("voices:reported")
    if steps.lacking(draft) or not belongs_elsewhere(draft):
        return next_open(draft)
    said = help_of(current().gemeente).report
    if request.method == "POST" and said and said.open311:
        if flood.is_flood(request, "report", occasion=draft.occasion):
            return held_back(request, reverse("voices:report"))
        return _hand_over(request, draft, said.open311)
    draft.told_of_report = True
    drafts.save(request, draft)
    return show(request, "tell_report", {"text": draft.answers["text"]})


def _hand_over(request: HttpRequest, draft: Draft, to: Open311) -> HttpResponse:
    answers = draft.answers
    x, y = answers.get("x"), answers.get("y")
    degrees = (None, None) if x is None or y is None else degrees_of(x, y)
    what = municipal.Report(answers["subject"], answers["text"], place_in_words(answers), *degrees)
    try:
        number = municipal.hand_over(what, to)
    except municipal.NotTaken as failure:
        return show(request, "tell_report", {"text": answers["text"], "failure": str(failure)})
    record("voices.report.handed_over", subject=f"report:{number}", by=current().actor, data={"about": what.subject})
    for photo in draft.photos:
        photos.let_go(photo.token)
    drafts.save(request, Draft(sent={"report": "yes", "number": number}, occasion=draft.occasion))
    return redirect("voices:reported")


@never_cache
@require_http_methods(["GET"])
def reported(request: HttpRequest) -> HttpResponse:
    """Say that the gemeente's own system has it, and under which number."""
    sent = drafts.read(request).sent
    if not sent.get("report"):
        return redirect("voices:tell")
    return show(request, "tell_reported", {"number": sent["number"]})


@never_cache
@require_http_methods(["GET", "POST"])
def notice_too(request: HttpRequest, contribution: UUID) -> HttpResponse:
    """Count that somebody notices this too: presses, not people."""
    one = get_object_or_404(Contribution.objects.filter(seen_by(PUBLIC)), pk=contribution)
    if request.method == "GET":
        return show(request, "tell_echo", {"one": one, "answer_key": uuid4(), "presses": one.echoes.count()})
    if flood.is_flood(request, "echo"):
        return held_back(request, reverse("voices:echo", args=[one.pk]))
    try:
        key = UUID(request.POST.get("answer_key", ""))
    except ValueError:
        return redirect("voices:echo", contribution=one.pk)
    echo(contribution=one, answer_key=key, by=current().actor)
    return show(request, "tell_echo", {"one": one, "counted": True, "presses": one.echoes.count()})


@require_http_methods(["GET"])
def photo(request: HttpRequest, attachment: UUID) -> HttpResponse:
    """Show a photo to who may see it."""
    one = get_object_or_404(Attachment.objects.select_related("contribution"), pk=attachment)
    response: HttpResponse = photos.photo_response(one, account_of(request))  # type: ignore[assignment]
    return response

"""One contribution on one screen, for who reads them: as written, cleaned, and everything that can be done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.tenancy.context import current
from wens.voices import hints, queries, sealing
from wens.voices.actions import triage
from wens.voices.actions.reading import read_contact, read_original
from wens.voices.actions.stepping import Conflict, VoicesError
from wens.voices.answers import answers_for, filled
from wens.voices.doings import DOINGS, Doing, form_of, possible
from wens.voices.models import Contribution, Original
from wens.voices.rules import NotAllowed, open_handover
from wens.voices.staff_forms import SayForm, StepForm
from wens.voices.states import NoSuchStep
from wens.voices.views.staff_inbox import line_of

TEXTS_FOR = {
    "vraag": ("ask_back",),
    "antwoord": ("answer",),
    "bewaren": ("park",),
    "afronden": ("end_resolved", "end_not_resolved", "end_not_ours", "end_lapsed"),
}
"""Which answers are offered in which form."""


@require_GET
@allowed_to("triage_contributions")
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a contribution; `?tekst=<answer>&bij=<form>` fills in a text to begin with."""
    found = _found(key)
    slug, text = request.GET.get("bij", ""), filled(request.GET.get("tekst", ""), found)
    return _screen(request, found, opened=slug, texts={slug: text})


@require_POST
@allowed_to("triage_contributions")
def do(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Take a step. What was typed stays in the form when it cannot be taken."""
    found, doing = _found(key), next((each for each in DOINGS if each.slug == slug), None)
    if doing is None:
        raise Http404
    form = form_of(doing, found, request.POST)
    if not form.is_valid():
        return _screen(request, found, opened=slug, bound={slug: form}, status=422)
    if doing.sure and request.POST.get("zeker") != "ja":
        return render(request, "voices/staff/sure.html", _sure(found, doing, form))
    try:
        doing.do(found, form.cleaned_data, current().actor)
    except Conflict:
        return _conflict(request, _found(key), doing, form)
    except (NoSuchStep, VoicesError, NotAllowed) as error:
        now = _found(key)
        form.add_error(None, why_not(error, now))
        return _screen(request, now, opened=slug, bound={slug: form}, status=409)
    messages.success(request, str(doing.done))
    return redirect("voices-staff:one", key=key)


@require_POST
@allowed_to("read_contacts")
def contact(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how to reach the writer; the trail says who looked."""
    found = _found(key)
    there = read_contact(contribution=key, by=current().actor)
    try:
        reach = sealing.open_contact(there) if there else None
    except sealing.CannotOpen:
        messages.error(request, _("De gegevens zijn niet meer te openen: de sleutel ervan is weg."))
        reach = None
    return _screen(request, found, more={"reach": reach, "asked_reach": True})


@require_POST
@allowed_to("triage_contributions")
def photo(request: HttpRequest, key: UUID, attachment: UUID) -> HttpResponse:
    """Let others see a photo, or no longer."""
    found = _found(key)
    if not found.attachments.filter(pk=attachment).exists():
        raise Http404
    public = request.POST.get("public") == "ja"
    try:
        triage.show_photo(attachment=attachment, public=public, by=current().actor)
    except VoicesError as error:
        messages.error(request, str(error))
    else:
        done = _("Anderen mogen de foto zien.") if public else _("Alleen behandelaars zien de foto.")
        messages.success(request, done)
    return redirect("voices-staff:one", key=key)


def why_not(error: Exception, now: Contribution) -> str:
    """Return why a step could not be taken, for the one who tried."""
    if isinstance(error, NoSuchStep):
        return _("Dit kan nu niet. De stand van de melding is: %(state)s.") % {"state": now.get_state_display()}
    return str(error)


def _found(key: UUID) -> Contribution:
    found = queries.contribution(key)
    if found is None:
        raise Http404
    return found


def _conflict(request: HttpRequest, now: Contribution, doing: Doing, form: StepForm) -> HttpResponse:
    """Show both versions: how it stands now, and what this person typed, ready to be sent again."""
    data = request.POST.copy()
    data["seen"] = str(now.version)
    typed = [(field.label, field.value()) for field in form.visible_fields() if field.value()]
    lines = queries.history(now)
    more = {"conflict": {"typed": typed, "last": lines[0] if lines else None, "doing": doing}}
    bound = {doing.slug: form_of(doing, now, data)}
    return _screen(request, now, opened=doing.slug, bound=bound, more=more, status=409)


def _sure(found: Contribution, doing: Doing, form: StepForm) -> dict[str, Any]:
    """What is asked before a step that is not simply undone; an end shows the words that the writer will read."""
    said, end = form.cleaned_data, ""
    text = said.get("text", "")
    if "as_state" in said:
        end = dict(form.fields["as_state"].choices)[said["as_state"]]  # type: ignore[attr-defined]
    if said.get("as_state") == "not_ours":
        text += f"\n\n{said['whose']}: {said['reach']}"
    fields = [(name, form.data.get(name, "")) for name in form.fields]
    return {"one": found, "doing": doing, "fields": fields, "end": end, "text": text, "here": "voices"}


def _screen(
    request: HttpRequest,
    found: Contribution,
    *,
    opened: str = "",
    bound: dict[str, StepForm] | None = None,
    texts: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    by = current().actor
    original = read_original(contribution=found.pk, by=by) if "read_originals" in current().rights else None
    offered = {doing.slug: _panel(doing, found, opened, bound or {}, texts or {}) for doing in possible(found, by)}
    for slug, form in (bound or {}).items():  # also what is no longer possible: its words are not lost
        if slug not in offered:
            doing = next(each for each in DOINGS if each.slug == slug)
            offered[slug] = {"doing": doing, "form": form, "open": True, "texts": [], "gone": True}
    context = {
        "one": found, "line": line_of(found, area_names()), "original": original, "pieces": _pieces(original),
        "panels": offered, "handover": open_handover(found), "photos": list(found.attachments.all()),
        "messages_of": queries.messages_of(found), "history": queries.history(found),
        "whole": queries.whole_of(found), "parts": list(found.merged.all()),
        "likely": queries.likely_duplicates(found) if "samenvoegen" in offered else [],
        "may_read": "read_originals" in current().rights, "may_reach": "read_contacts" in current().rights,
        "wrong": next((panel["form"] for panel in offered.values() if panel["form"].errors), None),
        "here": "voices", **(more or {}),
    }  # fmt: skip
    return render(request, "voices/staff/one.html", context, status=status)


def _panel(
    doing: Doing, found: Contribution, opened: str, bound: dict[str, StepForm], texts: dict[str, str]
) -> dict[str, Any]:
    form = bound.get(doing.slug) or form_of(doing, found, text=texts.get(doing.slug, ""))
    offered = answers_for(*TEXTS_FOR.get(doing.slug, ())) if isinstance(form, SayForm) else []
    return {"doing": doing, "form": form, "open": doing.slug == opened, "texts": offered, "bare": not form.visible}


def _pieces(original: Original | None) -> list[tuple[str, str | None]]:
    return list(hints.pieces(original.text, hints.find(original.text))) if original else []

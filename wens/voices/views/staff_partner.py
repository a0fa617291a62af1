"""What is offered to a partner: take it, give it back, pass it on, end it. Cleaned texts only."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from wens.access.guards import account_of, allowed_to
from wens.access.seeing import acting_viewer, sees
from wens.areas.queries import area_names
from wens.audit.actions import read
from wens.tenancy.context import Actor, current
from wens.voices import queries
from wens.voices.actions import handing, triage
from wens.voices.actions.stepping import VoicesError
from wens.voices.answers import answers_for, filled
from wens.voices.models import Handover, Message
from wens.voices.rules import NotAllowed, item_of_photo
from wens.voices.staff_forms import BareForm, FinishForm, PassOnForm, ReasonForm, SayForm, StepForm
from wens.voices.states import NoSuchStep
from wens.voices.views.staff_inbox import time_left
from wens.voices.views.staff_one import why_not

Do = Callable[[Handover, dict[str, Any], Actor], Any]
OFFERED, ACCEPTED = Handover.State.OFFERED, Handover.State.ACCEPTED
ANSWERS: dict[str, tuple[Promise, Promise, type[StepForm], tuple[str, ...], Do]] = {
    "aannemen": (
        _("Neem aan"), _("U heeft de melding aangenomen."), BareForm, (OFFERED,),
        lambda given, said, by: handing.accept(handover=given.pk, by=by),  # noqa: ARG005
    ),
    "afronden": (
        _("Rond af"), _("De melding is afgerond. De melder krijgt bericht."), FinishForm, (ACCEPTED,),
        lambda given, said, by: handing.finish(
            handover=given.pk, solved=said["solved"] == "yes", text=said["text"], by=by, answer_key=said["key"]),
    ),
    "antwoorden": (
        _("Antwoord de melder"), _("Het antwoord is gestuurd."), SayForm, (ACCEPTED,),
        lambda given, said, by: triage.answer(
            contribution=given.contribution_id, text=said["text"], by=by, answer_key=said["key"]),
    ),
    "doorgeven": (
        _("Geef door aan een andere partner"), _("De melding is doorgegeven."), PassOnForm, (OFFERED, ACCEPTED),
        lambda given, said, by: handing.pass_on(
            handover=given.pk, organisation=said["organisation"], reason=said["text"], by=by),
    ),
    "teruggeven": (
        _("Geef terug"), _("De melding is teruggegeven."), ReasonForm, (OFFERED, ACCEPTED),
        lambda given, said, by: handing.decline(handover=given.pk, reason=said["text"], by=by),
    ),
}  # fmt: skip
"""Per answer: its name, what is said after it, its form, from which states of the offer, and the action."""


@require_GET
@allowed_to("answer_contributions")
def offered(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer of the own organisation, and what it works on."""
    account = account_of(request)
    own = account.organisation if account else None
    names = area_names()
    lines = [
        {"given": given, "one": given.contribution, "area": names.get(given.contribution.area_code, ""),
         "subject": queries.subject_name(given.contribution), "due": time_left(given.answer_before)}
        for given in (queries.offered_to(own.pk) if own else [])
    ]  # fmt: skip
    ended = queries.ended_by(own.pk) if own else []
    context = {"own": own, "lines": lines, "ended": ended, "here": "offered"}
    return render(request, "voices/staff/offered.html", context)


@require_GET
@allowed_to("answer_contributions")
def item(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one offer."""
    given = _given(request, key)
    slug = request.GET.get("bij", "")
    return _screen(request, given, opened=slug, text=filled(request.GET.get("tekst", ""), given.contribution))


@require_POST
@allowed_to("answer_contributions")
def answer(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Answer an offer. What was typed stays in the form when it cannot be done; sent twice, it is done once."""
    account = account_of(request)
    own = account.organisation_id if account else None
    if queries.handover_of(key, own) is None and queries.was_answered(key, own):
        messages.info(request, _("Deze melding is al beantwoord."))
        return redirect("voices-staff:offered")
    given = _given(request, key)
    if slug not in ANSWERS:
        raise Http404
    _title, done, kind, _states, do = ANSWERS[slug]
    form = kind(request.POST, auto_id=f"{slug}_%s")
    if not form.is_valid():
        return _screen(request, given, opened=slug, bound=form, status=422)
    if slug == "afronden" and request.POST.get("zeker") != "ja":
        return render(request, "voices/staff/sure_partner.html", _sure(given, form))
    try:
        do(given, form.cleaned_data, current().actor)
    except (NoSuchStep, VoicesError, NotAllowed) as error:
        form.add_error(None, why_not(error, given.contribution))
        return _screen(request, given, opened=slug, bound=form, status=409)
    messages.success(request, str(done))
    left = slug in ("aannemen", "antwoorden")
    return redirect("voices-staff:offered-item", key=key) if left else redirect("voices-staff:offered")


def _given(request: HttpRequest, key: UUID) -> Handover:
    account = account_of(request)
    given = queries.handover_of(key, account.organisation_id if account else None)
    if given is None:
        raise Http404
    return given


def _sure(given: Handover, form: StepForm) -> dict[str, Any]:
    fields = [(name, form.data.get(name, "")) for name in form.fields]
    said = form.cleaned_data
    return {"given": given, "one": given.contribution, "fields": fields, "text": said["text"],
            "solved": said["solved"] == "yes", "here": "offered"}  # fmt: skip


def _screen(
    request: HttpRequest, given: Handover, *, opened: str = "", bound: StepForm | None = None, text: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    one = given.contribution
    covenant = str(one.covenant_id or "")
    read("voices.handover", subject=f"contribution:{one.pk}", by=current().actor, covenant=covenant)
    panels = []
    for slug, (title, _done, kind, states, _do) in ANSWERS.items():
        if given.state in states or (bound is not None and slug == opened):
            begin = text if slug == opened else ""
            form = bound if bound is not None and slug == opened else kind(
                version=one.version, text=begin, auto_id=f"{slug}_%s")  # fmt: skip
            steps = {"afronden": ("resolve", "give_up"), "antwoorden": ("answer",)}.get(slug, ())
            panels.append({"slug": slug, "title": title, "form": form, "open": slug == opened,
                           "texts": answers_for(*steps), "bare": not form.visible})  # fmt: skip
    said = [each for each in queries.messages_of(one) if each.direction == Message.Direction.TO_WRITER]
    context = {
        "given": given, "one": one, "area": area_names().get(one.area_code, ""), "subject": queries.subject_name(one),
        "due": time_left(given.answer_before), "panels": panels, "said": said, "wrong": bound,
        "photos": [each for each in one.attachments.all() if sees(acting_viewer(), item_of_photo(each))],
        "here": "offered",
    }  # fmt: skip
    return render(request, "voices/staff/offered_item.html", context, status=status)

"""The screens of /vertel/: one question each, without account and without JavaScript."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import account_of
from wens.organisations.models import Organisation
from wens.tenancy.context import current
from wens.voices import codes, danger, drafts, flood, occasions, photos, queries, steps
from wens.voices.actions.contributing import Sent, contribute
from wens.voices.actions.urgent import NobodyOnDuty, call_duty
from wens.voices.definitions import help_of, subjects
from wens.voices.drafts import Draft
from wens.voices.forms import PhotoForm
from wens.voices.steps import Step
from wens.voices.told import summary, told_from

MOST_PHOTOS = 3


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Show a screen of /vertel/ with the telephone numbers that stand on each of them."""
    page = {"help": help_of(current().gemeente), "here": "tell", **context}
    return render(request, f"voices/{template}.html", page, status=status)


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Say whom to call first, who reads it, and begin."""
    draft = drafts.read(request)
    typed = request.GET.get("bijeenkomst", "")
    meeting = occasions.is_open(typed) if typed else None
    if meeting and draft.occasion != meeting.code:
        draft.occasion = meeting.code
        drafts.save(request, draft)
    begun = bool(draft.answers) and not draft.sent
    context = {
        "begun": begun, "meeting": meeting, "area": request.GET.get("gebied", "")[:60], "typed": typed,
        "may_call": queries.is_staffed(), "urgent": draft.urgent,
    }  # fmt: skip
    return show(request, "tell_start", context)


@never_cache
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Forget what was filled in."""
    drafts.clear(request)
    return redirect("voices:tell")


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask one question and go on to the next."""
    draft = _begun(request)
    step = steps.by_slug(slug, draft)
    if step is None:
        raise Http404
    lacking = steps.lacking(draft)
    if lacking and steps.number_of(step, draft) > steps.number_of(lacking, draft):
        return redirect("voices:question", slug=lacking.slug)
    if request.method == "GET":
        return _ask(request, step, draft, step.form(initial=_initial(request, draft)))
    kind = "photo" if request.FILES else "step"
    if flood.is_flood(request, kind, occasion=draft.occasion):
        return held_back(request, reverse("voices:question", args=[slug]))
    return _answer(request, step, draft)


def _answer(request: HttpRequest, step: Step, draft: Draft) -> HttpResponse:
    if request.POST.get("go") == "skip" and not step.required:
        _forget(step, draft)
        drafts.save(request, draft)
        return _onward(request, step, draft)
    form = step.form(request.POST, request.FILES)
    if not form.is_valid() or not _keep_photo(request, form, draft):
        return _ask(request, step, draft, form, status=422)
    draft.answers.update({name: value for name, value in form.cleaned_data.items() if name != "photo"})
    drafts.save(request, draft)
    return _onward(request, step, draft)


def _forget(step: Step, draft: Draft) -> None:
    for name in step.fields:
        draft.answers.pop(name, None)
    if step.form is PhotoForm:
        for photo in draft.photos:
            photos.let_go(photo.token)
        draft.photos = []


def _keep_photo(request: HttpRequest, form: Any, draft: Draft) -> bool:
    """Set a photo aside; False, with the reason on the form, when it is refused."""
    file = form.cleaned_data.get("photo")
    wanted = request.POST.getlist("remove")
    for photo in [photo for photo in draft.photos if photo.token in wanted]:
        photos.let_go(photo.token)
        draft.photos.remove(photo)
    if file is None:
        return True
    try:
        photos.refuse_large(file.size or 0)
        if len(draft.photos) >= MOST_PHOTOS:
            raise photos.Refused("too_many")
        photo = photos.prepare(file.read(), file.name or "")
    except photos.Refused as refusal:
        form.add_error("photo", str(refusal))
        drafts.save(request, draft)
        return False
    if any(there.digest == photo.digest for there in draft.photos):
        photos.let_go(photo.token)  # the same photo sent twice
    else:
        draft.photos.append(photo)
    return True


def _onward(request: HttpRequest, step: Step, draft: Draft) -> HttpResponse:
    """Go on: first the numbers when words suggest danger, then the gemeente's own system for what belongs there."""
    if draft.urgent and step.slug == "waar" and not queries.on_duty_for(draft.answers["area"]):
        return redirect("voices:urgent")
    if steps.lacking(draft) is None and set(_danger(draft)) - set(draft.shown):
        return redirect("voices:danger")
    if step.slug == "wat" and not draft.told_of_report and belongs_elsewhere(draft):
        return redirect("voices:report")
    if request.POST.get("go") == "check" or request.POST.get("then") == steps.CHECK:
        return redirect("voices:check")
    following = steps.after(step, draft)
    return redirect("voices:check") if following == steps.CHECK else redirect("voices:question", slug=following)


def belongs_elsewhere(draft: Draft) -> bool:
    """Tell whether the gemeente has a system of its own for what this is about, and it can wait for that."""
    if draft.urgent:
        return False
    subject = subjects().get(draft.answers.get("subject", ""))
    return bool(subject and subject.municipal_report and help_of(current().gemeente).report)


def next_open(draft: Draft) -> HttpResponseRedirect:
    """Go to the first question after the two that must be answered, or back to the one that lacks."""
    lacking = steps.lacking(draft)
    return redirect("voices:question", slug=lacking.slug if lacking else steps.of(draft)[2].slug)


@never_cache
@require_GET
def danger_seen(request: HttpRequest) -> HttpResponse:
    """Show the emergency numbers once more, because words suggest danger; going on stays possible."""
    draft = drafts.read(request)
    if steps.lacking(draft):
        return next_open(draft)
    draft.shown = sorted({*draft.shown, *_danger(draft)})
    drafts.save(request, draft)
    elsewhere = not draft.told_of_report and belongs_elsewhere(draft)
    onward = reverse("voices:report") if elsewhere else reverse("voices:question", args=[steps.of(draft)[2].slug])
    may_call = not draft.urgent and bool(queries.on_duty_for(draft.answers["area"]))
    return show(request, "tell_danger", {"onward": onward, "urgent": draft.urgent, "may_call": may_call})


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show everything once more, with what may be too much, who reads it and when; then take it in."""
    draft = drafts.read(request)
    if request.method == "POST" and draft.sent:
        return redirect("voices:done")
    if steps.lacking(draft):
        return next_open(draft)
    if request.method == "GET":
        return show(request, "tell_check", {**summary(draft), "group": _group_of(request)})
    return _send(request, draft)


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take it in, unless it is a flood or, when it cannot wait, nobody is there for it any more."""
    if flood.is_flood(request, "urgent" if draft.urgent else "send", occasion="" if draft.urgent else draft.occasion):
        return held_back(request, reverse("voices:check"), draft)
    try:
        sent = _take_in(draft, _group_of(request) if request.POST.get("own") else None)
    except NobodyOnDuty:
        return redirect("voices:urgent")
    drafts.save(request, _sent(draft, sent))
    return redirect("voices:done")


def _group_of(request: HttpRequest) -> Organisation | None:
    """Return the civic group of who is logged in, whose own dealings this may be part of."""
    account = account_of(request)
    group = account.organisation if account else None
    return group if group and group.is_civic else None


def _take_in(draft: Draft, group: Organisation | None) -> Sent:
    return (call_duty if draft.urgent else contribute)(
        told=told_from(draft, get_language() or "nl"),
        answer_key=UUID(draft.answer_key),
        by=current().actor,
        occasion=draft.occasion if draft.occasion and occasions.is_open_now(draft.occasion) else "",
        photos=draft.photos,
        group=group,
    )


def _sent(draft: Draft, sent: Sent) -> Draft:
    """What the last page shows is all that stays; a meeting goes on for the next one who tells something."""
    about = {"code": sent.code, "read_before": sent.contribution.read_before.isoformat()}
    given = sent.contribution.handovers.select_related("organisation").first() if draft.urgent else None
    if given:
        about |= {"partner": given.organisation.name, "answer_before": given.answer_before.isoformat()}
    return Draft(sent=about, occasion=draft.occasion)


@never_cache
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """Show the follow code, how to keep it and what to do when it is lost."""
    draft = drafts.read(request)
    if not draft.sent:
        return redirect("voices:tell")
    context = {
        "code": draft.sent["code"],
        "spoken": " ".join(codes.plain(draft.sent["code"])),
        "read_before": parse_datetime(draft.sent["read_before"]),
        "partner": draft.sent.get("partner", ""),
        "answer_before": parse_datetime(draft.sent.get("answer_before", "")),
        "follow": follow_address(),
    }
    return show(request, "tell_done", context)


@never_cache
@require_GET
def waiting_photo(request: HttpRequest, number: int) -> HttpResponse:
    """Show a photo that waits to the one who brought it."""
    draft = drafts.read(request)
    if not 0 < number <= len(draft.photos):
        raise Http404
    return HttpResponse(photos.draft_bytes(draft.photos[number - 1]), content_type="image/jpeg")


def follow_address() -> str:
    """Return where a code is typed."""
    try:
        return reverse("followup:start")
    except NoReverseMatch:
        return "/volg/"


def held_back(request: HttpRequest, back: str, draft: Draft | None = None) -> HttpResponse:
    """Say that it is too much at once; what was filled in is kept."""
    return show(request, "tell_flood", {"back": back, "urgent": bool(draft and draft.urgent)}, status=429)


def _begun(request: HttpRequest) -> Draft:
    """Return the draft; after sending, a new one."""
    draft = drafts.read(request)
    return Draft(occasion=draft.occasion) if draft.sent else draft


def _danger(draft: Draft) -> list[str]:
    answers = draft.answers
    return danger.found("\n".join(str(answers.get(name, "")) for name in ("text", "cause", "place")))


def _initial(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    return {"area": request.GET.get("gebied", "")[:60], "updates": "at_once", **draft.answers}


def _ask(request: HttpRequest, step: Step, draft: Draft, form: Any, status: int = 200) -> HttpResponse:
    earlier = steps.before(step, draft)
    context = {
        "step": step,
        "form": form,
        "number": steps.number_of(step, draft),
        "total": len(steps.of(draft)),
        "back": reverse("voices:question", args=[earlier.slug]) if earlier else reverse("voices:tell"),
        "then": request.POST.get("then") or request.GET.get("terug", ""),
        "can_send": steps.lacking(draft) is None,
        "photos": list(enumerate(draft.photos, 1)) if step.form is PhotoForm else [],
    }
    return show(request, "tell_step", context, status=status)

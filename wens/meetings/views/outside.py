"""What everybody sees: meetings to come, signing up without a name, the calendar file, published minutes."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.meetings import actions, forms, hall, ical, queries
from wens.meetings.actions import MeetingError
from wens.meetings.models import Meeting, State
from wens.meetings.paper import blocks_of
from wens.meetings.views.common import area_names, table_or_404
from wens.meetings.views.minutes import pdf_answer
from wens.tenancy.context import current
from wens.voices.flood import is_flood
from wens.voices.occasions import is_open


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """List the public meetings to come and the published minutes."""
    coming = [(one, area_names(one)) for one in queries.public_meetings()]
    published = [(one.meeting, area_names(one.meeting)) for one in queries.published()]
    context = {"coming": coming, "published": published, "here": "meetings"}
    return render(request, "meetings/public_agenda.html", context)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one public meeting with its agenda; sign up, or read what came of it."""
    one = _public_or_404(key)
    form = forms.GuestsForm(request.POST or None, initial={"answer_key": uuid.uuid4(), "people": 1})
    if form.is_valid():
        if is_flood(request, "send"):
            form.add_error(None, _("Er komt nu te veel tegelijk binnen. Wacht tien minuten en probeer het opnieuw."))
        elif _signed_up(one, form):
            messages.success(request, _("U staat erbij. Tot dan! Wij vroegen niet om uw naam."))
            return redirect("meetings-public:page", key=key)
    text = _text(one)
    context = {
        "meeting": one,
        "areas": area_names(one),
        "agenda": list(one.agenda.all()) if one.is_public else [],
        "left": queries.places_left(one),
        "form": form if one.is_public and one.state == State.PLANNED else None,
        "blocks": blocks_of(text)[1:] if text else [],
        "evening": hall.evening(one) if hall.is_readable(one) else None,
        "here": "meetings",
    }
    return render(request, "meetings/public_page.html", context, status=422 if form.errors else 200)


def _signed_up(one: Meeting, form: forms.GuestsForm) -> bool:
    try:
        actions.sign_up(meeting=one.pk, by=current().actor, **form.cleaned_data)
    except MeetingError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_http_methods(["GET", "POST"])
def heard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what was heard in the hall, and let people say whether that is what they meant."""
    one = _public_or_404(key)
    if not hall.is_readable(one):
        raise Http404
    of = hall.evening(one)
    groups = list(one.groups.filter(removed=False))
    form = forms.ReactionForm(request.POST or None, groups=groups, initial={"answer_key": uuid.uuid4()})
    if form.is_valid():
        code = one.occasion.code if one.occasion else ""
        if is_flood(request, "send", occasion=code):
            form.add_error(None, _("Er komt nu te veel tegelijk binnen. Wacht tien minuten en probeer het opnieuw."))
        elif _reacted(one, form):
            messages.success(request, _("Dank u wel. Wij nemen het mee in de lijst."))
            return redirect("meetings-public:heard", key=key)
    code = one.occasion.code if one.occasion and is_open(one.occasion.code) else ""
    context = {"meeting": one, "areas": area_names(one), "evening": of, "form": form, "code": code, "here": "meetings"}
    return render(request, "meetings/heard.html", context, status=422 if form.errors else 200)


def _reacted(one: Meeting, form: forms.ReactionForm) -> bool:
    said = {**form.cleaned_data, "group": uuid.UUID(form.cleaned_data["group"]) if form.cleaned_data["group"] else None}
    try:
        actions.react(meeting=one.pk, by=current().actor, **said)
    except MeetingError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_safe
def minutes_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the published minutes as a PDF."""
    text = _text(_public_or_404(key))
    if not text:
        raise Http404
    return pdf_answer(request, text, _language())


@require_safe
def calendar(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a public meeting as a file for a calendar."""
    one = _public_or_404(key)
    return _calendar(request, one, reverse("meetings-public:page", kwargs={"key": key}))


@require_safe
@allowed_to("take_part_in_meetings")
def own_calendar(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a meeting that one is invited to as a file for a calendar."""
    return _calendar(request, table_or_404(key), reverse("meetings:detail", kwargs={"key": key}))


def _calendar(request: HttpRequest, one: Meeting, address: str) -> HttpResponse:
    event = ical.Event(
        uid=f"{one.pk}@{request.get_host()}", sequence=one.sequence, starts_at=one.starts_at, ends_at=one.ends_at,
        made_at=one.state_since, title=one.title, place=one.place, about=f"{one.get_kind_display()}: {area_names(one)}",
        address=request.build_absolute_uri(address), cancelled=one.state == State.CANCELLED,
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="bijeenkomst.ics"'}
    return HttpResponse(ical.write(event), content_type="text/calendar; charset=utf-8", headers=headers)


def _public_or_404(key: uuid.UUID) -> Meeting:
    found = queries.public_meeting(key)
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return "en" if get_language() == "en" else "nl"


def _text(one: Meeting) -> str:
    """Return the published minutes in the language of the page, empty when there are none."""
    published = getattr(one, "published", None) if one.state == State.PUBLISHED else None
    text: str = published.texts[_language()] if published else ""
    return text

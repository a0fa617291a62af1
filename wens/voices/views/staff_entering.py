"""Entering what was told by telephone, on paper or at a meeting; opening a meeting for a whole hall."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.tenancy.context import current
from wens.voices.actions.contributing import ContributingError, Reachable, Told
from wens.voices.actions.entering import Refused, enter, enter_table, read_table
from wens.voices.actions.occasions import close_occasion, open_occasion
from wens.voices.actions.stepping import VoicesError
from wens.voices.models import Channel, Occasion
from wens.voices.occasions import is_open, occasions
from wens.voices.staff_forms import OccasionForm, TableForm, ToldForm


@require_http_methods(["GET", "POST"])
@allowed_to("triage_contributions")
def told(request: HttpRequest) -> HttpResponse:
    """Enter one contribution and show the follow code, to read it out to the writer."""
    form = ToldForm(request.POST) if request.method == "POST" else ToldForm(initial=_of_meeting(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            sent = enter(
                told=_told(said), channel=said["channel"], answer_key=said["key"], by=current().actor,
                occasion=said["occasion"],
            )  # fmt: skip
        except (VoicesError, ContributingError) as error:
            form.add_error(None, str(error))
        else:
            context = {"sent": sent, "said": said, "here": "voices"}
            return render(request, "voices/staff/told_done.html", context)
    context = {"form": form, "here": "voices"}
    return render(request, "voices/staff/told.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@allowed_to("triage_contributions")
def table(request: HttpRequest) -> HttpResponse:
    """Check a table of a meeting, and enter it whole once it is right and this person has seen what it holds."""
    form = TableForm(request.POST) if request.method == "POST" else TableForm(initial=_of_meeting(request))
    context: dict[str, Any] = {"form": form, "here": "voices"}
    if not (form.is_bound and form.is_valid()):
        return render(request, "voices/staff/table.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        rows = read_table(said["table"], area_code=said["area"])
        if request.POST.get("zeker") == "ja":
            sent = enter_table(
                table=said["table"], channel=Channel.MEETING, answer_key=said["key"], by=current().actor,
                occasion=said["occasion"], area_code=said["area"],
            )  # fmt: skip
            messages.success(request, _entered(len(sent)))
            return redirect("voices-staff:inbox")
    except Refused as refused:
        context["findings"] = refused.findings
        return render(request, "voices/staff/table.html", context, status=422)
    names = area_names()
    context["rows"] = [(row, names.get(row.area_code, row.area_code)) for row in rows]
    return render(request, "voices/staff/table.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("triage_contributions")
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings, and open one."""
    form = OccasionForm(request.POST) if request.method == "POST" else OccasionForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = open_occasion(title=said["title"], area_code=said["area"], starts_at=said["starts_at"],
                                 ends_at=said["ends_at"], by=current().actor)  # fmt: skip
        except VoicesError as error:
            form.add_error("ends_at", str(error))
        else:
            messages.success(request, _("De code van de bijeenkomst is %(code)s.") % {"code": made.code})
            return redirect("voices-staff:meetings")
    names = area_names()
    lines = [(one, names.get(one.area_code, ""), is_open(one.code) is not None) for one in occasions()]
    context = {"form": form, "lines": lines, "here": "voices"}
    return render(request, "voices/staff/meetings.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed_to("triage_contributions")
def close_meeting(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a meeting now."""
    try:
        close_occasion(occasion=key, by=current().actor)
    except Occasion.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("De bijeenkomst is gesloten. De code werkt niet meer."))
    return redirect("voices-staff:meetings")


@require_GET
@allowed_to("triage_contributions")
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the code large, for the wall of the hall."""
    found = next((one for one in occasions() if one.pk == key), None)
    if found is None:
        raise Http404
    return render(request, "voices/staff/poster.html", {"one": found, "here": "voices"})


def _told(said: dict[str, Any]) -> Told:
    reach = {name: said[name] for name in ("telephone", "email", "below_16", "guardian")}
    reachable = Reachable(**reach) if reach["telephone"] or reach["email"] else None
    return Told(
        area_code=said["area"], text=said["text"], street=said["street"], subject=said["subject"],
        speaker=said["speaker"], reachable=reachable,
    )  # fmt: skip


def _of_meeting(request: HttpRequest) -> dict[str, str]:
    found = next((one for one in occasions() if one.code == request.GET.get("bijeenkomst")), None)
    return {"occasion": found.code, "area": found.area_code, "channel": Channel.MEETING} if found else {}


def _entered(count: int) -> str:
    return ngettext("%(count)s melding is ingevoerd.", "%(count)s meldingen zijn ingevoerd.", count) % {"count": count}

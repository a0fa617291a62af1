"""The evening with residents: grouping with the hall, the wall, paper, reading what came in, who was not there."""

import json
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.meetings import actions, forms, hall
from wens.meetings.actions import MeetingError
from wens.meetings.actions.hall import AT_WORK
from wens.meetings.models import Meeting
from wens.meetings.rules import manages
from wens.meetings.states import ON_DEVICE
from wens.meetings.views.common import area_names, attempt, opened, table_or_404
from wens.meetings.views.regrouping import edits_of
from wens.meetings.views.table import LARGEST_BATCH, ends_ms
from wens.render.qr import drawing
from wens.tenancy.context import current

SLIPS = range(4)
"""Slips of paper on a sheet A4."""


def hall_or_404(key: uuid.UUID) -> Meeting:
    """Return a meeting with a code for the hall, for who takes part. Raises Http404, PermissionDenied."""
    one = table_or_404(key)
    if one.occasion_id is None:
        raise Http404
    return one


@require_POST
@allowed_to("manage_meetings")
def make_code(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the meeting its code."""
    table_or_404(key)
    do = partial(actions.open_hall, meeting=key, by=current().actor)
    return attempt(request, do, _("De zaal heeft een code. Druk haar af, of zet haar op het scherm."),
                   "meetings:detail", key=key)  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("take_part_in_meetings")
def group(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Group with the hall: choose contributions and the group in which they belong; also without script."""
    one = hall_or_404(key)
    if request.method == "POST":
        do = partial(_regroup, one, request)
        return attempt(request, do, "", "meetings:hall", key=key)
    opened(key, "hall")
    by = current().actor
    context = _context(request, one) | {
        "form": forms.TitleForm(auto_id="nieuw-%s"),
        "reactions": hall.reactions(one, by),
        "at_work": one.state in AT_WORK,
        "manages": manages(by),
    }
    return render(request, "meetings/hall.html", context)


def _regroup(one: Meeting, request: HttpRequest) -> None:
    """Do what a form without script asks. Raises MeetingError with what was refused."""
    edits = edits_of(request.POST)
    if not edits:
        raise MeetingError(_("Kies eerst één of meer berichten, en dan de groep waarin ze horen."))
    outcome = actions.group_in(meeting=one.pk, sent=edits, by=current().actor)
    for refused in outcome.refused:
        raise MeetingError(refused["why"])


@require_POST
@allowed_to("take_part_in_meetings")
def undo(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take back the own last press."""
    hall_or_404(key)

    def take_back() -> None:
        if not actions.undo(meeting=key, by=current().actor):
            raise MeetingError(_("Er is niets om terug te nemen. Een ander heeft het intussen misschien veranderd."))

    return attempt(request, take_back, _("Uw laatste stap is teruggenomen."), "meetings:hall", key=key)


@require_POST
@allowed_to("take_part_in_meetings")
def handled(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Say that a reaction was worked into the list."""
    one = hall_or_404(key)
    if not one.reactions.filter(pk=row).exists():
        raise Http404
    return attempt(request, partial(actions.handle_reaction, reaction=row, by=current().actor), "",
                   "meetings:hall", key=key)  # fmt: skip


@require_safe
@allowed_to("take_part_in_meetings")
def wall(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the code and what was heard, large, for a projector of 1024 × 768."""
    one = hall_or_404(key)
    opened(key, "hall_wall")
    return render(request, "meetings/hall_wall.html", _context(request, one))


@require_safe
@allowed_to("take_part_in_meetings")
def paper(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the code for on the door, and slips for who writes on paper, to print."""
    one = hall_or_404(key)
    return render(request, "meetings/hall_paper.html", _context(request, one) | {"slips": SLIPS})


@require_http_methods(["GET", "POST"])
@allowed_to("take_part_in_meetings")
def sync(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take in a batch of edits (POST), and say how the list stands; an ETag when nothing changed."""
    one = hall_or_404(key)
    outcome = None
    if request.method == "POST":
        try:
            edits = json.loads(request.body[:LARGEST_BATCH])["edits"]
            if not isinstance(edits, list):
                raise TypeError("edits: een lijst wordt verwacht.")
            with transaction.atomic():
                outcome = actions.group_in(meeting=key, sent=edits, by=current().actor)
        except (ValueError, KeyError, TypeError, MeetingError) as error:
            return JsonResponse({"problem": str(error)}, status=400)
        one = outcome.meeting
    tag = f'"{hall.tag(one)}"'
    if outcome is None and request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    said = as_data(one)
    if outcome is not None:
        said |= {"kept": outcome.kept, "refused": outcome.refused}
    return JsonResponse(said, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


def as_data(one: Meeting) -> dict[str, Any]:
    """Return the evening as a screen gets it."""
    of = hall.evening(one)
    recognised, otherwise = hall.how_many_recognise(one)
    voices = [*of.loose, *(voice for group in of.groups for voice in group.voices)]
    places = {voice.id: group.id for group in of.groups for voice in group.voices}
    return {
        "keep": one.state in ON_DEVICE,
        "groups": [
            {"id": str(group.id), "title": group.title, "heads": group.heads, "rivals": group.rivals}
            for group in of.groups
        ],
        "voices": [
            {"id": str(voice.id), "text": voice.text, "about": _about(voice), "heads": voice.heads,
             "group": str(places.get(voice.id, "")), "rivals": voice.rivals} for voice in voices
        ],
        "waiting": of.waiting, "told": of.told, "recognised": recognised, "otherwise": otherwise,
        "undo": hall.can_undo(one, current().actor),
    }  # fmt: skip


def _about(voice: hall.Voice) -> str:
    return ", ".join(part for part in (voice.subject, voice.street) if part)


def _heads(one: Meeting) -> dict[uuid.UUID, dict[str, list[str]]]:
    """Which edits stand of each group and each contribution, for a form without script."""
    of = hall.evening(one)
    voices = [*of.loose, *(voice for group in of.groups for voice in group.voices)]
    return {group.id: group.heads for group in of.groups} | {
        voice.id: {"group": list(voice.heads)} for voice in voices if voice.heads
    }


def _context(request: HttpRequest, one: Meeting) -> dict[str, Any]:
    """What every page of the evening shows. The list in the page and the list in its data are the same."""
    path = f"{reverse('voices:tell')}?bijeenkomst={one.occasion.code if one.occasion else ''}"
    address = request.build_absolute_uri(path)
    return {
        "meeting": one,
        "areas": area_names(one),
        "evening": hall.evening(one),
        "state": as_data(one),
        "seen_json": json.dumps({str(key): heads for key, heads in _heads(one).items()}),
        "address": address.split("://", 1)[-1],
        # Made of numbers only; the label is escaped where it is written.
        "code": mark_safe(drawing(address, label=_("QR-code voor %s") % address)),  # noqa: S308
        "ends": ends_ms(one),
        "here": "meetings",
    }


@require_POST
@allowed_to("manage_meetings")
def came(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Say whether a group that was expected is there, or take it off the list."""
    one, by = table_or_404(key), current().actor
    if not one.expected.filter(pk=row).exists():
        raise Http404
    said = request.POST.get("came", "")
    do: Callable[[], Any] = partial(actions.note_who_came, expected=row, came=said, by=by)
    if said == "off":
        do = partial(actions.expect_no_more, expected=row, by=by)
    return attempt(request, do, "", "meetings:detail", key=key)


@require_POST
@allowed_to("manage_meetings")
def send(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send the list to who told something and left an address."""
    hall_or_404(key)
    do = partial(actions.send_heard, meeting=key, by=current().actor)
    return attempt(request, do, _("De lijst gaat naar iedereen die een adres achterliet."), "meetings:detail", key=key)

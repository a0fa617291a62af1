"""What the screens of meetings share."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wens.areas.queries import area_by_code
from wens.meetings import actions, queries
from wens.meetings.actions import MeetingError
from wens.meetings.models import Meeting
from wens.meetings.rules import NotAllowed, takes_part
from wens.meetings.states import NoSuchStep
from wens.tenancy.context import current
from wens.voices.actions.stepping import VoicesError
from wens.voices.rules import NotAllowed as NotAllowedVoices

REFUSED = (MeetingError, NotAllowed, NoSuchStep, VoicesError, NotAllowedVoices)


def table_or_404(key: uuid.UUID) -> Meeting:
    """Return the meeting at whose table this account sits. Raises Http404, PermissionDenied."""
    found = queries.meeting(key)
    if found is None:
        raise Http404
    if not takes_part(found, current().actor):
        raise PermissionDenied
    return found


def opened(key: uuid.UUID, what: str) -> Meeting:
    """Return the meeting as `table_or_404`, and note in the read log that this was opened."""
    table_or_404(key)
    return actions.open_table(meeting=key, what=what, by=current().actor)


def area_names(one: Meeting) -> str:
    """Return what the meeting is about, in words."""
    found = (area_by_code(code) for code in one.area_codes)
    return ", ".join(area.name if area else code for area, code in zip(found, one.area_codes, strict=True))


def attempt(request: HttpRequest, do: Callable[[], Any], said: Any, to: str, **kwargs: Any) -> HttpResponse:
    """Do it, and go on with the words `said`, or with why it could not be done."""
    try:
        with transaction.atomic():  # what is refused half-way leaves nothing behind
            do()
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        if said:
            messages.success(request, said)
    return HttpResponseRedirect(reverse(to, kwargs=kwargs))

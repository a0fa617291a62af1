"""What the screens share: doing something with a form, and coming back with what was typed when it is refused."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wens.access.seeing import acting_viewer
from wens.areas.queries import area_by_code
from wens.signalling import queries
from wens.signalling.actions import Conflict, SignalError
from wens.signalling.forms import StaffForm
from wens.signalling.models import Worry
from wens.signalling.rules import NotAllowed
from wens.signalling.showing import Where, where
from wens.signalling.states import NoSuchMove

REFUSED = (SignalError, NotAllowed, NoSuchMove)


def attempt(
    request: HttpRequest, form: StaffForm, do: Callable[[], Any], *, to: Callable[[Any], str], page: str,
    context: Mapping[str, Any], done: str | Promise = "",
) -> HttpResponse:  # fmt: skip
    """Do it and go on; refused it comes back with what was typed, and with how it is now when somebody was first."""
    status, now = 200, None
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    made = do()
            except REFUSED as error:
                form.refused(error)
                if isinstance(error, Conflict):
                    status, now = 409, error.now
                    given = request.POST.copy()
                    given["seen"] = str(getattr(now, "version", getattr(now, "number", "")))
                    form.data = given
            else:
                messages.success(request, str(done or _("Het is bewaard.")))
                return redirect(to(made))
    return render(request, page, {**context, "form": form, "now": now}, status=status)


def at_of(one: Worry) -> Where:
    """Return where a worry is, as this viewer may read it."""
    area = area_by_code(one.area_code)
    return where(one, area.name if area else one.area_code, queries.rules_now(), acting_viewer())


def worry_or_404(key: uuid.UUID) -> Worry:
    """Return the worry, or say that there is none: also for who may not know that there is one."""
    found = queries.worry(key)
    if found is None:
        raise Http404
    return found


def address(one: Worry) -> str:
    """Return where the page of a worry stands."""
    return reverse("signalling:detail", args=[one.pk])

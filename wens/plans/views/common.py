"""What the screens of plans share."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from wens.plans import queries
from wens.plans.actions import Conflict, PlanError
from wens.plans.models import Action, FocusPoint
from wens.plans.rules import NotAllowed
from wens.plans.states import NoSuchMove

REFUSED = (PlanError, NotAllowed, NoSuchMove)


def action_or_404(key: uuid.UUID) -> Action:
    """Return the action. Raises Http404, also for who may not see it."""
    found = queries.action(key)
    if found is None:
        raise Http404
    return found


def key_or_404(said: str) -> uuid.UUID:
    """Return a key that stands in an address as text. Raises Http404."""
    try:
        return uuid.UUID(said)
    except ValueError as error:
        raise Http404 from error


def focus_or_404(key: uuid.UUID) -> FocusPoint:
    """Return the focus point with everything below it. Raises Http404, also for who may not see it."""
    found = queries.focus_point(key)
    if found is None:
        raise Http404
    return found


def seen(request: HttpRequest) -> int | None:
    """Return the version that the form was opened at, or None."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


def attempt(request: HttpRequest, do: Callable[[], Any], said: str, to: str, **kwargs: Any) -> HttpResponse:
    """Do it, and go on with the words `said`, or with why it could not be done."""
    try:
        with transaction.atomic():  # what is refused half-way leaves nothing behind
            do()
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse(to, kwargs=kwargs))


def save(form: Form, do: Callable[[], Any]) -> Conflict | bool:
    """Do what a valid form asks: True when it was done; a refusal stands above the form, a conflict is returned."""
    try:
        with transaction.atomic():
            do()
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        return conflict
    except REFUSED as error:
        form.add_error(None, str(error))
        return False
    return True


def form_page(
    request: HttpRequest, form: Form, *, title: str, back: str, version: int | None = None,
    conflict: Conflict | bool = False, now: list[tuple[str, Any]] | None = None, about: str = "",
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form; after a conflict (409) also how it stands now, and saving again is then a choice."""
    is_conflict = isinstance(conflict, Conflict)
    if isinstance(conflict, Conflict):
        version = conflict.now.version
    context = {
        "form": form, "title": title, "back": back, "version": version, "about": about, "here": "plans",
        "now": now if is_conflict else None, **(more or {}),
    }  # fmt: skip
    return render(request, "plans/form.html", context, status=409 if is_conflict else 422 if form.errors else 200)

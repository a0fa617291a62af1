"""What the screens of staff share."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wens.works import queries
from wens.works.actions import Stale, WorksError
from wens.works.models import Work, YearPlan
from wens.works.rules import NotAllowed
from wens.works.states import NoSuchMove

REFUSED = (WorksError, NotAllowed, NoSuchMove)


def plan_or_404(key: uuid.UUID) -> YearPlan:
    """Return a plan. Raises Http404."""
    found = queries.plan(key)
    if found is None:
        raise Http404
    return found


def work_or_404(key: uuid.UUID) -> Work:
    """Return a work. Raises Http404."""
    found = queries.work(key)
    if found is None:
        raise Http404
    return found


def seen(request: HttpRequest) -> int | None:
    """Return the version that the form was opened at, or None."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


def save(form: Form, do: Callable[[], Any]) -> int:
    """Do what a valid form asks; a refusal stands beside its field and nothing was done. Returns the status."""
    try:
        with transaction.atomic():
            do()
    except REFUSED as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, str(error))
        return 409 if isinstance(error, Stale) else 403 if isinstance(error, NotAllowed) else 422
    return 200


def form_page(
    request: HttpRequest, form: Form, *, title: str, back: str, status: int = 200, about: str = "",
    seen: int | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form on a page of its own."""
    context = {"form": form, "title": title, "back": back, "about": about, "seen": seen, "here": "works"}
    wrong = status if status != 200 else 422 if form.errors else 200
    return render(request, "works/staff/form.html", context, status=wrong)

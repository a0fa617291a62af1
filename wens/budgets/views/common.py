"""What the screens of budgets share."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wens.areas.queries import AreaRow, area_by_slug
from wens.budgets import queries
from wens.budgets.actions import BudgetError
from wens.budgets.models import Budget
from wens.budgets.rules import NotAllowed, deals_with
from wens.budgets.states import NoSuchMove
from wens.tenancy.context import current

REFUSED = (BudgetError, NotAllowed, NoSuchMove)


def area_or_404(slug: str) -> AreaRow:
    """Return the area of an address: the wijk that people speak of first, then the stadsdeel. Raises Http404."""
    found = area_by_slug(slug)
    if found is None:
        raise Http404
    return found


def own_budget_or_404(key: uuid.UUID) -> Budget:
    """Return a budget to who deals with it. Raises Http404, also for who does not."""
    found = queries.budget(key)
    if found is None or not deals_with(found, current().actor):
        raise Http404
    return found


def seen(request: HttpRequest) -> int | None:
    """Return the version that the form was opened at, or None."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


def save(form: Form, do: Callable[[], Any]) -> bool:
    """Do what a valid form asks; a refusal stands above the form, and then nothing was done."""
    try:
        with transaction.atomic():
            do()
    except REFUSED as error:
        form.add_error(None, str(error))
        return False
    return True


def form_page(request: HttpRequest, form: Form, *, title: str, back: str, about: str = "") -> HttpResponse:
    """Show a form on a page of its own."""
    context = {"form": form, "title": title, "back": back, "about": about, "here": "budgets"}
    return render(request, "budgets/staff/form.html", context, status=422 if form.errors else 200)

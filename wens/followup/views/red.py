"""The screen of the red list: what did not arrive, what may be done with it, and who looks after it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wens.access.guards import account_of, allowed_to
from wens.followup.actions import red as actions
from wens.followup.red import red_list
from wens.tenancy.context import current

STEPS: dict[str, Callable[..., Any]] = {"opnieuw": actions.send_again, "laten": actions.leave}
ROW_STEPS: dict[str, Callable[..., Any]] = {"opnieuw": actions.try_again, "laten": actions.leave_row}


@require_GET
@allowed_to("manage_duty")
def overview(request: HttpRequest) -> HttpResponse:
    """Show what did not arrive."""
    return render(request, "followup/red.html", {"red": red_list(), "here": "red"})


@require_POST
@allowed_to("manage_duty")
def letter(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """Send a letter again, or leave it."""
    return _done(request, STEPS, step, letter=key)


@require_POST
@allowed_to("manage_duty")
def row(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """Try a row of the outbox again, or leave it."""
    return _done(request, ROW_STEPS, step, row=key)


@require_POST
@allowed_to("manage_duty")
def own(request: HttpRequest) -> HttpResponse:
    """Become the one who looks after the list."""
    account = account_of(request)
    if account is not None:
        actions.own_list(account=account, by=current().actor)
        messages.success(request, _("U let vanaf nu op de rode lijst."))
    return redirect("red-list")


def _done(request: HttpRequest, steps: dict[str, Callable[..., Any]], step: str, **about: UUID) -> HttpResponse:
    if step not in steps:
        raise Http404
    try:
        steps[step](by=current().actor, **about)
    except actions.RedListError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Het wordt opnieuw geprobeerd.") if step == "opnieuw" else _("Het blijft zoals het is.")
        )
    return redirect("red-list")

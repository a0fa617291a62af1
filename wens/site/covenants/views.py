"""Screens of covenants, and the log of who read what is confidential."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access import actions, queries
from wens.access.guards import account_of, allowed_to
from wens.access.models import Covenant
from wens.access.rules import may
from wens.audit.queries import events_about, readings
from wens.site.covenants.forms import CovenantForm, EndForm
from wens.tenancy.context import current


@require_GET
@allowed_to("oversee_covenants")
def overview(request: HttpRequest) -> HttpResponse:
    """List the covenants."""
    return render(
        request,
        "covenants/overview.html",
        {
            "covenants": queries.covenants(),
            "may_manage_covenants": may(account_of(request), "manage_covenants"),
            "here": "covenants",
        },
    )


@require_http_methods(["GET", "POST"])
@allowed_to("manage_covenants")
def make(request: HttpRequest) -> HttpResponse:
    """Write a covenant down; it opens nothing yet."""
    form = CovenantForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.draft_covenant(terms=form.terms(), by=current().actor)
        except actions.CovenantError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Het ontwerp is opgeslagen. Nu moeten twee mensen tekenen."))
            return redirect("covenant", key=made.pk)
    return render(
        request, "covenants/new.html", {"form": form, "here": "covenants"}, status=422 if form.errors else 200
    )


@require_GET
@allowed_to("oversee_covenants")
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what a covenant says, who has access through it, and who read what."""
    return _detail(request, _covenant_or_404(key), EndForm())


@require_POST
@allowed_to("manage_covenants")
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign as the first."""
    return _step(request, key, actions.sign_covenant, _("U heeft getekend. Nu moet een tweede persoon tekenen."))


@require_POST
@allowed_to("confirm_covenants")
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign as the second."""
    return _step(request, key, actions.confirm_covenant, _("Het convenant is van kracht."))


@require_POST
@allowed_to("manage_covenants")
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a covenant, with the reason."""
    covenant, form = _covenant_or_404(key), EndForm(request.POST)
    if not form.is_valid():
        return _detail(request, covenant, form, status=422)
    reason = form.cleaned_data["reason"]
    return _step(request, key, actions.end_covenant, _("Het convenant is beëindigd."), reason=reason)


@require_GET
@allowed_to("see_read_log")
def read_log(request: HttpRequest) -> HttpResponse:
    """Show who read what confidential material, newest first."""
    return render(request, "covenants/read_log.html", {"events": readings(), "here": "read_log"})


def _step(request: HttpRequest, key: UUID, action: Any, done: str, **more: Any) -> HttpResponse:
    try:
        action(covenant=_covenant_or_404(key), by=current().actor, **more)
    except actions.CovenantError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("covenant", key=key)


def _detail(request: HttpRequest, covenant: Covenant, form: EndForm, status: int = 200) -> HttpResponse:
    account = account_of(request)
    context = {
        "covenant": covenant,
        "readers": queries.readers_of(covenant),
        "readings": readings(covenant=str(covenant.pk)) if may(account, "see_read_log") else None,
        "trail": events_about(f"covenant:{covenant.pk}"),
        "form": form,
        "may_manage": may(account, "manage_covenants"),
        "may_confirm": may(account, "confirm_covenants"),
        "here": "covenants",
    }
    return render(request, "covenants/detail.html", context, status=status)


def _covenant_or_404(key: UUID) -> Covenant:
    found = queries.covenant(key)
    if found is None:
        raise Http404
    return found

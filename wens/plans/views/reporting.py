"""Reporting on an action: on a phone in two minutes, logged in or by the link in a letter."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wens.access.guards import allowed_to
from wens.plans import actions, queries
from wens.plans.actions import LookOnce, Said
from wens.plans.actions.reporting import REPORTED
from wens.plans.models import Action, Part
from wens.plans.report_form import ReportForm
from wens.plans.rules import own_part
from wens.plans.showing import shown_action
from wens.plans.views.common import REFUSED, action_or_404
from wens.tenancy.context import current


@require_http_methods(["GET", "POST"])
@allowed_to("report_actions")
def report(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take the report of a partner on its action."""
    one = action_or_404(key)
    part = own_part(one, current().actor)
    if part is None:
        raise PermissionDenied
    form, done = taken(request, one, part)
    if done:
        messages.success(request, _("Bedankt. Uw bericht staat erbij."))
        return redirect("plans:action", key=key)
    context = {"form": form, "shown": shown_action(one), "part": part, "is_open": one.stage in REPORTED,
               "here": "plans"}  # fmt: skip
    return render(request, "plans/report.html", context, status=422 if form.errors else 200)


def taken(request: HttpRequest, one: Action, part: Part) -> tuple[ReportForm, bool]:
    """Return the form of a report, and whether it was sent and kept; sent twice it was kept the first time."""
    form = ReportForm(request.POST or None, request.FILES or None, part=part, is_public=one.is_public)
    if form.is_bound and queries.was_reported(one, form["answer_key"].value()):
        return form, True
    if not form.is_valid():
        return form, False
    of = form.cleaned_data
    is_stuck = of["how"] == ReportForm.STUCK
    said = Said(of["line"], tuple(uuid.UUID(step) for step in of.get("done", [])), is_stuck,
                of["needs"] if is_stuck else "", of["looked"], of["kept"])  # fmt: skip
    try:
        actions.report(action=one.pk, said=said, answer_key=of["answer_key"], by=current().actor)
    except LookOnce as error:
        form.ask_to_look()
        form.add_error("line", str(error))
        return form, False
    except REFUSED as error:
        form.add_error(None, str(error))
        return form, False
    return form, True

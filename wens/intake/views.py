"""Screens of analysts: bring a file, see what it would do, load it, look back, roll back."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.intake import actions, queries, uploads
from wens.intake.delivery import Delivery, Options
from wens.intake.forms import DecisionForm, DeliveryForm, RollBackForm
from wens.intake.locking import BusyError
from wens.intake.mapping import read_mapping
from wens.intake.report import Report
from wens.intake.uploads import Upload
from wens.tenancy.context import current

SHOWN = 200


@require_GET
@allowed_to("manage_imports")
def overview(request: HttpRequest) -> HttpResponse:
    """List the deliveries, newest first."""
    return render(request, "intake/overview.html", {"snapshots": queries.snapshots()[:SHOWN], "here": "intake"})


@require_http_methods(["GET", "POST"])
@allowed_to("manage_imports")
def bring(request: HttpRequest) -> HttpResponse:
    """Take a file and go on to its dry run."""
    form = DeliveryForm(request.POST, request.FILES) if request.method == "POST" else DeliveryForm()
    if not (form.is_bound and form.is_valid()):
        status = 422 if form.is_bound else 200
        return render(request, "intake/bring.html", {"form": form, "here": "intake"}, status=status)
    data = form.cleaned_data["file"].read()
    token = uploads.put(data, gemeente=current().gemeente, owner=current().actor.reference, said=form.said())
    return redirect("intake:check", token=token)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_imports")
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a file would do, and load it when its owner says so."""
    upload = uploads.get(token, gemeente=current().gemeente, owner=current().actor.reference)
    if upload is None:
        messages.warning(
            request, _("Dit bestand is hier niet meer. Na een uur wordt het verwijderd. Lever het opnieuw aan.")
        )
        return redirect("intake:bring")
    decision = DecisionForm(request.POST) if request.method == "POST" else DecisionForm({})
    decision.is_valid()
    options = Options(
        request.method == "POST", upload.said["division"], only=current().gemeente, **decision.cleaned_data
    )
    try:
        report = _import(upload, options)
    except BusyError:
        messages.error(request, _("Er wordt nu een ander bestand geladen. Probeer het over een minuut opnieuw."))
        return redirect("intake:check", token=token)
    if report.status == "loaded":
        uploads.drop(token)
        messages.success(request, _("Het bestand is geladen. Bouw nu de cijfers opnieuw."))
        return redirect("intake:detail", number=report.shares[0].snapshot)
    return render(request, "intake/check.html", _check_context(upload, report, decision))


@require_POST
@allowed_to("manage_imports")
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Remove a file that was brought and is not to be loaded."""
    if uploads.get(token, gemeente=current().gemeente, owner=current().actor.reference) is not None:
        uploads.drop(token)
    messages.success(request, _("Het bestand is verwijderd. Er is niets geladen."))
    return redirect("intake:overview")


@require_GET
@allowed_to("manage_imports")
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """Show where a delivery came from, what was in it and whether it still counts."""
    return _detail(request, number, RollBackForm())


@require_POST
@allowed_to("manage_imports")
def roll_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take a delivery out of force, with a reason."""
    form = RollBackForm(request.POST)
    if not form.is_valid():
        return _detail(request, number, form, status=422)
    snapshot = queries.snapshot(number)
    if snapshot is None:
        raise Http404
    try:
        actions.roll_back(snapshot=snapshot, reason=form.cleaned_data["reason"], by=current().actor)
    except actions.IntakeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De levering telt niet meer mee. Bouw nu de cijfers opnieuw."))
    return redirect("intake:detail", number=number)


def _detail(request: HttpRequest, number: int, form: RollBackForm, status: int = 200) -> HttpResponse:
    snapshot = queries.snapshot(number)
    if snapshot is None:
        raise Http404
    context = {"snapshot": snapshot, "form": form, "here": "intake"}
    return render(request, "intake/detail.html", context, status=status)


def _import(upload: Upload, options: Options) -> Report:
    said = upload.said
    delivery = Delivery(
        data=upload.data,
        name=said["name"],
        mapping=read_mapping(said["mapping"].encode(), said["mapping_name"]) if said["mapping"] else None,
        period=said["period"],
        released_on=dt.date.fromisoformat(said["released_on"]) if said["released_on"] else None,
    )
    return actions.import_file(source=said["source"], delivery=delivery, options=options, by=current().actor)


def _check_context(upload: Upload, report: Report, decision: DecisionForm) -> dict[str, Any]:
    shrinks = [finding for finding in report.findings if finding.code == "shrink"]
    errors = [finding for finding in report.findings if finding.severity == "error" and finding.code != "shrink"]
    return {
        "upload": upload,
        "report": report,
        "errors": errors,
        "shrinks": shrinks,
        "doubts": [finding for finding in report.findings if finding.severity == "finding"],
        "notices": [finding for finding in report.findings if finding.severity == "notice"],
        "can_load": not errors and report.status in ("dry_run", "refused"),
        "decision": decision,
        "here": "intake",
    }

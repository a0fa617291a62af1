"""Screens of the administrator: partners and civic groups."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.areas.queries import areas
from wens.organisations import actions, queries
from wens.organisations.models import Organisation
from wens.site.partners.forms import LEVELS, OrganisationForm, begin
from wens.tenancy.context import current


@require_GET
@allowed_to("manage_accounts")
def overview(request: HttpRequest) -> HttpResponse:
    """List the organisations, also those that are closed."""
    names = {area.code: area.name for level in LEVELS for area in areas(level)}
    rows = [
        {"organisation": one, "areas": [names.get(code, code) for code in one.area_codes]}
        for one in queries.organisations(also_closed=True)
    ]
    context = {"rows": rows, "here": "partners"}
    return render(request, "partners/overview.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_accounts")
def make(request: HttpRequest) -> HttpResponse:
    """Make an organisation."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.make_organisation(by=current().actor, **form.said())
        except actions.OrganisationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is toegevoegd.") % {"name": made.name})
            return redirect("partners")
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_accounts")
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one organisation and change it."""
    organisation = _organisation_or_404(key)
    form = OrganisationForm(request.POST or None, organisation=organisation, initial=begin(organisation))
    if organisation.is_active and form.is_valid():
        try:
            actions.change_organisation(organisation=organisation, by=current().actor, **form.said())
        except actions.OrganisationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is veranderd.") % {"name": organisation.name})
            return redirect("partners")
    organisation.refresh_from_db()
    return _form(request, form, organisation)


@require_POST
@allowed_to("manage_accounts")
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close an organisation."""
    organisation = _organisation_or_404(key)
    try:
        actions.close_organisation(organisation=organisation, by=current().actor)
    except actions.OrganisationError as error:
        messages.error(request, str(error))
        return redirect("partner", key=key)
    messages.success(request, _("%(name)s is gesloten.") % {"name": organisation.name})
    return redirect("partners")


def _form(request: HttpRequest, form: OrganisationForm, organisation: Organisation | None) -> HttpResponse:
    context = {"form": form, "organisation": organisation, "here": "partners"}
    return render(request, "partners/organisation.html", context, status=422 if form.errors else 200)


def _organisation_or_404(key: UUID) -> Organisation:
    found = queries.organisation(key)
    if found is None:
        raise Http404
    return found

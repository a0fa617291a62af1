"""Where staff keep the named places, one by one or from a file, and the rules of the network."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.organisations.queries import accounts
from wens.signalling import actions, forms, queries
from wens.signalling.showing import is_named_outside
from wens.signalling.views.common import attempt
from wens.tenancy.context import current


@require_safe
@allowed_to("manage_signals")
def places(request: HttpRequest) -> HttpResponse:
    """List the named places, with what their number of addresses means."""
    rules, names = queries.rules_now(), area_names("buurt")
    found = [
        {"one": one, "buurt": names.get(one.area_code, one.area_code),
         "none": one.addresses < rules.minimum_addresses, "outside": is_named_outside(one, rules)}
        for one in queries.named_places(also_closed=True)
    ]  # fmt: skip
    return render(request, "signalling/places.html", {"places": found, "rules": rules, "here": "signals"})


@require_http_methods(["GET", "POST"])
@allowed_to("manage_signals")
def add(request: HttpRequest) -> HttpResponse:
    """Add a named place."""
    form = forms.PlaceForm(request.POST or None)
    return _filled(request, form, lambda: actions.add_place(of=form.said(), by=current().actor), _("Voeg een plek toe"))


@require_http_methods(["GET", "POST"])
@allowed_to("manage_signals")
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change or close a named place."""
    one = queries.named_place(key)
    if one is None:
        raise Http404
    form = forms.PlaceForm(request.POST or None, about=one, version=one.version, initial=forms.PlaceForm.begin(one))

    def do() -> Any:
        of = form.cleaned_data
        return actions.change_place(key=key, of=form.said(), is_closed=of["is_closed"], by=current().actor,
                                    seen=of["seen"])  # fmt: skip

    return _filled(request, form, do, _("Verander %(name)s") % {"name": one.name})


@require_http_methods(["GET", "POST"])
@allowed_to("manage_signals")
def load(request: HttpRequest) -> HttpResponse:
    """Add or change many places from a file: all of them, or none."""
    form = forms.PlacesFileForm(request.POST or None, request.FILES or None)
    return _filled(request, form, lambda: actions.load_places(rows=form.said(), by=current().actor),
                   _("Laad plekken uit een bestand"))  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("manage_signals")
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules of the network with their history, and set new ones."""
    now, by = queries.rules_now(), current().actor
    names = ("take_up_days", "report_days", "lapse_days", "minimum_addresses", "named_from")
    form = forms.RulesForm(
        request.POST or None, version=now.number, initial={name: getattr(now, name) for name in names}
    )

    def do() -> Any:
        return actions.set_rules(of=form.said(), why=form.cleaned_data["why"], by=by, seen=form.cleaned_data["seen"])

    named = {f"account:{row.pk}": row.name for row in accounts()}
    context = {
        "versions": [(one, named.get(one.made_by, _("de gemeente"))) for one in queries.versions()], "here": "signals"
    }  # fmt: skip
    return attempt(request, form, do, to=lambda _made: reverse("signalling:rules"), page="signalling/rules.html",
                   context=context)  # fmt: skip


def _filled(request: HttpRequest, form: forms.StaffForm, do: Any, title: str) -> HttpResponse:
    back = reverse("signalling:places")
    context = {"title": title, "back": back, "here": "signals"}
    return attempt(request, form, do, to=lambda _made: back, page="signalling/place.html", context=context)

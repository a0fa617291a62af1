"""What staff see: ideas that wait, an initiative with what can be done with it, the help, the networks."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.audit.actions import read
from wens.budgets.forms import BudgetForm, WordsForm
from wens.budgets.views.common import seen
from wens.initiatives import actions, forms, queries, steps
from wens.initiatives.actions.keeping import subject_of
from wens.initiatives.models import Initiative, InitiatorContact, Network, Original
from wens.initiatives.rules import GUIDE, REACH, has, reads
from wens.initiatives.showing import grouped, shown
from wens.initiatives.states import LIVING
from wens.initiatives.views.common import REFUSED, private, save
from wens.tenancy.context import current
from wens.voices.sealing import CannotOpen


@require_safe
@allowed_to("see_initiatives")
def overview(request: HttpRequest) -> HttpResponse:
    """List what waits to be read, and all initiatives by how they stand."""
    by = current().actor
    guides = has(GUIDE, by)
    context = {
        "fresh": shown(queries.fresh()) if guides else [], "reads": reads(by), "guides": guides,
        "groups": grouped(queries.public()), "declined": shown(queries.declined()) if guides else [],
        "here": "initiatives",
    }  # fmt: skip
    return render(request, "initiatives/staff/overview.html", context)


def _own_or_404(key: uuid.UUID) -> Initiative:
    """Return an initiative; what was not on the site yet is for who guides. Raises Http404."""
    one = queries.initiative(key)
    if one is None or not (one.is_public or has(GUIDE, current().actor)):
        raise Http404
    return one


@require_safe
@allowed_to("see_initiatives")
def initiative(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an initiative with what can be done with it now."""
    return _page(request, _own_or_404(key))


@sensitive_post_parameters()
@require_POST
@allowed_to("guide_initiatives")
def step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Take a step; what was refused stands above its form, with what was typed."""
    one = _own_or_404(key)
    if name not in steps.STEPS:
        raise Http404
    chosen = steps.STEPS[name]
    form = chosen.form(request.POST, request.FILES, auto_id=f"{name}_%s", **chosen.labels)
    if form.is_valid() and save(form, lambda: chosen.do(one, form, current().actor, seen(request))):
        messages.success(request, str(chosen.said))
        return redirect("initiatives:one", key=key)
    return _page(request, one, wrong=(name, form))


@require_POST
@allowed_to("guide_initiatives")
def settle(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Note how help stands."""
    need = queries.need(key)
    if need is None:
        raise Http404
    form = forms.SettleForm(request.POST, need=need, auto_id=f"{need.pk.hex[:8]}_%s")
    if form.is_valid() and save(form, lambda: steps.settling(key, form, current().actor, seen(request))):
        messages.success(request, _("Het is opgeslagen. Wie het bracht, krijgt bericht."))
        return redirect("initiatives:one", key=need.initiative_id)
    return _page(request, _own_or_404(need.initiative_id), wrong=(str(key), form))


@require_POST
@allowed_to("guide_initiatives")
def reach(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how to reach who brought it; that it was read stands in the trail."""
    one = _own_or_404(key)
    try:
        found = actions.show_initiator(initiative=key, by=current().actor)
    except (InitiatorContact.DoesNotExist, CannotOpen):
        messages.error(request, _("Deze gegevens zijn er niet meer."))
        return redirect("initiatives:one", key=key)
    return _page(request, one, reach=found)


@require_POST
@allowed_to("guide_initiatives")
def helpers(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show who wants to help; that it was read stands in the trail."""
    one = _own_or_404(key)
    try:
        found = actions.show_helpers(initiative=key, by=current().actor)
    except CannotOpen:
        messages.error(request, _("Deze gegevens zijn er niet meer."))
        return redirect("initiatives:one", key=key)
    return _page(request, one, helpers=found)


@require_POST
@allowed_to("guide_initiatives")
def pass_on(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a helper to who brought the initiative."""
    held = queries.supporter(key)
    if held is None:
        raise Http404
    try:
        actions.pass_on(supporter=key, by=current().actor)
        messages.success(request, _("Wie het initiatief bracht, kan nu lezen wie wil helpen."))
    except REFUSED as error:
        messages.error(request, str(error))
    return redirect("initiatives:one", key=held.initiative_id)


def _page(request: HttpRequest, one: Initiative, *, wrong: tuple[str, Form] | None = None, **more: Any) -> HttpResponse:
    by = current().actor
    doors = [
        _door(name, door, wrong, door.form(auto_id=f"{name}_%s", initial=door.initial(one), **door.labels))
        for name, door in steps.offered(one, by)
    ]
    (page,) = shown([one])
    context: dict[str, Any] = {
        "shown": page, "one": one, "doors": doors, "original": _as_written(one), "history": queries.history(one),
        "needs": _needs(one, wrong), "focus_points": queries.focus_points_of(one), "reaches": has(REACH, by),
        "form": wrong[1] if wrong else None, "here": "initiatives", **more,
    }  # fmt: skip
    return private(render(request, "initiatives/staff/one.html", context, status=422 if wrong else 200))


def _as_written(one: Initiative) -> Original | None:
    """What was written, for who may read it; that it was read stands in the trail."""
    by = current().actor
    found = Original.objects.filter(initiative=one).first() if reads(by) else None
    if found:
        read("initiatives.original", subject=subject_of(one), by=by)
    return found


def _needs(one: Initiative, wrong: tuple[str, Form] | None) -> list[dict[str, Any]]:
    can = has(GUIDE, current().actor) and one.state in LIVING
    found = []
    for need in one.needs.all():
        fresh = forms.SettleForm(need=need, auto_id=f"{need.pk.hex[:8]}_%s") if can else None
        is_wrong = wrong is not None and wrong[0] == str(need.pk)
        found.append({"need": need, "form": wrong[1] if wrong and is_wrong else fresh, "open": is_wrong})
    return found


def _door(name: str, door: steps.Door, wrong: tuple[str, Form] | None, fresh: Form) -> dict[str, Any]:
    """One thing to do: its form fresh, or open with what was typed when it was refused."""
    is_wrong = wrong is not None and wrong[0] == name
    return {"name": name, "step": door, "open": is_wrong, "form": wrong[1] if wrong and is_wrong else fresh}


@require_safe
@allowed_to("see_initiatives")
def networks(request: HttpRequest) -> HttpResponse:
    """List the networks of residents."""
    names = queries.names()
    rows = [(one, names.get(one.area_code, one.area_code)) for one in queries.networks()]
    context = {"rows": rows, "guides": has(GUIDE, current().actor), "here": "initiatives"}
    return render(request, "initiatives/staff/networks.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("guide_initiatives")
def network_new(request: HttpRequest) -> HttpResponse:
    """Add a network."""
    form = forms.NetworkForm(request.POST or None)
    if form.is_valid() and save(form, lambda: actions.add_network(of=form.described(), by=current().actor)):
        messages.success(request, _("Het netwerk staat op de site."))
        return redirect("initiatives:networks")
    return _network_page(request, None, form)


@require_http_methods(["GET", "POST"])
@allowed_to("guide_initiatives")
def network(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a network."""
    held = _network_or_404(key)
    form = forms.NetworkForm(request.POST or None, initial=_known(held))
    if form.is_valid() and save(form, lambda: actions.change_network(
        network=key, of=form.described(), by=current().actor, seen=seen(request)
    )):  # fmt: skip
        messages.success(request, _("Het is opgeslagen."))
        return redirect("initiatives:networks")
    return _network_page(request, held, form)


@require_POST
@allowed_to("guide_initiatives")
def network_step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Say that a network is over, or that it is there again."""
    held, by = _network_or_404(key), current().actor
    stop = WordsForm(request.POST, label=_("Waarom stopt het netwerk?"), auto_id="stop_%s")
    doings: dict[str, tuple[BudgetForm, Callable[[], Any]]] = {
        "stop": (stop, lambda: actions.stop_network(network=key, why=stop.cleaned_data["words"], by=by,
                                                    seen=seen(request))),
        "restart": (BudgetForm(request.POST),
                    lambda: actions.restart_network(network=key, by=by, seen=seen(request))),
    }  # fmt: skip
    if name not in doings:
        raise Http404
    form, do = doings[name]
    if form.is_valid() and save(form, do):
        messages.success(request, _("Het is opgeslagen."))
        return redirect("initiatives:networks")
    return _network_page(request, held, form, stop=form)


def _network_or_404(key: uuid.UUID) -> Network:
    held = queries.network(key)
    if held is None:
        raise Http404
    return held


def _known(held: Network) -> dict[str, str]:
    return {"area": held.area_code, **{name: getattr(held, name) for name in ("name", "kind", "purpose", "joining")}}


def _network_page(request: HttpRequest, held: Network | None, form: Form, *, stop: Form | None = None) -> HttpResponse:
    # When the small form was refused, the large one shows what stands there.
    fields = forms.NetworkForm(initial=_known(held)) if stop is not None and held is not None else form
    context = {
        "held": held, "form": fields, "wrong": form, "back": reverse("initiatives:networks"), "here": "initiatives",
        "stop": stop or WordsForm(label=_("Waarom stopt het netwerk?"), auto_id="stop_%s"),
    }  # fmt: skip
    return render(request, "initiatives/staff/network.html", context, status=422 if form.errors else 200)

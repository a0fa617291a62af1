"""Plans for staff: the list per wijk and year, the text with its preview, and the signature of a second person."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.access.two_people import may_be_second
from wens.tenancy.context import Actor, current
from wens.works import actions, forms, queries
from wens.works.content import kept_in
from wens.works.models import OPEN_VERSION, Version, VersionState, YearPlan
from wens.works.rules import may
from wens.works.states import MANAGE, SIGN, Turn, turns
from wens.works.views.common import REFUSED, form_page, plan_or_404, save, seen


@dataclass(frozen=True)
class Doing:
    """How a step of a version is offered: the words on its button and what is said when it was done."""

    label: str | Promise
    done: str | Promise
    ask: str | Promise = ""


DOINGS: dict[str, Doing] = {
    "offer": Doing(
        gettext_lazy("Leg voor aan een tweede lezer"),
        gettext_lazy("Het plan wacht op een handtekening van een ander."),
    ),
    "take_back": Doing(gettext_lazy("Haal terug"), gettext_lazy("Het plan is weer een concept.")),
    "drop": Doing(gettext_lazy("Laat dit concept vervallen"), gettext_lazy("Het concept is vervallen.")),
    "sign": Doing(gettext_lazy("Teken"), gettext_lazy("U heeft getekend. Het plan staat op de site.")),
    "send_back": Doing(
        gettext_lazy("Stuur terug"),
        gettext_lazy("De schrijver ziet wat er anders moet."),
        gettext_lazy("Wat moet er anders?"),
    ),
    "withdraw": Doing(
        gettext_lazy("Trek deze versie in"),
        gettext_lazy("De versie is ingetrokken. Zij blijft te lezen."),
        gettext_lazy("Waarom geldt deze versie niet meer?"),
    ),
}


@require_GET
@allowed_to("see_works")
def overview(request: HttpRequest) -> HttpResponse:
    """List the plans per wijk, what waits for a signature, and what the own organisation carries out."""
    by, names = current().actor, {one.code: one.name for one in queries.plan_areas()}
    per_area: dict[str, list[YearPlan]] = {}
    for one in queries.plans():
        per_area.setdefault(one.area_code, []).append(one)
    context = {
        "wijken": sorted(((names.get(code, code), found) for code, found in per_area.items()), key=lambda row: row[0]),
        "waiting": [(one, names.get(one.plan.area_code, one.plan.area_code)) for one in queries.to_sign()],
        "own": [(one, names.get(one.plan.area_code, one.plan.area_code)) for one in queries.own_works(by)],
        "manages": may(by, MANAGE), "here": "works",
    }  # fmt: skip
    return render(request, "works/staff/overview.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_works")
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan; one that is there opens."""
    form = forms.OpenForm(request.POST or None)
    made: list[YearPlan] = []
    if form.is_valid():
        of = form.cleaned_data
        save(form, lambda: made.append(actions.open_plan(area_code=of["area"], year=of["year"], by=current().actor)))
        if made:
            return redirect("works:plan", key=made[0].pk)
    return form_page(request, form, title=_("Begin een wijkbeheerplan"), back=reverse("works:overview"))


@require_GET
@allowed_to("see_works")
def plan(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a plan: its works as they are now, the version that is being worked on, and all that were."""
    held = plan_or_404(key)
    found, by = queries.versions(key), current().actor
    working = next((one for one in found if one.state in OPEN_VERSION), None)
    shows = next((one for one in found if one.state == VersionState.SIGNED), None)
    is_offered = working is not None and working.state == VersionState.OFFERED
    context = {
        "plan": held, "name": queries.name_of(held.area_code), "works": queries.works_of(key), "versions": found,
        "working": working, "kept": kept_in(working) if working and is_offered else [],
        "shows": shows, "doors": _doors(working, by) if working else [],
        "shows_doors": _doors(shows, by) if shows else [],
        "manages": may(by, MANAGE), "writes": may(by, MANAGE) and not is_offered,
        "is_own": working and is_offered and may(by, SIGN) and not may_be_second(working.written_by, by),
        "slug": _slug(held.area_code), "here": "works",
    }  # fmt: skip
    return render(request, "works/staff/plan.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_works")
def write(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write the open version, or begin the next one from the last."""
    held = plan_or_404(key)
    found = queries.versions(key)
    newest = found[0] if found else None
    if newest and newest.state == VersionState.OFFERED:
        messages.error(request, _("Dit plan wacht op een handtekening. Haal het eerst terug."))
        return redirect("works:plan", key=key)
    form = forms.VersionForm(request.POST or None, initial=forms.of_version(newest) if newest else None)
    status = 200
    if form.is_valid():
        status = save(form, lambda: actions.write(plan=key, of=form.said(), by=current().actor, seen=seen(request)))
        if status == 200:
            messages.success(request, _("Bewaard als concept. Leg het voor aan een tweede lezer als het klaar is."))
            return redirect("works:plan", key=key)
    title = _("Wijkbeheerplan %(name)s %(year)s") % {"name": queries.name_of(held.area_code), "year": held.year}
    about = newest.remark if newest and newest.state == VersionState.RETURNED else ""
    return form_page(request, form, title=title, back=reverse("works:plan", args=[key]), status=status, about=about,
                     seen=newest.edits if newest and newest.state in OPEN_VERSION else None)  # fmt: skip


@require_POST
@allowed_to("see_works")
def step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Take a step with a version."""
    one = queries.version(key)
    if one is None or name not in DOINGS:
        raise Http404
    kwargs: dict[str, Any] = {"seen": seen(request)}
    if DOINGS[name].ask:
        kwargs["words"] = request.POST.get("words", "")
    try:
        with transaction.atomic():
            getattr(actions, name)(key=key, by=current().actor, **kwargs)
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(DOINGS[name].done))
    return redirect("works:plan", key=one.plan_id)


def _doors(one: Version, by: Actor) -> list[tuple[Turn, Doing]]:
    """What `by` can do with a version; the form to write stands by itself."""
    found = [chosen for chosen in turns(one.state) if chosen.name in DOINGS and may(by, chosen.right)]
    return [(chosen, DOINGS[chosen.name]) for chosen in found if not chosen.other or may_be_second(one.written_by, by)]


def _slug(code: str) -> str:
    return next((one.slug for one in queries.plan_areas() if one.code == code), "")

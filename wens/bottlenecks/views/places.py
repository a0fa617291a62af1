"""Places above the norm: where one is crossed, the approach of one place, and what each partner does."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.areas.queries import area_by_code, area_names
from wens.bottlenecks import actions, forms, queries
from wens.bottlenecks.actions.places import OVER
from wens.bottlenecks.models import PartnerRole, Place, PlaceMove, Role, RoleState, TextState
from wens.bottlenecks.rules import APPROVE, DECIDE, may
from wens.bottlenecks.rulesets import norms_from
from wens.bottlenecks.states import possible_place_moves
from wens.bottlenecks.views.common import REFUSED, Doing, attempt
from wens.bottlenecks.views.weighing import refuse_unless
from wens.organisations.queries import accounts
from wens.tenancy.context import Actor, current


def _fact(one: Place, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.add_fact(key=one.pk, of=form.said(), by=by, seen=of["seen"], looked=of["looked"])


def _role(one: Place, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.give_role(
        key=one.pk, role=PartnerRole(of["role"]), partner=uuid.UUID(of["partner"]), task=of["task"],
        due_on=of["due_on"], by=by, seen=of["seen"], looked=of["looked"],
    )  # fmt: skip


def _turn(one: Place, form: Any, by: Actor, name: PlaceMove) -> Any:
    of = form.cleaned_data
    return actions.turn(
        key=one.pk, name=name, words=of["words"], by=by, seen=of["seen"], looked=of["looked"],
        look_again_on=of.get("look_again_on"), outcome=of.get("outcome", ""), evaluation=of.get("evaluation", ""),
    )  # fmt: skip


def _tell(one: Place, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.tell_residents(key=one.pk, of=form.words(), by=by, seen=of["seen"], looked=of["looked"])


def _step(slug: str, title: Any, name: PlaceMove, form: type[forms.DoingForm] = forms.TurnForm) -> Doing:
    return Doing(slug, title, title, form, DECIDE, partial(_turn, name=name), name)


DOINGS: tuple[Doing, ...] = (
    _step("gesprek", lazy("Ga in gesprek"), PlaceMove.TALK),
    _step("afspraken", lazy("Maak afspraken op de plek"), PlaceMove.AGREE),
    _step("maatregelen", lazy("Begin met maatregelen"), PlaceMove.MEASURE),
    _step("evaluatie", lazy("Begin de evaluatie"), PlaceMove.EVALUATE),
    _step("afronden", lazy("Rond de aanpak af"), PlaceMove.END, forms.EndForm),
    _step("geen-aanpak", lazy("Geen aanpak nodig"), PlaceMove.DISMISS),
    _step("heropenen", lazy("Begin opnieuw"), PlaceMove.REOPEN),
    Doing("rol", lazy("Geef een partner een rol"), lazy("Geef deze rol"), forms.RoleForm, DECIDE, _role),
    Doing("feit", lazy("Voeg een feit toe"), lazy("Voeg toe"), forms.FactForm, DECIDE, _fact),
    Doing("bewoners", lazy("Vertel het bewoners"), lazy("Leg voor aan een tweede lezer"), forms.TextForm,
          DECIDE, _tell, help=lazy("Een ander leest de tekst eerst na. Daarna staat zij bij de wijk.")),
)  # fmt: skip


@require_safe
@allowed_to("see_bottlenecks")
def overview(request: HttpRequest) -> HttpResponse:
    """List the places with an approach, and where a norm is crossed and nobody looked yet."""
    by, names = current().actor, area_names()
    found = [area for code, _name in forms.wijken() if (area := area_by_code(code))]
    context = {
        "places": [(one, names.get(one.area_code, one.area_code), norm_of(one)) for one in queries.places()],
        "crossed": queries.crossed(found) if may(by, DECIDE) else [],
        "mine": queries.roles_of(uuid.UUID(current().organisation)) if current().organisation else [],
        "directs": may(by, DECIDE), "norms": queries.norms_now(), "here": "places",
    }  # fmt: skip
    return render(request, "bottlenecks/places.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("decide_bottlenecks")
def notice(request: HttpRequest) -> HttpResponse:
    """Say that a norm is crossed at a place."""
    initial = {key: request.GET.get(key, "") for key in ("area", "name", "norm", "fact", "origin", "count")}
    form = forms.NoticeForm(request.POST or None, initial=initial)

    def do() -> Place:
        of = form.cleaned_data
        return actions.notice(of=form.said(), by=current().actor, answer_key=of["key"], looked=of["looked"])

    context = {"doing": _NOTICE, "back": reverse("places:overview"), "here": "places"}
    return attempt(request, form, do, to=_address, page="bottlenecks/doing.html", context=context)


_NOTICE = Doing(
    "nieuw", lazy("Een plek boven de norm"), lazy("Bewaar deze plek"), forms.NoticeForm, DECIDE, _fact,
    help=lazy("Het gaat over wat er op de plek gebeurt. Schrijf nooit over iemand die te herkennen is."),
)  # fmt: skip


@require_safe
@allowed_to("see_bottlenecks")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the approach of one place."""
    one, by = _place_or_404(key), current().actor
    named = {f"account:{row.pk}": row.name for row in accounts()}
    names = {move.name for move in possible_place_moves(one.state)}
    shown = list(one.texts.exclude(state=TextState.REPLACED))
    directs = may(by, DECIDE)
    context = {
        "one": one, "area": area_names().get(one.area_code, one.area_code), "norm": norm_of(one),
        "facts": list(one.facts.all()),
        "roles": [(row, directs or str(row.organisation_id) == current().organisation)
                  for row in one.roles.select_related("organisation")],
        "role_states": RoleState.choices,
        "steps": [(row, named.get(row.by, _("de gemeente"))) for row in one.steps.all()],
        "texts": shown, "reads_texts": directs or may(by, APPROVE),
        "told": any(row.state == TextState.APPROVED for row in shown),
        "doings": [row for row in DOINGS if directs and (row.name in names if row.name else one.state not in OVER)],
        "over": one.state in OVER, "here": "places",
    }  # fmt: skip
    return render(request, "bottlenecks/place.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("see_bottlenecks")
def do(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Do one thing with a place."""
    one, by = _place_or_404(key), current().actor
    doing = next((row for row in DOINGS if row.slug == what), None)
    if doing is None:
        raise Http404
    refuse_unless(may(by, doing.right))
    initial: dict[str, Any] = {"title": one.name} if doing.form is forms.TextForm else {}
    form = doing.form(request.POST or None, about=one, version=one.version, initial=initial)
    return attempt(
        request, form, lambda: doing.do(one, form, by), to=lambda _made: _address(one), page="bottlenecks/doing.html",
        context={"one": one, "doing": doing, "back": _address(one), "here": "places"},
    )  # fmt: skip


@require_POST
@allowed_to("see_bottlenecks")
def role(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Say how far a partner is with its part."""
    one = _place_or_404(key)
    state, seen = request.POST.get("state", ""), request.POST.get("seen", "")
    if state not in RoleState.values or not one.roles.filter(pk=row).exists():
        raise Http404
    try:
        actions.answer_role(
            role=row, state=RoleState(state), by=current().actor, seen=int(seen) if seen.isdigit() else None
        )
    except Role.DoesNotExist as error:
        raise Http404 from error
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Het is bewaard."))
    return redirect("places:detail", key=key)


def norm_of(one: Place) -> Any:
    """Return the norm as it was when the place was noticed."""
    return next((norm for norm in norms_from(one.norms.content) if norm.key == one.norm), None)


def _place_or_404(key: uuid.UUID) -> Place:
    found = queries.place(key)
    if found is None:
        raise Http404
    return found


def _address(one: Place) -> str:
    return reverse("places:detail", args=[one.pk])

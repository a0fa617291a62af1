"""What staff and partners read: the whole tree, a focus point, an action, each with what can be done there."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wens.access.guards import allowed_to
from wens.audit.actions import read
from wens.bottlenecks.queries import adopted
from wens.figures.queries import active_edition
from wens.plans import forms, queries
from wens.plans.actions.reporting import REPORTED
from wens.plans.effect.shown import ShownEffect
from wens.plans.measures import told
from wens.plans.models import Action, FocusPoint, Part, Stage, What
from wens.plans.rules import judges, manages, own_part
from wens.plans.showing import effect_of, shown_action, shown_focus_points, tree
from wens.plans.states import FOCUS_MOVES, directors_moves
from wens.plans.views.common import action_or_404, focus_or_404
from wens.tenancy.context import current

BUTTONS = {
    What.ADOPT: gettext_lazy("Stel het speerpunt vast"),
    What.WITHDRAW: gettext_lazy("Neem het speerpunt terug"),
    What.END: gettext_lazy("Sluit het speerpunt af"),
    What.REOPEN: gettext_lazy("Open de actie weer"),
    What.STOP: gettext_lazy("Stop de actie"),
    What.RESUME: gettext_lazy("Pak het weer op"),
}
"""What the director's moves are called before they are taken."""


@require_safe
@allowed_to("see_plans")
def overview(request: HttpRequest) -> HttpResponse:
    """Show the doelenboom with drafts and confidential actions, and what waits on the own organisation."""
    own = uuid.UUID(current().organisation) if current().organisation else None
    context = {
        "branches": tree(tier="partners"), "manages": manages(current().actor), "here": "plans",
        "mine": [shown_action(one) for one in queries.to_report(own)] if own else [],
        "to_sign": queries.to_sign(own) if own else [],
        "waiting": [shown_action(one) for one in queries.waiting(timezone.localdate())],
    }  # fmt: skip
    return render(request, "plans/overview.html", context)


@require_safe
@allowed_to("see_plans")
def focus(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a focus point with everything below it, and for who directs what can be done."""
    one = focus_or_404(key)
    (shown,) = shown_focus_points([one], tier="partners")
    context: dict[str, Any] = {
        "shown": shown, "manages": manages(current().actor), "history": queries.history(one), "here": "plans",
        "reasons": queries.reasons(one), "judges": judges(current().actor),
    }  # fmt: skip
    if context["manages"]:
        context |= {
            "moves": [(move, BUTTONS[move.name]) for move in FOCUS_MOVES if move.before == one.state],
            "ambition_form": forms.AmbitionForm(), "choices": _choices(one),
            "carry_form": None if hasattr(one, "next")
            else forms.CarryForm(initial=forms.next_period(one.starts_on, one.ends_on)),
        }  # fmt: skip
    return render(request, "plans/focus.html", context)


def _choices(one: FocusPoint) -> list[tuple[Any, bool]]:
    """The adopted knelpunten in and around its areas, each with whether it is tied already."""
    codes = set().union(*(queries.around(code) for code in one.area_codes))
    tied = {reason.bottleneck_id for reason in one.reasons.all()}
    return [(row, row.pk in tied) for row in adopted(codes)]


@require_safe
@allowed_to("see_plans")
def action(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an action: parts, versions, steps, reports. Who reads a confidential one stands in the read log."""
    one = action_or_404(key)
    by = current().actor
    if not one.is_public:
        read("plans.action", subject=f"action:{one.pk}", by=by)
    own = own_part(one, by)
    directs = manages(by)
    effect = effect_of(one, tier="partners")
    context = {
        "shown": shown_action(one), "reports": queries.reports(one), "needs": queries.needs(one), "here": "plans",
        "history": queries.history(one), "manages": directs, "own": own,
        "parts": [(part, list(part.versions.all()), _may_change(one, part, own, directs)) for part in one.parts.all()],
        "may_report": own is not None and one.stage in REPORTED,
        "moves": [(move, BUTTONS[move.name]) for move in directors_moves(one.stage)] if directs else [],
        "may_change": directs and _is_open(one), "effect": effect, "newer": effect is not None and _newer(effect),
        "judges": judges(by), "elsewhere": told(one.measure, "nl"),
    }  # fmt: skip
    return render(request, "plans/action.html", context)


def _newer(effect: ShownEffect) -> bool:
    edition = active_edition("partners")
    return edition is not None and edition.pk != effect.result.edition


def _is_open(one: Action) -> bool:
    return one.stage in (Stage.PROPOSED, *REPORTED)


def _may_change(one: Action, part: Part, own: Part | None, directs: bool) -> bool:
    return _is_open(one) and (directs or part == own)

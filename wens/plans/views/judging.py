"""Looking whether it worked: where and from when, then what the figures allow, then what came out."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wens.access.guards import allowed_to
from wens.figures.rows import TIERS
from wens.plans import actions, queries
from wens.plans.actions.evaluating import preview
from wens.plans.effect import words
from wens.plans.effect.material import Asked, Unfit, fit
from wens.plans.judging_forms import LookForm, WhereForm
from wens.plans.models import Action, Goal
from wens.plans.views.common import action_or_404, save
from wens.tenancy.context import current


@require_http_methods(["GET", "POST"])
@allowed_to("judge_effects")
def of_action(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Look whether an action worked."""
    one = action_or_404(key)
    return _look(request, one.goal, one, reverse("plans:action", args=[key]))


@require_http_methods(["GET", "POST"])
@allowed_to("judge_effects")
def of_goal(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Look whether all that was done for a goal worked."""
    goal = queries.goal(key)
    if goal is None:
        raise Http404
    back = f"{reverse('plans:focus', args=[goal.ambition.focus_id])}#doel-{goal.pk}"
    return _look(request, goal, None, back)


def _look(request: HttpRequest, goal: Goal, one: Action | None, back: str) -> HttpResponse:
    first = min((step.done_at.date() for step in one.milestones.all() if step.done_at), default=None) if one else None
    usual = {"area": goal.area_code, "begins_on": first or goal.ambition.focus.starts_on}
    context: dict[str, Any] = {"goal": goal, "action": one, "back": back, "here": "plans", "unfit": _unfit(goal)}
    if request.method == "POST":
        form = LookForm(request.POST, goal=goal)
        if form.is_valid() and save(form, lambda: actions.evaluate(
            goal=goal.pk, action=one.pk if one else None, of=form.looked(), by=current().actor,
        )):  # fmt: skip
            messages.success(request, _("Het is uitgerekend en bewaard."))
            return redirect(back)
        return render(request, "plans/look.html", context | {"form": form, "second": True}, status=422)
    asked = WhereForm(request.GET if "area" in request.GET else None, goal=goal, initial=usual)
    if asked.is_bound and asked.is_valid():
        of = Asked(goal.indicator, asked.cleaned_data["area"], asked.cleaned_data["begins_on"])
        form = LookForm(goal=goal, initial=asked.cleaned_data)
        area = dict(form.fields["area"].choices)[of.area_code]  # type: ignore[attr-defined]
        context |= {
            "second": True,
            "area": area,
            "begins_on": of.begins_on,
            "allowed": [_allowed(of, tier) for tier in TIERS],
        }
        return render(request, "plans/look.html", context | {"form": form})
    return render(request, "plans/look.html", context | {"form": asked}, status=422 if asked.errors else 200)


def _unfit(goal: Goal) -> str:
    """Return why the figure of a goal can never show an effect, or nothing."""
    try:
        fit(goal.indicator)
    except Unfit as error:
        return words.unfit(error.code)
    return ""


def _allowed(of: Asked, tier: Any) -> dict[str, Any]:
    found, choice = preview(of, tier)
    why = words.how(choice.method, found.before) if found and choice.method else words.unfit(choice.why)
    return {"tier": tier, "method": words.METHOD[choice.method] if choice.method else "", "why": why,
            "against": [(words.METHOD[name], words.AGAINST[code]) for name, code in choice.instead_of]}  # fmt: skip

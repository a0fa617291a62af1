"""What everybody reads: the doelenboom of an area, a focus point, an action."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wens.areas.queries import area_names
from wens.plans import queries
from wens.plans.beside import beside
from wens.plans.measures import told
from wens.plans.models import FocusState
from wens.plans.showing import effect_of, shown_action, shown_focus_points, tree


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the doelenboom, or all actions as a list; of one area when it is asked for."""
    names = area_names(*queries.SHOWN_LEVELS)
    area = request.GET.get("gebied", "")
    if area and area not in names:
        raise Http404
    branches = tree(tier="public", area_codes=queries.around(area) if area else None)
    context = {
        "branches": branches, "area": area, "area_name": names.get(area, ""), "here": "plans-public",
        "as_list": request.GET.get("vorm") == "lijst",
        "listed": [one for branch in branches for focus in branch.now for one in focus.actions],
        "areas": sorted(names.items(), key=lambda one: one[1]),
    }  # fmt: skip
    return render(request, "plans/public_tree.html", context)


@require_safe
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a focus point or an action; a goal stands on the page of its focus point."""
    focus = queries.focus_point(key)
    if focus is not None and focus.state != FocusState.DRAFT:
        (shown,) = shown_focus_points([focus], tier="public")
        context = {
            "shown": shown, "origins": queries.origins(focus), "beside": beside(focus.pk), "here": "plans-public",
        }  # fmt: skip
        return render(request, "plans/public_focus.html", context)
    action = queries.action(key)
    if action is not None and action.is_public and action.goal.ambition.focus.state != FocusState.DRAFT:
        context = {
            "shown": shown_action(action), "reports": queries.reports(action), "here": "plans-public",
            "origins": queries.origins(action.goal.ambition.focus),
            "later": queries.public_next(action), "effect": effect_of(action, tier="public"),
            "elsewhere": told(action.measure, get_language() or "nl"),
        }  # fmt: skip
        return render(request, "plans/public_action.html", context)
    goal = queries.goal(key)
    if goal is not None and goal.ambition.focus.state != FocusState.DRAFT:
        return redirect(f"{reverse('plans-public:one', args=[goal.ambition.focus_id])}#doel-{goal.pk}")
    raise Http404

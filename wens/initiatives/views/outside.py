"""What everybody reads: initiatives, one of them, networks of residents. Without an account."""

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wens.budgets import pictures
from wens.initiatives import queries
from wens.initiatives.models import Initiative, State
from wens.initiatives.showing import grouped, shown
from wens.initiatives.states import LIVING
from wens.plans.queries import around


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the initiatives, of the whole gemeente or of an area with what holds it and lies in it."""
    area, names = _asked_area(request)
    codes = around(area) if area else None
    context = {
        "groups": grouped(queries.public(area_codes=codes)), "area": area, "area_name": names.get(area, ""),
        "areas": _sorted(names), "networks": queries.networks(area_codes=codes, running=True), "here": "initiatives",
    }  # fmt: skip
    return render(request, "initiatives/overview.html", context)


@require_safe
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one initiative: what it is, which help it needs and found, how it went, how to support it."""
    found = public_or_404(key)
    (page,) = shown([found])
    context = {
        "shown": page, "one": found, "story": queries.story(found), "focus_points": queries.focus_points_of(found),
        "can_support": found.state in LIVING, "here": "initiatives",
        "result": getattr(found, "result", None) if found.state == State.DONE else None,
    }  # fmt: skip
    return render(request, "initiatives/one.html", context)


@require_safe
def picture(request: HttpRequest, key: uuid.UUID) -> FileResponse:  # noqa: ARG001  what a view is given
    """Hand over the picture of a result."""
    result = getattr(public_or_404(key), "result", None)
    if result is None:
        raise Http404
    return pictures.response(result.picture)


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """List the networks of residents, of the whole gemeente or of an area; those that are over by themselves."""
    area, names = _asked_area(request)
    found = queries.networks(area_codes=around(area) if area else None)
    tied = shown([one for one in queries.public() if one.network_id])
    rows = [(one, names.get(one.area_code, one.area_code), [each for each in tied if each.of.network_id == one.pk])
            for one in found]  # fmt: skip
    context = {
        "running": [row for row in rows if not row[0].stopped_on], "over": [row for row in rows if row[0].stopped_on],
        "area": area, "area_name": names.get(area, ""), "areas": _sorted(names), "here": "initiatives",
    }  # fmt: skip
    return render(request, "initiatives/networks.html", context)


def public_or_404(key: uuid.UUID) -> Initiative:
    """Return an initiative that everybody may read. Raises Http404."""
    found = queries.initiative(key)
    if found is None or not found.is_public:
        raise Http404
    return found


def _asked_area(request: HttpRequest) -> tuple[str, dict[str, str]]:
    area, names = request.GET.get("gebied", ""), queries.names()
    if area and area not in names:
        raise Http404
    return area, names


def _sorted(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda one: one[1])

"""The wijkbeheerplan of a wijk as everybody reads it: list and map, earlier years, earlier versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wens.areas.queries import AreaRow, area_by_slug
from wens.works import queries
from wens.works.drawing import map_of
from wens.works.models import Purpose
from wens.works.showing import ShownPlan, plan_of, plan_then, react_address

HIGHEST = 9999
"""Numbers in an address beyond this are nobody's: the database would refuse to compare them."""


@require_safe
def newest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan of this year, else the newest; without any plan, say so."""
    area = _area_or_404(slug)
    years = queries.signed_years(area.code)
    now = timezone.localdate().year
    chosen = now if now in years else years[0] if years else None
    if chosen is None:
        return render(request, "works/none.html", {"area": area, "react": react_address(area), "here": "works"})
    return _shown(request, area, chosen, years)


@require_safe
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show the plan of a year."""
    area = _area_or_404(slug)
    return _shown(request, area, year, queries.signed_years(area.code))


@require_safe
def version(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Show one version as it was signed, also when a later one holds or it was withdrawn."""
    area = _area_or_404(slug)
    found = queries.published(area.code, year) if year <= HIGHEST else []
    one = next((each for each in found if each.number == number), None)
    if one is None:
        raise Http404
    return _page(request, plan_then(one, area), queries.signed_years(area.code))


def _shown(request: HttpRequest, area: AreaRow, year: int, years: list[int]) -> HttpResponse:
    one = queries.last_of(area.code, year) if year in years else None
    if one is None:
        raise Http404
    return _page(request, plan_of(one, area), years)


def _page(request: HttpRequest, plan: ShownPlan, years: list[int]) -> HttpResponse:
    others = [one for one in queries.published(plan.area.code, plan.year) if one.pk != plan.version.pk]
    later = [one for one in years if one > plan.year]
    proposals = [one for one in later if _is_proposal(plan.area.code, one)]
    context = {
        "plan": plan, "area": plan.area, "map": map_of(plan.area.code, plan.area.name, plan.works),
        "years": years, "versions": others,
        "proposals": proposals, "react": react_address(plan.area), "here": "works",
    }  # fmt: skip
    return render(request, "works/plan.html", context)


def _is_proposal(area_code: str, year: int) -> bool:
    found = queries.last_of(area_code, year)
    return found is not None and found.purpose == Purpose.PROPOSAL


def _area_or_404(slug: str) -> AreaRow:
    found = area_by_slug(slug)
    if found is None or not queries.is_plan_area(found.code):
        raise Http404
    return found

"""What everybody sees: the budget of an area and year, a plan, the account, a raad and its advice."""

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wens.areas.queries import AreaRow
from wens.budgets import pictures, queries
from wens.budgets.ledger import NOTHING, balance_of_application, balances
from wens.budgets.models import AdviceState, State, YearState
from wens.budgets.paper import account_pdf
from wens.budgets.showing import Account, account
from wens.budgets.views.common import area_or_404
from wens.meetings.models import Kind
from wens.meetings.queries import public_meetings, published
from wens.organisations.models import Gemeente

MOST_MINUTES = 10


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the areas with a budget, newest year first, and the raden."""
    names, slugs = queries.names(), queries.slugs()
    found = [(year, [(names.get(one.area_code, one.area_code), slugs.get(one.area_code, one.area_code), one)
                     for one in queries.budgets_of_year(year)]) for year in queries.years()]  # fmt: skip
    context = {"years": found, "councils": queries.councils(), "here": "wijkbudget"}
    return render(request, "budgets/overview.html", context)


@require_safe
def area(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001  what a view is given
    """Go to the newest year of an area. Raises Http404 when it never had a budget."""
    place = area_or_404(slug)
    years = queries.years_of(queries.inside(place.code))
    if not years:
        raise Http404
    now = timezone.localdate().year
    return redirect("wijkbudget:year", slug=place.slug, year=now if now in years else years[0])


@require_safe
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show a year: the money, how one applies, the plans, a vote."""
    place, shown = _account_or_404(slug, year)
    own = [one for one in shown.years if one.budget.area_code == place.code]
    today = timezone.localdate()
    can_apply = [one for one in shown.years if one.budget.state == YearState.OPEN
                 and one.budget.opens_on <= today <= one.budget.closes_on]  # fmt: skip
    context = {
        "place": place, "account": shown, "own": own[0] if own else None, "here": "wijkbudget", "can_apply": can_apply,
        "slugs": queries.slugs(), "votes": queries.open_votes([one.budget.pk for one in shown.years]),
        "years": queries.years_of(queries.inside(place.code)), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "budgets/year.html", context)


@require_safe
def paper(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show the account of a year."""
    place, shown = _account_or_404(slug, year)
    return render(request, "budgets/account.html", {"place": place, "account": shown, "here": "wijkbudget"})


@require_safe
def paper_pdf(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Hand over the account of a year as a PDF."""
    place, shown = _account_or_404(slug, year)
    gemeente: Gemeente = request.gemeente  # type: ignore[attr-defined]
    response = HttpResponse(account_pdf(shown, gemeente.name), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="wijkbudget-{place.slug}-{year}.pdf"'
    return response


def _account_or_404(slug: str, year: int) -> tuple[AreaRow, Account]:
    place = area_or_404(slug)
    shown = account(place.code, year)
    if shown is None:
        raise Http404
    return place, shown


@require_safe
def plan(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one plan: the decision with its reason, the money, what came of it."""
    one = queries.application(key)
    if one is None or not one.is_public or one.state == State.WITHDRAWN:
        raise Http404
    place = queries.slugs().get(one.budget.area_code, one.budget.area_code)
    context = {
        "one": one, "money": balance_of_application(one.pk), "decisions": list(one.decisions.all()), "slug": place,
        "area": queries.name_of(one.budget.area_code), "result": getattr(one, "result", None), "here": "wijkbudget",
    }  # fmt: skip
    return render(request, "budgets/plan.html", context)


@require_safe
def picture(request: HttpRequest, key: uuid.UUID) -> FileResponse:  # noqa: ARG001  what a view is given
    """Hand over the picture of a result."""
    one = queries.application(key)
    result = getattr(one, "result", None) if one else None
    if result is None:
        raise Http404
    return pictures.response(result.picture)


@require_safe
def council(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a raad: its functions and mandate, its budgets with the money in them, its advice, and meetings in its area.

    A name only of who agreed to it.
    """
    one = queries.council_by_slug(slug)
    if one is None:
        raise Http404
    today, slugs, names = timezone.localdate(), queries.slugs(), queries.names()
    budgets = queries.budgets_of(one)
    money = balances([of.pk for of in budgets])
    areas = one.area_codes
    meetings = public_meetings(areas) if areas else []
    context = {
        "council": one, "seats": queries.seats(one), "advice": queries.advice_of(one), "today": today,
        "areas": [(names[code], slugs.get(code, "")) for code in areas if code in names], "here": "wijkbudget",
        "budget": next(iter(budgets), None), "own": [of for of in meetings if of.kind == Kind.RAAD],
        "meetings": [of for of in meetings if of.kind != Kind.RAAD],
        "minutes": [row.meeting for row in published(areas)[:MOST_MINUTES]] if areas else [],
        "budgets": [
            (names.get(of.area_code, ""), slugs.get(of.area_code, ""), of, money.get(of.pk, NOTHING)) for of in budgets
        ],
    }  # fmt: skip
    return render(request, "budgets/council.html", context)


@require_safe
def advice(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an advice with the answer and what came of it."""
    one = queries.advice(key)
    if one is None or one.state == AdviceState.WITHDRAWN:
        raise Http404
    return render(request, "budgets/advice.html", {"one": one, "here": "wijkbudget"})

"""Shared reads on budgets, applications, votes, seats and advice. Inside ``acting``, for the acting gemeente."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wens.areas.queries import area_by_code, area_names, areas, hierarchy, newest
from wens.budgets.models import Advice, AdviceState, Application, Budget, Seat, State, Vote, VoteState
from wens.budgets.rules import READ, council_ids, manages
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor, current

HIDDEN = (State.WITHDRAWN,)


def budgets_of_year(year: int) -> list[Budget]:
    """Return all budgets of a year, by area."""
    return list(Budget.objects.filter(year=year).select_related("council"))


def years() -> list[int]:
    """Return the years in which there is a budget, newest first."""
    return list(Budget.objects.order_by("-year").values_list("year", flat=True).distinct())


def years_of(codes: Collection[str]) -> list[int]:
    """Return the years in which one of some areas has a budget, newest first."""
    return list(
        Budget.objects.filter(area_code__in=list(codes)).order_by("-year").values_list("year", flat=True).distinct()
    )


@dataclass(frozen=True)
class Around:
    """That there is a wijkbudget in some areas, and which raden decide on one, as (name, slug)."""

    is_there: bool
    councils: list[tuple[str, str]]


def around(codes: Collection[str]) -> Around:
    """Return whether some areas ever had a wijkbudget, and their raden by name. One query."""
    rows = Budget.objects.filter(area_code__in=list(codes)).values_list("council__name", "council__slug").distinct()
    found = list(rows.order_by("council__name"))
    return Around(bool(found), [(name, slug) for name, slug in found if slug])


def inside(code: str) -> set[str]:
    """Return the areas with a budget that are, or lie wholly within, the area `code`."""
    wanted = set(Budget.objects.values_list("area_code", flat=True).distinct())
    year = newest("buurt")
    if year is None:
        return wanted & {code}
    rows = hierarchy(year).to_pylist()
    within = {row["buurt"] for row in rows if row["area"] == code}
    parts: dict[str, set[str]] = {one: {row["buurt"] for row in rows if row["area"] == one} for one in wanted}
    return {one for one in wanted if one == code or (parts[one] and parts[one] <= within)}


def budgets_in(codes: Collection[str], year: int) -> list[Budget]:
    """Return the budgets of some areas in a year."""
    return list(Budget.objects.filter(area_code__in=list(codes), year=year).select_related("council"))


def budget(key: UUID) -> Budget | None:
    """Return one budget, or None."""
    return Budget.objects.select_related("council").filter(pk=key).first()


def budgets_for(by: Actor) -> list[Budget]:
    """Return the budgets that `by` deals with: all for who directs, those of the own raad for who has a seat."""
    found = Budget.objects.select_related("council")
    if by == current().actor and (manages(by) or READ in current().rights):
        return list(found)
    return list(found.filter(council__in=council_ids(by)))


def applications(of: Collection[UUID], *, public: bool = False) -> list[Application]:
    """Return the applications of some budgets with decisions and result; `public`: those with words for everybody."""
    found = Application.objects.filter(budget__in=list(of)).select_related("budget", "result")
    found = found.prefetch_related("decisions").order_by("budget__area_code", "number")
    return list(found.exclude(title="").exclude(state__in=HIDDEN) if public else found)


def application(key: UUID) -> Application | None:
    """Return one application with its budget, or None."""
    return Application.objects.select_related("budget__council", "result").filter(pk=key).first()


def vote(key: UUID) -> Vote | None:
    """Return one vote, or None."""
    return Vote.objects.select_related("budget__council").filter(pk=key).first()


def open_votes(of: Collection[UUID]) -> list[Vote]:
    """Return the votes of some budgets in which one can vote now, or could be soon."""
    found = Vote.objects.filter(budget__in=list(of), state=VoteState.OPEN, closes_at__gt=timezone.now())
    return list(found.select_related("budget"))


def seats(council: Organisation | None = None, on: dt.date | None = None) -> list[Seat]:
    """Return the seats that are held on a day (default today), of one raad or of all."""
    day = on or timezone.localdate()
    found = Seat.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
    found = found.select_related("account", "council").order_by("council__name", "function", "starts_on")
    return list(found.filter(council=council) if council else found)


def advice_of(council: Organisation | None = None) -> list[Advice]:
    """Return the advice that everybody may read, newest first."""
    found = Advice.objects.exclude(state=AdviceState.WITHDRAWN).select_related("council")
    return list(found.filter(council=council) if council else found)


def advice(key: UUID) -> Advice | None:
    """Return one advice, or None."""
    return Advice.objects.select_related("council").filter(pk=key).first()


def council_by_slug(slug: str) -> Organisation | None:
    """Return the raad with this address, or None."""
    return Organisation.objects.filter(slug=slug, kind__in=("wijkraad", "dorpsraad"), is_active=True).first()


def name_of(code: str) -> str:
    """Return the name of an area, or its code when it is gone."""
    found = area_by_code(code)
    return found.name if found else code


def names() -> dict[str, str]:
    """Return the names of all areas by code."""
    return area_names()


def slugs() -> dict[str, str]:
    """Return how the address of each area ends, by code."""
    return {one.code: one.slug for one in areas()}


def councils() -> list[Organisation]:
    """Return the raden, by name."""
    return list(Organisation.objects.filter(kind__in=("wijkraad", "dorpsraad"), is_active=True).order_by("name"))


def budgets_of(council: Organisation) -> list[Budget]:
    """Return the budgets that a raad decides on, newest first."""
    return list(Budget.objects.filter(council=council))


def own_councils(by: Actor) -> list[Organisation]:
    """Return the raden in which `by` holds a seat."""
    return list(Organisation.objects.filter(pk__in=council_ids(by)).order_by("name"))


def advice_for(by: Actor) -> list[Advice]:
    """Return the advice that `by` deals with: all for who directs, that of the own raad for who has a seat."""
    found = Advice.objects.select_related("council")
    return list(found if manages(by) else found.filter(council__in=council_ids(by)))

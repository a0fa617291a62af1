"""Reading worries: the second lock leaves out what stands under somebody else's covenant. Inside `acting`."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wens.areas.queries import hierarchy, newest
from wens.signalling.models import LinkedContribution, Opinion, Stance, Worry, WorryState, WorryStep
from wens.signalling.queries.places import buurten_of
from wens.signalling.states import GOES_ON, OVER

STANDING: dict[str, tuple[WorryState, ...]] = {"loopt": GOES_ON, "klaar": OVER, "alle": ()}
"""What a list shows, by its name in an address."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the list is narrowed to; empty: everything that goes on."""

    standing: str = "loopt"
    area_code: str = ""
    theme: str = ""
    own: UUID | None = None


def worry(key: UUID) -> Worry | None:
    """Return one worry, or None, also for who may not see it. One query."""
    return _whole().filter(pk=key).first()


def worries(chosen: Filter | None = None) -> list[Worry]:
    """Return what the acting viewer may see, with how many organisations confirm and doubt, the newest first.

    `own`: what that organisation brought in, or what waits on it. One query, and those of the areas.
    """
    wanted = chosen or Filter()
    found = _whole()
    if states := STANDING.get(wanted.standing, GOES_ON):
        found = found.filter(state__in=states)
    if wanted.area_code:
        found = found.filter(area_code__in=areas_over(wanted.area_code))
    if wanted.theme:
        found = found.filter(theme=wanted.theme)
    if wanted.own:
        found = found.filter(Q(organisation=wanted.own) | Q(team=wanted.own))
    return list(found)


def areas_over(code: str) -> set[str]:
    """Return the codes of areas whose worries belong in the list of `code`: itself, its buurten, and what they are in.

    A worry about a whole wijk is about each of its buurten too.
    """
    buurten, year = set(buurten_of(code)), newest("buurt")
    above = {row["area"] for row in hierarchy(year).to_pylist() if row["buurt"] in buurten} if year else set()
    return {code} | buurten | above


def opinions_of(one: Worry) -> list[Opinion]:
    """Return what other organisations say of a worry now, confirmations first. One query."""
    return list(one.opinions.select_related("organisation"))


def steps_of(one: Worry) -> list[WorryStep]:
    """Return what happened with a worry, the newest first. One query."""
    return list(one.steps.select_related("organisation"))


def linked_to(one: Worry) -> list[LinkedContribution]:
    """Return which contributions stand beside a worry: ids, for who may see those. One query."""
    return list(one.contributions.all())


def waiting_on(team: UUID) -> list[Worry]:
    """Return what waits on a wijkteam: to be taken up, or for a report; the first due first. One query."""
    return list(_whole().filter(team=team, state__in=GOES_ON).order_by("due_on", "pk"))


def without_team() -> list[Worry]:
    """Return what waits until who directs names a wijkteam, or until somebody wakes one that is too late. One query."""
    late = Q(escalated_at__isnull=False) | Q(team__isnull=True)
    return list(_whole().filter(late, state__in=GOES_ON).order_by("due_on", "pk"))


def to_answer(organisation: UUID, area_codes: Collection[str] = ()) -> list[Worry]:
    """Return what colleagues brought in and `organisation` has said nothing of yet, in some areas (none: all)."""
    found = _whole().filter(state__in=GOES_ON).exclude(organisation=organisation).exclude(team=organisation)
    found = found.exclude(opinions__organisation=organisation)
    return list(found.filter(area_code__in=area_codes) if area_codes else found)


def changed_between(since: dt.datetime, until: dt.datetime) -> list[Worry]:
    """Return the worries with news in a period: brought in, or another state, for a digest. One query."""
    return list(_whole().filter(state_since__gte=since, state_since__lt=until).order_by("area_code", "pk"))


def _whole() -> QuerySet[Worry]:
    counted = {
        "confirmed": Count("opinions", filter=Q(opinions__stance=Stance.CONFIRM)),
        "doubted": Count("opinions", filter=Q(opinions__stance=Stance.DOUBT)),
    }
    return Worry.objects.select_related("place", "organisation", "team", "covenant").annotate(**counted)

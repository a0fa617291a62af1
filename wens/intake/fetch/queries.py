"""Shared reads of what is fetched by itself."""

import datetime as dt

from wens.intake.models import Every, FetchPlan
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting

# A few hours less than the name says: the job runs at a fixed hour, and yesterday's may have begun a minute later.
PERIODS = {
    Every.DAY: dt.timedelta(hours=20),
    Every.WEEK: dt.timedelta(days=6, hours=20),
    Every.MONTH: dt.timedelta(days=27, hours=20),
}


def plans() -> list[FetchPlan]:
    """Return what the acting gemeente fetches by itself, with what came of the last time."""
    return list(FetchPlan.objects.order_by("source", "table"))


def failing_of_all() -> list[dict[str, str | int]]:
    """Return the plans of every gemeente of this installation that failed the last time or longer; outside `acting`.

    Without the message: it may name what only the gemeente has to know. One query, and one for each gemeente.
    """
    found: list[dict[str, str | int]] = []
    for gemeente in gemeenten():
        with acting(gemeente.code, Actor.public()):
            failing = FetchPlan.objects.filter(failures__gt=0).order_by("source", "table")
            found += [
                {"gemeente": gemeente.code, "source": plan.source, "table": plan.table, "failures": plan.failures}
                for plan in failing
            ]
    return found


def due(now: dt.datetime) -> list[FetchPlan]:
    """Return the plans of the acting gemeente whose time has come; failed and interrupted ones come the next night."""
    return [plan for plan in plans() if _is_due(plan, now)]


def _is_due(plan: FetchPlan, now: dt.datetime) -> bool:
    if plan.began_at is None or plan.status == "busy":
        return True
    return now - plan.began_at >= PERIODS[Every.DAY if plan.failures else Every(plan.every)]

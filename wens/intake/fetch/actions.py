"""Writes of fetching by itself: planning it, stopping it, and doing what is due."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from wens.audit.actions import record
from wens.intake import definitions
from wens.intake.actions import IntakeError
from wens.intake.delivery import Options
from wens.intake.fetch.client import Publisher
from wens.intake.fetch.errors import PublisherError
from wens.intake.fetch.loading import Step, load
from wens.intake.fetch.queries import due
from wens.intake.fetch.sources import choose_table, fetch
from wens.intake.locking import BusyError
from wens.intake.models import Every, FetchPlan
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting, current_gemeente

MESSAGE_LENGTH = 2_000


def plan_fetch(*, source: str, table: str, every: str, by: Actor) -> FetchPlan:
    """Fetch a table of the acting gemeente by itself from now on; planning it again changes how often.

    Raises SourceError, PublisherError when the source has no such table, and IntakeError for another `every`.
    """
    if every not in Every.values:
        raise IntakeError(f"{every!r} is not how often: choose one of {', '.join(Every.values)}.")
    choose_table(definitions.source(source), None, table or None)
    with acting(current_gemeente(), by):
        plan, _ = FetchPlan.objects.update_or_create(
            source=source, table=table, defaults={"every": every, "made_by": by.reference}
        )
        record("intake.fetch.planned", subject=f"fetch:{plan.pk}", by=by, data=_named(plan))
    return plan


def stop_fetch(*, source: str, table: str, by: Actor) -> bool:
    """Stop fetching a table of the acting gemeente by itself; returns whether it was planned."""
    with acting(current_gemeente(), by):
        plan = FetchPlan.objects.filter(source=source, table=table).first()
        if plan is None:
            return False
        record("intake.fetch.stopped", subject=f"fetch:{plan.pk}", by=by, data=_named(plan))
        plan.delete()
    return True


def fetch_planned(*, by: Actor, publisher: Publisher, now: Callable[[], dt.datetime] = timezone.now) -> list[Step]:
    """Fetch and load what is due, in every gemeente, one after another; a failure waits for the next night.

    A delivery with findings, or with fewer cells than the one in force, is refused and left to a person.
    """
    steps = []
    for gemeente in gemeenten():
        with acting(gemeente.code, by):
            plans = due(now())
        for plan in plans:
            with acting(gemeente.code, by):
                FetchPlan.objects.filter(pk=plan.pk).update(began_at=now(), status="busy")
            # Outside a transaction: a publisher may take minutes, and the import opens one itself.
            step = _fetched(plan, gemeente.code, publisher, by)
            with acting(gemeente.code, by):
                _ended(plan, step, now(), by)
            steps.append(step)
    return steps


def _fetched(plan: FetchPlan, gemeente: str, publisher: Publisher, by: Actor) -> Step:
    what = f"{plan.source} {plan.table}".strip()
    try:
        source = definitions.source(plan.source)
        fetched = fetch(source, gemeente=gemeente, publisher=publisher, table=plan.table or None)
        options = Options(commit=True, only=gemeente)
        return load(plan.source, fetched, what=what, gemeente=gemeente, by=by, options=options)
    except (PublisherError, definitions.SourceError, BusyError) as error:
        return Step(what, "failed", message=str(error))


def _ended(plan: FetchPlan, step: Step, now: dt.datetime, by: Actor) -> None:
    failures = plan.failures + 1 if step.failed else 0
    FetchPlan.objects.filter(pk=plan.pk).update(
        ended_at=now, status=step.status, message=step.message[:MESSAGE_LENGTH], failures=failures
    )
    data = {**_named(plan), "status": step.status, "rows": step.rows, "failures": failures}
    record("intake.fetch.ended", subject=f"fetch:{plan.pk}", by=by, data=data)


def _named(plan: FetchPlan) -> dict[str, str]:
    return {"source": plan.source, "table": plan.table, "every": plan.every}

"""From the outbox to letters: each row in a transaction of its own, together with what it makes.

A crash before the commit leaves the row as it was; after it the row is handled and its letters stand. Rows that other
workers hold are skipped. A row that keeps failing is left after some tries, with the reason, for the red list.
"""

import traceback
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from wens.audit.models import Outgoing
from wens.followup.topics import UnknownTopic, follow
from wens.followup.transactions import committed
from wens.tenancy.context import Actor

log = structlog.get_logger(__name__)
MOST_TRIES = 5
RIGHTS = ("read_contacts", "take_part_in_meetings", "see_plans", "see_bottlenecks", "see_signals")


@dataclass
class Delivered:
    """What a run over the outbox did."""

    handled: int = 0
    failed: int = 0


def deliver_outbox(*, gemeente: str, by: Actor) -> Delivered:
    """Handle what waits in the outbox of `gemeente`, oldest first."""
    done, tried = Delivered(), set[UUID]()
    while True:
        with committed(gemeente, by, RIGHTS):
            row = _next(tried)
            if row is None:
                return done
            tried.add(row.pk)
            if _handle(row):
                done.handled += 1
            else:
                done.failed += 1


def _next(tried: set[UUID]) -> Outgoing | None:
    waiting = Outgoing.objects.filter(handled_at__isnull=True, failures__lt=MOST_TRIES).exclude(pk__in=tried)
    return waiting.select_for_update(skip_locked=True).order_by("at", "pk").first()


def _handle(row: Outgoing) -> bool:
    """Make what follows from a row, or note why that failed; one poisoned row does not stop the others."""
    try:
        with transaction.atomic():
            follow(row)
    except Exception as error:  # whatever it is, the row must get its note
        row.failures += 1
        row.problem = _in_words(error)
        row.save(update_fields=["failures", "problem"])
        log.warning(
            "followup.outbox.failed",
            topic=row.topic,
            error=type(error).__name__,
            at=_where(error),
            failures=row.failures,
        )
        return False
    row.handled_at, row.problem = timezone.now(), ""
    row.save(update_fields=["handled_at", "problem"])
    return True


def _where(error: Exception) -> str:
    """Return file and line of our own code, and no data: enough to find what is wrong."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/wens/" in frame.filename]
    return f"{frames[-1].filename.rpartition('/wens/')[2]}:{frames[-1].lineno}" if frames else ""


def _in_words(error: Exception) -> str:
    """Say what went wrong without repeating data: an error of the database may quote a row."""
    if isinstance(error, UnknownTopic):
        return f"Niemand weet wat er op {error} volgt."
    return f"Het lukte niet: {type(error).__name__}."

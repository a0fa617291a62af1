"""Telling the worker at once that something waits in the outbox; its own look every minute is the net below."""

from contextlib import suppress

from django.db import transaction

DELIVERER = "wens.followup.jobs.deliver_outbox"
"""By name: the outbox lies below everything that reads it."""


def wake() -> None:
    """Put the job that reads the outbox in the queue, unless it stands there already.

    Called after the commit, so the job finds what was announced; should the queue fail, the announcement stays.
    """
    from procrastinate.contrib.django import app  # Django's registry has to be ready
    from procrastinate.exceptions import AlreadyEnqueued

    with suppress(AlreadyEnqueued), transaction.atomic():  # a refusal undoes nothing else
        app.configure_task(DELIVERER, queue="followup", lock="deliver_outbox", queueing_lock="deliver_outbox").defer(
            timestamp=0
        )

"""The background work of rounds: reminding who directs of what is due. Safe to run twice."""

import structlog
from procrastinate.contrib.django import app

from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting

log = structlog.get_logger(__name__)


@app.periodic(cron="11 6 * * *")
@app.task(queue="housekeeping", queueing_lock="watch_rounds", lock="watch_rounds")
def watch_rounds(timestamp: int = 0) -> int:
    """Tell in every gemeente which steps are due within a week or late; returns how many."""
    from wens.rounds.actions import remind  # every command reads this file, and few need all of this

    by, told = Actor.job("watch_rounds"), 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by):
            told += remind()
    log.info("rounds.job.watched", told=told, timestamp=timestamp)
    return told

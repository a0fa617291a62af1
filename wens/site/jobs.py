"""Background work in PostgreSQL (procrastinate). Jobs carry codes and ids only and open ``acting`` themselves.

``wens worker`` runs them. A job that was running when its worker was killed is retried by :func:`retry_stalled`,
because procrastinate itself leaves that decision to us.
"""

from collections.abc import Callable, Iterator

import structlog
from procrastinate.contrib.django import app

from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting

log = structlog.get_logger(__name__)
STALLED_AFTER_SECONDS = 120


def for_each_gemeente(name: str, work: Callable[[Actor], None]) -> Iterator[str]:
    """Run ``work`` once per gemeente, each in a transaction of its own; yields the code of each that is done."""
    actor = Actor.job(name)
    for gemeente in gemeenten():
        with acting(gemeente.code, actor):
            work(actor)
        yield gemeente.code


@app.periodic(cron="17 3 * * *")
@app.task(queue="housekeeping", queueing_lock="expire_snapshots", retry=3)
def expire_files(timestamp: int) -> list[str]:
    """Remove the delivered files whose retention period has ended; what was counted from them stays."""
    done = list(for_each_gemeente("expire_files", lambda actor: _expire(actor)))
    log.info("site.job.expired_files", gemeenten=len(done), timestamp=timestamp)
    return done


def _expire(actor: Actor) -> None:
    from wens.intake.actions import expire_snapshots  # brings the counting engine along, which few commands need

    expire_snapshots(by=actor)


@app.periodic(cron="*/2 * * * *")
@app.task(queue="housekeeping", queueing_lock="retry_stalled")
async def retry_stalled(timestamp: int) -> int:
    """Retry the jobs whose worker stopped sending heartbeats; returns how many."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    count = 0
    for job in stalled:
        await app.job_manager.retry_job(job)
        count += 1
    log.info("site.job.retried_stalled", jobs=count, timestamp=timestamp)
    return count

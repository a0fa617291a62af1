"""Background work in PostgreSQL (procrastinate). Jobs carry codes and ids only, and actions open ``acting``.

``wens worker`` runs them. A job that was running when its worker was killed is retried by :func:`retry_stalled`,
because procrastinate itself leaves that decision to us.
"""

from logging import INFO, WARNING

import structlog
from procrastinate.contrib.django import app

from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting

log = structlog.get_logger(__name__)
STALLED_AFTER_SECONDS = 120


@app.periodic(cron="17 3 * * *")
@app.task(queue="housekeeping", queueing_lock="expire_snapshots", retry=3)
def expire_files(timestamp: int) -> int:
    """Remove the delivered files whose retention period has ended; what was counted from them stays."""
    from wens.intake.actions import expire_snapshots  # brings the counting engine along, which few commands need

    removed = expire_snapshots(by=Actor.job("expire_files"))
    log.info("site.job.expired_files", snapshots=removed, timestamp=timestamp)
    return removed


@app.periodic(cron="41 3 * * *")
@app.task(queue="housekeeping", queueing_lock="keep_no_longer", retry=3)
def keep_no_longer(timestamp: int) -> int:
    """Remove and forget whatever is over its time, in every gemeente (ADR 0011); returns how many rows."""
    from wens.privacy import retention

    rows = sum(one.rows for one in retention.run(by=Actor.job("keep_no_longer")))
    log.info("site.job.kept_no_longer", rows=rows, timestamp=timestamp)
    return rows


@app.periodic(cron="23 2 * * *")
@app.task(queue="housekeeping", queueing_lock="fetch_planned", lock="fetch_planned")
def fetch_planned(timestamp: int) -> int:
    """Fetch and load the tables whose time has come; what fails stands in `wens fetch status` and waits a night."""
    from wens.intake.fetch import actions
    from wens.intake.fetch.client import Publisher

    with Publisher() as publisher:
        steps = actions.fetch_planned(by=Actor.job("fetch_planned"), publisher=publisher)
    for step in steps:
        log.log(
            WARNING if step.failed else INFO, "site.job.fetched", what=step.what, status=step.status, rows=step.rows
        )
    log.info("site.job.fetched_all", tables=len(steps), timestamp=timestamp)
    return len(steps)


@app.periodic(cron="7 0 * * *")
@app.task(queue="housekeeping", queueing_lock="end_past_covenants", retry=3)
def end_past_covenants(timestamp: int) -> int:
    """Mark the covenants whose last day is over, in every gemeente; the database closed them at midnight itself."""
    from wens.access.actions import end_past_covenants as end

    by, ended = Actor.job("end_past_covenants"), 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by):
            ended += end(by=by)
    log.info("site.job.ended_past_covenants", covenants=ended, timestamp=timestamp)
    return ended


@app.periodic(cron="29 5 * * *")
@app.task(queue="housekeeping", queueing_lock="remind_plans", retry=3)
def remind_plans(timestamp: int) -> int:
    """Announce the steps of actions that are due or late, in every gemeente; each day that was chosen once."""
    from wens.plans.actions import remind
    from wens.plans.rules import SEE

    by, told = Actor.job("remind_plans"), 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by, rights={SEE}):
            told += remind()
    log.info("site.job.reminded_plans", actions=told, timestamp=timestamp)
    return told


@app.periodic(cron="11 4 * * 1")
@app.task(queue="housekeeping", queueing_lock="look_for_signals", retry=3)
def look_for_signals(timestamp: int) -> int:
    """Look at last week's figures in every gemeente; again, it changes nothing. Returns how many signals are new."""
    from wens.signalling.weekly import SwitchedOff, run_week

    by, new = Actor.job("look_for_signals"), 0
    for gemeente in gemeenten():
        try:
            new += run_week(gemeente.code, by=by).new
        except SwitchedOff:
            log.info("site.job.signals_off", gemeente=gemeente.code)
    log.info("site.job.looked_for_signals", signals=new, timestamp=timestamp)
    return new


@app.periodic(cron="47 4 1 * *")
@app.task(queue="housekeeping", queueing_lock="look_back", retry=3)
def look_back(timestamp: int) -> int:
    """Look back over the last year in every gemeente, for the page that says how good signals are."""
    from wens.signalling.weekly import run_back_test

    by = Actor.job("look_back")
    looked = sum(len(run_back_test(gemeente.code, by=by).results) for gemeente in gemeenten())
    log.info("site.job.looked_back", indicators=looked, timestamp=timestamp)
    return looked


@app.periodic(cron="37 5 * * *")
@app.task(queue="housekeeping", queueing_lock="remind_advice", retry=3)
def remind_advice(timestamp: int) -> int:
    """Announce the advice that is due within a week, in every gemeente; each day once."""
    from wens.budgets.actions import remind_advice as remind

    by, told = Actor.job("remind_advice"), 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by):
            told += remind()
    log.info("site.job.reminded_advice", advice=told, timestamp=timestamp)
    return told


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

"""The background work of closing the loop. Each job goes over all gemeenten; each is safe to run twice.

Every command reads this file, to know which jobs there are: what a job needs is imported when it runs.
"""

from contextlib import suppress

import structlog
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from wens.followup.transactions import committed
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor

log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queue="followup", queueing_lock="deliver_outbox", lock="deliver_outbox")
def deliver_outbox(timestamp: int = 0) -> int:
    """Turn what waits in the outbox into letters; returns how many rows were handled."""
    from wens.followup.actions.outbox import deliver_outbox as deliver

    by = Actor.job("deliver_outbox")
    handled = sum(deliver(gemeente=gemeente.code, by=by).handled for gemeente in gemeenten())
    if handled:
        with suppress(AlreadyEnqueued):
            send_letters.configure().defer(timestamp=timestamp)
    log.info("followup.job.delivered", rows=handled, timestamp=timestamp)
    return handled


@app.periodic(cron="* * * * *")
@app.task(queue="followup", queueing_lock="send_letters", lock="send_letters")
def send_letters(timestamp: int = 0) -> int:
    """Send the letters whose time has come; returns how many were handed over."""
    from wens.followup.actions.sending import carrier
    from wens.followup.actions.sending import send_letters as send

    using = carrier()
    if using is None:
        return 0
    by = Actor.job("send_letters")
    runs = [send(gemeente=gemeente.code, by=by, using=using) for gemeente in gemeenten()]
    sent = sum(run.sent for run in runs)
    log.info("followup.job.sent", letters=sent, red=sum(run.red for run in runs), timestamp=timestamp)
    return sent


@app.periodic(cron="*/5 * * * *")
@app.task(queue="followup", queueing_lock="tell_published", lock="tell_published")
def tell_published(timestamp: int = 0) -> int:
    """Announce what was signed for a day that has come, in every gemeente; returns how many texts."""
    from wens.districts.actions import announce_due

    by, told = Actor.job("tell_published"), 0
    for gemeente in gemeenten():
        with committed(gemeente.code, by, ["see_texts"]):
            told += announce_due()
    log.info("followup.job.told_published", texts=told, timestamp=timestamp)
    return told


@app.periodic(cron="*/5 * * * *")
@app.task(queue="followup", queueing_lock="watch_deadlines", lock="watch_deadlines")
def watch_deadlines(timestamp: int = 0) -> int:
    """Remind partners and tell who directs them when an answer is late; returns how many letters that were."""
    from wens.followup import signals
    from wens.followup.actions import deadlines

    by = Actor.job("watch_deadlines")
    runs = [deadlines.watch_deadlines(gemeente=gemeente.code, by=by) for gemeente in gemeenten()]
    passed = sum(deadlines.pass_time(gemeente=gemeente.code, by=by) for gemeente in gemeenten())
    waited = [signals.pass_time(gemeente=gemeente.code, by=by) for gemeente in gemeenten()]
    passed += sum(run.lapsed for run in waited)
    done = sum(run.reminded + run.escalated for run in runs) + sum(run.reminded + run.escalated for run in waited)
    log.info("followup.job.watched", reminded_or_escalated=done, woken_or_lapsed=passed, timestamp=timestamp)
    return done


@app.periodic(cron="3 * * * *")
@app.task(queue="followup", queueing_lock="ask_and_digest", lock="ask_and_digest")
def ask_and_digest(timestamp: int = 0) -> int:
    """Make the weekly letters, the questions after an end and the word about the red list, and forget wrong codes.

    Hourly, because procrastinate counts in UTC: the week's moment is found by the clock on the wall.
    """
    from wens.followup import signals
    from wens.followup.actions import asking, red
    from wens.followup.actions.guessing import forget_wrong

    by = Actor.job("ask_and_digest")
    made = 0
    for gemeente in gemeenten():
        made += asking.make_digests(gemeente=gemeente.code, by=by)
        made += asking.ask_after_end(gemeente=gemeente.code, by=by)
        made += signals.make_lists(gemeente=gemeente.code, by=by)
        made += red.tell_keepers(gemeente=gemeente.code, by=by)
        with committed(gemeente.code, by):
            forget_wrong()
    log.info("followup.job.asked", letters=made, timestamp=timestamp)
    return made

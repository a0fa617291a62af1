"""The background work of closing the loop. Each job goes over all gemeenten; each is safe to run twice."""

import structlog
from procrastinate.contrib.django import app

from wens.followup.actions.outbox import deliver_outbox as deliver
from wens.followup.actions.sending import carrier
from wens.followup.actions.sending import send_letters as send
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor

log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queue="followup", queueing_lock="deliver_outbox", lock="deliver_outbox")
def deliver_outbox(timestamp: int = 0) -> int:
    """Turn what waits in the outbox into letters; returns how many rows were handled."""
    by = Actor.job("deliver_outbox")
    handled = sum(deliver(gemeente=gemeente.code, by=by).handled for gemeente in gemeenten())
    log.info("followup.job.delivered", rows=handled, timestamp=timestamp)
    return handled


@app.periodic(cron="* * * * *")
@app.task(queue="followup", queueing_lock="send_letters", lock="send_letters")
def send_letters(timestamp: int = 0) -> int:
    """Send the letters whose time has come; returns how many were handed over."""
    using = carrier()
    if using is None:
        return 0
    by = Actor.job("send_letters")
    runs = [send(gemeente=gemeente.code, by=by, using=using) for gemeente in gemeenten()]
    sent = sum(run.sent for run in runs)
    log.info("followup.job.sent", letters=sent, red=sum(run.red for run in runs), timestamp=timestamp)
    return sent

"""The one place that writes the audit trail and the outbox."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.db import transaction

from wens.audit.models import Event, Outgoing
from wens.audit.waking import wake
from wens.tenancy.context import Actor

log = structlog.get_logger(__name__)


def record(name: str, *, subject: str, by: Actor, data: Mapping[str, Any] | None = None) -> Event:
    """Add a line to the audit trail in the running transaction.

    ``name`` reads ``app.thing.happened``; ``data`` holds codes and counts, never personal data. An event without a
    running :func:`wens.tenancy.context.acting` block raises ``NoTenant``.
    """
    context = structlog.contextvars.get_contextvars()
    event = Event.objects.create(
        name=name,
        subject=subject[:200],
        actor=by.reference,
        actor_name=by.name,
        request_id=str(context.get("request_id", "")),
        data=dict(data or {}),
    )
    log.info(name, subject=subject, actor=by.reference)
    return event


def read(name: str, *, subject: str, by: Actor, covenant: str = "") -> Event:
    """Add to the trail that somebody read confidential material: a text as written, contact details, under a covenant.

    ``name`` reads ``app.thing`` (``voices.original``) and stands in the trail as ``app.thing.read``; the privacy
    officer sees these lines apart. ``covenant`` is the id of the covenant that opened it.
    """
    return record(f"{name}.read", subject=subject, by=by, data={"covenant": covenant} if covenant else None)


def announce(topic: str, *, subject: str, data: Mapping[str, Any] | None = None) -> Outgoing:
    """Put in the outbox what must happen because of the running transaction; it is lost only if that is undone.

    ``topic`` reads ``app.thing.happened``; ``data`` holds ids and codes only, because the outbox is read by everything.
    """
    transaction.on_commit(wake, robust=True)
    return Outgoing.objects.create(topic=topic, subject=subject[:200], data=dict(data or {}))

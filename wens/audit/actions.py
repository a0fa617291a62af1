"""The one place that writes the audit trail."""

from collections.abc import Mapping
from typing import Any

import structlog

from wens.audit.models import Event
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

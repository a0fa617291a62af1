"""Structured logs: one event name and fields, no personal data."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

OPENS = re.compile(r"(/(?:volg|partner|uitnodiging|antwoord|wachtwoord/[0-9a-f-]{36})/(?:afmelden/)?)[^/\s\"'?]+")
"""Addresses whose next part opens something by itself: a follow code, or the token of a link in a letter."""


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take codes and tokens out of a log line, whoever wrote it; Django names the address of a page not found."""
    for name, value in event.items():
        if isinstance(value, str) and "/" in value:
            event[name] = OPENS.sub(r"\1…", value)
    return event


def configure_logs(form: str, level: str) -> None:
    """Write log lines to stderr, as JSON for machines or coloured for a terminal; ``level`` is the least one shown."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        without_secrets,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)

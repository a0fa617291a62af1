"""Request id, health, tenant by host name, and the actor."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from wens.access.rules import rights_of
from wens.organisations.models import Gemeente
from wens.organisations.queries import gemeente_of_host
from wens.publication.caching import kept_answer
from wens.site import health
from wens.tenancy.context import Actor, acting, become

Respond = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger(__name__)
KEEP_HOST_SECONDS = 10.0
MOST_HOSTS = 1000
REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,36}$")


class RequestIdMiddleware:
    """Gives each request an id that stands in the logs, the audit trail and the answer."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-Id", "")
        request_id = offered if REQUEST_ID.match(offered) else str(uuid.uuid4())
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            started = time.perf_counter()
            response = self.respond(request)
            log.info(
                "site.request.answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                seconds=round(time.perf_counter() - started, 4),
            )
        response["X-Request-Id"] = request_id
        return response


class HealthMiddleware:
    """Answers ``/healthz`` and ``/readyz`` for every host name, before a tenant is sought."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return health.alive()
        if request.path == "/readyz":
            return health.ready()
        return self.respond(request)


_known: dict[str, tuple[float, Gemeente | None]] = {}


def _host(request: HttpRequest) -> str:
    return request.get_host().rsplit(":", 1)[0].strip("[]").lower()


def _gemeente(host: str) -> Gemeente | None:
    """Return the gemeente of a host name; what was found is trusted for some seconds."""
    now = time.monotonic()
    until, gemeente = _known.get(host, (0.0, None))
    if until < now:
        gemeente = gemeente_of_host(host)
        if len(_known) > MOST_HOSTS:
            _known.clear()
        _known[host] = (now + (KEEP_HOST_SECONDS if gemeente else 1.0), gemeente)
    return gemeente


class KeptPagesMiddleware:
    """Answers with a finished public page before a transaction is opened; such a page is the same for everybody."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        gemeente = _gemeente(_host(request))
        kept = kept_answer(request, gemeente.code) if gemeente else None
        return kept or self.respond(request)


class TenantMiddleware:
    """Runs the request inside the gemeente that its host name belongs to, in one transaction.

    An error page rolls the transaction back: Django has turned the exception into a response before it gets here.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = _host(request)
        gemeente = _gemeente(host)
        if gemeente is None:
            return HttpResponse(
                f"Op {host} is geen gemeente ingericht. / No municipality is set up at {host}.\n",
                status=404,
                content_type="text/plain; charset=utf-8",
            )
        request.gemeente = gemeente  # type: ignore[attr-defined]
        with acting(gemeente.code, Actor.public()):
            response = self.respond(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class ActorMiddleware:
    """Tells the transaction who is logged in; an anonymous page costs no query for it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key:
            user: Any = request.user
            if isinstance(user, SimpleLazyObject):
                user.is_authenticated  # noqa: B018  loads the account
            if user.is_authenticated:
                become(user.as_actor(), rights=rights_of(user), organisation=str(user.organisation_id or ""))
        return self.respond(request)

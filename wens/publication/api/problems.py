"""Errors as problem details (RFC 9457): what is wrong, where, and what to do; never how we work inside."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

TYPE = "application/problem+json"


class ApiProblem(Exception):
    """A request that cannot be answered; ``errors``: the parameters at fault with the remedy for each."""

    def __init__(self, status: int, detail: str, *, errors: Sequence[dict[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)


def problem(status: int, detail: str, *, instance: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """Answer with a problem. ``instance``: the address that was asked."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    if errors:
        body["errors"] = list(errors)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=TYPE)
    response["Cache-Control"] = "no-store"
    return response

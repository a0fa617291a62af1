"""What holds for every address of the API: methods, forms, versions, who may embed it, and errors as problems."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

from wens.publication.api import ROOT, VERSION
from wens.publication.api.problems import TYPE, ApiProblem, problem
from wens.publication.caching import public_page

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
log = structlog.get_logger(__name__)


def gate(view: View, *, media: str = "application/json", parameters: Collection[str] | None = ()) -> View:
    """Give a view of the API its rules. ``media``: the form of its answers; ``parameters``: of the
    query, None for any.

    Open data: any site may read it in a browser (CORS), and answers are kept like public pages are.
    """
    kept = public_page(_as_get(view))

    @csrf_exempt  # nothing is ever written
    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = _preflight() if request.method == "OPTIONS" else _refusal(request, media, parameters)
        return _with_headers(refused or _answer(kept, request, *args, **kwargs))

    return gated


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer for every other address under the API."""
    detail = f"There is nothing here. Addresses have no slash at the end; all of them stand in {ROOT}/openapi.json."
    raise ApiProblem(404, detail)


def _refusal(request: HttpRequest, media: str, known: Collection[str] | None) -> HttpResponse | None:
    """Return the problem with the question itself, or None."""
    if request.method not in ("GET", "HEAD"):
        refused = problem(405, "This API is only read: use GET or HEAD.", instance=request.path)
        refused["Allow"] = METHODS
        return refused
    if not request.accepts(media):
        return problem(406, f"This address answers in {media}; ask for that.", instance=request.path)
    unknown = sorted(set(request.GET) - set(known)) if known is not None else []
    if known is None or not unknown:
        return None
    remedy = f"There is no such parameter here; known: {', '.join(sorted(known)) or 'none'}."
    errors = [{"parameter": name, "message": remedy} for name in unknown]
    return problem(400, "The request is not valid.", instance=request.path, errors=errors)


def _answer(kept: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return kept(request, *args, **kwargs)
    except ApiProblem as error:
        return problem(error.status, error.detail, instance=request.path, errors=error.errors)
    except ValidationError as error:
        return problem(400, "The request is not valid.", instance=request.path, errors=_parameters(error))
    except Http404:
        return problem(404, "There is no such resource in the public edition.", instance=request.path)
    except Exception:
        log.exception("publication.api.failed", path=request.path)
        return problem(500, "Something went wrong on our side; try again later.", instance=request.path)


def _as_get(view: View) -> View:
    """Make the same answer for HEAD as for GET; the server leaves out the body."""

    @wraps(view)
    def made(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method, request.method = request.method, "GET"
        try:
            return _with_headers(view(request, *args, **kwargs))
        finally:
            request.method = method

    return made


def _parameters(error: ValidationError) -> list[dict[str, str]]:
    return [{"parameter": str(one["loc"][-1]), "message": str(one["msg"])} for one in error.errors]


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _with_headers(response: HttpResponse) -> HttpResponse:
    response["API-Version"] = VERSION
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "API-Version, ETag, Link"
    if response["Content-Type"] == TYPE:
        response["Content-Language"] = "en"
    return response

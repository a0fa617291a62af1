"""The API as a whole: its operations, its addresses and its OpenAPI document."""

import json
import re
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI

from wens.publication.api import ROOT, VERSION, resources
from wens.publication.api.gate import gate, nothing_here
from wens.publication.api.problems import TYPE
from wens.publication.api.schemas import Problem

DESCRIPTION = """\
The public figures on safety per wijk, with their certainty, and the reason where there is none.

Open data: no key, no login; the licence of each source stands in /sources. Lists come in pages; every answer has an
ETag, so ask with If-None-Match and you get 304 when nothing changed. Errors are problem details (RFC 9457).
"""
TAGS = [
    {"name": "areas", "description": "Gemeente, stadsdelen, wijken and buurten of the division in use"},
    {"name": "indicators", "description": "What each figure means, how it is made and who guards it"},
    {"name": "figures", "description": "All figures of the public edition"},
    {"name": "photos", "description": "Part I of an area, in words and in numbers"},
    {"name": "sources", "description": "Who delivers, with licence and attribution"},
    {"name": "editions", "description": "The public edition in force"},
]
ERRORS = {
    "400": "A parameter is not valid",
    "404": "There is no such resource",
    "405": "Only reading is possible",
    "406": "The answer does not exist in that form",
    "500": "Something went wrong on our side",
}


class _Api(NinjaAPI):
    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:  # noqa: ARG002
        raise exc  # the gate makes a problem of it


api = _Api(title="WENS: figures on safety per wijk", version=VERSION, openapi_url=None, docs_url=None)
api.add_router("", resources.router)


@cache
def _operations() -> dict[str, Any]:
    """Return the document without what differs per gemeente."""
    written = json.dumps(api.get_openapi_schema(path_prefix=""))
    document: dict[str, Any] = json.loads(re.sub(r"Page_(\w+?)_(?=\")", r"\1Page", written))
    shapes = document["components"]["schemas"]
    shapes["Problem"] = Problem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    shapes |= shapes["Problem"].pop("$defs", {})
    for asked in [name for name in shapes if name.endswith("Asked") or name == "Paged"]:
        del shapes[asked]  # their fields stand with each operation as parameters
    document["components"]["headers"] = {
        "API-Version": {"description": "Full version of this API", "schema": {"type": "string", "example": VERSION}},
        "ETag": {"description": "Ask again with If-None-Match", "schema": {"type": "string"}},
        "Link": {"description": "Addresses of the other pages (RFC 8288)", "schema": {"type": "string"}},
    }
    for address, methods in document["paths"].items():
        for operation in methods.values():
            _complete(operation, address)
    return document


def _complete(operation: dict[str, Any], address: str) -> None:
    """Add what every operation has: headers, errors, a description."""
    header = {"$ref": "#/components/headers/API-Version"}
    for response in operation["responses"].values():
        response["headers"] = {"API-Version": header, "ETag": {"$ref": "#/components/headers/ETag"}}
        if "{" not in address:
            response["headers"]["Link"] = {"$ref": "#/components/headers/Link"}
    operation["responses"]["304"] = {"description": "Not changed", "headers": {"API-Version": header}}
    for status, words in ERRORS.items():
        content = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"][status] = {"description": words, "headers": {"API-Version": header}, "content": content}


def document(request: HttpRequest) -> dict[str, Any]:
    """Return the OpenAPI document for the gemeente whose host name was asked."""
    made = _operations()
    origin = f"{request.scheme}://{request.get_host()}"
    name = request.gemeente.name  # type: ignore[attr-defined]
    info = {
        **made["info"],
        "title": f"WENS {name}",
        "description": DESCRIPTION,
        "contact": {"name": f"Gemeente {name}", "email": settings.WENS.contact_email, "url": f"{origin}/data/"},
        "license": {"name": "Per source, see /sources", "url": f"{origin}/bronnen/"},
    }
    # Relative on http, so that a document of a trial installation does not point to an insecure address.
    server = f"{origin}{ROOT}" if request.is_secure() else ROOT
    return {
        **made,
        "tags": TAGS,
        "info": info,
        "servers": [{"url": server, "description": f"Public figures of {name}"}],
    }


def openapi_json(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document as JSON."""
    return HttpResponse(json.dumps(document(request), ensure_ascii=False), content_type="application/json")


def openapi_yaml(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document as YAML."""
    body = yaml.safe_dump(document(request), allow_unicode=True, sort_keys=False)
    return HttpResponse(body, content_type="application/yaml")


def _gated(pattern: URLPattern) -> URLPattern:
    route = str(pattern.pattern)
    operation = _operations()["paths"]["/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)]["get"]
    parameters = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    return path(f"{ROOT[1:]}/{route}", gate(pattern.callback, parameters=parameters), name=pattern.name)


app_name = "api"
urlpatterns = [
    path(f"{ROOT[1:]}/openapi.json", gate(openapi_json), name="openapi"),
    path(f"{ROOT[1:]}/openapi.yaml", gate(openapi_yaml, media="application/yaml"), name="openapi-yaml"),
    *(_gated(one) for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
    re_path(rf"^{ROOT[1:]}(?:/(?P<rest>.*))?$", gate(nothing_here, parameters=None), name="nothing"),
]

"""The style sheets of every page as one text inside the page, allowed by its hash and never by 'unsafe-inline'.

A telephone far from the mast would ask for them after it has the page, and shows nothing until they are there. So words
stand on its screen one journey earlier (`wens bench pages`). A page weighs 12 KB more, the first visit nothing.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

SHEETS = ("assets/nlds.css", "wens/tokens.css", "wens/site.css")
_COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)
_ADDRESS = re.compile(r"""url\(["']?\.\./([^"')]+)["']?\)""")


def text() -> str:
    """Return the sheets as one, without remarks, its fonts with the addresses that this process gives them."""
    return _made() if settings.DEBUG else _kept()


def source() -> str:
    """Return how the content policy names the text (CSP level 2, hash-source)."""
    return _digest(text())


@cache
def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _kept() -> str:
    return _made()


def _made() -> str:
    read = "".join(Path(_found(sheet)).read_text("utf-8") for sheet in SHEETS)
    return _ADDRESS.sub(lambda found: f'url("{static(found[1])}")', _COMMENT.sub("", read))


def _found(sheet: str) -> str:
    path = finders.find(sheet)
    if path is None:
        raise FileNotFoundError(f"the style sheet {sheet} is not there: run 'make install'")
    return str(path)


class PolicyMiddleware:
    """Sends the content policy with the sheets in it: settings are read before the fonts' addresses are known.

    It is the same for every page, so it is put together once. Only Django's own pages about an error, which nobody
    sees but who makes the site, need more.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault(HEADER, _policy(source()))
        return response


@cache
def _policy(source: str) -> str:
    return build_policy(update={"style-src": [source]})

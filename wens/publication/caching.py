"""Public pages are made once per edition and kept for a moment: an ETag, a short time to live, compressed once.

What a page shows depends on the active edition, the language (part of the address) and, rarely, on the areas. Which
edition is active is known for at most `TRUST_SECONDS`, the rest is at most `KEEP_SECONDS` old. Pages are the same for
everybody, so `kept_answer` may serve them before a transaction is opened.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from wens.publication import data

KEEP_SECONDS = 30.0
TRUST_SECONDS = 1.0
BROWSER_SECONDS = 60
LARGEST_KEPT = 400_000  # bytes; a whole table as Excel is made anew
MOST_KEPT = 600
TEXT = ("html", "csv", "plain", "json", "yaml")  # endings of forms that are packed

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Kept:
    """A finished page."""

    until: float
    etag: str
    content_type: str
    headers: dict[str, str]  # what the view set besides its form
    plain: bytes
    packed: bytes


class _Shelf:
    """The finished pages of this process, least used first out."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
        self._stamps: dict[str, tuple[float, Any]] = {}
        self._lock = Lock()

    def remember(self, gemeente: str, stamp: Any) -> None:
        """Keep which edition of a gemeente is active, for a moment."""
        self._stamps[gemeente] = (time.monotonic() + TRUST_SECONDS, stamp)

    def stamp(self, gemeente: str) -> Any:
        """Return which edition is active, or None when that has to be looked up again."""
        until, stamp = self._stamps.get(gemeente, (0.0, None))
        return stamp if until > time.monotonic() else None

    def take(self, key: tuple[Any, ...]) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.until < time.monotonic():
                return None
            self._kept.move_to_end(key)
            return kept

    def put(self, key: tuple[Any, ...], kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._stamps.clear()


shelf = _Shelf()


def public_page(view: View) -> View:
    """Keep the answers of a view that everybody may see. Only 200 answers to GET and HEAD are kept."""

    @require_safe
    @wraps(view)
    def kept_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = data.active_edition()
        request.public_edition = edition  # type: ignore[attr-defined]
        stamp = (edition.id, edition.digest, edition.built_at) if edition else None
        code = request.gemeente.code  # type: ignore[attr-defined]
        shelf.remember(code, stamp)
        key = (code, stamp, request.get_full_path())
        kept = shelf.take(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            kept = _kept(response)
            if len(kept.plain) <= LARGEST_KEPT:
                shelf.put(key, kept)
        return _answer(request, kept)

    return kept_view


def edition_of(request: HttpRequest) -> data.Edition | None:
    """Return the edition under which the page of this request is kept: the one that it has to show."""
    return getattr(request, "public_edition", None)


def kept_answer(request: HttpRequest, gemeente: str) -> HttpResponse | None:
    """Return the finished page of a gemeente (code) for this address, or None when it has to be made."""
    if request.method not in ("GET", "HEAD"):
        return None
    stamp = shelf.stamp(gemeente)
    kept = shelf.take((gemeente, stamp, request.get_full_path())) if stamp else None
    # Asked in another form than it is kept in: the view says what can be had.
    return _answer(request, kept) if kept and request.accepts(_media(kept.content_type)) else None


def _kept(response: HttpResponse) -> Kept:
    plain = response.content
    is_text = _media(response["Content-Type"]).endswith(TEXT)
    return Kept(
        until=time.monotonic() + KEEP_SECONDS,
        etag=f'W/"{hashlib.sha256(plain).hexdigest()[:24]}"',
        content_type=response["Content-Type"],
        headers={name: value for name, value in response.items() if name not in ("Content-Type", "Content-Length")},
        plain=plain,
        packed=gzip.compress(plain, 6, mtime=0) if is_text else b"",
    )


def _media(content_type: str) -> str:
    return content_type.partition(";")[0]


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    wanted = parse_etags(request.headers.get("If-None-Match", ""))
    if kept.etag in wanted or "*" in wanted:
        response: HttpResponse = HttpResponseNotModified()
    elif kept.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(kept.packed, content_type=kept.content_type)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(kept.plain, content_type=kept.content_type)
    for name, value in kept.headers.items():
        response[name] = value
    response["ETag"] = kept.etag
    response["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response

"""Asking a publisher's server for JSON, patiently and without believing everything it says.

Servers answer late, half, a byte a second, with "come back later", or with a web page that says sorry under status 200.
What may pass is tried again with growing pauses; what will not pass is an error at once. Nothing of an answer is used
before all of it is there, and one question is asked at a time.
"""

import asyncio
import datetime as dt
import json
import random
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx
from anyio.from_thread import start_blocking_portal

from wens import __version__
from wens.intake.fetch.errors import PublisherError, RefusedError, TooManyRecordsError

T = TypeVar("T")
KEPT = "Nothing was loaded. The pages that did come are kept for a day: the same command goes on from there"


class _Passing(Exception):
    """Something that may be gone at the next attempt; `wait_s` when the server said for how long."""

    def __init__(self, problem: str, wait_s: float | None = None) -> None:
        super().__init__(problem)
        self.wait_s = wait_s


@dataclass(frozen=True)
class Patience:
    """How long to keep trying, in seconds.

    attempts, first pause and longest pause between them; `timeout_s` without hearing anything, `answer_s` for one
    answer as a whole, so that a byte a second is no answer either.
    """

    attempts: int = 5
    pause_s: float = 1.0
    longest_pause_s: float = 120.0
    timeout_s: float = 60.0
    answer_s: float = 300.0


@dataclass(frozen=True)
class _Answer:
    status: int
    url: httpx.URL
    headers: httpx.Headers
    body: bytes


@dataclass
class Publisher:
    """Servers of publishers, asked one question at a time inside a `with`. A test gives its own `sleep`."""

    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep

    def __enter__(self) -> "Publisher":
        with ExitStack() as stack:
            # A loop in a thread of its own, so that a caller who already lives in one can ask as well.
            self._portal = stack.enter_context(start_blocking_portal())
            self._client = httpx.AsyncClient(
                timeout=self.patience.timeout_s,
                follow_redirects=True,
                headers={
                    "Accept": "application/json, application/geo+json",
                    "User-Agent": f"wens/{__version__} (figures of a gemeente)",
                },
            )
            stack.callback(self._portal.call, self._client.aclose)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def get_json(self, url: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the JSON object at `url`; raise :class:`PublisherError` when it cannot be had."""
        return self._asked(url, params, _object_in)

    def get_number(self, url: str, params: Mapping[str, str] | None = None) -> int | None:
        """Return the number at `url` (`$count`); None when the server has no such thing or answers with another."""
        try:
            return self._asked(url, params, _number_in)
        except PublisherError:
            return None

    def _asked(self, url: str, params: Mapping[str, str] | None, read: Callable[[_Answer], T]) -> T:
        address = httpx.URL(url).copy_merge_params(params or {})
        for attempt in range(1, self.patience.attempts + 1):
            try:
                answer = self._once(address)
                _refuse_status(answer)
                return read(answer)
            except _Passing as problem:
                if attempt == self.patience.attempts:
                    raise PublisherError(
                        f"{address.host} kept failing ({attempt} attempts): {problem}. Address: {address}. "
                        f"{KEPT}, or download the file yourself and use `wens import`."
                    ) from problem
                self.sleep(self._pause(attempt, problem.wait_s))
        raise PublisherError("No attempt was allowed; set at least one.")

    def _once(self, address: httpx.URL) -> _Answer:
        try:
            return self._portal.call(self._whole_answer, address)
        except httpx.TimeoutException as error:
            raise _Passing(f"nothing was heard for {self.patience.timeout_s:g} s") from error
        except TimeoutError as error:
            raise _Passing(f"no complete answer within {self.patience.answer_s:g} s") from error
        except httpx.RequestError as error:
            raise _Passing(f"the connection failed or was cut off ({type(error).__name__}: {error})") from error

    async def _whole_answer(self, address: httpx.URL) -> _Answer:
        # httpx limits each read; only the event loop can limit all of them together, the headers included.
        async with asyncio.timeout(self.patience.answer_s):
            response = await self._client.get(address)
        return _Answer(response.status_code, response.url, response.headers, response.content)

    def _pause(self, attempt: int, asked_s: float | None) -> float:
        if asked_s is not None:
            return min(asked_s, self.patience.longest_pause_s)
        # A random part keeps installations that failed together from coming back together.
        grown: float = self.patience.pause_s * 2.0 ** (attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311
        return min(grown, self.patience.longest_pause_s)


def same_server(link: str, asked: str) -> str:
    """Return `link` on the scheme and host of `asked`.

    Publishers behind a proxy write http:// in their paging links; another host altogether is refused.
    """
    here, there = urlsplit(asked), urlsplit(httpx.URL(asked).join(link).__str__())
    if there.hostname != here.hostname:
        raise PublisherError(
            f"The next page of {asked} would come from another server ({there.hostname}); that is not followed. "
            "Nothing was loaded; report this to the publisher."
        )
    return urlunsplit((here.scheme, here.netloc, there.path, there.query, ""))


def _refuse_status(answer: _Answer) -> None:
    status, url = answer.status, answer.url
    said = " ".join(answer.body[:2000].decode("utf-8", "replace").split())
    if status in (httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE):
        raise _Passing(f"status {status}, the server asks to wait", _asked_wait(answer))
    if status >= 500 and "10000" in said.replace(".", "").replace(",", ""):
        raise TooManyRecordsError(f"{url.host} gives at most 10,000 rows in one answer ({url}).")
    if status >= 500:
        raise _Passing(f"status {status}")
    if status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise PublisherError(
            f"{url.host} has no such table (status {status}): {url}. It was moved, renamed or withdrawn. Nothing was "
            "loaded; look up its present number in the publisher's catalogue and give it with --table."
        )
    if status >= 400:
        raise RefusedError(
            f"{url.host} refuses the question (status {status}): {url}. It says: {said[:200]}. Nothing was loaded."
        )


def _object_in(answer: _Answer) -> dict[str, Any]:
    try:
        content = json.loads(answer.body)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        _refuse_web_page(answer)
        raise _Passing(f"an answer that breaks off or is no JSON ({error})") from error
    if not isinstance(content, dict):
        raise PublisherError(f"{answer.url} holds a {type(content).__name__}, not a table. Nothing was loaded.")
    return content


def _number_in(answer: _Answer) -> int | None:
    _refuse_web_page(answer)
    text = answer.body.decode("utf-8-sig", "replace").strip()
    return int(text) if text.isdecimal() else None


def _refuse_web_page(answer: _Answer) -> None:
    if answer.body.lstrip()[:1] == b"<":
        raise _Passing("a web page instead of data (maintenance?), with status 200")


def _asked_wait(answer: _Answer) -> float | None:
    """Retry-After: a number of seconds or a moment (RFC 9110, 10.2.3)."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - dt.datetime.now(dt.UTC)).total_seconds()) if said else None
    except (ValueError, TypeError):
        return None

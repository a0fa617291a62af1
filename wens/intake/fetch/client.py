"""Asking a publisher's server for JSON, patiently and without believing everything it says.

Servers answer late, half, with "come back later", or with a web page that says sorry under status 200. What may pass is
tried again with growing pauses; what will not pass is an error at once. Nothing of an answer is used before all of it
is there.
"""

import datetime as dt
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx


class PublisherError(RuntimeError):
    """The publisher did not give the table; nothing was loaded. The message says what happened and what to do."""


class TooManyRecordsError(PublisherError):
    """The server refuses to answer in one go; ask for pages."""


class _Passing(Exception):
    """Something that may be gone at the next attempt; `wait_s` when the server said for how long."""

    def __init__(self, problem: str, wait_s: float | None = None) -> None:
        super().__init__(problem)
        self.wait_s = wait_s


@dataclass(frozen=True)
class Patience:
    """How long to keep trying: attempts, first pause, longest pause and the time allowed for one answer (seconds)."""

    attempts: int = 5
    pause_s: float = 1.0
    longest_pause_s: float = 120.0
    timeout_s: float = 60.0


@dataclass
class Publisher:
    """One publisher's server. `sleep` is what waits (a test gives its own)."""

    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    transport: httpx.BaseTransport | None = None

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            timeout=self.patience.timeout_s,
            follow_redirects=True,
            transport=self.transport,
            headers={"Accept": "application/json, application/geo+json", "User-Agent": "wens"},
        )

    def __enter__(self) -> "Publisher":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get_json(self, url: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the JSON object at `url`; raise :class:`PublisherError` when it cannot be had."""
        address = httpx.URL(url).copy_merge_params(params or {})
        for attempt in range(1, self.patience.attempts + 1):
            try:
                return self._once(address)
            except _Passing as problem:
                if attempt == self.patience.attempts:
                    raise PublisherError(
                        f"{address.host} kept failing ({attempt} attempts): {problem}. Address: {address}. "
                        "Nothing was loaded; try again later, or download the file yourself and use `wens import`."
                    ) from problem
                self.sleep(self._pause(attempt, problem.wait_s))
        raise PublisherError("No attempt was allowed; set at least one.")

    def _once(self, address: httpx.URL) -> dict[str, Any]:
        try:
            response = self._client.get(address)
        except httpx.TimeoutException as error:
            raise _Passing(f"no complete answer within {self.patience.timeout_s:g} s") from error
        except httpx.TransportError as error:
            raise _Passing(f"the connection failed or was cut off ({type(error).__name__}: {error})") from error
        _refuse_status(response)
        return _object_in(response)

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


def _refuse_status(response: httpx.Response) -> None:
    status, url = response.status_code, response.url
    if status == httpx.codes.TOO_MANY_REQUESTS or status == httpx.codes.SERVICE_UNAVAILABLE:
        raise _Passing(f"status {status}, the server asks to wait", _asked_wait(response))
    if status >= 500 and "10000" in response.text.replace(".", "").replace(",", ""):
        raise TooManyRecordsError(f"{url.host} gives at most 10,000 rows in one answer ({url}).")
    if status >= 500:
        raise _Passing(f"status {status}")
    if status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise PublisherError(
            f"{url.host} has no such table (status {status}): {url}. It was moved, renamed or withdrawn. Nothing was "
            "loaded; look up its present number in the publisher's catalogue and give it with --table."
        )
    if status >= 400:
        said = " ".join(response.text.split())[:200]
        raise PublisherError(
            f"{url.host} refuses the question (status {status}): {url}. It says: {said}. Nothing was loaded."
        )


def _object_in(response: httpx.Response) -> dict[str, Any]:
    try:
        content = json.loads(response.content)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        if response.content.lstrip()[:1] == b"<":
            raise _Passing("a web page instead of data (maintenance?), with status 200") from error
        raise _Passing(f"an answer that breaks off or is no JSON ({error})") from error
    if not isinstance(content, dict):
        raise PublisherError(f"{response.url} holds a {type(content).__name__}, not a table. Nothing was loaded.")
    return content


def _asked_wait(response: httpx.Response) -> float | None:
    """Retry-After: a number of seconds or a moment (RFC 9110, 10.2.3)."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - dt.datetime.now(dt.UTC)).total_seconds()) if said else None
    except (ValueError, TypeError):
        return None

"""A browser reduced to what a server notices of it: one connection, cookies, redirects that are followed, forms.

Written on bare streams because load generator and server share the cores: what an HTTP library spends on a request
would be a third of what is measured.
"""

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

WAIT_S = 60.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)


class UnexpectedError(RuntimeError):
    """An answer that a browser would not go on with; the message says which."""


@dataclass(frozen=True)
class Form:
    """A body that is sent, made before the clock runs."""

    content_type: str
    data: bytes

    @classmethod
    def of(cls, **fields: str) -> "Form":
        """Return the body of a form without files."""
        return cls("application/x-www-form-urlencoded", urlencode(fields).encode())

    @classmethod
    def with_file(cls, name: str, file: str, kind: str, data: bytes, **fields: str) -> "Form":
        """Return the body of a form with one file."""
        edge = "edge-of-a-part"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                 for key, value in fields.items()]  # fmt: skip
        parts += [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
                  f"Content-Type: {kind}\r\n\r\n"]  # fmt: skip
        whole = "".join(parts).encode() + data + f"\r\n--{edge}--\r\n".encode()
        return cls(f"multipart/form-data; boundary={edge}", whole)


@dataclass
class Visitor:
    """One person. `seconds` gets each request by kind, counted from `due`: the moment at which it should have gone."""

    host: str
    port: int
    due: float
    seconds: dict[str, list[float]]
    cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def ask(self, kind: str, path: str, form: Form | None = None, *, follow: bool = True) -> bytes:
        """Ask for a page, or send a form, follow where it leads, and return the last page. Raises UnexpectedError."""
        status, head, body = await asyncio.wait_for(self._exchange(path, form), WAIT_S)
        now = time.perf_counter()
        self.seconds.setdefault(kind, []).append(now - self.due)
        self.due = now
        leads_to = _LOCATION.search(head)
        if status == 302 and leads_to:
            return await self.ask("page", leads_to[1].decode()) if follow else b""
        if status != 200:
            raise UnexpectedError(f"{path} answers {status}")
        return body

    async def leave(self) -> None:
        """Close the connection."""
        if self._writer:
            self._writer.close()
            await self._writer.wait_closed()

    async def _exchange(self, path: str, form: Form | None) -> tuple[int, bytes, bytes]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            headers |= {"X-CSRFToken": self.cookies.get("csrftoken", ""), "Content-Type": form.content_type}
            headers |= {"Content-Length": str(len(form.data))}
        self._writer.write(_head("POST" if form else "GET", path, headers))
        if form:
            self._writer.write(form.data)
            await self._writer.drain()
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await self._reader.readexactly(int(length[1])) if length else b""
        self.cookies |= {name.decode(): value.decode() for name, value in _COOKIE.findall(head)}
        return int(head[9:12]), head, body


def _head(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode()

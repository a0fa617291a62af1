"""A server on loopback that answers like CBS, the police and PDOK, and misbehaves like them when told to.

Fidelity: OData v3 pages of 10,000 rows with `odata.nextLink` ("feed") or an error above 10,000 ("api", which takes $top
and $skip), v4 with `@odata.nextLink`, padded region keys, startswith/eq/and/or filters; OGC API Features with a `next`
link. What a request should suffer is queued with :meth:`FakePublisher.next`, one misbehaviour per request.
"""

import gzip
import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

PAGE = 10_000
MAINTENANCE = b"<!DOCTYPE html><html><body><h1>StatLine is tijdelijk niet beschikbaar</h1></body></html>"


class FakePublisher:
    """Tables to serve (`tables[name][collection]` is a list of rows), feature collections and queued misbehaviour."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self.features: dict[str, list[dict[str, Any]]] = {}
        self.style = "feed"
        self.link_prefix = ""
        self.circle = False
        self.links = True  # whether a page says where the next one is
        self.counts = True  # whether $count and numberMatched are answered
        self.miscount = 0
        self.skip = "works"  # or "fails" (500), or "ignored" (the first page again)
        self.properties = "ignored"  # of features: or "works", or "refused" (400)
        self.startswith = "works"  # or "empty" (200 without rows), or "refused" (400)
        self.overlap = 0  # rows that a page repeats of the one before
        self.asked: list[str] = []
        self.agents: list[str] = []
        self._queue: deque[str] = deque()
        self.url = ""

    def add_table(
        self, name: str, rows: list[dict[str, Any]], *, periods: list[dict[str, Any]] | None = None, **more: Any
    ) -> None:
        keys = [{"Key": key} for key in (rows[0] if rows else {})]
        self.tables[name] = {"TypedDataSet": rows, "UntypedDataSet": rows, "DataProperties": keys, **more}
        self.tables[name].setdefault("Perioden", periods or [])
        self.tables[name].setdefault("TableInfos", [{"Identifier": name, "Modified": "2024-08-15T02:00:00"}])

    def next(self, *misbehaviours: str) -> None:
        """Queue what the coming requests suffer; 'fine' lets one through."""
        self._queue.extend(misbehaviours)

    def misbehaviour(self) -> str:
        return self._queue.popleft() if self._queue else "fine"

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        """The well-behaved answer: status and JSON content."""
        if "/collections/" in path:
            return self._features(path, query)
        if path.endswith("/$count"):
            return self._count(path.removesuffix("/$count"), query)
        *_, table, collection = path.split("/")
        if collection not in self.tables.get(table, {}):
            return 404, {"odata.error": {"message": {"value": f"Resource not found for {path}"}}}
        v4 = collection in ("Observations", "MeasureCodes")
        return self._rows(path, query, self.tables[table][collection], v4=v4)

    def _rows(self, path: str, query: dict[str, str], rows: list[dict[str, Any]], *, v4: bool) -> tuple[int, Any]:
        if "startswith" in query.get("$filter", "") and self.startswith != "works":
            return (400, {"error": "function startswith"}) if self.startswith == "refused" else (200, {"value": []})
        kept = list(filter(_condition(query.get("$filter", "")), rows))
        if "$skip" in query and "$top" in query and self.skip != "works":
            if self.skip == "fails":
                return 500, {"odata.error": {"message": {"value": "An error has occurred."}}}
            query = {**query, "$skip": "0"}
        start, top = int(query.get("$skip", 0)), int(query["$top"]) if "$top" in query else None
        if self.style == "api" and top is None and len(kept) > PAGE:
            return 500, {"odata.error": {"message": {"value": "The query returns more than 10000 records."}}}
        page = kept[start : start + min(top or PAGE, PAGE)]
        content: dict[str, Any] = {"odata.metadata": f"{self.url}{path}", "value": page}
        if self.links and top is None and start + PAGE < len(kept):
            following = urlencode({**query, "$skip": str(0 if self.circle else start + PAGE - self.overlap)})
            content["@odata.nextLink" if v4 else "odata.nextLink"] = f"{self.link_prefix or self.url}{path}?{following}"
        return 200, content

    def _count(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        *_, table, collection = path.split("/")
        if not self.counts or collection not in self.tables.get(table, {}):
            return 404, {"odata.error": {"message": {"value": f"Resource not found for {path}"}}}
        if "startswith" in query.get("$filter", "") and self.startswith != "works":
            return (400, {}) if self.startswith == "refused" else (200, 0)
        rows = self.tables[table][collection]
        return 200, len(list(filter(_condition(query.get("$filter", "")), rows))) + self.miscount

    def _features(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        collection = path.split("/collections/")[1].split("/")[0]
        if collection not in self.features:
            return 404, {"title": "Not Found", "detail": f"no collection {collection}"}
        start, limit = int(query.get("cursor", 0)), int(query.get("limit", 10))
        wanted = {key: value for key, value in query.items() if key not in ("f", "limit", "crs", "cursor")}
        if wanted and self.properties == "refused":
            return 400, {"title": "Bad Request", "detail": f"unknown query parameter(s) found: {wanted}"}
        features = [
            one
            for one in self.features[collection]
            if self.properties == "ignored" or all(one["properties"].get(key) == wanted[key] for key in wanted)
        ]
        links = [{"rel": "self", "href": f"{self.url}{path}"}]
        if start + limit < len(features):
            following = urlencode({**query, "cursor": str(start + limit)})
            links.append({"rel": "next", "href": f"{self.link_prefix or self.url}{path}?{following}"})
        content = {"type": "FeatureCollection", "features": features[start : start + limit], "links": links}
        return 200, {**content, "numberMatched": len(features) + self.miscount} if self.counts else content


def _condition(odata: str) -> Callable[[dict[str, Any]], bool]:
    """The small part of OData filters that publishers are asked with."""
    python = re.sub(r"startswith\((\w+),'([^']*)'\)", r"row['\1'].startswith('\2')", odata or "1 == 1")
    python = re.sub(r"(\w+) eq '([^']*)'", r"row['\1'] == '\2'", python)
    python = re.sub(r"(\w+) gt (-?\d+)", r"row['\1'] > \2", python)
    return eval(f"lambda row: {python}", {"__builtins__": {}})  # type: ignore[no-any-return]


class _Handler(BaseHTTPRequestHandler):
    publisher: FakePublisher

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.publisher.asked.append(self.path)
        self.publisher.agents.append(self.headers.get("User-Agent", ""))
        misbehaviour = self.publisher.misbehaviour()
        status, content = self.publisher.answer(
            parts.path, {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        )
        body = json.dumps(content).encode()
        getattr(self, f"_{misbehaviour.partition(':')[0]}")(status, body, misbehaviour.partition(":")[2])

    def _send(self, status: int, body: bytes, *, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def _fine(self, status: int, body: bytes, _: str) -> None:
        self._send(status, body)

    def _status(self, _status: int, _body: bytes, code: str) -> None:
        self._send(int(code), b"sorry")

    def _busy(self, _status: int, _body: bytes, wait: str) -> None:
        self._send(429, b"", Retry_After=wait)

    def _maintenance(self, _status: int, _body: bytes, _: str) -> None:
        self._send(200, MAINTENANCE, Content_Type="text/html")

    def _truncated(self, status: int, body: bytes, _: str) -> None:
        self._send(status, body[: len(body) // 2], length=len(body))
        self.close_connection = True

    def _half(self, status: int, body: bytes, _: str) -> None:
        self._send(status, body[: len(body) // 2])

    def _slow(self, status: int, body: bytes, seconds: str) -> None:
        time.sleep(float(seconds))
        self._send(status, body)

    def _trickle(self, status: int, body: bytes, seconds: str) -> None:
        """A byte at a time, so that no single read takes long."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            time.sleep(float(seconds))

    def _trickled_headers(self, _status: int, _body: bytes, seconds: str) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 2_000:
            self.wfile.write(bytes([letter]))
            time.sleep(float(seconds))

    def _broken_gzip(self, status: int, body: bytes, _: str) -> None:
        packed = gzip.compress(body)
        self._send(status, packed[: len(packed) // 2], Content_Encoding="gzip")

    def _no_gzip(self, status: int, body: bytes, _: str) -> None:
        self._send(status, body, Content_Encoding="gzip")

    def _unavailable(self, _status: int, _body: bytes, wait: str) -> None:
        self._send(503, b"", Retry_After=wait)

    def _dropped(self, *_: object) -> None:
        self.close_connection = True
        self.connection.close()

    def _list(self, *_: object) -> None:
        self._send(200, b"[1, 2, 3]")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that gave up waiting is part of the tests."""


@contextmanager
def running(publisher: FakePublisher) -> Iterator[FakePublisher]:
    """Serve `publisher` on a free port of loopback while the block runs; its address is `publisher.url`."""
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    server = _Server(("127.0.0.1", 0), handler)
    publisher.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A public wijk page against a bare view of the same server, over loopback, and the time of a page that is not kept.

The server is started on the data of this installation (`WENS_HOME`, for instance after `wens demo`), or an address of a
running one is given as WENS_BENCH_ADDRESS. Requests are bounded in number; nothing leaves the machine.
"""

import gzip
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from io import BufferedReader
from pathlib import Path

from benchmarks.measuring import Measured

BARE = "/healthz"
_CONNECTIONS = 4
_START_SECONDS = 60
_WIJK = re.compile(r'href="(/wijk/[a-z0-9-]+/)"')


class NothingToServeError(RuntimeError):
    """There is no page to measure; the message says what to load."""


def run(*, small: bool = False) -> list[Measured]:
    """Measure the first wijk page of the home page warm, and all of them not kept."""
    with served() as address:
        return measure(address, small=small)


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Give the address of the site to measure: the one in WENS_BENCH_ADDRESS, or a server of this installation."""
    given = os.environ.get("WENS_BENCH_ADDRESS", "")
    if given:
        host, _, port = given.removeprefix("http://").rstrip("/").partition(":")
        yield host, int(port or 80)
        return
    with _server() as address:
        yield address


def measure(
    address: tuple[str, int], *, page: str | None = None, bare: str = BARE, small: bool = False
) -> list[Measured]:
    """Measure a page (default: the first wijk page of the home page) and a bare address of a server that answers."""
    requests, pages = (40, 5) if small else (2_000, 60)
    wijken = [page] if page else wijk_pages(address)
    _fetch_many(address, wijken[0], 10)  # warm
    rounds = 1 if small else 5
    warm, plain = [], []
    for _ in range(rounds):
        plain.append(_rate(address, bare, requests // rounds))
        warm.append(_rate(address, wijken[0], requests // rounds))
    ours, peer = statistics.median(warm), statistics.median(plain)
    share = ours / peer
    details: dict[str, object] = {"page": wijken[0], "requests": requests, "connections": _CONNECTIONS}
    kept = Measured("page warm", f"bare view {bare}", ours, peer, share, 0.4, True, "requests/s", details)
    fresh = sorted(_seconds(address, f"{wijken[i % len(wijken)]}?bench={time.monotonic_ns()}") for i in range(pages))
    slow = fresh[min(len(fresh) - 1, int(0.95 * len(fresh)))] * 1000
    about: dict[str, object] = {"pages": pages, "median ms": round(statistics.median(fresh) * 1000, 1)}
    return [kept, Measured("page not kept, p95", "150 ms", slow, 150.0, slow / 150, 1.0, False, "ms", about)]


def wijk_pages(address: tuple[str, int]) -> list[str]:
    """Return the addresses of the wijken that the home page names."""
    status, body = _fetch(address, "/")
    found = sorted(set(_WIJK.findall(body.decode("utf-8", "replace"))))
    if status != 200 or not found:
        raise NothingToServeError(f"The home page (status {status}) names no wijk: load the demo first (wens demo).")
    return found


def _rate(address: tuple[str, int], path: str, requests: int) -> float:
    """Return requests per second over a few connections that stay open."""
    each = max(1, requests // _CONNECTIONS)
    start = time.perf_counter()
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        list(pool.map(partial(_fetch_many, address, path), [each] * _CONNECTIONS))
    return each * _CONNECTIONS / (time.perf_counter() - start)


def _seconds(address: tuple[str, int], path: str) -> float:
    start = time.perf_counter()
    status, _ = _fetch(address, path)
    if status != 200:
        raise NothingToServeError(f"{path} answers {status}")
    return time.perf_counter() - start


def _fetch(address: tuple[str, int], path: str) -> tuple[int, bytes]:
    with socket.create_connection(address, timeout=30) as connection:
        return _ask(connection, connection.makefile("rb"), _request(address, path))


def _fetch_many(address: tuple[str, int], path: str, requests: int) -> None:
    request = _request(address, path)
    with socket.create_connection(address, timeout=30) as connection, connection.makefile("rb") as answers:
        for _ in range(requests):
            status, _ = _ask(connection, answers, request)
            if status != 200:
                raise NothingToServeError(f"{path} answers {status}")


def _request(address: tuple[str, int], path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def _ask(connection: socket.socket, answers: BufferedReader, request: bytes) -> tuple[int, bytes]:
    """Send one request and read one answer; a library would take more time than the server."""
    connection.sendall(request)
    status = int(answers.readline().split()[1])
    length, packed, chunked = 0, False, False
    while line := answers.readline().strip().lower():
        if line.startswith(b"content-length:"):
            length = int(line[15:])
        packed = packed or line == b"content-encoding: gzip"
        chunked = chunked or line == b"transfer-encoding: chunked"
    body = b"".join(_chunks(answers)) if chunked else answers.read(length)
    return status, gzip.decompress(body) if packed else body


def _chunks(answers: BufferedReader) -> Iterator[bytes]:
    while length := int(answers.readline(), 16):
        yield answers.read(length)
        answers.readline()
    answers.readline()


@contextmanager
def _server() -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = ("127.0.0.1", int(probe.getsockname()[1]))
    command = [str(Path(sys.executable).with_name("wens")), "serve", "--port", str(address[1])]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  our own program, no shell
    try:
        _wait_until_it_answers(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_it_answers(address: tuple[str, int], server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NothingToServeError(f"The server stopped at once (exit {server.returncode}).")
        try:
            if _fetch(address, BARE)[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise NothingToServeError(f"The server did not answer within {_START_SECONDS} s.")

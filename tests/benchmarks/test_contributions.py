"""The hall that tells at once still runs at a small size, and loses nothing."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks import contributions
from benchmarks.visitors import Form, UnexpectedError, Visitor


@pytest.mark.slow
def test_ten_people_tell_at_once_and_each_has_one_contribution_and_a_code() -> None:
    with ThreadPoolExecutor(1) as apart:  # a loop may be running here, under the browser's tests
        requests, done = apart.submit(contributions.run, small=True).result()
    assert requests.details["requests"] == 8 * 3 + 2 * 7
    assert done.ratio > 0


def test_a_contribution_that_is_lost_or_there_twice_is_no_measurement() -> None:
    seen = contributions.Seen(codes=["A", "B"])
    whole = {"contributions": 2, "originals": 2, "photos": 1, "announced": 2}
    contributions._check(whole, seen, 2)
    for name in whole:
        with pytest.raises(contributions.LostError):
            contributions._check({**whole, name: 3}, seen, 2)
    seen.codes[1] = "A"
    with pytest.raises(contributions.LostError):
        contributions._check(whole, seen, 2)


SLOW_S = 0.2
ANSWERS = {
    b"GET /": b"HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: csrftoken=abc\r\nContent-Length: 0\r\n\r\n",
    b"GET /next": b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere",
    b"POST /form": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    b"GET /wrong": b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
}


async def _visit(received: list[bytes]) -> Visitor:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
            received.append(head + await reader.readexactly(int(length or 0)))
            await asyncio.sleep(SLOW_S)
            writer.write(ANSWERS[b" ".join(head.split(b" ", 2)[:2])])

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    one = Visitor("127.0.0.1", port, due=time.perf_counter() - 1.0, seconds={})
    assert await one.ask("page", "/") == b"here"
    assert await one.ask("send", "/form", Form.of(go="next")) == b"ok"
    with pytest.raises(UnexpectedError):
        await one.ask("page", "/wrong")
    await one.leave()
    server.close()
    return one


def test_a_visitor_follows_redirects_and_counts_from_when_a_request_should_have_gone() -> None:
    received: list[bytes] = []
    with ThreadPoolExecutor(1) as apart:
        one = apart.submit(asyncio.run, _visit(received)).result()
    first, second, _wrong = one.seconds["page"]
    assert first >= 1.0 + SLOW_S, "somebody who came a second ago waits that second too"
    assert SLOW_S <= second < 1.0 + SLOW_S
    assert b"Cookie: csrftoken=abc" in received[1]
    assert b"X-CSRFToken: abc" in received[2]
    assert received[2].endswith(b"go=next")


def test_a_form_with_a_file_is_one_that_the_site_reads() -> None:
    form = Form.with_file("photo", "plek.jpg", "image/jpeg", b"bytes", go="check")
    edge = form.content_type.partition("boundary=")[2].encode()
    assert form.data.count(b"--" + edge) == 3
    assert b'filename="plek.jpg"\r\nContent-Type: image/jpeg\r\n\r\nbytes\r\n' in form.data

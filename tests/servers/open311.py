"""A real server on loopback that takes reports by Open311 (GeoReport v2), and misbehaves when told to."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs


@dataclass
class System:
    """`behaviour`: ok, token, refuse, fail, slow, endless, redirect, html, empty, hang up. `taken`: forms it got."""

    behaviour: str = "ok"
    taken: list[dict[str, str]] = field(default_factory=list)
    address: str = ""


@contextmanager
def open311() -> Iterator[System]:
    """Run the server for as long as the block lasts."""
    system = System()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            how = system.behaviour
            if how == "slow":
                time.sleep(3)
            if how == "hang up":
                self.connection.close()
                return
            if how in ("ok", "token"):
                system.taken.append(form)
            status = {"fail": 500, "refuse": 400, "redirect": 302, "ok": 201, "token": 201}.get(how, 200)
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(_answer(self.path, how))

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    system.address = f"http://127.0.0.1:{server.server_port}/v2"
    yield system
    server.shutdown()
    server.server_close()


def _answer(path: str, how: str) -> bytes:
    assert path == "/v2/requests.json"
    return {
        "ok": json.dumps([{"service_request_id": "2026-17", "service_notice": "", "account_id": None}]).encode(),
        "token": json.dumps([{"token": "abc"}]).encode(),
        "endless": b"[" * 200_000,
        "html": b"<html>Onderhoud</html>",
        "empty": b"[]",
        "refuse": json.dumps([{"code": 400, "description": "service_code not found"}]).encode(),
    }.get(how, b"{}")

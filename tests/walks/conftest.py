"""A home of its own, the command line as a user types it, and the site as a visitor reaches it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from wens.site.postgres import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Wens:
    """The program as its users see it."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WENS_")}
        path = f"{Path(sys.executable).parent}:{kept['PATH']}"
        return {**kept, "PATH": path, "WENS_HOME": str(self.home), "NO_PROXY": "*", **self.settings}

    def run(self, *arguments: str, exit_code: int = 0) -> str:
        """Run a command, check its exit code, return what it printed."""
        done = subprocess.run(
            ["wens", *map(str, arguments)], env=self.environment, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == exit_code, f"wens {' '.join(map(str, arguments))}\n{done.stdout}\n{done.stderr}"
        return done.stdout if exit_code == 0 else done.stdout + done.stderr

    def json(self, *arguments: str, exit_code: int = 0) -> Any:
        """Run a command with ``--json`` and return the value."""
        return json.loads(self.run(*arguments, "--json", exit_code=exit_code))

    def serve(self) -> "Site":
        """Start the site on a free port of this machine."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            ["wens", "serve", "--port", str(port)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        site = Site(f"http://127.0.0.1:{port}", process)
        site.wait()
        return site


@dataclass
class Site:
    """A running site."""

    address: str
    process: "subprocess.Popen[bytes]"

    def get(self, path: str, *, host: str = "") -> httpx.Response:
        """Get a page, optionally as another host name would."""
        headers = {"Host": host} if host else {}
        return httpx.get(self.address + path, headers=headers, timeout=30, follow_redirects=True)

    def wait(self) -> None:
        for _ in range(300):
            assert self.process.poll() is None, self.process.stderr and self.process.stderr.read().decode()
            try:
                if self.get("/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError("the site did not answer within 30 seconds")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture
def wens(tmp_path: Path) -> Iterator[Wens]:
    """Return the program with a home of its own."""
    home = tmp_path / "home"
    EmbeddedServer(home=home, durable=False).hold()
    yield Wens(home, {"WENS_SINGLE_OPERATOR": "1"})
    EmbeddedServer(home=home).destroy()

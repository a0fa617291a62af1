"""What the tests of the embedded server share: users in processes of their own, and looking at what still runs."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from wens.site.postgres import EmbeddedServer

PROJECT = Path(__file__).resolve().parents[2]
GRACE_S = 0.5
# The account 'nobody'.
OTHER = 65534
AS_OTHER = ("setpriv", f"--reuid={OTHER}", f"--regid={OTHER}", "--clear-groups")
HOLD = """
import sys, time
from pathlib import Path
from wens.site.postgres import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]), durable=False, grace_s=float(sys.argv[2]))
server.hold()
print(server.status().process, flush=True)
time.sleep(float(sys.argv[3]))
"""


def server_at(home: Path) -> EmbeddedServer:
    """A server for tests: quick to start, quick to leave."""
    return EmbeddedServer(home, durable=False, grace_s=GRACE_S)


def start_user(
    home: Path, *, seconds: float = 120, prefix: tuple[str, ...] = (), python: str = sys.executable
) -> subprocess.Popen[str]:
    """Start a process that holds the server of a home; its first line is the server's process id."""
    command = [*prefix, python, "-c", HOLD, str(home), str(GRACE_S), str(seconds)]
    packages = os.pathsep.join([str(PROJECT), *(path for path in sys.path if path.endswith("site-packages"))])
    environment = {**os.environ, "PYTHONPATH": packages}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the first line that a process prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def runs(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def processes_of(home: Path) -> list[int]:
    """Every process that has a file of the home's `postgres` folder open or names the home on its command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            opened = {str(fd.readlink()) for fd in (entry / "fd").iterdir()}
        except OSError:
            continue
        if any(path.startswith(f"{home}/postgres/") for path in opened):
            found.append(int(entry.name))
    return found


def wait_for(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until the condition holds; return how long it took."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            pytest.fail(f"not within {seconds} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - started


def answers(server: EmbeddedServer) -> bool:
    """Whether the server answers a query."""
    try:
        with psycopg.connect(**server.parameters(), connect_timeout=5) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def python_for_others() -> str:
    """A Python of this version that another account can run, or skip."""
    own = Path(sys.executable).resolve()
    if all(folder.stat().st_mode & 0o001 for folder in own.parents):
        return sys.executable
    found = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/bin:/usr/local/bin")
    if found is None:
        pytest.skip("no Python of this version that an unprivileged account can run")
    return found

"""Running the server's programs: as the right account, holding the server's lock, never outliving who started them."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wens.site.postgres.accounts import Account
from wens.site.postgres.errors import StartError
from wens.site.postgres.files import open_private

PR_SET_PDEATHSIG = 1
READY_WITHIN_S = 60.0
FAST_STOP_S = 15.0
IMMEDIATE_STOP_S = 5.0
# LC_ALL=C keeps the programs' messages in English, which the log's readers expect; nothing else is passed on.
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}
_prctl: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl


def die_with_parent(signal_number: signal.Signals) -> Callable[[], None]:
    """Return what a child must run before exec to get the signal when this process ends in any way (prctl(2))."""
    parent = os.getpid()

    def arrange() -> None:
        _prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def run(command: list[str], *, account: Account, lock: int, cwd: Path, feed: str = "") -> None:
    """Run a program of the server to its end. Raises StartError with what it printed."""
    done = subprocess.run(  # noqa: S603  the arguments are ours
        command,
        input=feed,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        env=ENVIRONMENT,
        pass_fds=(lock,),
        preexec_fn=die_with_parent(signal.SIGKILL),
        check=False,
        **account.privileges(),
    )
    # In single-user mode a failed statement is printed, and the program still ends with 0.
    if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
        msg = f"{Path(command[0]).name} of the embedded database failed: {done.stdout.strip()[-2000:]}"
        raise StartError(msg)


def launch(command: list[str], *, account: Account, lock: int, cwd: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a server; it writes its messages to the log, and the kernel stops it when this process ends."""
    fd = open_private(log, os.O_WRONLY | os.O_APPEND)
    try:
        return subprocess.Popen(  # noqa: S603  the arguments are ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=fd,
            stderr=fd,
            cwd=cwd,
            env=ENVIRONMENT,
            pass_fds=(lock,),
            preexec_fn=die_with_parent(signal.SIGINT),
            **account.privileges(),
        )
    finally:
        os.close(fd)


def wait_until_ready(server: subprocess.Popen[bytes], data: Path, log: Path) -> None:
    """Wait for the line 'ready' that the server writes into its pid file, as pg_ctl does. Raises StartError."""
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        with suppress(FileNotFoundError):
            lines = (data / "postmaster.pid").read_text().splitlines()
            if len(lines) >= 8 and lines[0] == str(server.pid) and lines[7].strip() == "ready":
                return
        time.sleep(0.02)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-10:])
    msg = f"the embedded database did not become ready. The end of {log}:\n{tail}"
    raise StartError(msg)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop a server: transactions are rolled back; a server that hangs is ended at once and recovers when started."""
    for signal_number, patience_s in (
        (signal.SIGINT, FAST_STOP_S),
        (signal.SIGQUIT, IMMEDIATE_STOP_S),
        (signal.SIGKILL, None),
    ):
        server.send_signal(signal_number)
        with suppress(subprocess.TimeoutExpired):
            server.wait(patience_s)
            return


@contextmanager
def running(command: list[str], data: Path, *, account: Account, lock: int, log: Path) -> Iterator[None]:
    """Run a server on `data` for a block, for an upgrade."""
    server = launch(command, account=account, lock=lock, cwd=data.parent, log=log)
    try:
        wait_until_ready(server, data, log)
        yield
    finally:
        stop(server)

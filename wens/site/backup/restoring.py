"""`wens restore FILE`: check everything, put it beside what is there, then change places; a rerun finishes.

1. read the whole archive, compare every checksum, open the keys: nothing is touched when anything is wrong;
2. unpack into <home>/restoring/new;
3. replace the database in one transaction;
4. change the folders' places.
From 3 on the journal says "switching"; other commands refuse to work until a rerun has finished.
"""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from wens.site.backup.archive import CHUNK, DUMP, Readable, verify
from wens.site.backup.errors import ArchiveError, BusyError, ExpiredError, NotEmptyError, PassphraseError, ReleaseError
from wens.site.backup.installation import FOLDERS, Installation
from wens.site.backup.manifest import Manifest, Member
from wens.site.backup.secrecy import Seal
from wens.site.postgres import clients, locks
from wens.site.postgres.errors import LockTimeoutError, PostgresError
from wens.site.postgres.files import open_private, write_whole

SIDE = "restoring"
SWITCHING = "switching"
# A restore waits this long for transactions of a running site, then gives up without having changed anything.
BEFORE = f"SET lock_timeout = '30s'; {clients.EMPTY_SCHEMA}"
AFTER = "ANALYZE"


@dataclass(frozen=True)
class Journal:
    """How far a restore came: `archive` is the id of the backup, `state` is 'unpacking' or 'switching'."""

    archive: str
    file: str
    state: str


def interrupted(home: Path) -> str | None:
    """Return what to do when a restore of this home was broken off half-way, or None. Every command asks this first."""
    journal = _read(home)
    if journal is None or journal.state != SWITCHING:
        return None
    return f"a restore of this home was broken off half-way; finish it: wens restore {journal.file}"


def restore(
    installation: Installation,
    file: Path,
    *,
    passphrase: str | None = None,
    force: bool = False,
    expired: bool = False,
    progress: Callable[[str], object] = lambda _name: None,
) -> Manifest:
    """Replace the installation by the one in the archive; `force` allows it to hold data already,
    `expired` an archive that may no longer be kept.

    Raises ArchiveError, PassphraseError, ReleaseError, ExpiredError, NotEmptyError (nothing was touched), BusyError,
    and PostgresError when the database cannot be replaced (it is as it was; a rerun finishes).
    """
    home = installation.home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with locks.exclusive(home / "restore.lock", timeout_s=0, what="restore"):
            progress("checking")
            manifest = verify(file)
            seal = _seal(file, manifest, passphrase)
            _check_release(installation, file, manifest)
            _check_expiry(file, manifest, expired=expired)
            _check_empty(installation, manifest, force=force)
            _unpack(home, file, manifest, seal, progress)
            progress(DUMP)
            _load(installation, Journal(manifest.id, str(file), SWITCHING))
            _switch(home)
            return manifest
    except LockTimeoutError:
        msg = f"another restore of {home} is running"
        raise BusyError(msg) from None


def _seal(file: Path, manifest: Manifest, passphrase: str | None) -> Seal | None:
    """Open the keys once, before anything is touched. Raises PassphraseError."""
    if manifest.salt is None:
        return None
    if not passphrase:
        msg = f"the keys in {file} are encrypted; give the passphrase: --passphrase-file FILE"
        raise PassphraseError(msg)
    seal = Seal(passphrase, bytes.fromhex(manifest.salt))

    def try_keys(member: Member, content: Readable) -> None:
        if member.name.startswith("keys/"):
            seal.open(member.name, content.read())

    verify(file, try_keys)
    return seal


def _check_release(installation: Installation, file: Path, manifest: Manifest) -> None:
    if installation.migrations is None:
        return
    unknown = [name for name in manifest.schema if name not in installation.migrations]
    if unknown:
        msg = (
            f"{file} was made by release {manifest.release}, which knows what this release {installation.release} does "
            f"not ({unknown[0]}); install that release or a newer one"
        )
        raise ReleaseError(msg)


def _check_expiry(file: Path, manifest: Manifest, *, expired: bool) -> None:
    today = dt.datetime.now(dt.UTC).date().isoformat()
    if manifest.expires and manifest.expires < today and not expired:
        msg = (
            f"{file} might be kept until {manifest.expires} and should be gone; use a newer one, or with a reason that "
            "the privacy officer knows --expired"
        )
        raise ExpiredError(msg)


def _check_empty(installation: Installation, manifest: Manifest, *, force: bool) -> None:
    journal = _read(installation.home)
    if force or (journal is not None and journal.archive == manifest.id):
        return
    held = installation.holds_data()
    if held:
        msg = f"{installation.home} is not empty ({held}); use an empty WENS_HOME, or replace everything with --force"
        raise NotEmptyError(msg)


def _unpack(home: Path, file: Path, manifest: Manifest, seal: Seal | None, progress: Callable[[str], object]) -> None:
    """Unpack beside what is there; the checksums are compared again, for the file may have changed since."""
    side = home / SIDE
    journal = _read(home)
    if journal is None or journal.state != SWITCHING:
        side.mkdir(mode=0o700, exist_ok=True)
        _write(home, Journal(manifest.id, str(file), "unpacking"))
    target = side / "new"
    shutil.rmtree(target, ignore_errors=True)
    for folder in (*FOLDERS, "keys"):
        (target / folder).mkdir(mode=0o700, parents=True)

    def write(member: Member, content: Readable) -> None:
        progress(member.name)
        path = target / member.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if seal is not None and member.name.startswith("keys/"):
            content = BytesIO(seal.open(member.name, content.read()))
        with os.fdopen(open_private(path, os.O_WRONLY | os.O_TRUNC), "wb") as sink:
            shutil.copyfileobj(content, sink, CHUNK)
            sink.flush()
            os.fsync(sink.fileno())

    if verify(file, write) != manifest:
        msg = f"{file} changed while it was read; run the restore again"
        raise ArchiveError(msg)


def _load(installation: Installation, journal: Journal) -> None:
    """Replace the database in one transaction; when that fails it is as it was, and so is the journal."""
    before = _read(installation.home)
    _write(installation.home, journal)
    try:
        programs = clients.programs_for(installation.server_major())
        dump = installation.home / SIDE / "new" / DUMP
        clients.load(programs, installation.database, dump, before=BEFORE, after=AFTER)
    except PostgresError:
        if before is not None:
            _write(installation.home, before)
        raise


def _switch(home: Path) -> None:
    new, old = home / SIDE / "new", home / SIDE / "old"
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir(mode=0o700)
    for folder in FOLDERS:
        if (home / folder).exists():
            (home / folder).rename(old / folder)
        (new / folder).rename(home / folder)
    (home / "keys").mkdir(mode=0o700, exist_ok=True)
    for path in (new / "keys").iterdir():
        path.replace(home / "keys" / path.name)
    shutil.rmtree(new)
    shutil.rmtree(old)
    (home / SIDE / "journal.json").unlink()
    (home / SIDE).rmdir()


def _read(home: Path) -> Journal | None:
    try:
        return Journal(**json.loads((home / SIDE / "journal.json").read_text()))
    except FileNotFoundError:
        return None


def _write(home: Path, journal: Journal) -> None:
    write_whole(home / SIDE / "journal.json", json.dumps(journal.__dict__))

"""Keys outside the database, in the home's keys folder, numbered: the highest number is in use, older ones still open.

<home>/keys/contacts-0001   seals contact details and drafts
<home>/keys/follow-0001     makes and recognises follow codes

A dump of the database alone therefore opens no contact detail and no follow code (AVG art. 32).
"""

import os
import time
from pathlib import Path
from typing import Literal
from uuid import uuid4

from cryptography.fernet import Fernet
from django.conf import settings

Purpose = Literal["contacts", "follow"]


def key_ids(purpose: Purpose) -> list[str]:
    """Return the ids of the keys for ``purpose``, oldest first; makes the first one when there is none."""
    found = sorted(name for name in _keys() if name.startswith(f"{purpose}-"))
    return found or [make_key(purpose)]


def newest(purpose: Purpose) -> str:
    """Return the id of the key that is in use."""
    return key_ids(purpose)[-1]


def key(key_id: str) -> bytes:
    """Return a key (44 characters, url-safe base64 of 32 bytes). Raises FileNotFoundError when it was removed."""
    try:
        return _keys()[key_id]
    except KeyError:
        raise FileNotFoundError(f"the key {key_id!r} is not in this home") from None


def make_key(purpose: Purpose) -> str:
    """Make a next key and return its id; two processes that do so at once end with one key each, or the same."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    numbers = [int(name[-4:]) for name in _read(folder) if name.startswith(f"{purpose}-")]
    key_id = f"{purpose}-{max(numbers, default=0) + 1:04d}"
    # Written whole before it gets its name: a reader never meets half a key, and an existing key is never replaced.
    partial = folder / f".{key_id}.{uuid4()}"  # threads of one server make a key at once too
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(partial, folder / key_id)
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    return key_id


def remove_key(key_id: str) -> None:
    """Remove a key for good: what it sealed can never be opened again, also not from an old backup without keys."""
    (_folder() / key_id).unlink()


def _folder() -> Path:
    return Path(settings.WENS.home) / "keys"


SETTLED_NS = 2_000_000_000
_known: dict[str, tuple[int, dict[str, bytes]]] = {}


def _keys() -> dict[str, bytes]:
    """The keys by id: read anew when something in the folder was added or removed, by whatever process.

    Clocks of file systems are coarse: what just changed may change again without a trace, so it is not relied on yet.
    """
    folder = f"{settings.WENS.home}/keys"
    try:
        changed = os.stat(folder).st_mtime_ns  # noqa: PTH116  at each request: a Path costs more than what it asks
    except FileNotFoundError:
        return {}
    known = _known.get(folder)
    if known and known[0] == changed:
        return known[1]
    keys = _read(_folder())
    if time.time_ns() - changed > SETTLED_NS:
        _known[folder] = changed, keys
    return keys


def _read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*-[0-9][0-9][0-9][0-9]")}

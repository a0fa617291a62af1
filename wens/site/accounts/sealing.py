"""Sealing secrets of second factors with a key that stands in the home's keys folder and never in the database."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unsealable(RuntimeError):
    """A secret was sealed with a key that is no longer there; the account's second factor has to be set again."""


def seal(text: str) -> str:
    """Return `text` sealed with the newest key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed with any of the keys; raise :class:`Unsealable` when none fits."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unsealable("The key of this second factor is gone from keys/second-factor; reset it.") from error


def _keys() -> MultiFernet:
    """Return the keys, one a line, the newest first: a new first line is how the key is rotated."""
    path = _path()
    if not path.is_file():
        _make(path)
    return MultiFernet([Fernet(line) for line in path.read_text("ascii").split()])


def _path() -> Path:
    home: Path = settings.WENS.home
    return home / "keys" / "second-factor"


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process made it just now
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(Fernet.generate_key().decode() + "\n")

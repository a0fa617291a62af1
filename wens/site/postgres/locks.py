"""File locks of the kernel (flock): released by the kernel however a process ends, SIGKILL included.

Every descriptor is close-on-exec, so a program that one of our processes starts never keeps a lock by accident.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wens.site.postgres.errors import LockTimeoutError
from wens.site.postgres.files import open_private

SHARED = fcntl.LOCK_SH
EXCLUSIVE = fcntl.LOCK_EX
RETRY_S = 0.05


def open_lock(path: Path) -> int:
    """Return a descriptor on the lock file, made when absent, with the owner of its folder."""
    return open_private(path, os.O_RDWR)


def try_lock(fd: int, mode: int) -> bool:
    """Take the lock now when that is possible; say whether it was."""
    try:
        fcntl.flock(fd, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lock(fd: int, mode: int, *, timeout_s: float, what: str) -> None:
    """Take the lock within the time given.

    Raises LockTimeoutError, naming `what` is waited for.
    """
    until = time.monotonic() + timeout_s
    while not try_lock(fd, mode):
        if time.monotonic() > until:
            msg = f"{what}: not within {timeout_s:.0f} s"
            raise LockTimeoutError(msg)
        time.sleep(RETRY_S)


def unlock(fd: int) -> None:
    """Give the lock back and keep the descriptor."""
    fcntl.flock(fd, fcntl.LOCK_UN)


def held(path: Path) -> bool:
    """Say whether some process holds the lock exclusively at this moment."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not try_lock(fd, SHARED)
    finally:
        os.close(fd)


@contextmanager
def exclusive(path: Path, *, timeout_s: float, what: str) -> Iterator[int]:
    """Hold the lock for a block; yields the descriptor. Raises LockTimeoutError."""
    fd = open_lock(path)
    try:
        lock(fd, EXCLUSIVE, timeout_s=timeout_s, what=what)
        yield fd
    finally:
        os.close(fd)

"""Files of the home: closed to others, and owned by the home's owner even when root makes them."""

import os
from pathlib import Path


def open_private(path: Path, flags: int) -> int:
    """Open or make a file that only its owner reads; close-on-exec, so no program that we start inherits it."""
    fd = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(fd, folder.st_uid, folder.st_gid)
    return fd


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader, and a crash, sees the old or the new one whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    fd = open_private(temporary, os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(fd, "w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(fd)
    temporary.replace(path)

"""The file of an edition: immutable Parquet, whole or not there at all, recognised by its digest."""

import fcntl
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from wens.figures.digest import Digest
from wens.figures.rows import SCHEMA


class FileDamaged(Exception):
    """The file of an edition is gone or is not what was built; the message names it and what to do."""


class NothingToBuild(Exception):
    """There are no areas, or no facts in force; the message says what to load first."""


class Busy(Exception):
    """Another build of this gemeente is running."""


@dataclass(frozen=True)
class Written:
    """A file that was built and has no place yet."""

    path: Path
    rows: int
    digest: str
    file_digest: str


def folder(gemeente: str) -> Path:
    """Folder of the editions of a gemeente."""
    return Path(settings.WENS.home) / "editions" / gemeente


def path_of(gemeente: str, edition: int) -> Path:
    """Where the file of an edition stands."""
    return folder(gemeente) / f"{edition}.parquet"


@contextmanager
def building(gemeente: str) -> Iterator[Path]:
    """Hold the only right to build for a gemeente; the kernel ends it with the process. Raises Busy."""
    place = folder(gemeente)
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".building").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"Another build for {gemeente} is running; wait until it has ended.") from error
        yield place


def sweep(gemeente: str, known: Collection[int]) -> None:
    """Remove what a killed build left: files without an edition. The caller is `building`."""
    keep = {f"{edition}.parquet" for edition in known} | {".building"}
    for path in folder(gemeente).iterdir():
        if path.name not in keep:
            path.unlink()


def write(place: Path, name: str, tables: Iterable[pa.Table]) -> Written:
    """Write the tables (`SCHEMA`) of an edition one by one beside its place, forced to the disk."""
    path, rows, digest = place / f"{name}.tmp", 0, Digest()
    with path.open("wb") as file:
        with pq.ParquetWriter(file, SCHEMA, compression="zstd", use_dictionary=True) as writer:
            for table in tables:
                digest.add(table)
                writer.write_table(table)
                rows += table.num_rows
        file.flush()
        os.fsync(file.fileno())
    return Written(path, rows, digest.text(), _sha256(path))


def put(written: Written, gemeente: str, edition: int) -> None:
    """Give a written file its place, so that it survives a power cut."""
    place = path_of(gemeente, edition)
    written.path.rename(place)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(gemeente: str, edition: int, file_digest: str) -> pa.Table:
    """Return all rows of an edition after checking its file. Raises FileDamaged."""
    path = path_of(gemeente, edition)
    if not path.exists() or _sha256(path) != file_digest:
        raise FileDamaged(
            f"The file of edition {edition} is gone or damaged: {path}. Restore it from a backup, or build anew."
        )
    return pq.read_table(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

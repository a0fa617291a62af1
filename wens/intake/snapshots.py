"""The bytes of deliveries: kept as they came, found by their hash, removed when their time is over.

    <home>/snapshots/<sha256>.gz              as delivered (a delivery that is packed already: <sha256>, as it is)
    <home>/snapshots/<sha256>.cells.parquet   only the cells that were read, when the file held columns about persons

The hash is of the bytes as delivered, in both cases.
"""

import gzip
import hashlib
import os
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

PACKED = (b"\x1f\x8b", b"PK\x03\x04")


def folder() -> Path:
    """Where the bytes of all deliveries of this installation stand."""
    return Path(settings.WENS.home) / "snapshots"


def digest(data: bytes) -> str:
    """Return the sha256 of a delivery."""
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes, sha256: str) -> str:
    """Keep a delivery unchanged; returns the name under which it stands. Keeping the same bytes again does nothing."""
    if data.startswith(PACKED):
        return _keep(sha256, data)
    # Level 1: a tenth larger than level 6 on tables of figures, and four times as fast.
    return _keep(f"{sha256}.gz", gzip.compress(data, compresslevel=1, mtime=0))


def keep_cells(cells: pa.Table, sha256: str) -> str:
    """Keep only what was read from a delivery; returns the name under which it stands.

    Whatever the layout was, nothing about persons can be left in it: the cells have no place for that.
    """
    stream = pa.BufferOutputStream()
    pq.write_table(cells, stream, compression="zstd")
    return _keep(f"{sha256}.cells.parquet", stream.getvalue().to_pybytes())


def path_of(name: str) -> Path:
    """Return where a kept delivery stands; raise ValueError for a name that would lead out of the folder."""
    if not name or Path(name).name != name:
        raise ValueError(f"{name!r} is not the name of a kept delivery.")
    return folder() / name


def read(name: str) -> bytes:
    """Return a kept delivery, unpacked only when it was packed here."""
    data = path_of(name).read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


def remove(name: str) -> None:
    """Remove a kept delivery; it may be gone already."""
    path_of(name).unlink(missing_ok=True)


def sweep(known: Collection[str]) -> list[Path]:
    """Remove what a killed import left: unfinished files and deliveries that no snapshot knows."""
    left = [path for path in folder().glob("*") if path.name not in known] if folder().is_dir() else []
    for path in left:
        path.unlink()
    return left


def _keep(name: str, data: bytes) -> str:
    path = path_of(name)
    if path.exists():
        return name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return name

"""A digest over figures: equal numbers have equal digests, whatever the deliveries were called."""

import hashlib
from collections.abc import Iterable

import numpy as np
import pyarrow as pa


def digest_of(tables: Iterable[pa.Table]) -> str:
    """Return the sha256 over all rows, without the numbers of the snapshots: those differ when imports are split."""
    found = Digest()
    for table in tables:
        found.add(table)
    return found.text()


class Digest:
    """A digest of figures, fed table by table."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, table: pa.Table) -> None:
        """Take in the next table: all columns but the snapshots, numbers as their bytes, codes with their names."""
        for name in table.column_names:
            if name == "snapshot":
                continue
            for chunk in table.column(name).chunks:
                self._hash.update(name.encode())
                self._hash.update(_bytes_of(chunk))

    def text(self) -> str:
        """Return the digest so far, in hexadecimals."""
        return self._hash.hexdigest()


def _bytes_of(chunk: pa.Array) -> bytes:
    if pa.types.is_dictionary(chunk.type):
        names: list[str] = chunk.dictionary.to_pylist()
        return "\0".join(names).encode() + bytes(chunk.indices.to_numpy().tobytes())
    return np.ascontiguousarray(chunk.to_numpy(zero_copy_only=False)).tobytes()

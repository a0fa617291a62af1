"""The attribute table of a Shapefile (dBASE III), read as it is written; the n-th record is row n + 1.

Layout: 32 bytes header (records, header length, record length), 32 bytes per field, then records of fixed width that
begin with a deletion mark. Source: dBASE III file structure as used by the ESRI Shapefile.
"""

from __future__ import annotations

import struct

import numpy as np
import pyarrow as pa

from wens.intake.cells import Finding, Refused
from wens.intake.reading.sheet import Sheet

_DELETED = ord("*")


def read_dbf(data: bytes, name: str, encoding: str = "utf-8") -> Sheet:
    """Return the attribute table. Raises Refused when the header contradicts the file."""
    try:
        count, header_length, record_length = struct.unpack_from("<IHH", data, 4)
        fields = _fields(data, header_length, encoding)
        layout = np.dtype([("deleted", "u1"), *((f"f{i}", f"S{width}") for i, (_, width) in enumerate(fields))])
        if layout.itemsize != record_length or len(data) < header_length + count * record_length:
            raise ValueError("the lengths in its header do not fit the file")
        records = np.frombuffer(data, layout, count, header_length)
    except (struct.error, ValueError, IndexError) as error:
        problem = f"The attribute table (.dbf) is damaged: {error}."
        raise Refused(Finding("unreadable", problem, "Export it again.", name, severity="error")) from None
    kept = records["deleted"] != _DELETED
    columns = [_column(records[f"f{i}"][kept], encoding) for i in range(len(fields))]
    return Sheet(name, [title for title, _ in fields], columns, rows=np.flatnonzero(kept).astype(np.int64) + 2)


def _fields(data: bytes, header_length: int, encoding: str) -> list[tuple[str, int]]:
    blocks = (data[at : at + 32] for at in range(32, min(header_length, len(data)) - 31, 32) if data[at] != 0x0D)
    return [(block[:11].split(b"\x00")[0].decode(encoding, "replace"), block[16]) for block in blocks]


def _column(values: np.ndarray, encoding: str) -> pa.ChunkedArray:
    texts = [bytes(v).decode(encoding, "replace").strip(" \x00") for v in values]
    return pa.chunked_array([pa.array(texts, pa.string())])

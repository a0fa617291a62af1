"""The attribute tables of a GeoPackage (an SQLite file), read without its geometry; the n-th record is row n + 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from wens.intake.cells import Finding, Refused
from wens.intake.reading.sheet import Sheet, as_column

_MAGIC = b"SQLite format 3\x00"
_LAYERS = "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY table_name"
_SHAPES = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?"


def is_geopackage(data: bytes) -> bool:
    """Whether the bytes are an SQLite file."""
    return data.startswith(_MAGIC)


def read_geopackage(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield every layer of a GeoPackage. Raises Refused when it is damaged or another kind of SQLite file."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        for (layer,) in connection.execute(_LAYERS).fetchall():
            yield _layer(connection, name, layer)
    except sqlite3.Error as error:
        problem = f"The GeoPackage cannot be read ({error})."
        raise Refused(Finding("unreadable", problem, "Download it again.", name, severity="error")) from None
    finally:
        connection.close()


def _layer(connection: sqlite3.Connection, name: str, layer: str) -> Sheet:
    shapes = {column for (column,) in connection.execute(_SHAPES, (layer,)).fetchall()}
    table = _quoted(layer)
    titles = [title for _, title, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    titles = [title for title in titles if title not in shapes]
    chosen = ", ".join(map(_quoted, titles)) or "NULL"
    rows = connection.execute(f"SELECT {chosen} FROM {table}").fetchall()  # noqa: S608 - names are quoted
    columns = [as_column([_as_text(row[place]) for row in rows]) for place in range(len(titles))]
    return Sheet(f"{name}[{layer}]", titles, columns)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _as_text(value: object) -> str:
    if value is None or isinstance(value, bytes):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)

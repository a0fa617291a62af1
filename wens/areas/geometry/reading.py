"""Reading a file of areas as it was delivered: GeoJSON, Shapefile in a zip, GeoPackage, or a table without shapes.

What a file is follows from its bytes, never from its name; ``.gz`` is unpacked. Shapes come as GDAL reads them.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from wens.areas.findings import refuse
from wens.areas.geometry.tables import read_table

GEOMETRY_COLUMN = "wkb_geometry"
SQLITE = b"SQLite format 3\x00"
ZIP = b"PK\x03\x04"
DBF_NAME_LENGTH = 10
KNOWN = "GeoJSON, a zipped Shapefile, GeoPackage, CSV and Excel (each also as .gz)"


@dataclass(frozen=True)
class Layer:
    """One layer of a file: its columns, its shapes (None for a plain table) and the reference system that it names."""

    name: str
    kind: str
    columns: pa.Table
    shapes: NDArray[np.object_] | None
    crs: str | None

    @property
    def fields(self) -> list[str]:
        """The names of the columns, as in the file."""
        return list(self.columns.column_names)


def read_layer(data: bytes, *, file: str, code_field: str, level: str) -> Layer:
    """Read the layer of ``data`` that has ``code_field``; ``level`` decides when several have it.

    Raises AreasError: not one of the known formats, damaged, or no layer with that field (the fields are named).
    """
    data = _unpacked(data, file)
    if not data.strip():
        raise refuse("empty_file", "The file is empty.", "Ask the supplier for the file again.", file=file)
    if data.lstrip()[:1] == b"<":
        raise refuse("unknown_format", "XML is not read (KML, GML).", f"Deliver it as {KNOWN}.", file=file)
    if not _is_geographical(data):
        table = read_table(data, file=file)
        return Layer(file, "table", table, None, None)
    import pyogrio  # late: it takes a second that pages and most commands should not pay

    unreadable = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pa.ArrowInvalid, zipfile.BadZipFile)
    try:
        with _source(data) as source:
            names = [str(name) for name, _ in pyogrio.list_layers(source)]
            chosen = _choose_layer(source, names, code_field, level, file)
            meta, table = pyogrio.raw.read_arrow(source, layer=chosen)
    except unreadable as error:
        problem = f"The file cannot be read: {error}."
        raise refuse("unreadable", problem, f"Deliver it as {KNOWN}.", file=file) from error
    return _layer(chosen or file, _kind(data), meta, table, file)


@contextmanager
def _source(data: bytes) -> Iterator[bytes | Path]:
    """Yield what GDAL reads: the bytes, or for a GeoPackage (which goes by its name) a file for the time being."""
    if data.startswith(ZIP):
        data = _flattened(data)
    if not data.startswith(SQLITE):
        yield data.removeprefix(b"\xef\xbb\xbf")  # GDAL refuses a byte order mark before JSON
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gpkg"
        path.write_bytes(data)
        yield path


def _layer(name: str, kind: str, meta: dict[str, object], table: pa.Table, file: str) -> Layer:
    column = str(meta.get("geometry_name") or GEOMETRY_COLUMN)
    if column not in table.column_names:
        return Layer(name, "table", table, None, None)
    try:
        shapes = shapely.from_wkb(table[column].to_numpy(zero_copy_only=False))
    except shapely.errors.ShapelyError as error:
        raise refuse("unreadable", f"A shape cannot be read: {error}.", "Deliver polygons.", file=file) from error
    crs = str(meta["crs"]) if meta.get("crs") else None
    return Layer(name, kind, table.drop_columns([column]), shapes, crs)


def find_field(layer: Layer, wanted: str, *, option: str, file: str) -> str:
    """Return the column that ``wanted`` means: exact, or without regard to case, or cut to ten characters by a DBF.

    Raises AreasError that names the fields that the file has.
    """
    found = match_field(layer.fields, wanted)
    if found is None:
        raise refuse(
            "unknown_field",
            f"The file has no field {wanted!r} (given with {option}).",
            f"It has: {', '.join(layer.fields)}.",
            file=file,
            column=wanted,
        )
    return found


def match_field(fields: list[str], wanted: str) -> str | None:
    """Return the field that ``wanted`` means, or None. 'gemeentecode' finds 'gemeenteco' in a Shapefile."""
    if wanted in fields:
        return wanted
    lowered = [field for field in fields if field.lower() == wanted.lower()]
    cut = [field for field in fields if field.lower() == wanted.lower()[:DBF_NAME_LENGTH]]
    for found in (lowered, cut if len(wanted) > DBF_NAME_LENGTH else []):
        if len(found) == 1:
            return found[0]
    return None


def _unpacked(data: bytes, file: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise refuse("unreadable", f"The .gz is damaged: {error}.", "Copy or download it again.", file=file) from error


def _zip_names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [name.lower() for name in archive.namelist()]
    except zipfile.BadZipFile:
        return []


def _flattened(data: bytes) -> bytes:
    """Return a zip without folders, in which GDAL finds nothing; a single other map in it comes out by itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        maps = [name for name in names if name.lower().endswith((".gpkg", ".geojson", ".json"))]
        if not any(name.lower().endswith(".shp") for name in names) and len(maps) == 1:
            return archive.read(maps[0])
        if not any("/" in name for name in names):
            return data
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as flat:
            for name in names:
                flat.writestr(name.rpartition("/")[2], archive.read(name))
        return target.getvalue()


def _is_geographical(data: bytes) -> bool:
    if data.startswith(SQLITE):
        return True
    if data.startswith(ZIP):
        return any(name.endswith((".shp", ".gpkg", ".geojson", ".json")) for name in _zip_names(data))
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _kind(data: bytes) -> str:
    if data.startswith(SQLITE):
        return "GeoPackage"
    if data.startswith(ZIP):
        return "Shapefile" if any(name.endswith(".shp") for name in _zip_names(data)) else "zip"
    return "GeoJSON"


def _choose_layer(source: bytes | Path, names: list[str], code_field: str, level: str, file: str) -> str | None:
    import pyogrio

    if len(names) == 1:
        return None  # the only one; in memory its name is GDAL's
    fields = {name: [str(field) for field in pyogrio.read_info(source, layer=name)["fields"]] for name in names}
    holding = [name for name in names if match_field(fields[name], code_field)]
    # CBS delivers gemeenten, wijken and buurten in one GeoPackage, and the buurten carry the codes of all three.
    named = [name for name in holding if re.search(level, name, re.IGNORECASE)]
    if len(holding) == 1 or len(named) == 1:
        return named[0] if len(named) == 1 else holding[0]
    raise refuse(
        "which_layer",
        f"The file has {len(names)} layers ({', '.join(names)}); {len(holding)} of them have the field {code_field!r}.",
        f"Deliver one layer, or one whose name holds {level!r}.",
        file=file,
        column=code_field,
    )

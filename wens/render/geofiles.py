"""Areas with their figures for maps on another computer: GeoJSON (RFC 7946) and GeoPackage (RD New)."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import shapely

from wens.render.sheets import Cell

RD = "EPSG:28992"


@dataclass(frozen=True)
class Layer:
    """Areas of one kind: shapes in RD New (MultiPolygon or None) and columns of equal length."""

    name: str
    shapes: Sequence[shapely.Geometry | None]
    columns: Mapping[str, Sequence[Cell]]


def geojson_bytes(geometries: Sequence[Any], layer: Layer, notes: Mapping[str, str]) -> bytes:
    """Write one layer as a FeatureCollection. ``geometries``: GeoJSON geometries in degrees, outer rings first.

    ``notes`` (source, licence, edition) stand beside the features: RFC 7946 allows other members.
    """
    names = list(layer.columns)
    rows = zip(*layer.columns.values(), strict=True)
    features = [
        {"type": "Feature", "id": row[0], "properties": dict(zip(names, row, strict=True)), "geometry": geometry}
        for row, geometry in zip(rows, geometries, strict=True)
    ]
    body = {"type": "FeatureCollection", **notes, "features": features}
    return json.dumps(body, ensure_ascii=False).encode("utf-8")


def geopackage_bytes(layers: Sequence[Layer], notes: Mapping[str, str]) -> bytes:
    """Write a GeoPackage: a layer per kind of area, and a table ``toelichting`` with the notes. Raises ValueError."""
    if not layers:
        raise ValueError("a GeoPackage needs at least one layer")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.gpkg"
        for layer in layers:
            _write(path, layer)
        table = pa.table({"onderwerp": list(notes), "tekst": list(notes.values())})
        pyogrio.write_arrow(table, path, layer="toelichting", driver="GPKG", append=False)
        return path.read_bytes()


def _write(path: Path, layer: Layer) -> None:
    shapes = np.array([None if one is None else _multi(one) for one in layer.shapes], dtype=object)
    columns = {name: _array(cells) for name, cells in layer.columns.items()}
    table = pa.table({**columns, "geom": pa.array(shapely.to_wkb(shapes), pa.binary())})
    pyogrio.write_arrow(
        table, path, layer=layer.name, driver="GPKG", geometry_name="geom", geometry_type="MultiPolygon", crs=RD
    )


def _multi(shape: shapely.Geometry) -> shapely.Geometry:
    return shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])


def _array(cells: Sequence[Cell]) -> pa.Array:
    """A column without a single number is a column of text; one with text is text."""
    numeric = any(cell is not None for cell in cells) and all(not isinstance(cell, str) for cell in cells)
    if numeric:
        return pa.array(cells, pa.float64())
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())

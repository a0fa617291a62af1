"""Areas as GeoJSON (RFC 7946: WGS84, outer rings counter-clockwise). Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely

from wens.areas.geometry.coordinates import rd_to_wgs84

DECIMALS = 1e-7  # a centimetre; with six decimals a buurt of Enschede touches itself


@dataclass(frozen=True)
class ShapedArea:
    """One area with its shape in RD New."""

    code: str
    name: str
    level: str
    year: int
    parent: str
    inhabitants: int | None
    shape: shapely.Geometry | None


def feature_collection(areas: Iterable[ShapedArea]) -> dict[str, Any]:
    """Return the areas as a GeoJSON FeatureCollection; an area without a shape has a null geometry."""
    return {"type": "FeatureCollection", "features": [_feature(area) for area in areas]}


def _feature(area: ShapedArea) -> dict[str, Any]:
    geometry = None
    if area.shape is not None:
        degrees = shapely.orient_polygons(rd_to_wgs84(area.shape))
        geometry = json.loads(shapely.to_geojson(shapely.set_precision(degrees, DECIMALS, mode="pointwise")))
    properties = {
        "code": area.code, "name": area.name, "level": area.level, "year": area.year, "parent": area.parent,
        "inhabitants": area.inhabitants,
    }  # fmt: skip
    return {"type": "Feature", "id": area.code, "properties": properties, "geometry": geometry}

"""Reference systems."""

import json

import numpy as np
import pytest
import shapely

from tests.shared_data import shared
from wens.areas.findings import AreasError
from wens.areas.geometry.coordinates import points_to_rd, rd_to_wgs84, shapes_to_rd, surface_m2
from wens.areas.geometry.reading import read_layer

ENSCHEDE_RD = np.array([shapely.box(256_000, 470_000, 257_000, 471_000)], dtype=object)
ENSCHEDE_WGS84 = np.array([shapely.box(6.88, 52.21, 6.90, 52.23)], dtype=object)
TORONTO = np.array([shapely.box(-79.40, 43.60, -79.39, 43.61)], dtype=object)


def to_rd(shapes: np.ndarray, **said: str | None):
    return shapes_to_rd(shapes, **{"in_file": None, "asked": None, "kind": "GeoJSON", "file": "f", **said})


def test_rd_stays_rd_and_degrees_become_rd() -> None:
    assert to_rd(ENSCHEDE_RD, asked="EPSG:28992").shapes[0].equals(ENSCHEDE_RD[0])
    moved = to_rd(ENSCHEDE_WGS84).shapes[0]
    assert 256_000 < moved.centroid.x < 259_000
    assert 470_000 < moved.centroid.y < 474_000
    back = rd_to_wgs84(moved)
    assert shapely.hausdorff_distance(back, ENSCHEDE_WGS84[0]) < 1e-8


@pytest.mark.parametrize("said", ["EPSG:4326", "EPSG:3857"])
def test_coordinates_in_the_ranges_of_rd_are_rd_whatever_is_said(said: str) -> None:
    found = to_rd(ENSCHEDE_RD, asked=said)
    assert found.shapes[0].equals(ENSCHEDE_RD[0])
    assert [(f.code, f.severity) for f in found.findings] == [("crs_is_rd", "notice")]
    assert said in found.findings[0].problem


def test_degrees_that_are_called_rd_are_refused_with_the_remedy() -> None:
    with pytest.raises(AreasError, match="--crs EPSG:4326"):
        to_rd(ENSCHEDE_WGS84, asked="EPSG:28992")


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(AreasError, match="EPSG:1"):
        to_rd(ENSCHEDE_WGS84, asked="EPSG:1")


def test_a_shapefile_without_system_is_rd_and_rd_with_heights_too() -> None:
    assert to_rd(ENSCHEDE_RD, kind="Shapefile").came_in == "EPSG:28992"
    assert to_rd(ENSCHEDE_RD, asked="EPSG:7415").findings == []


def test_the_shapefile_and_the_geojson_of_the_same_buurten_lie_within_a_centimetre() -> None:
    folder = "cbs_wijkbuurt_twente_2021/"
    read = {"code_field": "buurtcode", "level": "buurt"}
    rd = read_layer(shared(folder + "buurten_twente_2021_rd_shapefile.zip").read_bytes(), file="a", **read)
    degrees = read_layer(shared(folder + "buurten_twente_2021.geojson.gz").read_bytes(), file="b", **read)
    moved = shapes_to_rd(degrees.shapes, in_file=degrees.crs, asked=None, kind=degrees.kind, file="b").shapes
    by_code = dict(zip(rd.columns["buurtcode"].to_pylist(), rd.shapes, strict=True))
    codes = degrees.columns["buurtcode"].to_pylist()
    assert (
        max(shapely.hausdorff_distance(shape, by_code[code]) for code, shape in zip(codes, moved, strict=True)) < 0.02
    )


def test_a_foreign_city_keeps_its_real_surface() -> None:
    found = to_rd(TORONTO)
    assert found.came_in == "EPSG:4326"
    assert surface_m2(found.shapes)[0] == pytest.approx(0.01 * 111_100 * 0.01 * 80_600, rel=0.01)


def test_surface_in_the_netherlands_is_flat_and_missing_shapes_have_none() -> None:
    surfaces = surface_m2(np.array([ENSCHEDE_RD[0], None], dtype=object))
    assert surfaces[0] == 1_000_000
    assert np.isnan(surfaces[1])


def test_points_mix_rd_and_degrees() -> None:
    x, y = points_to_rd(np.array([257_000.0, 6.89, np.nan]), np.array([471_000.0, 52.22, 1.0]), None)
    assert (x[0], y[0]) == (257_000.0, 471_000.0)
    assert x[1] == pytest.approx(257_688.07, abs=0.01)
    assert not np.isfinite(x[2])


def test_six_decimals_make_a_buurt_invalid_and_it_is_repaired_and_named(load) -> None:  # type: ignore[no-untyped-def]
    path = shared("cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson")
    collection = json.loads(path.read_text("utf-8"))

    def rounded(part):  # type: ignore[no-untyped-def]
        return round(part, 6) if isinstance(part, float) else [rounded(one) for one in part]

    for feature in collection["features"]:
        feature["geometry"]["coordinates"] = rounded(feature["geometry"]["coordinates"])
    loaded = load(json.dumps(collection).encode(), commit=False)
    repaired = [finding for finding in loaded.findings if finding.code == "repaired"]
    assert len(repaired) == 1
    assert str(repaired[0].value).startswith("BU0153")
    assert repaired[0].severity == "notice"
    assert load("cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson", commit=False).findings == []

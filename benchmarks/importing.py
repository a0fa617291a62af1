"""Importing a file of a million rows: hash, parse, checks, placing and Parquet against the engine's bare reader."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from benchmarks.measuring import Measured, compared
from wens.areas.geometry.placing import place
from wens.facts.store import SCHEMA
from wens.intake import snapshots
from wens.intake.cells import Finding
from wens.intake.definitions import source
from wens.intake.delivery import Delivery, read_delivery
from wens.intake.mapping import Mapping
from wens.intake.placing import Places, Target, place_cells
from worldmaker.city import outlines

_COUNTS = Mapping.model_validate(
    {
        "area": {"column": "buurtcode"},
        "period": {"column": "periode"},
        "value": {"column": "aantal", "missing": ["", "."]},
        "category": {"column": "soort", "map": {f"soort {i}": key for i, key in enumerate(
            ("burglaries_per_1000_dwellings", "shed_burglaries_per_1000_dwellings", "assaults_per_1000_inhabitants")
        )}},
    }
)  # fmt: skip
_INCIDENTS = Mapping.model_validate(
    {
        "date": {"column": "datum", "format": "%d-%m-%Y"},
        "place": {"x": "x", "y": "y", "crs": "EPSG:28992"},
        "category": {"column": "soort", "map": {"inbraak": "a", "poging": "a"}},
        "indicator": {"a": "burglaries_per_1000_dwellings"},
    }
)


def run(*, small: bool = False) -> list[Measured]:
    """Import a million counts and a million points (small: 20,000 of each)."""
    rows, areas = (20_000, 300) if small else (1_000_000, 14_600)
    with TemporaryDirectory() as folder:
        counts, incidents = Path(folder) / "tellingen.csv", Path(folder) / "incidenten.csv"
        codes = [f"BU{i // 100 + 10_000:06d}{i % 100:02d}" for i in range(areas)]
        _write_counts(counts, rows, codes)
        polygons = np.array([shapely.Polygon(ring) for ring in outlines(1, areas)])
        _write_incidents(incidents, rows, polygons)
        places = Places(2024, {("buurt", code): (Target(code, "buurt"),) for code in codes})
        wkb = list(shapely.to_wkb(polygons))
        tasks = (
            ("counts", counts, lambda: _import_counts(counts, places), 6.0),
            ("points", incidents, lambda: _import_points(incidents, wkb, codes), 12.0),
        )
        return [_measure(name, path, ours, budget, rows, small) for name, path, ours, budget in tasks]


def _measure(name: str, path: Path, ours: Callable[[], int], budget: float, rows: int, small: bool) -> Measured:
    def bare() -> int:
        with duckdb.connect() as connection:
            return int(connection.execute(f"select * from read_csv('{path}')").to_arrow_table().num_rows)  # noqa: S608

    if ours() != rows or bare() != rows:
        raise RuntimeError(f"not every row of {path.name} was read")
    details = {"rows": f"{rows:,}", "megabytes": path.stat().st_size // 10**6}
    return compared(f"import {name}", "DuckDB read_csv", ours, bare, budget, details, repeats=1 if small else 5)


def _import_counts(path: Path, places: Places) -> int:
    data = path.read_bytes()
    digest = snapshots.digest(data)
    read = read_delivery(source("counts"), Delivery(data, path.name, mapping=_COUNTS))
    _refuse_findings(read.findings)
    return _write(place_cells(read.corrected.cells, places).facts, path.with_name(digest))


def _import_points(path: Path, wkb: list[bytes], codes: list[str]) -> int:
    data = path.read_bytes()
    digest = snapshots.digest(data)
    read = read_delivery(source("incidents"), Delivery(data, path.name, mapping=_INCIDENTS))
    _refuse_findings(read.findings)
    cells = read.corrected.cells
    found = place(cells.column("x").to_numpy(), cells.column("y").to_numpy(), wkb, codes)
    targets = {("buurt", code): (Target(code, "buurt"),) for code in codes}
    return _write(place_cells(cells, Places(2024, targets, pa.array(found, pa.string()))).facts, path.with_name(digest))


def _write(facts: pa.Table, path: Path) -> int:
    facts = facts.append_column("snapshot", pa.repeat(pa.scalar(1, pa.int64()), facts.num_rows))
    pq.write_table(facts.select(SCHEMA.names).cast(SCHEMA), path, compression="zstd")
    return int(facts.num_rows)


def _refuse_findings(findings: list[Finding]) -> None:
    if findings:
        raise RuntimeError(f"the file of the benchmark has findings: {findings[:3]}")


def _write_counts(path: Path, rows: int, codes: list[str]) -> None:
    kinds, per_kind = 3, -(-rows // 3)
    periods = [f"{2000 + i // 12}MM{i % 12 + 1:02d}" for i in range(-(-per_kind // len(codes)))]
    values = np.random.default_rng(3).poisson(3, rows).tolist()
    with path.open("w", encoding="utf-8") as file:
        file.write("buurtcode,periode,soort,aantal\n")
        for i in range(rows):
            cell = i // kinds
            file.write(f"{codes[cell % len(codes)]},{periods[cell // len(codes)]},soort {i % kinds},{values[i]}\n")


def _write_incidents(path: Path, rows: int, polygons: np.ndarray) -> None:
    rng = np.random.default_rng(4)
    inside = shapely.get_coordinates(shapely.point_on_surface(polygons))[rng.integers(0, len(polygons), rows)]
    xy = np.round(inside + rng.normal(0, 3, (rows, 2)), 1).tolist()
    days = (np.datetime64("2005-01-01") + rng.integers(0, 7300, rows)).astype(str).tolist()
    attempt = (rng.random(rows) < 0.2).tolist()
    with path.open("w", encoding="utf-8") as file:
        file.write("datum,x,y,soort\n")
        for day, (x, y), tried in zip(days, xy, attempt, strict=True):
            file.write(f"{day[8:]}-{day[5:7]}-{day[:4]},{x},{y},{'poging' if tried else 'inbraak'}\n")

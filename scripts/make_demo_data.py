"""Make the small fact tables of the demo from the development data: names, codes and yearly numbers only.

    python scripts/make_demo_data.py [--data ../shared/data] [--out wens/definitions/demo/GM0153]

The tables are our own re-expression of published facts: counts per area and year, outlines simplified so far that
they no longer serve as a map, and never an incident, an address or a publisher's file. Same input, same bytes: a test
makes them again and compares. Which publisher, licence and year belong to a table stands in `sources.yaml` beside it.
"""

import argparse
import csv
import gzip
import io
import json
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("WENS_SHARED_DATA", ROOT.parent / "shared" / "data"))
OUT = ROOT / "wens" / "definitions" / "demo" / "GM0153"
GEMEENTE, NUMBER = "GM0153", "0153"

# A corner is cut off when its triangle is smaller than the square of this (Visvalingam-Whyatt, GEOS). With rounding
# to whole tens of metres the outlines are fit to recognise a wijk, not to place an address.
CORNER_M = 90.0
GRID_M = 10.0

BURGLARY_YEARS = ("2024", "2025")  # the collection started in April 2023 and stops in June 2026: whole years only
FIRE_YEARS = range(2004, 2021)
RIVM = {  # our name of the column -> start of the publisher's name; the number at its end differs between editions
    "ErnstigZeerErnstigEenzaam": "ErnstigZeerErnstigEenzaam_",
    "Vrijwilligerswerk": "Vrijwilligerswerk_",
    "ErnstigeGeluidhinderDoorBuren": "ErnstigeGeluidhinderDoorBuren_",
}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file (`.gz` or not) with names and values stripped of padding."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            yield {name.strip(): (value or "").strip() for name, value in row.items()}


def write(path: Path, header: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV file with Unix line ends; numbers as they are, None as empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(["" if value is None else value for value in row] for row in rows)


def whole(text: str) -> int:
    """Return the whole number that a source writes as `3410.0`."""
    return int(float(text))


def compact(value: object) -> str:
    """Return JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_ours(code: str) -> bool:
    """Whether an area code belongs to the gemeente of the demo."""
    return code[2:6] == NUMBER and code[:2] in {"GM", "WK", "BU"}


def areas(data: Path) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the key figures of the buurten of 2021 in order of code, and the names of the wijken by code."""
    buurten = [
        row
        for row in rows_of(data / "cbs_wijkbuurt_twente_2021" / "kerncijfers_buurten_twente_2021.csv.gz")
        if row["gemeentecode"] == GEMEENTE
    ]
    named = data / "cbs_kwb_2024" / "kwb2024_85984NED_gemeenten_wijken.csv.gz"
    wijken = {row["WijkenEnBuurten"]: row["Naam"] for row in rows_of(named) if is_ours(row["WijkenEnBuurten"])}
    wijken.pop(GEMEENTE)
    return sorted(buurten, key=lambda row: row["buurtcode"]), dict(sorted(wijken.items()))


def outlines(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return codes and strongly simplified outlines in RD New; neighbours keep one and the same border."""
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(data / "cbs_wijkbuurt_twente_2021" / "buurten_twente_2021_rd_shapefile.zip").extractall(folder)
        shape = next(Path(folder).rglob("*.shp"))
        _, _, wkb, (codes, gemeenten) = pyogrio.raw.read(shape, columns=["buurtcode", "gemeenteco"])
    ours = gemeenten == GEMEENTE
    order = np.argsort(codes[ours])
    exact = shapely.from_wkb(wkb[ours])[order]
    rounded = shapely.transform(
        shapely.coverage_simplify(shapely.make_valid(exact), CORNER_M), lambda xy: np.round(xy / GRID_M) * GRID_M
    )
    simple = shapely.remove_repeated_points(rounded)
    broken = codes[ours][order][~shapely.is_valid(simple) | shapely.is_empty(simple)]
    if broken.size:
        raise SystemExit(f"The outline of {', '.join(broken)} breaks by this simplification; lower CORNER_M or GRID_M.")
    return codes[ours][order], simple


def write_outlines(data: Path, out: Path) -> None:
    """Write the outlines with code, name, wijk, inhabitants, households and postcode, in whole metres RD New."""
    buurten, _ = areas(data)
    codes, shapes = outlines(data)
    by_code = {row["buurtcode"]: row for row in buurten}
    features = []
    for code, shape in zip(codes, shapes, strict=True):
        row = by_code[code]
        properties = {
            "code": code, "name": row["buurtnaam"], "wijk": row["wijkcode"], "gemeentenaam": row["gemeentenaam"],
            "inwoners": whole(row["aantal_inwoners"]), "huishoudens": whole(row["aantal_huishoudens"]),
            "postcode": row["meest_voorkomende_postcode"],
        }  # fmt: skip
        geometry = json.loads(shapely.to_geojson(shape), parse_float=lambda number: int(float(number)))
        features.append(compact({"type": "Feature", "properties": properties, "geometry": geometry}))
    crs = compact({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}})
    head = f'{{"type":"FeatureCollection","crs":{crs},"features":[\n'
    (out / "outlines.geojson").write_text(head + ",\n".join(features) + "\n]}\n", encoding="utf-8")


def write_key_figures(data: Path, out: Path) -> None:
    """Write inhabitants and households of 2021 per buurt; inhabitants, dwellings and land of 2024 with the country."""
    buurten, wijken = areas(data)
    write(out / "wijken.csv", ("code", "name"), wijken.items())
    write(
        out / "kwb_2021.csv",
        ("WijkenEnBuurten", "AantalInwoners", "HuishoudensTotaal"),
        ((row["buurtcode"], whole(row["aantal_inwoners"]), whole(row["aantal_huishoudens"])) for row in buurten),
    )
    folder = data / "cbs_kwb_2024"
    figures = list(rows_of(folder / "kwb2024_85984NED_gemeenten_wijken.csv.gz"))
    columns = ("AantalInwoners_5", "Woningvoorraad_35", "OppervlakteLand_123")
    gemeenten = [row for row in figures if row["WijkenEnBuurten"].startswith("GM")]
    country = [sum(int(row[name] or 0) for row in gemeenten) for name in columns]
    ours = sorted((row for row in figures if is_ours(row["WijkenEnBuurten"])), key=lambda row: row["WijkenEnBuurten"])
    population = rows_of(folder / "population2024_85984NED_buurten.csv.gz")
    small = sorted((row["nhood_id"], row["population"], "", "") for row in population if is_ours(row["nhood_id"]))
    write(
        out / "kwb_2024.csv",
        ("WijkenEnBuurten", "AantalInwoners", "Woningvoorraad", "OppervlakteLand"),
        [("NL00", *country), *((row["WijkenEnBuurten"], *(row[name] for name in columns)) for row in ours), *small],
    )


def write_crimes(data: Path, out: Path) -> None:
    """Write all recorded crime per buurt (2023) and citizen-reported crime of the gemeente and the country."""
    folder = data / "politie_47018NED"
    write(
        out / "crimes_2023.csv",
        ("SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven"),
        sorted(
            (row["SoortMisdrijf"], row["WijkenEnBuurten"], row["Perioden"], int(row["GeregistreerdeMisdrijven_1"]))
            for row in rows_of(folder / "enschede_totaal_misdrijven_2023.csv")
        ),
    )
    reported = {
        row["nummer"]: int(row["misdaad"]) for row in rows_of(folder / "derived_bernasco_gemeenten_NL_gini.csv")
    }
    write(
        out / "reported_crimes_2023.csv",
        ("area", "year", "count"),
        [("NL00", 2023, sum(reported.values())), (GEMEENTE, 2023, reported[NUMBER])],
    )


def write_burglaries(data: Path, out: Path) -> None:
    """Write burglaries (completed and attempted) per postcode of a buurt and whole year."""
    buurten, _ = areas(data)
    postcodes = sorted({row["meest_voorkomende_postcode"] for row in buurten})
    incidents = rows_of(data / "politie_misdaad_in_kaart_pc4" / "woninginbraken_enschede_7511-7548.csv")
    counted = Counter((row["Postcode"], row["Datum"][-4:]) for row in incidents)
    write(
        out / "burglaries_pc4.csv",
        ("postcode4", "year", "count"),
        ((postcode, year, counted[postcode, year]) for year in BURGLARY_YEARS for postcode in postcodes),
    )


def write_fires(data: Path, out: Path) -> None:
    """Write chimney fires per wijk and year; a wijk without fires in a year has a zero."""
    _, wijken = areas(data)
    source = data / "brandweer_twente_schoorsteenbranden" / "schoorsteenbranden_twente_2004_2020.csv"
    counted = Counter((row["wijkcode"], int(row["year"])) for row in rows_of(source) if row["gemeentecode"] == GEMEENTE)
    write(
        out / "fires_wijk.csv",
        ("wijk", "year", "count"),
        ((wijk, year, counted[wijk, year]) for year in FIRE_YEARS for wijk in wijken),
    )


def write_accidents(data: Path, out: Path) -> None:
    """Write registered accidents 2011-2020 together, of the gemeente and the country."""
    rows = list(rows_of(data / "bron_verkeersongevallen" / "bron_2011_2020_per_gemeente.csv"))
    kinds = ("count", "LET", "DOD", "UMS")
    (ours,) = [row for row in rows if row["GME_NAAM"] == "Enschede"]
    country = [sum(int(row[kind]) for row in rows) for kind in kinds]
    write(
        out / "accidents_gemeente.csv",
        ("gemeentecode", "ongevallen", "LET", "DOD", "UMS"),
        [("NL00", *country), (GEMEENTE, *(int(ours[kind]) for kind in kinds))],
    )


def write_health(data: Path, out: Path) -> None:
    """Write three of RIVM's estimates of 2012, 2016 and 2020 per buurt, wijk, gemeente and country."""
    found = []
    for year in (2012, 2016, 2020):
        for row in rows_of(data / "rivm_gezondheid_wijkbuurt" / f"rivm_gezondheid_18plus_{year}.csv.gz"):
            code = row["WijkenEnBuurten"]
            if code == "NL01" or is_ours(code):
                values = [next(v for name, v in row.items() if name.startswith(start)) for start in RIVM.values()]
                found.append((code, row["Perioden"], *values))
    found.sort(key=lambda row: (row[1], ("NL", "GM", "WK", "BU").index(row[0][:2]), row[0]))
    write(out / "rivm.csv", ("WijkenEnBuurten", "Perioden", *RIVM), found)


def make(data: Path, out: Path) -> None:
    """Make every table of the demo in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for step in (
        write_outlines, write_key_figures, write_crimes, write_burglaries, write_fires, write_accidents, write_health,
    ):  # fmt: skip
        step(data, out)


def main() -> None:
    """Read the arguments and make the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the development data")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write the tables in")
    given = parser.parse_args()
    make(given.data, given.out)
    for path in sorted(given.out.iterdir()):
        print(f"{path.stat().st_size:>8}  {path.name}")


if __name__ == "__main__":
    main()

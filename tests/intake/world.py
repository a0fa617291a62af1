"""Two small gemeenten for the tests of intake, with a file of the police about them.

Division 2021 of GM0901: buurten BU09010000, 0001 (wijk 00) and 0100, 0101 (wijk 01), squares of 1 km in a row from
west to east; postcodes 9101 (the first two) and 9102. Division 2024: 0101 was split in 0101 (west) and 0102 (east).
"""

import json
from collections.abc import Iterable
from typing import Any

from wens.areas.actions import load_areas
from wens.tenancy.context import Actor

WEST, SOUTH, SIDE = 200_000, 450_000, 1_000
HEADER = "ID,SoortMisdrijf,WijkenEnBuurten,Perioden,GeregistreerdeMisdrijven_1"
BUURTEN_2021 = [("0000", 0, 1), ("0001", 1, 2), ("0100", 2, 3), ("0101", 3, 4)]
BUURTEN_2024 = [*BUURTEN_2021[:3], ("0101", 3, 3.5), ("0102", 3.5, 4)]


def load_gemeente(code: str = "GM0901", *, year: int = 2021, south: int = SOUTH) -> None:
    """Load and activate the buurten of a division, with wijken, gemeente and postcodes made from them."""
    digits = code.removeprefix("GM")
    parts = BUURTEN_2021 if year == 2021 else BUURTEN_2024
    features = [outline(tail, first, last, digits=digits, south=south) for tail, first, last in parts]
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
        "features": features,
    }
    load_areas(
        data=json.dumps(content).encode(),
        file="buurten.geojson",
        gemeente=code,
        level="buurt",
        year=year,
        code="buurtcode",
        name="buurtnaam",
        parent="wijkcode",
        by=Actor.machine(),
        commit=True,
        accept_findings=True,
    )


def outline(tail: str, first: float, last: float, *, digits: str = "0901", south: int = SOUTH) -> dict[str, Any]:
    """Return a buurt as a GeoJSON feature, with the properties that CBS gives."""
    west, east, north = WEST + first * SIDE, WEST + last * SIDE, south + SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    properties = {
        "buurtcode": f"BU{digits}{tail}",
        "buurtnaam": f"Buurt {digits} {tail}",
        "wijkcode": f"WK{digits}{tail[:2]}",
        "gemeentecode": f"GM{digits}",
        "aantal_woningen": int(1000 * (last - first)),
        "meest_voorkomende_postcode": "9101" if tail.startswith("00") else "9102",
    }
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def police(rows: Iterable[tuple[str, object]], *, period: str = "2023JJ00", kind: str = "1.1.1") -> bytes:
    """Return a police file (OData CSV) of (region key, value) rows."""
    lines = [
        f'{number},"{kind.ljust(6)}","{key.ljust(10)}","{period}",{value}' for number, (key, value) in enumerate(rows)
    ]
    return "\n".join([HEADER, *lines, ""]).encode()


def buurten(*values: object, code: str = "0901") -> list[tuple[str, object]]:
    """Return rows for the four buurten of division 2021, in order (fewer values: fewer buurten)."""
    return [(f"BU{code}{tail}", value) for (tail, _, _), value in zip(BUURTEN_2021, values, strict=False)]

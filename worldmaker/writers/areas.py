"""Outlines in RD New with the attributes of the Wijk- en Buurtkaart, and the stadsdelen as a composition file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from worldmaker.city import City, Floats
from worldmaker.events import World
from worldmaker.words import stadsdeel_name
from worldmaker.writers.tables import write_csv

_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def write(world: World, folder: Path) -> None:
    """Write buurten_YEAR.geojson (with the wijk of each), codes.csv, stadsdelen.yaml, postcode4.csv and vakken.csv."""
    city = world.city
    features = [_feature(city, i) for i in range(len(city.buurten))]
    collection = {"type": "FeatureCollection", "name": "buurten", "crs": _CRS, "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    (folder / f"buurten_{world.years[-1]}.geojson").write_text(text + "\n", encoding="utf-8")
    wijken = zip(city.wijken, city.wijk_names, [city.gemeente] * len(city.wijken), strict=True)
    buurten = zip(city.buurten, city.buurt_names, (city.wijken[w] for w in city.wijk_of), strict=True)
    write_csv(folder / "codes.csv", ("code", "naam", "hoort_bij"), [(city.gemeente, city.name, ""), *wijken, *buurten])
    (folder / "stadsdelen.yaml").write_text(_stadsdelen(city), encoding="utf-8")
    links = zip(city.postcode4.tolist(), city.buurten, (city.dwellings + 1).tolist(), strict=True)
    write_csv(folder / "postcode4.csv", ("van", "naar", "woningen"), links)
    write_csv(folder / "vakken.csv", ("vak", "adressen"), _squares(city))


def _squares(city: City) -> list[tuple[str, int]]:
    """Return the squares of 100 metres (named as CBS does) whose middle lies in a buurt; they share its dwellings."""
    found = []
    for ring, dwellings in zip(city.rings, city.dwellings.tolist(), strict=True):
        low, high = np.floor(ring.min(axis=0) / 100).astype(int), np.ceil(ring.max(axis=0) / 100).astype(int)
        east, north = (axis.ravel() for axis in np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1])))
        inside = _inside(ring, east * 100 + 50.0, north * 100 + 50.0)
        codes = [f"E{e:04d}N{n:04d}" for e, n in zip(east[inside].tolist(), north[inside].tolist(), strict=True)]
        each, rest = divmod(dwellings, max(len(codes), 1))
        found += [(code, each + (at < rest)) for at, code in enumerate(codes)]
    return sorted(found)


def _inside(ring: Floats, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Tell which points lie in a closed ring: an odd number of its edges lies to the east of them."""
    (x0, y0), (x1, y1) = ring[:-1].T[:, :, None], ring[1:].T[:, :, None]
    crosses = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
    odd: NDArray[np.bool_] = (crosses & (x < at)).sum(axis=0) % 2 == 1
    return odd


def _feature(city: City, i: int) -> dict[str, Any]:
    wijk = city.wijk_of[i]
    return {
        "type": "Feature",
        "properties": {
            "buurtcode": city.buurten[i],
            "buurtnaam": city.buurt_names[i],
            "wijkcode": city.wijken[wijk],
            "wijknaam": city.wijk_names[wijk],
            "gemeentecode": city.gemeente,
            "gemeentenaam": city.name,
            "meest_voorkomende_postcode": str(city.postcode4[i]),
            "aantal_inwoners": int(city.inhabitants[i]),
            "aantal_huishoudens": int(city.households[i]),
            "oppervlakte_land_in_ha": round(float(city.surface_ha[i])),
        },
        "geometry": {"type": "Polygon", "coordinates": [city.rings[i].tolist()]},
    }


def _stadsdelen(city: City) -> str:
    order = [d for d in ("centrum", "noord", "oost", "zuid", "west") if d in city.stadsdeel_of]
    compositions = [
        {
            "kind": "stadsdeel",
            "key": direction,
            "name": stadsdeel_name(direction),
            "buurten": [code for code, own in zip(city.buurten, city.stadsdeel_of, strict=True) if own == direction],
        }
        for direction in order
    ]
    definition = {
        "gemeente": city.gemeente,
        "status": "confirmed",
        "source": "worldmaker: a fictional gemeente",
        "compositions": compositions,
    }
    return yaml.safe_dump(definition, sort_keys=False, allow_unicode=True, width=120)

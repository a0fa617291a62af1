"""Outlines in RD New with the attributes of the Wijk- en Buurtkaart, and the stadsdelen as a composition file."""

import json
from pathlib import Path
from typing import Any

import yaml

from worldmaker.city import City
from worldmaker.events import World
from worldmaker.words import stadsdeel_name
from worldmaker.writers.tables import write_csv

_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def write(world: World, folder: Path) -> None:
    """Write buurten_YEAR.geojson (with the wijk of each), codes.csv, stadsdelen.yaml and postcode4.csv."""
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

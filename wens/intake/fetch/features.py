"""Outlines of areas over OGC API Features (PDOK), page by page."""

import json
from typing import Any

from django.conf import settings

from wens.intake.fetch.client import Publisher, PublisherError, same_server
from wens.intake.fetch.odata import Progress

LIMIT = 1000
RD_NEW = "http://www.opengis.net/def/crs/EPSG/0/28992"


COLLECTIONS = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten"}


def areas_of(
    gemeente: str, level: str, year: int, *, publisher: Publisher, progress: Progress = lambda _n: None
) -> bytes:
    """Return the buurten, wijken or outline of a gemeente in the division of a year, as GeoJSON, from CBS by PDOK."""
    if level not in COLLECTIONS:
        raise PublisherError(f"PDOK has no areas of level {level}; choose one of {', '.join(COLLECTIONS)}.")
    service = f"{str(settings.WENS.pdok_url).rstrip('/')}/cbs/wijken-en-buurten-{year}/ogc/v1"
    items = f"{service}/collections/{COLLECTIONS[level]}/items"
    return collection(publisher, items, {"gemeentecode": gemeente}, progress)


def collection(publisher: Publisher, items_url: str, wanted: dict[str, str], progress: Progress) -> bytes:
    """Return every feature of a collection whose properties are as `wanted`, as one GeoJSON document in RD New.

    The question carries the properties, and the answer is held to them as well: servers that do not know a property
    ignore it. Raises :class:`PublisherError`; then nothing is to be used.
    """
    question = {"f": "json", "limit": str(LIMIT), "crs": RD_NEW, **wanted}
    answer = publisher.get_json(items_url, question)
    features: list[dict[str, Any]] = []
    seen: set[str] = set()
    while True:
        page = _features_of(answer, items_url)
        features += [one for one in page if _has(one, wanted)]
        progress(len(page))
        link = next((one.get("href") for one in answer.get("links", []) if one.get("rel") == "next"), None)
        if link is None:
            break
        link = same_server(str(link), items_url)
        if link in seen:
            raise PublisherError(f"The pages of {items_url} go round in a circle ({link}). Nothing was loaded.")
        seen.add(link)
        answer = publisher.get_json(link)
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _features_of(answer: dict[str, Any], url: str) -> list[dict[str, Any]]:
    features = answer.get("features")
    if not isinstance(features, list):
        raise PublisherError(f"{url} answered with JSON that holds no features. Nothing was loaded.")
    return features


def _has(feature: dict[str, Any], wanted: dict[str, str]) -> bool:
    properties = feature.get("properties") or {}
    return all(str(properties.get(name, "")).strip() == value for name, value in wanted.items())

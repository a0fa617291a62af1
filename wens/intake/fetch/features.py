"""Outlines of areas over OGC API Features (PDOK), page by page."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from wens.intake.fetch.client import Publisher, same_server
from wens.intake.fetch.errors import ChangedError, PublisherError, RefusedError
from wens.intake.fetch.odata import Server
from wens.intake.fetch.progress import Progress, silent
from wens.intake.fetch.shelf import Shelf

LIMIT = 1000
RD_NEW = "http://www.opengis.net/def/crs/EPSG/0/28992"
COLLECTIONS = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten"}


def areas_of(gemeente: str, level: str, year: int, *, publisher: Publisher, progress: Progress = silent) -> bytes:
    """Return the buurten, wijken or outline of a gemeente in the division of a year, as GeoJSON, from CBS by PDOK.

    Raises :class:`PublisherError`, also when there are none: such a gemeente did not exist in that year.
    """
    if level not in COLLECTIONS:
        raise PublisherError(f"PDOK has no areas of level {level}; choose one of {', '.join(COLLECTIONS)}.")
    service = f"{str(settings.WENS.pdok_url).rstrip('/')}/cbs/wijken-en-buurten-{year}/ogc/v1"
    items = f"{service}/collections/{COLLECTIONS[level]}/items"
    with Shelf.open(publisher, Path(settings.WENS.home), [items, gemeente], {}) as shelf:
        data, count = collection(shelf, items, {"gemeentecode": gemeente}, progress)
    if not count:
        raise PublisherError(
            f"PDOK has no areas of level {level} of {gemeente} in {year}: the code is wrong, or the gemeente did not "
            "exist in that year. Nothing was loaded; look up the code, or give another --year."
        )
    return data


def collection(server: Server, items_url: str, wanted: dict[str, str], progress: Progress) -> tuple[bytes, int]:
    """Return every feature of a collection whose properties are as `wanted`, as one GeoJSON document in RD New.

    The question carries the properties, and the answer is held to them as well: servers that do not know a property
    ignore it, and of one that refuses it the whole collection is asked. Also returns how many features there are.
    Raises :class:`PublisherError`; then nothing is to be used.
    """
    question = {"f": "json", "limit": str(LIMIT), "crs": RD_NEW}
    try:
        features = _features(server, items_url, {**question, **wanted}, progress)
    except RefusedError:
        features = _features(server, items_url, question, progress)
    kept = [one for one in features if _has(one, wanted)]
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
        "features": kept,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), len(kept)


def _features(server: Server, items_url: str, question: dict[str, str], progress: Progress) -> list[dict[str, Any]]:
    answer = server.get_json(items_url, question)
    total = answer.get("numberMatched")
    features: list[dict[str, Any]] = []
    seen: set[str] = set()
    while True:
        features += _features_in(answer, items_url)
        progress(len(features), total)
        link = next((one.get("href") for one in answer.get("links", []) if one.get("rel") == "next"), None)
        if link is None:
            break
        link = same_server(str(link), items_url)
        if link in seen:
            raise ChangedError(f"The pages of {items_url} go round in a circle ({link}). Nothing was loaded.")
        seen.add(link)
        answer = server.get_json(link)
    if total is not None and total != len(features):
        raise ChangedError(
            f"{items_url}: the server counts {total} areas and gave {len(features)}. Nothing was loaded; the same "
            "command starts anew."
        )
    return features


def _features_in(answer: dict[str, Any], url: str) -> list[dict[str, Any]]:
    features = answer.get("features")
    if not isinstance(features, list):
        raise PublisherError(f"{url} answered with JSON that holds no features. Nothing was loaded.")
    return features


def _has(feature: dict[str, Any], wanted: dict[str, str]) -> bool:
    properties = feature.get("properties") or {}
    return all(str(properties.get(name, "")).strip() == value for name, value in wanted.items())

"""JSON of an OData service ({"value": [...]}), a plain list of objects, and the properties of a GeoJSON."""

from __future__ import annotations

import json
from typing import Any

from wens.intake.cells import Finding, Refused
from wens.intake.reading.sheet import Sheet, as_column


def is_json(text: bytes) -> bool:
    """Whether the text begins as a JSON object or list."""
    return text.lstrip()[:1] in (b"{", b"[")


def read_objects(text: bytes, name: str) -> Sheet:
    """Return a list of JSON objects as a table; the n-th object is row n + 1. Raises Refused."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = f"The JSON cannot be read ({str(error)[:120]})."
        raise Refused(_refusal(name, problem, "Download it again; it may have been cut off.")) from None
    records = _records(content, name)
    header = list(dict.fromkeys(key for record in records for key in record))
    columns = [as_column([_as_text(record.get(key)) for record in records]) for key in header]
    return Sheet(name, header, columns)


def _records(content: Any, name: str) -> list[dict[str, Any]]:
    if isinstance(content, dict) and ("odata.error" in content or "error" in content):
        problem = "The file holds an error message of the service, not data."
        raise Refused(_refusal(name, problem, "Ask for it again, with a smaller selection."))
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        content = [_feature(feature) for feature in content.get("features") or []]
    elif isinstance(content, dict):
        content = content.get("value", content.get("results"))
    if not isinstance(content, list) or not all(isinstance(record, dict) for record in content):
        problem = "The JSON holds no list of records."
        raise Refused(_refusal(name, problem, 'Deliver {"value": [{...}, ...]}, a list of objects, or a GeoJSON.'))
    return content


def _feature(feature: Any) -> dict[str, Any] | None:
    """Return the properties of a feature; those of a point with its coordinates as x and y, unless they have these."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        return None
    properties, shape = feature.get("properties") or {}, feature.get("geometry")
    if isinstance(shape, dict) and shape.get("type") == "Point" and isinstance(shape.get("coordinates"), list):
        return {**dict(zip(("x", "y"), shape["coordinates"], strict=False)), **properties}
    return properties


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case int() | float():
            return repr(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _refusal(name: str, problem: str, remedy: str) -> Finding:
    return Finding("unreadable", problem, remedy, name, severity="error")

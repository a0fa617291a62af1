"""JSON that is the same bytes for the same content: keys in order, no white space, no number that JSON has not."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(content: Mapping[str, Any]) -> str:
    """Return `content` as canonical JSON. Raises ValueError for NaN and infinity, TypeError for what is not JSON."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """Return the sha256 of a canonical text, in hexadecimals."""
    return hashlib.sha256(text.encode()).hexdigest()

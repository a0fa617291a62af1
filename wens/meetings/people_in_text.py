"""Statements are about places and never about a person who can be recognised (AVG art. 5 lid 1 onder c). Pure."""

import hashlib
from collections.abc import Mapping

from wens.voices.hints import Hint, find

CHECKED = ("subject", "place", "nature", "causes")
"""Fields of free text that take part in the look for people."""


def hints_in(fields: Mapping[str, str]) -> dict[str, list[Hint]]:
    """Return per field of free text where somebody may be recognised; fields without hints are left out."""
    found = {name: find(fields.get(name, "")) for name in CHECKED}
    return {name: hints for name, hints in found.items() if hints}


def look(fields: Mapping[str, str]) -> str:
    """Return the sign that somebody looked at exactly these words; other words ask for another look."""
    written = "\0".join(fields.get(name, "") for name in CHECKED)
    return hashlib.sha256(written.encode()).hexdigest()[:16]

"""What staff write about a place is never about a person: what may point at somebody is looked at again. Pure.

The hints find too much and too little (`wens.voices.hints`), so they never decide. Who wrote the text looks once more
and says so, for exactly these words.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from wens.voices.hints import Kind, find

# One to three digits after a word; a year, as in Plein 1944, is part of a name.
_HOUSE = re.compile(r"\w\s+(?:nr\.?\s*|nummer\s*)?\d{1,3}\s?-?\s?[a-zA-Z]?(?!\w)")
_NEVER_A_PLACE: frozenset[Kind] = frozenset({"email", "iban", "bsn", "phone", "plate", "postcode", "house"})


@dataclass(frozen=True)
class Pointing:
    """Words that may point at a person: in which field, which words, of which kind."""

    field: str
    words: str
    kind: Kind


def pointing(texts: Mapping[str, str]) -> list[Pointing]:
    """Return what may point at a person in these texts, by the name of their field."""
    return [
        Pointing(name, text[hint.start : hint.end], hint.kind) for name, text in texts.items() for hint in find(text)
    ]


def look(texts: Mapping[str, str]) -> str:
    """Return the sign that somebody looked at exactly these words; other words ask for another look."""
    return hashlib.sha256("\0".join(f"{name}={texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:16]


def names_a_house(name: str) -> bool:
    """Tell whether the name of a street, square or park goes down to a door: a number, a postcode, a telephone."""
    return bool(_HOUSE.search(name)) or any(hint.kind in _NEVER_A_PLACE for hint in find(name))

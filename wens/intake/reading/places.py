"""Codes of areas as publishers write them; never parsed as numbers (Amsterdam has letters, GM0153 a leading zero)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wens.intake.cells import NATION, UNKNOWN_AREA

OTHER_REGION = "other"
"""Provinces, police units and the like stand in the same tables; they are counted and left out."""


class Place(NamedTuple):
    """An area by code and level; code 'unknown' when the publisher itself could not place the record."""

    code: str
    level: str | None


_LEVELS = (
    (re.compile(r"NL\d{0,2}"), "land"),
    (re.compile(r"GM\d{4}"), "gemeente"),
    (re.compile(r"WK\d{4}[0-9A-Z]{2}"), "wijk"),
    (re.compile(r"BU\d{4}[0-9A-Z]{4}"), "buurt"),
    (re.compile(r"GM\d{4}-SD-.+"), "stadsdeel"),
    (re.compile(r"GM\d{4}-LW-.+"), "local_wijk"),
)
_UNKNOWN = re.compile(r"(GM|WK|BU)0000(00){0,2}")
_OTHER = re.compile(r"(LD|PV|CR|RE|ES|AM|AR|GG|JR|OP|PD|PR|RB|RM|RP|RU|SB|SC|TR|UW|VR|WG|ZK|CG)[0-9A-Z]{2,6}")


@lru_cache(maxsize=65_536)
def place_of(text: str) -> Place | None:
    """Return the area that a code names, None when the text is no code of an area."""
    code = text.strip().upper() if "-" not in text else text.strip()
    if _UNKNOWN.fullmatch(code):
        return Place(UNKNOWN_AREA, {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}[code[:2]])
    for pattern, level in _LEVELS:
        if pattern.fullmatch(code):
            return Place(NATION if level == "land" else code, level)
    return Place(code, OTHER_REGION) if _OTHER.fullmatch(code) else None


@lru_cache(maxsize=65_536)
def postcode4_of(text: str) -> Place | None:
    """Return the four-digit postcode area of a postcode (`7511`, `7511 AB`), None when it is none."""
    found = re.fullmatch(r"([1-9]\d{3})(\.0)?\s?([A-Za-z]{2})?", text.strip())
    return Place(found[1], "postcode4") if found else None

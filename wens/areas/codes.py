"""What a code of an area says about itself (CBS: GM + 4, WK + 4 + 2, BU + 4 + 4; letters occur in the last part)."""

import re

from django.utils.text import slugify

CBS_CODE = re.compile(r"^(?:GM(\d{4})|WK(\d{4})[0-9A-Z]{2}|BU(\d{4})[0-9A-Z]{4})$")
LEVEL_OF_PREFIX = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
PARENT_LEVEL = {"buurt": "wijk", "wijk": "gemeente", "stadsdeel": "gemeente", "local_wijk": "stadsdeel"}
NOWHERE = "GM0000"  # CBS: 'Gemeente onbekend', also in WK000000 and BU00000000


def gemeente_of(code: str) -> str | None:
    """Return the gemeente that a CBS code belongs to (``WK0363AA`` -> ``GM0363``), None for a code of another kind."""
    match = CBS_CODE.match(code.strip())
    return f"GM{next(part for part in match.groups() if part)}" if match else None


def level_of(code: str) -> str | None:
    """Return the level that a CBS code says (``BU01530000`` -> ``buurt``), None for a code of another kind."""
    return LEVEL_OF_PREFIX[code.strip()[:2]] if CBS_CODE.match(code.strip()) else None


def slug_of(level: str, name: str) -> str:
    """Return the part of the address of an area: the name for what people speak of, with its level for the rest."""
    plain = slugify(name) or "gebied"
    if level == "buurt":
        return f"buurt-{plain}"
    if level == "wijk":
        return plain if plain.startswith("wijk-") else f"wijk-{plain}"
    return plain


def slugs(level: str, names: list[str], codes: list[str]) -> list[str]:
    """Return one slug per area; areas that share a name also get their code."""
    made = [slug_of(level, name) for name in names]
    return [
        slug if made.count(slug) == 1 else f"{slug}-{slugify(code)}" for slug, code in zip(made, codes, strict=True)
    ]

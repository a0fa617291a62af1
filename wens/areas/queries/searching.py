"""Finding an area by name, code, postcode or an address that has one."""

import re
import unicodedata

from wens.areas.models import Crosswalk
from wens.areas.queries.listing import PREFERENCE, AreaRow, areas, newest
from wens.areas.queries.membership import hierarchy

PUBLIC = ("local_wijk", "stadsdeel", "buurt", "gemeente")
# Alone in any form; within an address as it is written there: 7545 AB, 7545AB, 7545ab.
POSTCODE = re.compile(r"^\s*([1-9]\d{3})\s*(?:[A-Za-z]{2})?\s*$|\b([1-9]\d{3})(?:\s?[A-Z]{2}|[a-z]{2})\b")
MOST = 20


def search(text: str, *, limit: int = MOST) -> list[AreaRow]:
    """Return the public areas that ``text`` can mean, best first: exact name, start of a name, start of a word, part.

    Case and accents do not matter; a code, a postcode (1234 or 1234 AB) or an address with one works too. At equal rank
    the local wijk goes first. A postcode gives the areas in which its buurten lie, as far as a crosswalk knows them.
    """
    wanted = plain(text)
    if not wanted:
        return []
    if postcode := POSTCODE.search(text):
        return _of_postcode(postcode[1] or postcode[2])[:limit]
    ranked = [(rank, area) for area in areas() if area.level in PUBLIC and (rank := _rank(wanted, area)) is not None]
    ranked.sort(key=lambda pair: (pair[0], PREFERENCE.index(pair[1].level), pair[1].name))
    return [area for _, area in ranked[:limit]]


def plain(text: str) -> str:
    """Return ``text`` in lower case, without accents and surplus spaces."""
    bare = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def _rank(wanted: str, area: AreaRow) -> int | None:
    name = plain(area.name)
    if wanted in (name, area.code.casefold()):
        return 0
    if name.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in re.split(r"[\s\-,/']+", name)):
        return 2
    return 3 if wanted in name else None


def _of_postcode(postcode: str) -> list[AreaRow]:
    year = newest("buurt")
    if year is None:
        return []
    links = Crosswalk.objects.filter(from_kind="postcode4", to_kind=f"buurt:{year}", from_code=postcode)
    weights = dict(links.values_list("to_code", "weight"))
    shares: dict[str, float] = {}
    for row in hierarchy(year).to_pylist():
        if row["level"] in ("local_wijk", "buurt"):
            shares[row["area"]] = shares.get(row["area"], 0.0) + weights.get(row["buurt"], 0.0)
    found = [area for area in areas(year=year) if shares.get(area.code, 0.0) > 0]
    return sorted(found, key=lambda area: (PREFERENCE.index(area.level), -shares[area.code], area.name))

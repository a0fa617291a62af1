"""First names, so that somebody is also seen who is named without a title: *Jan van Dijk*, *Fatima*. Pure.

The list is that of Deduce (Menger e.a. 2018, Telematics and Informatics 35(4); UMC Utrecht, LGPL): 14,900 first names
that occur in the Netherlands. It is read as data; its engine takes a gigabyte of memory and minutes to start. A name in
small letters, a family name on its own and a name that is not in the list are not seen.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

SHORTEST = 3
"""Letters: shorter first names are mostly something else, unless a family name follows."""
_CAPITAL = "A-ZÀ-ÖØ-ÞĞİŞ"
_WORD = re.compile(rf"(?<![\w'’.-])[{_CAPITAL}][\w'’-]+")
_FAMILY = re.compile(
    r"(?:[ \t]+(?:van|von|de|den|der|het|ten|ter|te|el|al|ben|bin|di|da|op|in|'t|’t)){0,3}"
    rf"[ \t]+[{_CAPITAL}][\w'’-]+"
)
_PLACE = re.compile(
    r"(?:straat|laan|weg|plein|hof|dreef|kade|pad|singel|steeg|gracht|park|plantsoen|ring|dijk|markt|brink|esch|kamp|veld|"
    r"hoek|bos|brug|tunnel|school|college|theater|museum|kerk|huis|zaal|hal|stadion|flat|centrum|winkel|str\.?)$"
)
"""What follows a first name is a street, square or building that is named after somebody."""
_SHOPS = frozenset({"Albert Heijn", "Jan Linders", "Dirk van den Broek", "Leen Bakker", "Vincent van Gogh"})
_ORDINARY = frozenset({
    "ben", "brand", "can", "just", "ken", "lelie", "lente", "may", "merel", "rijk", "said", "take", "wil", "winter",
    "zomer",
})  # fmt: skip
"""Words that are also names, beside those of Deduce: taken for words at the start of a sentence."""
_NEVER = frozenset({"Augustus", "Engels", "Hoi", "Huis", "Iets", "Kies", "Lees", "This", "Tien"})
_BEGINS = re.compile(r"(?:^|[.!?:;\n])[\s\"'“‘(\[*-]*$")
_MOST_BACK = 12


def named(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where somebody seems to be named in ``text``, in order and without overlap."""
    first, ordinary, never = _lists()
    end = 0
    for hit in _WORD.finditer(text):
        word = _bare(hit.group())
        if (
            hit.start() < end
            or not never.isdisjoint((word, hit.group()))
            or not all(part in first for part in word.split("-"))
        ):
            continue
        begin, end = hit.start(), _until(text, hit.end())
        whole = text[begin:end]
        if _PLACE.search(whole) or whole in _SHOPS:
            continue
        alone = end == hit.end()
        at_start = _BEGINS.search(text[max(begin - _MOST_BACK, 0) : begin]) is not None
        if alone and (len(word) < SHORTEST or (at_start and word.casefold() in ordinary)):
            continue
        yield begin, end


def _until(text: str, end: int) -> int:
    """Return where the family name ends that follows: one, or two as in *Jansen Smit*."""
    for _ in range(2):
        more = _FAMILY.match(text, end)
        if more is None:
            break
        end = more.end()
    return end


def _bare(word: str) -> str:
    """Return a word without what makes it somebody's: *Ahmet's*, *Mohammeds*."""
    bare = re.sub(r"(?:['’]s?|-)+$", "", word)
    first, _, _ = _lists()
    is_owner = bare.endswith("s") and bare not in first and len(bare) > SHORTEST + 1
    return bare[:-1] if is_owner and bare[:-1] in first else bare


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return first names, words that are ordinary at the start of a sentence, and what is never taken for a name."""
    first = _read("names/lst_first_name/items.txt")
    never = _read("names/lst_first_name/exceptions.txt")
    stop = {word for word in _read("whitelist/lst_stop_word/items.txt") if word not in _ORDINARY}
    ordinary = {word.casefold() for word in _read("whitelist/lst_common_word/items.txt")} | _ORDINARY
    return first, frozenset(ordinary), never | _NEVER | {word.capitalize() for word in stop}


def _read(name: str) -> frozenset[str]:
    path = Path(str(distribution("deduce").locate_file("deduce/data/lookup/src"))) / name
    return frozenset(path.read_text("utf-8").split("\n")) - {""}

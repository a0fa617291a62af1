"""Taking words out of texts so that it can be done again after a restore, without keeping the words.

A passage is remembered as how many words it has and a keyed hash of them (HMAC-SHA256): with the key, which stands
outside the database, it can be recognised in a text; without it nothing can be read from it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.crypto import salted_hmac

STRUCK = "[weggehaald op grond van de privacywet]"
SHORT = "[weggehaald]"
"""For a field in which the whole sentence does not fit."""
TOMBSTONES = re.compile(f"({re.escape(STRUCK)}|{re.escape(SHORT)})")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Mark:
    """A passage: how many words, and their keyed hash."""

    words: int
    mac: str

    def as_data(self) -> dict[str, Any]:
        """Return plain values, for the ledger."""
        return asdict(self)


def marks_of(passages: Iterable[str]) -> tuple[Mark, ...]:
    """Return the marks of these passages, the longest first; a passage without a word has none."""
    found = {Mark(len(words), _mac(words)) for passage in passages if (words := _words(passage))}
    return tuple(sorted(found, key=lambda mark: (-mark.words, mark.mac)))


def strike(value: Any, marks: Sequence[Mark], *, most: int | None = None) -> Any:
    """Return a text, or a structure of texts, without what the marks stand for; `most` characters fit."""
    if isinstance(value, dict):
        return {name: strike(one, marks) for name, one in value.items()}
    if isinstance(value, list):
        return [strike(one, marks) for one in value]
    if not isinstance(value, str):
        return value
    struck = _struck(value, marks, STRUCK)
    return struck if most is None or len(struck) <= most else _struck(value, marks, SHORT)[:most]


def _struck(text: str, marks: Sequence[Mark], instead: str) -> str:
    for mark in marks:
        pieces = TOMBSTONES.split(text)  # what stands in a tombstone is ours: "de" is no name there
        text = "".join(one if at % 2 else _without(one, mark, instead) for at, one in enumerate(pieces))
    return text


def _without(text: str, mark: Mark, instead: str) -> str:
    found = list(WORD.finditer(text))
    at, parts, first = 0, [], 0
    while first + mark.words <= len(found):
        span = found[first : first + mark.words]
        if mark.mac in _macs([_same(one[0]) for one in span]):
            parts += [text[at : span[0].start()], instead]
            at, first = span[-1].end(), first + mark.words
        else:
            first += 1
    return "".join([*parts, text[at:]])


def _macs(words: Sequence[str]) -> Iterator[str]:
    """Yield the hash of these words, and that of what they are the possessive of: *Jansens* is of *Jansen*."""
    yield _mac(words)
    if len(words[-1]) > 3 and words[-1].endswith("s"):
        yield _mac([*words[:-1], words[-1][:-1]])


def _words(passage: str) -> list[str]:
    return [_same(word) for word in WORD.findall(passage)]


def _same(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _mac(words: Sequence[str]) -> str:
    return salted_hmac("wens.privacy.words", "\0".join(words), algorithm="sha256").hexdigest()

"""Personal data and accusations in a text: where they may stand, so that the writer can look once more. Pure.

It is a hint: it finds too much (a number that looks like a telephone, a name that is also a word) and too little (a
family name on its own, a name in small letters). Who decides is the writer first and a trained person afterwards (AVG
art. 5 lid 1 onder c, minimisation).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wens.voices.names import named

Kind = Literal["email", "iban", "bsn", "phone", "plate", "postcode", "house", "name", "accusation"]
NEAR = 60
"""How many signs around a name or address an accusing word still seems to be about it."""


@dataclass(frozen=True)
class Hint:
    """Signs `start` up to `end` of the text may be ``kind``."""

    start: int
    end: int
    kind: Kind


def find(text: str) -> list[Hint]:
    """Return the hints in ``text`` in order, without overlap: where two meet, the more certain kind stays."""
    taken: list[Hint] = []
    for kind, pattern, holds in _PATTERNS:
        for hit in pattern.finditer(text):
            if not holds(hit.group()):
                continue
            length = _length_of_iban(hit.group()) if kind == "iban" else len(hit.group())
            hint = Hint(hit.start(), hit.start() + length, kind)
            if length and not any(other.start < hint.end and hint.start < other.end for other in taken):
                taken.append(hint)
    for start, end in named(text):
        if not any(other.start < end and start < other.end for other in taken):
            taken.append(Hint(start, end, "name"))
    taken += _accusations(text, taken)
    return sorted(taken, key=lambda hint: hint.start)


def pieces(text: str, hints: list[Hint]) -> Iterator[tuple[str, Kind | None]]:
    """Yield the text in pieces, each with the kind of its hint or None; together they are the whole text."""
    at = 0
    for hint in hints:
        if hint.start > at:
            yield text[at : hint.start], None
        yield text[hint.start : hint.end], hint.kind
        at = hint.end
    if at < len(text):
        yield text[at:], None


def masked(text: str, names: Mapping[str, str]) -> str:
    """Return ``text`` with the name of its kind, between brackets, for each thing by which somebody may be recognised.

    The street of a house number stays, and so does what is said to happen: without the person it accuses nobody. Not
    every name is found (`wens.voices.names`); the writer sees what is left before sending.
    """
    made = []
    for piece, kind in pieces(text, find(text)):
        if kind is None or kind == "accusation":
            made.append(piece)
        else:
            street = re.split(r"\d", piece, maxsplit=1)[0] if kind == "house" else ""
            made.append(f"{street}[{names[kind]}]")
    return "".join(made)


def is_bsn(text: str) -> bool:
    """Tell whether nine digits satisfy the elfproef of a burgerservicenummer (weights 9 to 2, the last one −1)."""
    digits = [int(sign) for sign in text if sign in "0123456789"]
    if len(digits) != 9 or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Tell whether this is an account number: remainder 1 modulo 97 (ISO 13616, ISO 7064)."""
    signs = "".join(text.split()).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", signs, re.ASCII):
        return False
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def _length_of_iban(text: str) -> int:
    """Return how much of ``text`` is an account number; 0: nothing. Words that follow it look like more of it."""
    ends = (at for at in range(len(text), 14, -1) if at == len(text) or text[at] == " ")
    return next((at for at in ends if is_iban(text[:at])), 0)


def is_plate(text: str) -> bool:
    """Tell whether this is one of the RDW's sidecodes 1 to 14: groups of letters and digits, six signs."""
    signs = re.sub(r"[\s-]", "", text).upper()
    shape = "".join("9" if sign.isdigit() else "X" for sign in signs)
    return shape in _SIDECODES


_SIDECODES = {
    "XX9999", "9999XX", "99XX99", "XX99XX", "XXXX99", "99XXXX", "99XXX9", "9XXX99", "XX999X", "X999XX", "XXX99X",
    "X99XXX", "9XX999", "999XX9",
}  # fmt: skip
_GROUPS = r"[A-Za-z]{1,3}|\d{1,4}"
_TITLE = (
    r"(?:meneer|mijnheer|mevrouw|mevr\.?|dhr\.?|mw\.?|de heer|fam\.?|familie|buurman|buurvrouw|buurjongen|buurmeisje|"
    r"mr\.?|mrs\.?|ms\.?|miss|herr|frau|bay|bayan|السيد|السيدة)"
)
# A name: begins with a capital; small words such as "van der" may stand between.
_NAME = (
    r"(?:(?:van|von|de|den|der|het|ten|ter|el|al|ben|bin|di|da|'t)\s+){0,3}"
    r"[A-ZÀ-ÖØ-ÞĞİŞ][\w'’-]+(?:\s+[A-ZÀ-ÖØ-ÞĞİŞ][\w'’-]+){0,2}"
)
_STREET = (
    r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w'’.-]{0,40}?(?:straat|laan|weg|plein|hof|dreef|kade|pad|singel|steeg|gracht|park|plantsoen|ring|dijk|"
    r"markt|brink|es|kamp|esch|veld|berg|horst|hoek|str\.)"
)
_NUMBER = r"(?:nummer|nr\.?|huisnummer|number|hausnummer|numara|رقم)"
_POSTCODE = rf"\b[1-9]\d{{3}}\s?[A-Za-z]{{2}}\b(?:,?\s+(?:{_NUMBER}\s*)?\d{{1,5}}[a-zA-Z]?\b)?"
_ALWAYS: Callable[[str], bool] = lambda _text: True  # noqa: E731
_PATTERNS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), _ALWAYS),
    ("iban", re.compile(r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}\b", re.ASCII), _ALWAYS),
    ("bsn", re.compile(r"(?<![\d+.-])\d{3}[ .]?\d{2}[ .]?\d{4}(?![\d])|(?<!\d)\d{4}\.?\d{2}\.?\d{3}(?!\d)"), is_bsn),
    ("phone", re.compile(r"(?<![\w+])(?:\+|00)31[\s-]?(?:\(0\)[\s-]?)?[1-9](?:[\s-]?\d){8}(?!\d)"), _ALWAYS),
    ("phone", re.compile(r"(?<![\w+])0[1-9](?:[\s-]?\d){8}(?!\d)"), _ALWAYS),
    ("phone", re.compile(r"(?<!\w)\+\d{2,3}(?:[\s-]?\d){7,11}(?!\d)"), _ALWAYS),
    ("plate", re.compile(rf"(?<![\w-])(?:{_GROUPS})[ -](?:{_GROUPS})[ -](?:{_GROUPS})(?![\w-])", re.ASCII), is_plate),
    ("plate", re.compile(r"(?<![\w-])(?=[A-Z0-9]{6}(?![\w-]))(?=\w*\d)(?=\w*[A-Z])[A-Z0-9]{6}", re.ASCII), is_plate),
    ("postcode", re.compile(_POSTCODE), _ALWAYS),
    ("house", re.compile(rf"(?:{_STREET})\s+(?:nr\.?|nummer|op)?\s*\d{{1,5}}(?:\s?-?\s?[a-zA-Z])?\b"), _ALWAYS),
    ("house", re.compile(rf"(?i:\b{_NUMBER})\s*\d{{1,5}}[a-zA-Z]?\b"), _ALWAYS),
    ("name", re.compile(rf"(?i:(?<!\w){_TITLE})\s+{_NAME}"), _ALWAYS),
)  # fmt: skip
_ACCUSING = re.compile(
    r"(?i:(?<!\w)(?:dealt|dealer\w*|steelt|gestolen|dief\w*|inbreker\w*|slaat|mishandel\w*|bedreig\w*|verkracht\w*|"
    r"pedo\w*|oplichter\w*|fraudeert|crimineel|criminelen|drugs\w*|wietkwek\w*|hennep\w*|verslaafd\w*|junk\w*|gek|gestoord|"
    r"vernielt|scheldt|intimide\w*|steals?|thief|beats|threatens|dealing|stiehlt|dieb|schlägt|hırsız\w*|çalıyor|يسرق|لص)"
    r"(?!\w))"
)


def _accusations(text: str, people: list[Hint]) -> list[Hint]:
    """Return the accusing words that stand near somebody who can be recognised."""
    free = [
        Hint(hit.start(), hit.end(), "accusation")
        for hit in _ACCUSING.finditer(text)
        if not any(one.start < hit.end() and hit.start() < one.end for one in people)
    ]
    return [word for word in free if any(word.start - NEAR < one.end and one.start < word.end + NEAR for one in people)]

"""Names that cannot be mistaken for a real place."""

import numpy as np

_FIRST = [
    "Fabel",
    "Sprookjes",
    "Droom",
    "Nergens",
    "Verzin",
    "Sagen",
    "Kabouter",
    "Reuzen",
    "Draken",
    "Elfen",
    "Toover",
    "Wolken",
    "Lucht",
    "Regenboog",
    "Eenhoorn",
    "Sneeuwman",
    "Pannenkoek",
    "Kikker",
    "Spiegel",
    "Muizen",
    "Klaver",
    "Paddenstoel",
    "Zandman",
    "Sterren",
    "Maan",
    "Heksen",
    "Raadsel",
    "Rijmel",
    "Dwaallicht",
    "Schatkaart",
]
_LAST = [
    "veld",
    "hoek",
    "kamp",
    "es",
    "brink",
    "dam",
    "weide",
    "haven",
    "bos",
    "park",
    "hout",
    "berg",
    "tuin",
    "marke",
    "broek",
    "akker",
    "kade",
    "horst",
    "stede",
    "laar",
    "beek",
    "rode",
]
_DIRECTIONS = {"centrum": "Centrum", "noord": "Noord", "oost": "Oost", "zuid": "Zuid", "west": "West"}


def gemeente_name(number: int) -> str:
    """Return the name of the gemeente with code GM99 + number."""
    return f"Verzonnenstad {number}" if number != 1 else "Verzonnenstad"


def stadsdeel_name(direction: str) -> str:
    """Return the name of one of the five stadsdelen."""
    return _DIRECTIONS[direction]


def area_names(rng: np.random.Generator, count: int) -> list[str]:
    """Return so many different names for wijken or buurten; past the first 660 they carry a number."""
    plain = [first + last for first in _FIRST for last in _LAST]
    order = [plain[i] for i in rng.permutation(len(plain))]
    return [order[i % len(order)] + (f" {i // len(order) + 1}" if i >= len(order) else "") for i in range(count)]

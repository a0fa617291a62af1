"""Names of gemeenten, for files that give no codes. Only names that belong to one gemeente are resolved."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "definitions" / "gemeenten.csv"


def code_of(name: str) -> str | None:
    """Return the code of the only gemeente with this name, None when there is none or more than one."""
    return _codes().get(plain(name))


def plain(name: str) -> str:
    """Return a name without capitals, accents, and marks; a province between brackets stays: `Bergen (L.)`."""
    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", letters).strip().removeprefix("gemeente ")


@cache
def _codes() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found.setdefault(plain(row["name"]), set()).add(row["code"])
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}

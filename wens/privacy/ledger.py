"""The ledger of erasures outside the database, so that a restored backup does not bring back what was erased.

<home>/erased.jsonl: a line per erasure with gemeente, kind, id, day and ground; never a text or a name.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from wens.privacy.models import Erased
from wens.privacy.striking import Mark


@dataclass(frozen=True)
class Line:
    """One erasure, as in :class:`wens.privacy.models.Erased`."""

    thing: str
    key: UUID
    ground: str
    request: UUID | None
    of: str = ""
    marks: tuple[Mark, ...] = ()


def path() -> Path:
    """Return where the ledger stands; no restore replaces it."""
    return Path(settings.WENS.home) / "erased.jsonl"


def note(gemeente: str, one: Erased) -> None:
    """Add a line; it is on the disk when this returns. A line that stands there twice does no harm."""
    row = {
        "gemeente": gemeente,
        "thing": one.thing,
        "key": str(one.key),
        "at": one.at.isoformat(timespec="seconds"),
        "ground": one.ground,
        "request": str(one.request) if one.request else None,
        "of": one.of,
        "marks": one.marks,
    }
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines(gemeente: str) -> Iterator[Line]:
    """Yield the erasures of a gemeente; a line that a kill cut off is passed over, the database holds it too."""
    if not path().exists():
        return
    for text in path().read_text("utf-8").splitlines():
        try:
            row = json.loads(text)
        except ValueError:
            continue
        if row["gemeente"] == gemeente:
            request = UUID(row["request"]) if row["request"] else None
            marks = tuple(Mark(**mark) for mark in row.get("marks", ()))
            yield Line(row["thing"], UUID(row["key"]), row["ground"], request, row.get("of", ""), marks)

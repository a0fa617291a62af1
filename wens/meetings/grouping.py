"""Contributions in groups: an edit of the grouping read and checked, and what follows from all of them. Pure.

A group's title and a contribution's group are fields of things as a statement's words are, so the same rules converge
them (:mod:`wens.meetings.converging`): facilitators who group at once, also without a connection, end the same.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wens.meetings.incoming import LONGEST_AWAY, WrongEdit, ids_of, moment_of, uuid_of
from wens.voices.hints import find

LONGEST_TITLE = 60
FIELDS = ("title", "removed", "group")


@dataclass(frozen=True)
class GroupingEdit:
    """An edit of one `item`; `batch` names the press that it belongs to, `undoes` the press that it takes back."""

    id: UUID
    item: UUID
    batch: UUID
    changes: dict[str, str]
    seen: dict[str, tuple[UUID, ...]]
    made_at: dt.datetime
    undoes: UUID | None = None


def read(sent: Any, *, now: dt.datetime) -> GroupingEdit:
    """Return the edit that `sent` (one object of the JSON) holds. Raises WrongEdit."""
    if not isinstance(sent, Mapping):
        raise WrongEdit("Een wijziging is een object met id, item, batch, changes, seen en made_at.")
    changes, seen = sent.get("changes"), sent.get("seen", {})
    if not isinstance(changes, Mapping) or not changes or not isinstance(seen, Mapping) or set(seen) - set(changes):
        raise WrongEdit("changes noemt minstens één veld; seen noemt van die velden wat gezien was.")
    return GroupingEdit(
        id=uuid_of(sent.get("id"), "id"),
        item=uuid_of(sent.get("item"), "item"),
        batch=uuid_of(sent.get("batch"), "batch"),
        changes={str(name): _value(name, value) for name, value in changes.items()},
        seen={str(name): ids_of(ids, name) for name, ids in seen.items()},
        made_at=max(now - LONGEST_AWAY, min(moment_of(sent.get("made_at")), now)),
    )


def _value(name: Any, value: Any) -> str:
    if name not in FIELDS:
        raise WrongEdit(f"Dit veld is er niet: {str(name)[:40]}.")
    if not isinstance(value, str) or "\x00" in value:
        raise WrongEdit(f"{name}: een tekst wordt verwacht.")
    if name == "group":
        return str(uuid_of(value, "group")) if value else ""
    if name == "removed" and value not in ("", "yes"):
        raise WrongEdit("removed: yes, of laat het leeg.")
    if name == "title":
        return _title(value)
    return value


def _title(value: str) -> str:
    title = " ".join(value.split())
    if not title or len(title) > LONGEST_TITLE:
        raise WrongEdit(f"Geef de groep een korte naam: 1 tot {LONGEST_TITLE} tekens.")
    if find(title):
        raise WrongEdit("In deze naam is misschien iemand te herkennen. Kies een naam voor wat er speelt.")
    return title

"""What a device sends, read and checked: one edit at a time, so that a wrong one holds no other up. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wens.meetings.converging import STANCE
from wens.meetings.models.choices import Opinion, Sureness
from wens.voices.models.choices import Frequency, Size

MOST_EDITS = 200
"""In one batch; a device sends the rest in a next one."""
LONGEST_AWAY = dt.timedelta(days=31)
"""A device whose clock is wrong must not date what it sends: how long a statement is kept counts from then."""
TEXTS = {"theme": 30, "subject": 40, "place": 200, "nature": 2000, "causes": 2000, "public_text": 1000, "looked_at": 16}
CHOICES: dict[str, tuple[str, ...]] = {
    "size": tuple(Size.values),
    "frequency": tuple(Frequency.values),
    "sureness": tuple(Sureness.values),
    "may_be_public": ("yes",),
    "withdrawn": ("yes",),
}
FIELDS = (*TEXTS, *CHOICES)
OWN_STANCE = "stance"


class WrongEdit(ValueError):
    """This edit cannot be taken in; the message says which part and what was expected, in Dutch."""


@dataclass(frozen=True)
class Incoming:
    """An edit as it was sent. A stance is the one of the sender's own organisation: `stance` became `stance/<id>`."""

    id: UUID
    statement: UUID
    changes: dict[str, str]
    seen: dict[str, tuple[UUID, ...]]
    made_at: dt.datetime

    @property
    def is_only_stance(self) -> bool:
        """Tell whether it touches no words of the statement."""
        return all(name.startswith(STANCE) for name in self.changes)


def read(sent: Any, *, organisation: str, now: dt.datetime) -> Incoming:
    """Return the edit that `sent` (one object of the JSON) holds. Raises WrongEdit."""
    if not isinstance(sent, Mapping):
        raise WrongEdit("Een wijziging is een object met id, statement, changes, seen en made_at.")
    changes, seen = sent.get("changes"), sent.get("seen", {})
    if not isinstance(changes, Mapping) or not changes or not isinstance(seen, Mapping):
        raise WrongEdit("changes noemt minstens één veld; seen noemt per veld wat gezien was.")
    named = {name: _field(name, organisation) for name in changes}
    if unknown := {name for name in seen if name not in changes}:
        raise WrongEdit(f"seen noemt velden die niet veranderen: {', '.join(sorted(map(str, unknown)))}.")
    return Incoming(
        id=uuid_of(sent.get("id"), "id"),
        statement=uuid_of(sent.get("statement"), "statement"),
        changes={named[name]: _value(name, value) for name, value in changes.items()},
        seen={named[name]: ids_of(ids, name) for name, ids in seen.items()},
        made_at=max(now - LONGEST_AWAY, min(moment_of(sent.get("made_at")), now)),
    )


def _field(name: Any, organisation: str) -> str:
    if name == OWN_STANCE:
        if not organisation:
            raise WrongEdit("Alleen wie bij een partner werkt, zegt wat die partner vindt.")
        return f"{STANCE}{organisation}"
    if name not in FIELDS:
        raise WrongEdit(f"Dit veld is er niet: {str(name)[:40]}.")
    return str(name)


def _value(name: str, value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise WrongEdit(f"{name}: een tekst wordt verwacht.")
    choices = tuple(Opinion.values) if name == OWN_STANCE else CHOICES.get(name)
    if choices is not None:
        if value and value not in choices:
            raise WrongEdit(f"{name}: kies uit {', '.join(choices)}, of laat het leeg.")
    elif len(value) > TEXTS[name]:
        raise WrongEdit(f"{name}: hoogstens {TEXTS[name]} tekens.")
    return value.strip()


def ids_of(ids: Any, name: Any) -> tuple[UUID, ...]:
    """Return a list of ids that were seen of the field `name`. Raises WrongEdit."""
    if not isinstance(ids, list) or len(ids) > MOST_EDITS:
        raise WrongEdit(f"seen van {name} is een lijst van ids.")
    return tuple(uuid_of(one, f"seen van {name}") for one in ids)


def uuid_of(text: Any, name: str) -> UUID:
    """Return the id that `text` holds. Raises WrongEdit."""
    try:
        return UUID(text)
    except (ValueError, AttributeError, TypeError) as error:
        raise WrongEdit(f"{name}: een uuid wordt verwacht.") from error


def moment_of(text: Any) -> dt.datetime:
    """Return the moment, in UTC, that `text` (ISO 8601 with a time zone) says. Raises WrongEdit."""
    try:
        moment = dt.datetime.fromisoformat(text)
        moment = moment.astimezone(dt.UTC) if moment.tzinfo else None  # type: ignore[assignment]
    except (ValueError, TypeError, OverflowError) as error:
        raise WrongEdit("made_at: een tijdstip met tijdzone wordt verwacht (ISO 8601).") from error
    if moment is None:
        raise WrongEdit("made_at: een tijdstip met tijdzone wordt verwacht (ISO 8601).")
    return moment

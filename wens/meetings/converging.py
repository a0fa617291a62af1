"""What follows from a set of edits that devices made apart from each other. Pure: the order of arrival does not matter.

Each field of a statement is a multi-value register (Shapiro, Preguiça, Baquero and Zawirski, "A comprehensive study of
convergent and commutative replicated data types", INRIA 2011, §3.2.2): an edit names the edits of the field that its
maker had seen, and stands instead of those. What nobody had seen stands beside it. So the outcome is a function of the
*set* of edits: sending twice changes nothing, any order gives the same, and no words are lost.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

STANCE = "stance/"
"""A field that begins with this is what one organisation thinks (the rest: its id)."""


@dataclass(frozen=True)
class Edit:
    """`changes` (field → value) of one statement, made over what was `seen` (field → ids of edits)."""

    id: UUID
    changes: Mapping[str, str]
    seen: Mapping[str, tuple[UUID, ...]]
    made_at: dt.datetime


@dataclass(frozen=True)
class Standing:
    """What one edit says of a field, and stands: nobody who had seen it wrote something else."""

    edit: UUID
    value: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Field:
    """A field of a statement: the `standing` edits, the one that is shown first."""

    standing: tuple[Standing, ...]

    @property
    def value(self) -> str:
        """Return the value that is shown: the last one made (clocks of devices; the id decides between equals)."""
        return self.standing[0].value

    @property
    def heads(self) -> tuple[UUID, ...]:
        """Return the edits that stand; who changes the field says that these were seen."""
        return tuple(one.edit for one in self.standing)

    @property
    def rivals(self) -> tuple[str, ...]:
        """Return the different values when there is more than one, the one that is shown first; else nothing."""
        values = tuple(dict.fromkeys(one.value for one in self.standing))
        return values if len(values) > 1 else ()


def converge(edits: Iterable[Edit]) -> dict[str, Field]:
    """Return the fields of one statement, by name, that follow from all `edits` of it (twice the same: once)."""
    every = {one.id: one for one in edits}.values()
    names = sorted({name for one in every for name in one.changes})
    return {name: _field(name, [one for one in every if name in one.changes]) for name in names}


def _field(name: str, edits: list[Edit]) -> Field:
    ids = {one.id for one in edits}
    # An edit that claims to have seen itself, or a ring of those, must not make its words disappear.
    replaced = {seen for one in edits for seen in one.seen.get(name, ()) if seen != one.id} & ids
    standing = [one for one in edits if one.id not in replaced] or edits
    standing.sort(key=lambda one: (one.made_at, one.id), reverse=True)
    return Field(tuple(Standing(one.id, one.changes[name], one.made_at) for one in standing))

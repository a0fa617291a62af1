"""What stands beside a speerpunt and belongs to packages above this one: those say what, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Line:
    """One thing, the address of its page, and how it stands."""

    title: str
    url: str
    stands: str


@dataclass(frozen=True)
class Beside:
    """Things of one kind under a heading."""

    heading: str
    lines: list[Line]


BESIDE: dict[str, Callable[[UUID], Beside | None]] = {}
"""By package: from the key of a focus point to what stands beside it; filled by the apps when they are ready."""


def beside(focus: UUID) -> list[Beside]:
    """Return what other packages show at a focus point."""
    return [found for say in BESIDE.values() if (found := say(focus))]

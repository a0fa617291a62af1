"""Letters about things of packages above this one: those say what makes one, to whom it goes and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from wens.audit.models import Outgoing


@dataclass(frozen=True)
class Owner:
    """Of a thing by its key: the address to write to (empty: none any more), the path of its page, and its area.

    area: the code, for whom one can turn to there; empty when a letter need not say that.
    """

    address: Callable[[UUID], str]
    path: Callable[[UUID], str]
    area: Callable[[UUID], str] = lambda _key: ""


OWNERS: dict[str, Owner] = {}
"""By kind of recipient (`Letter.To`); filled by the apps when they are ready."""

FOLLOWS: dict[str, Callable[[Outgoing], None]] = {}
"""By topic of packages above this one: what follows; filled by the apps when they are ready."""

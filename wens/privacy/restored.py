"""After a restore: what was erased or over its time since the backup was made does not come back."""

from dataclasses import dataclass

from wens.organisations.queries import gemeenten
from wens.privacy import retention
from wens.privacy.actions.replaying import replay
from wens.privacy.retention.running import RIGHTS
from wens.tenancy.context import Actor, acting


@dataclass(frozen=True)
class Again:
    """How much was erased again, and how many rows were over their time."""

    erased: int
    removed: int


def erase_again(*, by: Actor) -> Again:
    """Replay the ledger of erasures and run retention, in every gemeente. Not inside ``acting``."""
    erased = 0
    for gemeente in gemeenten():
        with acting(gemeente.code, by, rights=RIGHTS):
            erased += replay(by=by)
    return Again(erased, sum(one.rows for one in retention.run(by=by)))

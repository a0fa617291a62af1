"""What a version of a plan says about its works: plain values, kept as JSON when it is put before the second person."""

from collections.abc import Iterable
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from wens.works.models import Version, Work


class WorkLine(BaseModel):
    """A work as a version tells of it. `number`: how list and map call it. `x`, `y`: metres in RD New, or none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: UUID
    number: int
    title: str
    about: str
    kind: str
    place: str
    x: float | None
    y: float | None
    responsible: str
    period: str
    state: str
    reason: str


def lines_of(works: Iterable[Work]) -> list[WorkLine]:
    """Return works as a version tells of them now; `responsible` has to be read along."""
    return [
        WorkLine(
            key=one.pk, number=number, title=one.title, about=one.about, kind=one.kind, place=one.place, x=one.x,
            y=one.y, responsible=one.responsible.name, period=one.period, state=one.state, reason=one.reason,
        )
        for number, one in enumerate(works, 1)
    ]  # fmt: skip


def kept_in(version: Version) -> list[WorkLine]:
    """Return the works as they stand in a version that was put before a second person."""
    return [WorkLine.model_validate(one) for one in version.works]

"""The one place that writes the ledger."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from wens.audit.actions import record
from wens.releases.models import Release
from wens.tenancy.bulk import insert_rows
from wens.tenancy.context import Actor, current


class Released(NamedTuple):
    """One number as it becomes public; a cell without count and value says nothing and is left out."""

    area_code: str
    generation: int
    indicator: str
    period: str
    count: float | None  # type: ignore[assignment]  # named as in the contract, like a method of tuple
    value: float | None


def enter(*, edition: int, numbers: Iterable[Released], by: Actor) -> int:
    """Enter what `edition` makes public, in the running transaction; returns how many numbers had never been public.

    A number that was public before keeps the edition and the moment of its first time.
    """
    own = current().gemeente, edition, timezone.now()
    said = ((*own, *number) for number in numbers if number.count is not None or number.value is not None)
    columns = ("gemeente", "edition", "first_released_at", *Released._fields)
    entered = insert_rows(Release, columns, said, once=True)
    record("releases.entered", subject=f"edition:{edition}", by=by, data={"numbers": entered})
    return entered

"""What follows from a wijkbeheerplan: who told what a work came from hears that it is in the plan, and how it goes."""

from collections.abc import Collection
from uuid import UUID

from wens.audit.models import Outgoing
from wens.followup.actions import writing
from wens.followup.models import Letter
from wens.voices.models import Contribution, State
from wens.works import queries
from wens.works.models import Work

Kind = Letter.Kind
GONE = (State.WITHDRAWN, State.ERASED)


def shown(row: Outgoing) -> None:
    """Who told what a work came from hears that everybody now reads of it."""
    _tell(Kind.WORK_SHOWN, row, [UUID(row.data["contribution"])])


def moved(row: Outgoing) -> None:
    """All who told what a work came from hear that it moved, and read where and why on their own page."""
    _tell(Kind.WORK_MOVED, row, queries.contributions_behind(UUID(row.data["work"])))


def _tell(kind: Letter.Kind, row: Outgoing, contributions: Collection[UUID]) -> None:
    if not Work.objects.filter(pk=row.data["work"], shown_at__isnull=False).exists():
        return
    for told in Contribution.objects.filter(pk__in=contributions).exclude(state__in=GONE):
        writing.to_writers(kind, told, cause=str(row.pk), data={"work": row.data["work"]})

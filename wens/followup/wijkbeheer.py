"""What follows from a wijkbeheerplan: who told what a work came from hears that it is in the plan, and how it goes."""

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
    """Who told what a work came from hears that the plan has it: all of them, or the one that was tied later."""
    _tell(Kind.WORK_SHOWN, row, only=row.data.get("contribution"))


def moved(row: Outgoing) -> None:
    """Who told what a work came from hears that it moved, and reads where and why on the own page."""
    _tell(Kind.WORK_MOVED, row)


def _tell(kind: Letter.Kind, row: Outgoing, *, only: str | None = None) -> None:
    one = Work.objects.filter(pk=row.data["work"], shown_at__isnull=False).first()
    if one is None:
        return
    behind = queries.contributions_behind(one.pk)
    keys = [key for key in behind if only is None or key == UUID(only)]
    for told in Contribution.objects.filter(pk__in=keys).exclude(state__in=GONE):
        writing.to_writers(kind, told, cause=str(row.pk), data={"work": str(one.pk)})

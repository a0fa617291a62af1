"""Contributions can become works: who reads contributions ties them to a work; who told it hears what came of it."""

import re
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.access.seeing import acting_viewer, sees
from wens.audit.actions import record
from wens.tenancy.context import Actor
from wens.voices.models import Contribution, State
from wens.voices.queries import by_label
from wens.voices.rules import item_of
from wens.works.actions.keeping import WorksError, announce_shown, change_work, locked_work, subject_of
from wens.works.models import LinkedContribution, Work
from wens.works.models import State as WorkState
from wens.works.rules import need
from wens.works.states import LINK

GONE = (State.WITHDRAWN, State.ERASED)


def link(*, key: uuid.UUID, label: str, by: Actor, seen: int | None = None) -> LinkedContribution:
    """Tie a contribution, by the label that staff call it by, to a work; twice is once.

    Raises NotAllowed, Stale, WorksError, Work.DoesNotExist.
    """
    need(by, LINK)
    one = locked_work(key, seen)
    if one.state == WorkState.CARRIED:
        raise WorksError(_("Dit werk staat nu in het plan van het volgende jaar. Koppel de melding daar."), "label")
    found = _found(label)
    made, is_new = LinkedContribution.objects.get_or_create(
        work=one, contribution=found.pk, defaults={"at": timezone.now(), "by": by.reference}
    )
    if is_new:
        change_work(one)
        record("works.contribution.linked", subject=subject_of(one), by=by, data={"contribution": str(found.pk)})
        if one.shown_at is not None:
            announce_shown(one, found.pk)
    return made


def unlink(*, key: uuid.UUID, contribution: uuid.UUID, by: Actor) -> None:
    """Untie a contribution that was tied by mistake. Raises NotAllowed, Work.DoesNotExist."""
    need(by, LINK)
    one: Work = locked_work(key)
    gone, _by_table = LinkedContribution.objects.filter(work=one, contribution=contribution).delete()
    if gone:
        change_work(one)
        record("works.contribution.unlinked", subject=subject_of(one), by=by, data={"contribution": str(contribution)})


def _found(label: str) -> Contribution:
    """Return the one contribution with this label that the acting viewer may see. Raises WorksError."""
    short, viewer = label.strip().lower(), acting_viewer()
    shown = [one for one in by_label(short) if sees(viewer, item_of(one))] if re.fullmatch("[0-9a-f]{6}", short) else []
    if len(shown) != 1 or shown[0].state in GONE:
        raise WorksError(_("Er is geen melding met dit kenmerk die u mag zien. Kijk het kenmerk na."), "label")
    if shown[0].covenant_id:
        raise WorksError(_("Deze melding valt onder een convenant. Koppel haar niet aan een openbaar werk."), "label")
    return shown[0]

"""Putting what residents told beside a worry. It is never counted, and no detector reads it."""

import re
import uuid

from django.utils import timezone

from wens.access.seeing import acting_viewer, sees
from wens.signalling.actions.keeping import SignalError, change, locked, step
from wens.signalling.models import LinkedContribution, Worry, WorryMove
from wens.signalling.rules import SEE, NotAllowed, may
from wens.tenancy.context import Actor
from wens.voices.models import Contribution
from wens.voices.queries import by_label
from wens.voices.rules import item_of


def link(*, key: uuid.UUID, label: str, by: Actor, seen: int | None = None) -> LinkedContribution:
    """Put a contribution that `by` may see beside a worry, by its label. Raises NotAllowed, Conflict, SignalError."""
    if not may(by, SEE):
        raise NotAllowed("Alleen wie signalen ziet, koppelt een melding.")
    one = locked(Worry, key, seen)
    found = _seen(label.strip().lower())
    if found is None:
        raise SignalError("Er is geen melding met dit kenmerk die u mag zien. Kijk het kenmerk na.", "label")
    if found.covenant_id and found.covenant_id != one.covenant_id:
        raise SignalError("Deze melding valt onder een ander convenant. Koppel haar niet hier.", "label")
    made, is_new = LinkedContribution.objects.get_or_create(
        worry=one, contribution=found.pk, defaults={"at": timezone.now(), "by": by.reference}
    )
    if is_new:
        change(one)
        step(one, WorryMove.LINK, by=by, data={"contribution": str(found.pk)})
    return made


def _seen(label: str) -> Contribution | None:
    """Return the one contribution with this label that the acting viewer may see."""
    if not re.fullmatch(r"[0-9a-f]{6}", label):
        return None
    viewer = acting_viewer()
    shown = [one for one in by_label(label) if sees(viewer, item_of(one))]
    return shown[0] if len(shown) == 1 else None

"""What somebody who brought an initiative may ask under the privacy law: to be in it no longer (AVG art. 17).

The privacy officer does this for a request; `wens.privacy` has checked who acts. The initiative itself, in the words
for everybody, is of all who take part in it and stays. Needs the rights `read_originals` and `read_initiators`.
"""

from uuid import UUID

from django.db import transaction

from wens.audit.actions import record
from wens.initiatives.actions.keeping import locked, step, subject_of
from wens.initiatives.models import InitiatorContact, Original, Step
from wens.initiatives.models.choices import What
from wens.initiatives.states import FRESH, Who
from wens.tenancy.context import Actor


def erase_initiator(*, initiative: UUID, by: Actor) -> None:
    """Take out who brought it and what that person wrote; what nobody put on the site is withdrawn. Twice is once."""
    with transaction.atomic():
        one = locked(initiative)
        if one.state in FRESH:
            step(one, What.WITHDRAW, by=by, who=Who.INITIATOR)
        InitiatorContact.objects.filter(initiative=initiative).delete()
        Original.objects.filter(initiative=initiative).delete()
        Step.objects.filter(initiative=initiative, is_private=True).update(words="")
        record("initiatives.initiator.erased", subject=subject_of(one), by=by)

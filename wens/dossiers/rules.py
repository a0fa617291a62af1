"""Who reads the partners' part of a dossier: who leads meetings, and who was invited to a meeting of that round."""

from collections.abc import Collection
from uuid import UUID

from wens.dossiers.models import Dossier, Tier
from wens.meetings.models import Invitation
from wens.meetings.rules import TAKE_PART, invited_as, manages
from wens.tenancy.context import Actor, current


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def may_open(one: Dossier, by: Actor) -> bool:
    """Tell whether `by` reads this dossier."""
    return one.tier == Tier.PUBLIC or may_read(one.meetings, by)


def may_read(meetings: Collection[UUID], by: Actor) -> bool:
    """Tell whether `by` reads what partners said at these meetings: invited to one of them, or leading meetings."""
    if by != current().actor or TAKE_PART not in current().rights:
        return False
    return manages(by) or Invitation.objects.filter(invited_as(by), meeting_id__in=meetings).exists()

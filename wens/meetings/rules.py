"""Who prepares and leads meetings, and who takes part in one: invited partners, and who manages meetings."""

from django.db.models import Q

from wens.meetings.models import Meeting
from wens.tenancy.context import Actor, current

MANAGE = "manage_meetings"
TAKE_PART = "take_part_in_meetings"


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def manages(by: Actor) -> bool:
    """Tell whether `by` prepares and leads meetings."""
    return by == current().actor and MANAGE in current().rights


def takes_part(meeting: Meeting, by: Actor) -> bool:
    """Tell whether `by` sits at this table: invited, in person or with the own organisation, or leading it."""
    if by != current().actor or TAKE_PART not in current().rights:
        return False
    return manages(by) or meeting.invitations.filter(invited_as(by)).exists()


def invited_as(by: Actor) -> Q:
    """Return which invitations hold for `by` (fields of an Invitation)."""
    person = Q(account_id=by.id) if by.kind == "account" else Q(pk__in=[])
    of = current().organisation
    return person | (Q(account=None, organisation_id=of) if of else Q(pk__in=[]))


def need_manage(by: Actor) -> None:
    """Refuse who does not lead meetings. Raises NotAllowed."""
    if not manages(by):
        raise NotAllowed("Alleen de stadsdeelmanager of de beheerder bereidt bijeenkomsten voor en leidt ze.")


def need_part(meeting: Meeting, by: Actor) -> None:
    """Refuse who does not sit at this table. Raises NotAllowed."""
    if not takes_part(meeting, by):
        raise NotAllowed("Alleen wie is uitgenodigd, ziet wat er aan tafel wordt gezegd.")

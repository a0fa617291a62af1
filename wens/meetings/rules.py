"""Who prepares and leads meetings, and who takes part in one: invited partners, and who manages meetings."""

from uuid import UUID

from django.db.models import Q

from wens.meetings.models import Invitation, Meeting
from wens.tenancy.asking import Prepared
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
    return manages(by) or _is_invited(meeting, by)


def _is_invited(meeting: Meeting, by: Actor) -> bool:
    """Ask the register once for a meeting as it was read: one request asks it of the same meeting several times."""
    seats: set[tuple[UUID | None, UUID | None]] = meeting.__dict__.setdefault("seats", set())
    who = _who(by)
    if who not in seats and _INVITED.any(meeting.pk, *who):
        seats.add(who)
    return who in seats


def invited_as(by: Actor) -> Q:
    """Return which invitations hold for `by` (fields of an Invitation)."""
    account, organisation = _who(by)
    return _invited(account, organisation) if account or organisation else Q(pk__in=[])


def _who(by: Actor) -> tuple[UUID | None, UUID | None]:
    """The account and the organisation that `by` sits there with."""
    of = current().organisation
    return UUID(by.id) if by.kind == "account" else None, UUID(of) if of else None


def _invited(account: UUID | None, organisation: UUID | None) -> Q:
    person = Q(account_id=account) if account else Q()
    return person | (Q(account=None, organisation_id=organisation) if organisation else Q())


_INVITED = Prepared(lambda of, *who: Invitation.objects.filter(_invited(*who), meeting=of).order_by(), ids=3)


def need_manage(by: Actor) -> None:
    """Refuse who does not lead meetings. Raises NotAllowed."""
    if not manages(by):
        raise NotAllowed("Alleen de stadsdeelmanager of de beheerder bereidt bijeenkomsten voor en leidt ze.")


def need_part(meeting: Meeting, by: Actor) -> None:
    """Refuse who does not sit at this table. Raises NotAllowed."""
    if not takes_part(meeting, by):
        raise NotAllowed("Alleen wie is uitgenodigd, ziet wat er aan tafel wordt gezegd.")

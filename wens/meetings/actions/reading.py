"""Opening what was said at a table: each time a line in the read log."""

import uuid

from wens.audit.actions import read
from wens.meetings.actions.stepping import subject_of
from wens.meetings.models import Meeting
from wens.meetings.rules import need_part
from wens.tenancy.context import Actor


def open_table(*, meeting: uuid.UUID, what: str, by: Actor) -> Meeting:
    """Return the meeting for who sits at its table, and note that its `what` (table, wall, minutes) was opened.

    A page that stays open and asks again for what changed is one opening. Raises Meeting.DoesNotExist, NotAllowed.
    """
    one = Meeting.objects.get(pk=meeting)
    need_part(one, by)
    read(f"meetings.{what}", subject=subject_of(one), by=by)
    return one

"""Who came, what was decided, who does what."""

import datetime as dt
import uuid

from django.utils import timezone

from wens.audit.actions import record
from wens.meetings.actions.stepping import MeetingError, change_meeting, clean, locked, subject_of
from wens.meetings.models import ActionPoint, Attendance, Decision, Meeting, State
from wens.meetings.rules import NotAllowed, manages, need_manage, takes_part
from wens.organisations.queries import organisation as organisation_of
from wens.tenancy.context import Actor, current

MOST_PEOPLE = 5000
NOTING = (State.OPEN, State.CLOSED, State.MINUTES)


def count_people(*, meeting: uuid.UUID, organisation: uuid.UUID | None, people: int, by: Actor) -> None:
    """Note how many came of a partner, or (None) of no partner; 0 takes the line away.

    Raises NotAllowed, MeetingError.
    """
    one = _noting(meeting, by)
    if not 0 <= people <= MOST_PEOPLE:
        raise MeetingError(f"Vul een aantal in van 0 tot {MOST_PEOPLE}.")
    partner = organisation_of(organisation) if organisation else None
    if organisation and partner is None:
        raise MeetingError("Kies een partner uit de lijst.")
    if people:
        Attendance.objects.update_or_create(meeting=one, organisation=partner, defaults={"people": people})
    else:
        Attendance.objects.filter(meeting=one, organisation=partner).delete()
    change_meeting(one)
    data = {"organisation": str(organisation or ""), "people": people}
    record("meetings.attendance.counted", subject=subject_of(one), by=by, data=data)


def decide(*, meeting: uuid.UUID, text: str, by: Actor, theme: str = "", is_public: bool = False) -> Decision:
    """Note a decision. Raises NotAllowed, MeetingError."""
    one = _noting(meeting, by)
    made = Decision.objects.create(
        meeting=one, theme=theme, is_public=is_public, noted_at=timezone.now(), noted_by=by.reference,
        text=clean(text, 500, ask="Schrijf wat er besloten is."),
    )  # fmt: skip
    change_meeting(one)
    record("meetings.decision.noted", subject=subject_of(one), by=by, data={"decision": str(made.pk)})
    return made


def agree_action(
    *, meeting: uuid.UUID, organisation: uuid.UUID, text: str, due_on: dt.date, by: Actor, is_public: bool = False
) -> ActionPoint:
    """Note what a partner does and by when. Raises NotAllowed, MeetingError."""
    one = _noting(meeting, by)
    partner = organisation_of(organisation)
    if partner is None or not partner.is_active:
        raise MeetingError("Kies een partner uit de lijst.")
    if due_on < timezone.localtime(one.starts_at).date():
        raise MeetingError("Kies een dag na de bijeenkomst.")
    made = ActionPoint.objects.create(
        meeting=one, organisation=partner, due_on=due_on, is_public=is_public, noted_at=timezone.now(),
        noted_by=by.reference, text=clean(text, 500, ask="Schrijf wat er is afgesproken."),
    )  # fmt: skip
    change_meeting(one)
    record("meetings.action.agreed", subject=subject_of(one), by=by, data={"action": str(made.pk)})
    return made


def strike(*, result: uuid.UUID, by: Actor) -> Meeting:
    """Take a decision or an action point off, while the minutes are not approved. Raises NotAllowed, MeetingError."""
    found = (
        Decision.objects.filter(pk=result).first() or ActionPoint.objects.filter(pk=result).first()
    )  # fmt: skip
    if found is None:
        raise MeetingError("Dit staat er niet meer.")
    one = _noting(found.meeting_id, by)
    found.delete()
    change_meeting(one)
    record("meetings.result.struck", subject=subject_of(one), by=by, data={"result": str(result)})
    return one


def finish_action(*, action: uuid.UUID, by: Actor) -> ActionPoint:
    """Say that an action point is done: the partner's own people, or who leads. Raises NotAllowed, DoesNotExist."""
    found = ActionPoint.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=action)
    own = current().organisation == str(found.organisation_id) and takes_part(found.meeting, by)
    if not (own or manages(by)):
        raise NotAllowed("Alleen de partner die dit doet, meldt het klaar.")
    if found.done_at is None:
        found.done_at, found.done_by = timezone.now(), by.reference
        found.save(update_fields=["done_at", "done_by"])
        record("meetings.action.done", subject=subject_of(found.meeting), by=by, data={"action": str(found.pk)})
    return found


def _noting(meeting: uuid.UUID, by: Actor) -> Meeting:
    need_manage(by)
    one = locked(meeting)
    if one.state not in NOTING:
        raise MeetingError("Dit kan vanaf de opening tot het verslag is goedgekeurd.")
    return one

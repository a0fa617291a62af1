"""The evening with residents: the code for the hall, grouping with them, what they say of it, who was missed."""

import datetime as dt
import uuid

from django.utils import timezone

from wens.audit.actions import announce, record
from wens.meetings.actions.stepping import MeetingError, change_meeting, clean, locked, subject_of
from wens.meetings.models import Expected, Kind, Meeting, Reaction, State
from wens.meetings.rules import need_manage, need_part
from wens.tenancy.context import Actor
from wens.voices.actions.occasions import open_occasion
from wens.voices.actions.stepping import VoicesError
from wens.voices.hints import find
from wens.voices.models import Occasion

EARLY, LATE = dt.timedelta(hours=1), dt.timedelta(hours=1)
"""The code works from an hour before until an hour after: people sit down early and finish their words at home."""
AT_WORK = (State.OPEN, State.CLOSED, State.MINUTES)
EXPECTING = (State.PLANNED, *AT_WORK)
READABLE = (*AT_WORK, State.APPROVED, State.PUBLISHED)
"""When everybody can read the list and say something of it."""
MOST_EXPECTED = 30


def open_hall(*, meeting: uuid.UUID, by: Actor) -> Occasion:
    """Give a public meeting the code with which a hall tells something; twice is once.

    Raises NotAllowed (also of `wens.voices`), MeetingError.
    """
    need_manage(by)
    one = locked(meeting)
    if one.occasion is not None:
        return one.occasion
    if not one.is_public or one.state not in (State.PLANNED, State.OPEN):
        raise MeetingError("Een code is er voor een bijeenkomst met bewoners, waar iedereen mag komen, tot het einde.")
    try:
        made = open_occasion(
            title=one.title, area_code=one.area_codes[0], starts_at=one.starts_at - EARLY, by=by,
            ends_at=min(one.ends_at + LATE, one.starts_at - EARLY + dt.timedelta(hours=12)),
        )  # fmt: skip
    except VoicesError as error:
        raise MeetingError(str(error)) from None
    change_meeting(one, occasion=made)
    record("meetings.hall.opened", subject=subject_of(one), by=by, data={"occasion": str(made.pk)})
    return made


def follow_time(one: Meeting) -> None:
    """Let the code go with a (locked) meeting that moved; it ends when the meeting does not go on."""
    if one.occasion is not None:
        one.occasion.starts_at, one.occasion.ends_at = one.starts_at - EARLY, one.ends_at + LATE
        one.occasion.save(update_fields=["starts_at", "ends_at"])


def react(
    *, meeting: uuid.UUID, kind: str, group: uuid.UUID | None, words: str, answer_key: uuid.UUID, by: Actor
) -> None:
    """Take in what somebody says of the list; the same form twice is once. Raises MeetingError, Meeting.DoesNotExist.

    Without a lock: a whole hall says something at the same time.
    """
    one = Meeting.objects.get(pk=meeting)
    if one.occasion_id is None or one.state not in READABLE:
        raise MeetingError("Van deze bijeenkomst is er nu geen lijst.")
    if kind not in Reaction.Kind.values:
        raise MeetingError("Kies of de lijst klopt.")
    said = "" if kind == Reaction.Kind.RIGHT else clean(words, 500, ask="Schrijf kort wat u bedoelde of wat er mist.")
    there = group if group and one.groups.filter(pk=group).exists() else None
    made = Reaction(meeting=one, kind=kind, group=there, words=said, answer_key=answer_key, at=timezone.now())
    Reaction.objects.bulk_create([made], ignore_conflicts=True)
    record("meetings.list.reacted", subject=subject_of(one), by=by, data={"kind": kind})


def handle_reaction(*, reaction: uuid.UUID, by: Actor) -> Reaction:
    """Say that a reaction was worked into the list. Raises NotAllowed, Reaction.DoesNotExist."""
    found = Reaction.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=reaction)
    need_part(found.meeting, by)
    if found.handled_at is None:
        found.handled_at, found.handled_by = timezone.now(), by.reference
        found.save(update_fields=["handled_at", "handled_by"])
        data = {"reaction": str(found.pk)}
        record("meetings.reaction.handled", subject=subject_of(found.meeting), by=by, data=data)
    return found


def expect(*, meeting: uuid.UUID, kind: str, words: str, by: Actor) -> Expected:
    """Note a group that should be there: a street, an age, an organisation. Raises NotAllowed, MeetingError."""
    one = _of_hall(meeting, by)
    if kind not in Expected.Kind.values:
        raise MeetingError("Kies wat voor groep het is.")
    text = clean(words, 80, ask="Schrijf wie u verwacht, bijvoorbeeld: jongeren van 12 tot 18.")
    if find(text):
        raise MeetingError("Noem een groep, nooit iemand die te herkennen is.")
    if one.expected.count() >= MOST_EXPECTED:
        raise MeetingError(f"Noem hoogstens {MOST_EXPECTED} groepen.")
    made, _ = Expected.objects.get_or_create(
        meeting=one, words=text, defaults={"kind": kind, "noted_at": timezone.now()}
    )
    record("meetings.group.expected", subject=subject_of(one), by=by, data={"expected": str(made.pk)})
    return made


def note_who_came(*, expected: uuid.UUID, came: str, by: Actor) -> Expected:
    """Note whether an expected group was there. Raises NotAllowed, Expected.DoesNotExist, MeetingError."""
    found = Expected.objects.select_for_update(of=["self"]).get(pk=expected)
    one = _of_hall(found.meeting_id, by)
    if one.state == State.PLANNED or came not in Expected.Came.values:
        raise MeetingError("Zeg dit vanaf de opening: was deze groep er, waren er maar een paar, of niemand?")
    found.came = came
    found.save(update_fields=["came"])
    record("meetings.group.counted", subject=subject_of(one), by=by, data={"expected": str(found.pk), "came": came})
    return found


def expect_no_more(*, expected: uuid.UUID, by: Actor) -> None:
    """Take an expected group off the list. Raises NotAllowed, Expected.DoesNotExist, MeetingError."""
    found = Expected.objects.get(pk=expected)
    one = _of_hall(found.meeting_id, by)
    found.delete()
    record("meetings.group.not_expected", subject=subject_of(one), by=by, data={"expected": str(expected)})


def send_heard(*, meeting: uuid.UUID, by: Actor) -> Meeting:
    """Send the list to everybody who told something with the code and left an address: once.

    Raises NotAllowed, MeetingError while the meeting goes on, without groups, or when it was sent.
    """
    need_manage(by)
    one = locked(meeting)
    if one.occasion is None or one.state not in (State.CLOSED, State.MINUTES, State.APPROVED, State.PUBLISHED):
        raise MeetingError("Sluit eerst de bijeenkomst. Daarna gaat de lijst naar wie iets vertelde.")
    if not one.groups.filter(removed=False).exists():
        raise MeetingError("Er zijn nog geen groepen. Maak eerst de lijst.")
    if one.heard_sent_at is not None:
        raise MeetingError("De lijst is al verstuurd.")
    change_meeting(one, heard_sent_at=timezone.now())
    record("meetings.heard.sent", subject=subject_of(one), by=by)
    data = {"meeting": str(one.pk), "occasion": one.occasion.code}
    announce("meetings.heard.sent", subject=subject_of(one), data=data)
    return one


def _of_hall(meeting: uuid.UUID, by: Actor) -> Meeting:
    need_manage(by)
    one = locked(meeting)
    if one.kind == Kind.ROUND_TABLE or one.state not in EXPECTING:
        raise MeetingError("Dit kan bij een bijeenkomst met bewoners, tot het verslag is goedgekeurd.")
    return one

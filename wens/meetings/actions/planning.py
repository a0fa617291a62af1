"""Planning a meeting and what is on it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from wens.areas.queries import area_by_code
from wens.audit.actions import announce, record
from wens.meetings.actions.hall import follow_time
from wens.meetings.actions.stepping import MeetingError, change_meeting, clean, locked, subject_of
from wens.meetings.models import AgendaItem, AgendaKind, Kind, Meeting, Question, State
from wens.meetings.rules import need_manage
from wens.organisations.queries import organisation as organisation_of
from wens.tenancy.context import Actor

LONGEST = dt.timedelta(hours=12)
MOST_ITEMS = 30


@dataclass(frozen=True)
class Plan:
    """What is known of a meeting beforehand. `places`: how many people fit, None: no limit."""

    kind: Kind
    title: str
    area_codes: Sequence[str]
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    is_public: bool = False
    places: int | None = None


@dataclass(frozen=True)
class Agenda:
    """A line of the agenda; expertise is `asked_of` somebody: police, CCV, a partner."""

    title: str
    kind: AgendaKind = AgendaKind.TOPIC
    theme: str = ""
    asked_of: str = ""


def plan(*, of: Plan, by: Actor, is_example: bool = False) -> Meeting:
    """Make a meeting. Raises NotAllowed, and MeetingError for a time, area or openness that cannot be."""
    need_manage(by)
    one = Meeting(state_since=timezone.now(), made_by=by.reference, is_example=is_example, **_checked(of))
    one.save(force_insert=True)
    record("meetings.meeting.planned", subject=subject_of(one), by=by, data={"kind": one.kind, "areas": one.area_codes})
    return one


def change(*, meeting: uuid.UUID, of: Plan, by: Actor, seen: int | None = None) -> Meeting:
    """Change a meeting that has not begun; who is invited hears of another time or place.

    Raises NotAllowed, Conflict, MeetingError.
    """
    need_manage(by)
    one = locked(meeting, seen)
    if one.state != State.PLANNED:
        raise MeetingError("Deze bijeenkomst is al begonnen of voorbij. Dat kunt u niet meer veranderen.")
    fields = _checked(of)
    moves = any(fields[name] != getattr(one, name) for name in ("starts_at", "ends_at", "place"))
    signed_up = sum(one.guests.values_list("people", flat=True))
    if of.places is not None and signed_up > of.places:
        raise MeetingError(f"Er hebben zich al {signed_up} mensen aangemeld. Kies minstens zoveel plaatsen.")
    change_meeting(one, sequence=one.sequence + 1, **fields)
    follow_time(one)
    record("meetings.meeting.changed", subject=subject_of(one), by=by)
    if moves:
        announce("meetings.moved", subject=subject_of(one), data={"meeting": str(one.pk)})
    return one


def put_agenda(*, meeting: uuid.UUID, items: Sequence[Agenda], by: Actor) -> Meeting:
    """Put these lines on the agenda instead of what was there. Raises NotAllowed, MeetingError."""
    need_manage(by)
    one = locked(meeting)
    if one.state not in (State.PLANNED, State.OPEN):
        raise MeetingError("De agenda van een bijeenkomst die voorbij is, verandert niet meer.")
    if len(items) > MOST_ITEMS:
        raise MeetingError(f"Zet hoogstens {MOST_ITEMS} regels op de agenda.")
    rows = [_agenda_item(one, order, item) for order, item in enumerate(items, start=1)]
    one.agenda.all().delete()
    AgendaItem.objects.bulk_create(rows)
    change_meeting(one)
    record("meetings.agenda.put", subject=subject_of(one), by=by, data={"items": len(items)})
    return one


def _agenda_item(one: Meeting, order: int, item: Agenda) -> AgendaItem:
    if item.kind == AgendaKind.EXPERTISE and not item.asked_of.strip():
        raise MeetingError("Schrijf erbij aan wie u deskundigheid vraagt, bijvoorbeeld de politie of het CCV.")
    title = clean(item.title, 200, ask="Schrijf bij elke regel waar het over gaat.")
    asked_of = item.asked_of.strip()[:120]
    return AgendaItem(meeting=one, kind=item.kind, theme=item.theme, order=order, asked_of=asked_of, title=title)


def ask(*, meeting: uuid.UUID, text: str, organisation: uuid.UUID | None, by: Actor, theme: str = "") -> Question:
    """Ask a partner (or all who come) something beforehand. Raises NotAllowed, MeetingError."""
    need_manage(by)
    one = locked(meeting)
    asked = organisation_of(organisation) if organisation else None
    if organisation and asked is None:
        raise MeetingError("Kies een partner die er is, of vraag het aan iedereen.")
    made = Question.objects.create(
        meeting=one, organisation=asked, theme=theme, asked_by=by.reference, asked_at=timezone.now(),
        text=clean(text, 300, ask="Schrijf wat u wilt weten."),
    )  # fmt: skip
    record("meetings.question.asked", subject=subject_of(one), by=by, data={"question": str(made.pk)})
    return made


def take_question_off(*, question: uuid.UUID, by: Actor) -> None:
    """Remove a question. Raises NotAllowed, Question.DoesNotExist."""
    need_manage(by)
    found = Question.objects.select_related("meeting").get(pk=question)
    record("meetings.question.removed", subject=subject_of(found.meeting), by=by, data={"question": str(question)})
    found.delete()


def _checked(of: Plan) -> dict[str, object]:
    if not of.starts_at < of.ends_at <= of.starts_at + LONGEST:
        raise MeetingError("Een bijeenkomst eindigt na het begin, en duurt hoogstens twaalf uur.")
    if not of.area_codes or any(area_by_code(code) is None for code in of.area_codes):
        raise MeetingError("Kies een wijk of ander gebied uit de lijst.")
    if of.kind == Kind.ROUND_TABLE and of.is_public:
        raise MeetingError("Een ronde tafel is besloten: partners praten er vrijuit. Alleen een deel van het verslag "
                           "wordt openbaar.")  # fmt: skip
    return {
        "kind": of.kind,
        "title": clean(of.title, 120, ask="Geef de bijeenkomst een naam."),
        "area_codes": list(of.area_codes),
        "starts_at": of.starts_at,
        "ends_at": of.ends_at,
        "place": clean(of.place, 200, ask="Schrijf waar de bijeenkomst is."),
        "is_public": of.is_public,
        "places": of.places if of.is_public else None,
    }

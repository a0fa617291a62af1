"""The minutes: generated, corrected, approved by a second person, a part of them made public."""

import uuid

from django.utils import timezone

from wens.access.two_people import may_be_second
from wens.audit.actions import announce, record
from wens.meetings import template
from wens.meetings.actions.capturing import take_late_ones
from wens.meetings.actions.stepping import MeetingError, clean, locked, subject_of, take_step
from wens.meetings.gathering import parameters
from wens.meetings.models import Meeting, Minutes, PublishedMinutes
from wens.meetings.rules import NotAllowed, need_manage, need_part
from wens.meetings.states import step
from wens.tenancy.context import Actor

LONGEST = 100_000


def generate(*, meeting: uuid.UUID, by: Actor) -> Minutes:
    """Make a version of the minutes from what was captured. Raises NotAllowed, NoSuchStep."""
    need_manage(by)
    one = locked(meeting)
    take_step(one, "generate", by=by)
    of = parameters(one)
    return _add(one, template.internal(of), by, template_version=template.VERSION, parameters=of)


def correct(*, meeting: uuid.UUID, text: str, seen: int, by: Actor) -> Minutes:
    """Add a corrected version over version `seen`. Raises NotAllowed, NoSuchStep, MeetingError (someone was first)."""
    need_manage(by)
    one = locked(meeting)
    step("correct", one.state)
    last = _last(one)
    if last.number != seen:
        raise MeetingError("Iemand anders heeft het verslag intussen veranderd. Uw tekst staat er nog; vergelijk ze.")
    words = clean(text.replace("\r\n", "\n"), LONGEST, ask="Het verslag is leeg.") + "\n"
    if words == last.text:
        return last
    take_step(one, "correct", by=by)
    return _add(one, words, by)


def approve(*, meeting: uuid.UUID, seen: int, by: Actor) -> Minutes:
    """Approve version `seen`: another at the table than who made it. Raises NotAllowed, NoSuchStep, MeetingError."""
    one = locked(meeting)
    need_part(one, by)
    step("approve", one.state)
    last = _last(one)
    if last.number != seen:
        raise MeetingError("Er is een nieuwere versie van het verslag. Lees die eerst.")
    if not may_be_second(last.made_by, by):
        raise NotAllowed("Een ander dan wie het verslag schreef, keurt het goed.")
    last.approved_at, last.approved_by = timezone.now(), by.reference
    last.save(update_fields=["approved_at", "approved_by"])
    take_step(one, "approve", by=by)
    return last


def take_up(*, meeting: uuid.UUID, by: Actor) -> Meeting:
    """Take approved minutes up again; what came in late counts from now on. Raises NotAllowed, NoSuchStep."""
    need_manage(by)
    one = locked(meeting)
    take_step(one, "take_up", by=by)
    one.minutes.update(approved_at=None, approved_by="")
    take_late_ones(one)
    return one


def publish(*, meeting: uuid.UUID, by: Actor) -> PublishedMinutes:
    """Make the public part public: approved texts, public decisions and agreements. Raises NotAllowed, NoSuchStep."""
    need_manage(by)
    one = locked(meeting)
    take_step(one, "publish", by=by)
    of = {name: value for name, value in parameters(one).items() if name not in ("themes", "absent")}
    of["decisions"] = [row for row in of["decisions"] if row["is_public"]]
    of["actions"] = [row for row in of["actions"] if row["is_public"]]
    made, _ = PublishedMinutes.objects.update_or_create(
        meeting=one,
        defaults={
            "texts": {language: template.public(of, language) for language in template.LANGUAGES},
            "template_version": template.VERSION, "parameters": of, "published_at": timezone.now(),
            "published_by": by.reference,
        },
    )  # fmt: skip
    announce("meetings.minutes.published", subject=subject_of(one), data={"meeting": str(one.pk)})
    return made


def take_back(*, meeting: uuid.UUID, by: Actor) -> Meeting:
    """Take the public part back: nobody outside reads it any more. Raises NotAllowed, NoSuchStep."""
    need_manage(by)
    one = locked(meeting)
    take_step(one, "take_back", by=by)
    PublishedMinutes.objects.filter(meeting=one).delete()
    return one


def _last(one: Meeting) -> Minutes:
    last = one.minutes.first()
    if last is None:
        raise MeetingError("Er is nog geen verslag. Maak het eerst.")
    return last


def _add(one: Meeting, text: str, by: Actor, **made_from: object) -> Minutes:
    last = one.minutes.first()
    made = Minutes.objects.create(
        meeting=one, number=last.number + 1 if last else 1, text=text, made_at=timezone.now(), made_by=by.reference,
        **made_from,
    )  # fmt: skip
    record("meetings.minutes.written", subject=subject_of(one), by=by, data={"version": made.number})
    return made

"""Inviting partners, their answers, and guests who sign up."""

import uuid

from django.db.models import Sum
from django.utils import timezone

from wens.audit.actions import announce, record
from wens.meetings.actions.stepping import MeetingError, locked, subject_of
from wens.meetings.models import Answer, Guests, Invitation, State
from wens.meetings.rules import NotAllowed, invited_as, manages, need_manage
from wens.organisations.queries import account as account_of
from wens.organisations.queries import organisation as organisation_of
from wens.tenancy.context import Actor

MOST_TOGETHER = 10


def invite(*, meeting: uuid.UUID, organisation: uuid.UUID, by: Actor, account: uuid.UUID | None = None) -> Invitation:
    """Ask a partner, or one person of it, to come; twice is once. Raises NotAllowed, MeetingError."""
    need_manage(by)
    one = locked(meeting)
    if one.state not in (State.PLANNED, State.OPEN):
        raise MeetingError("Voor deze bijeenkomst kunt u niemand meer uitnodigen: zij is voorbij.")
    partner = organisation_of(organisation)
    person = account_of(account) if account else None
    if partner is None or not partner.is_active:
        raise MeetingError("Kies een partner uit de lijst.")
    if account and (person is None or not person.is_active or person.organisation_id != partner.pk):
        raise MeetingError("Kies iemand die bij deze partner werkt en kan inloggen.")
    made, new = Invitation.objects.get_or_create(
        meeting=one, organisation=partner, account=person, defaults={"made_at": timezone.now()}
    )
    if new:
        data = {"meeting": str(one.pk), "invitation": str(made.pk)}
        record("meetings.invitation.made", subject=subject_of(one), by=by, data=data)
        announce("meetings.invited", subject=subject_of(one), data=data)
    return made


def answer(*, invitation: uuid.UUID, said: Answer, by: Actor) -> Invitation:
    """Say whether one comes. Raises NotAllowed, Invitation.DoesNotExist, MeetingError."""
    found = Invitation.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=invitation)
    mine = by.kind == "account" and Invitation.objects.filter(invited_as(by), pk=invitation).exists()
    if by.kind != "account" or not (mine or manages(by)):
        raise NotAllowed("Alleen wie is uitgenodigd, antwoordt op een uitnodiging.")
    if found.meeting.state not in (State.PLANNED, State.OPEN):
        raise MeetingError("Deze bijeenkomst is voorbij of gaat niet door.")
    found.answer, found.answered_at, found.answered_by = said, timezone.now(), by.reference
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    data = {"invitation": str(found.pk), "answer": str(said)}
    record("meetings.invitation.answered", subject=subject_of(found.meeting), by=by, data=data)
    return found


def sign_up(*, meeting: uuid.UUID, people: int, speaker: str, answer_key: uuid.UUID, by: Actor) -> Guests:
    """Sign up guests for a public meeting, without a name; sending the same form twice counts once.

    Raises Meeting.DoesNotExist, MeetingError when it is full, over, or not open to guests.
    """
    one = locked(meeting)
    if before := Guests.objects.filter(answer_key=answer_key).first():
        return before
    if not one.is_public or one.state != State.PLANNED or one.starts_at <= timezone.now():
        raise MeetingError("Voor deze bijeenkomst kunt u zich niet (meer) aanmelden.")
    if not 1 <= people <= MOST_TOGETHER:
        raise MeetingError(f"Meld 1 tot {MOST_TOGETHER} mensen tegelijk aan.")
    taken: int = one.guests.aggregate(all=Sum("people"))["all"] or 0
    if one.places is not None and taken + people > one.places:
        left = max(0, one.places - taken)
        raise MeetingError(f"Er zijn nog {left} plaatsen." if left else "De bijeenkomst is vol.")
    made = Guests.objects.create(meeting=one, people=people, speaker=speaker, answer_key=answer_key, at=timezone.now())
    record("meetings.guests.signed_up", subject=subject_of(one), by=by, data={"people": people})
    return made

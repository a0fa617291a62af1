"""What a trained reader does with a contribution: take it, ask, answer, clean the text, keep it, end it honestly."""

import datetime as dt
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.tenancy.context import Actor, current
from wens.voices.actions.stepping import (
    VoicesError,
    account_of,
    change,
    clean_words,
    locked,
    said_before,
    say,
    subject_of,
    take_step,
)
from wens.voices.models import Attachment, Contribution, Message, State
from wens.voices.rules import NotAllowed, capacities, need_triage
from wens.voices.states import ENDS

LONGEST_PARKED_DAYS = 366
_TO_WRITER, _NOTE = Message.Direction.TO_WRITER, Message.Direction.NOTE


def take(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Start reading; who takes it looks after it from now on. Raises NoSuchStep, Conflict."""
    one = locked(contribution, seen)
    take_step(one, "take", by=by, who=capacities(one, by), changes={"owner": account_of(by)})
    return one


def own(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Become the one who sees to it that something happens with this contribution. Raises NotAllowed, Conflict."""
    need_triage(by)
    one = locked(contribution, seen)
    change(one, owner=account_of(by))
    record("voices.contribution.owned", subject=subject_of(one), by=by)
    return one


def ask_back(
    *, contribution: uuid.UUID, text: str, by: Actor, seen: int | None = None, answer_key: uuid.UUID | None = None
) -> Contribution:
    """Ask the writer something; the contribution waits for the answer. Raises NoSuchStep, Conflict, WordsMissing."""
    one = locked(contribution)
    if said_before(one, answer_key):
        return one
    one = locked(contribution, seen)
    take_step(one, "ask_back", by=by, who=capacities(one, by), words=text)
    say(one, text, by=by, direction=_TO_WRITER, answer_key=answer_key)
    return one


def answer(*, contribution: uuid.UUID, text: str, by: Actor, answer_key: uuid.UUID | None = None) -> Contribution:
    """Tell the writer something; where the contribution stands does not change, unless nobody had read it yet.

    The partner who has it may answer too. Raises NotAllowed, VoicesError, WordsMissing.
    """
    one = locked(contribution)
    if said_before(one, answer_key):
        return one
    if not capacities(one, by):
        raise NotAllowed(_("Alleen een behandelaar, of de partner die het oppakt, antwoordt de melder."))
    if one.state in (State.WITHDRAWN, State.ERASED):
        raise VoicesError(_("De melder trok deze melding in. Antwoorden kan niet meer."))
    if one.state == State.RECEIVED:
        take(contribution=contribution, by=by)
        one = locked(contribution)
    say(one, text, by=by, direction=_TO_WRITER, answer_key=answer_key)
    return one


def note(*, contribution: uuid.UUID, text: str, by: Actor, answer_key: uuid.UUID | None = None) -> Contribution:
    """Leave a note for colleagues; the writer does not see it. Raises NotAllowed, WordsMissing."""
    one = locked(contribution)
    if not said_before(one, answer_key):
        if not capacities(one, by):
            raise NotAllowed(_("Alleen een behandelaar, of de partner die het oppakt, schrijft een notitie."))
        say(one, text, by=by, direction=_NOTE, answer_key=answer_key)
    return one


def park(
    *, contribution: uuid.UUID, reason: str, until: dt.date, by: Actor,
    seen: int | None = None, answer_key: uuid.UUID | None = None,
) -> Contribution:  # fmt: skip
    """Keep it for later, until a day within a year; the writer reads the reason. Raises VoicesError and as `take`."""
    one = locked(contribution)
    if said_before(one, answer_key):
        return one
    today = timezone.localdate()
    if not today < until <= today + dt.timedelta(days=LONGEST_PARKED_DAYS):
        raise VoicesError(_("Kies een dag na vandaag, en binnen een jaar."))
    one = locked(contribution, seen)
    take_step(one, "park", by=by, who=capacities(one, by), words=reason, changes={"parked_until": until})
    say(one, reason, by=by, direction=_TO_WRITER, answer_key=answer_key, with_step=True)
    return one


def unpark(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Take up what was kept for later; a job does it on the day. Raises NoSuchStep, Conflict."""
    one = locked(contribution, seen)
    take_step(one, "unpark", by=by, who=capacities(one, by), changes={"parked_until": None})
    return one


def approve_text(
    *, contribution: uuid.UUID, text: str, public: bool, by: Actor, seen: int | None = None
) -> Contribution:
    """Set the cleaned text: what partners read, and everybody when `public`.

    Only a trained person who read what was written may say that it is clean; never the system. Raises NotAllowed,
    Conflict, WordsMissing, VoicesError for what was withdrawn or erased.
    """
    need_triage(by)
    if "read_originals" not in current().rights:
        raise NotAllowed(_("Wie de tekst goedkeurt, moet kunnen lezen wat er geschreven is."))
    one = locked(contribution, seen)
    if one.state in (State.WITHDRAWN, State.ERASED):
        raise VoicesError(_("De melder trok deze melding in. De tekst kan niet meer worden gebruikt."))
    change(
        one, cleaned_text=clean_words(text), cleaned_by=by.reference, cleaned_at=timezone.now(), is_public=public
    )  # fmt: skip
    record("voices.contribution.text_approved", subject=subject_of(one), by=by, data={"public": public})
    return one


def withdraw_text(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Take the text off the public pages at once; partners who have the contribution keep it. Raises NotAllowed."""
    need_triage(by)
    one = locked(contribution, seen)
    change(one, is_public=False)
    record("voices.contribution.text_withdrawn", subject=subject_of(one), by=by)
    return one


def show_photo(*, attachment: uuid.UUID, public: bool, by: Actor) -> Attachment:
    """Let others than the readers see a photo, or no longer. Raises NotAllowed, VoicesError."""
    need_triage(by)
    photo = Attachment.objects.select_for_update().get(pk=attachment)
    if photo.state != Attachment.State.READY:
        raise VoicesError(_("Deze foto is nog niet nagekeken, of geweigerd."))
    photo.is_public = public
    photo.save(update_fields=["is_public"])
    name = "shown" if public else "hidden"
    record(f"voices.photo.{name}", subject=f"contribution:{photo.contribution_id}", by=by)
    return photo


def end(
    *, contribution: uuid.UUID, as_state: str, text: str, by: Actor, whose: str = "", reach: str = "",
    seen: int | None = None, answer_key: uuid.UUID | None = None,
) -> Contribution:  # fmt: skip
    """End it with words to the writer: resolved, not_resolved, not_ours or lapsed.

    Not ours says whose it is (`whose`) and how to get there (`reach`: a telephone number or an address on the web).
    Raises VoicesError, NoSuchStep, Conflict, WordsMissing.
    """
    one = locked(contribution)
    if said_before(one, answer_key):
        return one
    if as_state not in ENDS:
        raise VoicesError(_("Kies een einde: opgelost, niet opgelost, niet van ons of vervallen."))
    if as_state == State.NOT_OURS and not (whose.strip() and reach.strip()):
        raise VoicesError(_("Zeg van wie het wel is, en hoe de melder daar terechtkan."))
    one = locked(contribution, seen)
    words = clean_words(text)
    if as_state == State.NOT_OURS:
        words += f"\n\n{whose.strip()}: {reach.strip()}"
    take_step(one, f"end_{as_state}", by=by, who=capacities(one, by), words=words, changes={"parked_until": None})
    say(one, words, by=by, direction=_TO_WRITER, answer_key=answer_key, with_step=True)
    return one

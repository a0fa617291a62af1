"""Sending what waits: take a letter, hand it over, note what came of it; each of the three committed by itself.

A process that is killed in between leaves the letter `handing_over`. The next run, which holds the lock that the dead
one lost, turns that into `interrupted`: nobody knows whether the mail arrived, so a person decides, in the red list.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wens.audit.actions import record
from wens.followup.composing import NOBODY, TO_PARTNERS, NoAddress, NoLongerWanted, Ready, make_up
from wens.followup.mail import Carrier, Never, NoConnection, NotNow, Unsure
from wens.followup.mail.folder import FolderCarrier
from wens.followup.mail.smtp import SmtpCarrier
from wens.followup.models import Letter
from wens.followup.transactions import alone, committed
from wens.tenancy.context import Actor
from wens.voices.actions.urgent import not_delivered
from wens.voices.sealing import CannotOpen

log = structlog.get_logger(__name__)
State = Letter.State
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360, 720, 1440))
"""How long to wait after each refusal for now; after the last one a letter has failed (RFC 5321, 4.5.4.1: 4–5 days)."""
NO_CONNECTION_PAUSE = dt.timedelta(minutes=2)


@dataclass
class Sent:
    """What a run did with the letters of one gemeente."""

    sent: int = 0
    later: int = 0
    red: int = 0
    cancelled: int = 0


def carrier() -> Carrier | None:
    """Return what letters go out with in this installation; None when mail is not set up."""
    if settings.WENS.mail_folder:
        return FolderCarrier(settings.WENS.mail_folder)
    return SmtpCarrier(settings.WENS.mail_server) if settings.WENS.mail_server else None


def send_letters(*, gemeente: str, by: Actor, using: Carrier) -> Sent:
    """Send the letters of `gemeente` whose time has come, urgent ones first; does nothing while another run does."""
    done = Sent()
    with alone(f"letters:{gemeente}") as ours:
        if not ours:
            return done
        done.red += _note_interrupted(gemeente, by)
        try:
            while _is_any_due(gemeente, by):
                using.open()  # before a letter is taken: a server that hangs here got nothing
                if taken := _take(gemeente, by, done):
                    _hand_over(gemeente, by, *taken, using=using, done=done)
        except NoConnection as error:
            done.later += _put_off(gemeente, by, str(error))
        finally:
            using.close()
    return done


def _take(gemeente: str, by: Actor, done: Sent) -> tuple[UUID, Ready] | None:
    """Take the next letter and commit that it is being handed over; what cannot be made up is put aside."""
    while True:
        with committed(gemeente, by, ["read_contacts"]):
            letter = _next()
            if letter is None:
                return None
            ready = _made_up(letter, done)
            _warn(letter, by)
            if ready is None:
                continue
            letter.state, letter.handed_at, letter.attempts = State.HANDING_OVER, timezone.now(), letter.attempts + 1
            letter.template_version, letter.problem = ready.version, ""
            letter.save(update_fields=["state", "handed_at", "attempts", "template_version", "problem"])
        return letter.pk, ready


def _is_any_due(gemeente: str, by: Actor) -> bool:
    with committed(gemeente, by):
        return _due().exists()


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(state=State.WAITING, not_before__lte=timezone.now())


def _next() -> Letter | None:
    return _due().select_for_update(skip_locked=True).order_by("-is_urgent", "not_before", "pk").first()


def _made_up(letter: Letter, done: Sent) -> Ready | None:
    try:
        with transaction.atomic():
            return make_up(letter)
    except NoLongerWanted as reason:
        letter.state, letter.problem = State.CANCELLED, str(reason)
        done.cancelled += 1
    except (NoAddress, CannotOpen) as reason:
        letter.state, letter.problem = State.FAILED, str(reason)
        done.red += 1
    except Exception as error:  # a template or a row that is broken stops this letter only
        log.warning("followup.letter.not_made", kind=letter.kind, error=type(error).__name__)
        letter.state, letter.problem = State.FAILED, f"het bericht kon niet worden gemaakt ({type(error).__name__})"
        done.red += 1
    letter.save(update_fields=["state", "problem"])
    return None


def _hand_over(gemeente: str, by: Actor, letter: UUID, ready: Ready, *, using: Carrier, done: Sent) -> None:
    sender = settings.WENS.mail_from or NOBODY
    try:
        using.hand_over(ready.message, sender=sender, recipient=ready.recipient)
    except NoConnection as error:
        _note(gemeente, by, letter, State.WAITING, problem=str(error))
        raise
    except NotNow as error:
        done.later += 1
        _note_refusal(gemeente, by, letter, str(error))
    except Never as error:
        done.red += 1
        _note(gemeente, by, letter, State.FAILED, problem=str(error))
    except Unsure as error:
        done.red += 1
        _note(gemeente, by, letter, State.INTERRUPTED, problem=str(error))
    else:
        done.sent += 1
        _note(gemeente, by, letter, State.SENT)


def _note(gemeente: str, by: Actor, key: UUID, state: Letter.State, *, problem: str = "") -> None:
    """Commit what came of handing over. What is known to be sent is noted also when it was taken for interrupted."""
    before = [State.HANDING_OVER, State.INTERRUPTED] if state == State.SENT else [State.HANDING_OVER]
    with committed(gemeente, by):
        letter = Letter.objects.select_for_update().filter(pk=key, state__in=before).first()
        if letter is None:
            return
        letter.state, letter.problem = state, problem
        if state == State.SENT:
            letter.sent_at = timezone.now()
            Letter.objects.filter(told_in=letter).update(state=State.SENT, sent_at=letter.sent_at)
        letter.save(update_fields=["state", "problem", "sent_at", "not_before", "attempts"])
        if state != State.WAITING:
            record(f"followup.letter.{state}", subject=f"letter:{key}", by=by, data={"kind": letter.kind})
        _warn(letter, by)


def _note_refusal(gemeente: str, by: Actor, key: UUID, problem: str) -> None:
    """Try again after a pause that grows, or give up."""
    with committed(gemeente, by):
        letter = Letter.objects.select_for_update().get(pk=key)
        tried = letter.attempts
        if tried <= len(PAUSES):
            letter.state, letter.not_before = State.WAITING, timezone.now() + PAUSES[tried - 1]
        else:
            letter.state = State.FAILED
        letter.problem = problem
        letter.save(update_fields=["state", "not_before", "problem"])
        _warn(letter, by)


def _note_interrupted(gemeente: str, by: Actor) -> int:
    """Note the letters that a killed run left halfway: we hold its lock, so nobody is handing them over now."""
    with committed(gemeente, by):
        halfway = list(Letter.objects.select_for_update().filter(state=State.HANDING_OVER))
        for letter in halfway:
            letter.state, letter.problem = (
                State.INTERRUPTED,
                "het versturen werd afgebroken; misschien is het aangekomen",
            )
            letter.save(update_fields=["state", "problem"])
            _warn(letter, by)
            record("followup.letter.interrupted", subject=f"letter:{letter.pk}", by=by, data={"kind": letter.kind})
    return len(halfway)


def _warn(letter: Letter, by: Actor) -> None:
    """Note on an offer that its letter did not arrive, so that it stands in the red list of contributions too."""
    undelivered = letter.state in (State.FAILED, State.INTERRUPTED)
    if undelivered and letter.handover_id and letter.kind in TO_PARTNERS:
        not_delivered(handover=letter.handover_id, problem=letter.problem, by=by)


def _put_off(gemeente: str, by: Actor, problem: str) -> int:
    """Let everything that is due wait a little: without a server each letter would fail for the same reason."""
    with committed(gemeente, by):
        return _due().update(not_before=timezone.now() + NO_CONNECTION_PAUSE, problem=problem)

"""What every step with a contribution has in common: the lock, the table of states, the trail, the outbox."""

import uuid
from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting, current
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices.models import Contact, Contribution, Message
from wens.voices.retention import contact_until
from wens.voices.states import FINAL, Step, Who, step

MOST_TEXT = 4000
"""Characters of an answer or a cleaned text."""


class VoicesError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Conflict(VoicesError):
    """Somebody else changed the contribution after the form was opened; `now` is how it stands."""

    def __init__(self, now: Contribution) -> None:
        super().__init__(
            _("Iemand anders heeft deze melding intussen veranderd. Kijk hoe zij nu staat en kies opnieuw.")
        )
        self.now = now


class WordsMissing(VoicesError):
    """A step that has to be explained was not; `MOST_TEXT` characters at most."""


def subject_of(one: Contribution) -> str:
    """Return the name under which trail and outbox know a contribution."""
    return f"contribution:{one.pk}"


def locked(contribution: uuid.UUID, seen: int | None = None) -> Contribution:
    """Return the contribution, held until the transaction ends.

    `seen`: the version that the form was made from. Raises Contribution.DoesNotExist, Conflict.
    """
    one = Contribution.objects.select_for_update().get(pk=contribution)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    return one


def clean_words(text: str) -> str:
    """Return `text` without surplus white space at its ends. Raises WordsMissing when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if not words:
        raise WordsMissing(_("Schrijf in een paar zinnen waarom."))
    if len(words) > MOST_TEXT:
        raise WordsMissing(_("Maak de tekst korter: hoogstens %(most)s tekens.") % {"most": MOST_TEXT})
    return words


def take_step(
    one: Contribution,
    name: str,
    *,
    by: Actor,
    who: Collection[Who],
    words: str = "",
    changes: dict[str, Any] | None = None,
) -> Step:
    """Bring a locked contribution one step further: the row, the trail and the outbox in one transaction.

    `words` are checked when the table asks for them; where they are kept is up to the action. `changes` are other
    fields to set. The first of triage who takes a step looks after it from then on. Raises `states.NoSuchStep`,
    WordsMissing.
    """
    chosen = step(name, one.state, who)
    if chosen.words:
        clean_words(words)
    more = dict(changes or {})
    if one.owner_id is None and Who.TRIAGE in chosen.who and Who.TRIAGE in who:
        more["owner"] = account_of(by)
    change(one, state=chosen.after, state_since=timezone.now(), **more)
    if chosen.after in FINAL or chosen.before in FINAL:
        _keep_contact(one)
    data = {"contribution": str(one.pk), "step": name, "state": chosen.after.value, "was": chosen.before.value}
    record(f"voices.contribution.{name}", subject=subject_of(one), by=by, data=data)
    announce("voices.contribution.changed", subject=subject_of(one), data=data)
    return chosen


def _keep_contact(one: Contribution) -> None:
    """Contact details stay a while after the end, to ask how it went, and longer again when it is opened again.

    Who takes the step need not be allowed to read them.
    """
    now = current()
    until = contact_until(timezone.localdate()) if one.state in FINAL else one.retain_until
    with acting(now.gemeente, now.actor, rights={"read_contacts", COVENANT_RIGHT}, organisation=now.organisation):
        Contact.objects.filter(contribution=one).update(retain_until=min(until, one.retain_until))


def change(one: Contribution, **changes: Any) -> None:
    """Set fields of a locked contribution and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def said_before(one: Contribution, answer_key: uuid.UUID | None) -> bool:
    """Tell whether the form with this key was handled already: sending it twice gives the same answer."""
    return answer_key is not None and one.messages.filter(answer_key=answer_key).exists()


def say(
    one: Contribution,
    text: str,
    *,
    by: Actor,
    direction: str,
    answer_key: uuid.UUID | None = None,
    with_step: bool = False,
) -> Message:
    """Add a message; what goes to or comes from the writer is announced. Raises WordsMissing.

    `with_step`: the words belong to a step of which the writer hears already; one letter is enough.
    """
    message = Message.objects.create(
        contribution=one,
        at=timezone.now(),
        direction=direction,
        text=clean_words(text),
        written_by=by.reference,
        shown_as=function_of(by),
        answer_key=answer_key or uuid.uuid4(),
    )
    data = {"contribution": str(one.pk), "message": str(message.pk), "direction": str(direction)}
    record("voices.message.sent", subject=subject_of(one), by=by, data=data)
    if direction != Message.Direction.NOTE and not with_step:
        announce("voices.message.sent", subject=subject_of(one), data=data)
    return message


def function_of(by: Actor) -> str:
    """Return how the outside knows who acts: a function of an organisation, never a name; empty for the writer."""
    if by.kind == "public":
        return ""
    account = account_of(by)
    return account.shown_outside if account else "de gemeente"


def account_of(by: Actor) -> Account | None:
    """Return the account behind an actor, or None for the machine, a job or the public."""
    return Account.objects.select_related("organisation").filter(pk=by.id).first() if by.kind == "account" else None

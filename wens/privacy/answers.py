"""The answer on its way to who asked: a link by mail and a pick-up code another way, or a letter on paper.

The mail says that there is an answer and nothing else. Its link opens a page that asks for the code, which the officer
gives in person, by telephone or by post: a mailbox that somebody else reads is then not enough.
"""

import hmac
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.privacy.actions.requests import requester_of
from wens.privacy.models import Kind, Request, State
from wens.privacy.paper import Paper, heading, items, text
from wens.tenancy.context import current_gemeente
from wens.voices import codes, keyring

SALT = "wens.privacy.answer"
DAYS = 30
"""How long the link opens the answer; after that the officer sends it again, or on paper."""


def path_for(request: UUID) -> str:
    """Return the address of the page of an answer; it opens nothing without the code."""
    token = signing.dumps([current_gemeente(), request.hex], salt=SALT)
    return reverse("answer", args=[token])


def request_of(token: str) -> UUID | None:
    """Return the request of which a token opens the answer, or None when it was made up, is old or of elsewhere."""
    try:
        gemeente, key = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    return UUID(key) if gemeente == current_gemeente() else None


def code_of(request: UUID) -> str:
    """Return the pick-up code of an answer: KRT4-9WXM-2HPD. It is derived with a key outside the database."""
    return codes.code_for(request, keyring.newest("follow"))


def opens(code: str, request: UUID) -> bool:
    """Tell whether this is the code of an answer; small letters, spaces and dashes do not matter."""
    typed = codes.plain(code).encode()
    known = [codes.plain(codes.code_for(request, key_id)).encode() for key_id in keyring.key_ids("follow")]
    return any(hmac.compare_digest(typed, one) for one in known)


def has_copy(one: Request) -> bool:
    """Tell whether a copy goes with the answer."""
    return one.kind == Kind.ACCESS and one.state in (State.GRANTED, State.PARTLY)


def what_you_can_do() -> list[str]:
    """Return what anybody may do who disagrees: an answer is a decision (UAVG art. 34; Awb art. 6:7; AVG art. 77)."""
    return [
        _("Bent u het er niet mee eens? Dan kunt u binnen zes weken bezwaar maken bij de gemeente."),
        _("U mag ook een klacht indienen bij de Autoriteit Persoonsgegevens."),
    ]


def letter(one: Request, *, gemeente: str) -> Paper:
    """Return the answer as a letter on paper."""
    when = timezone.localdate(one.answered_at) if one.answered_at else timezone.localdate()
    blocks = [
        *(text(line) for line in requester_of(one).splitlines() if line.strip()),
        text(f"Uw verzoek van {one.received_on:%d-%m-%Y}, nummer {one.label}: {one.get_kind_display()}."),
        heading(f"Ons antwoord: {one.get_state_display()}"),
        *(text(part) for part in one.answer.split("\n") if part.strip()),
        heading("Wat u nog kunt doen"),
        items(what_you_can_do()),
    ]
    return Paper("Antwoord op uw verzoek", f"Gemeente {gemeente}", when, tuple(blocks))

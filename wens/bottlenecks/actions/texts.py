"""Texts for everybody: written by one person, approved by another, and only then shown and told to who raised it."""

import uuid
from dataclasses import asdict, dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.access.two_people import may_be_second
from wens.audit.actions import announce, record
from wens.bottlenecks.actions.keeping import (
    REASON,
    change,
    check_people,
    function_of,
    locked,
    subject_of,
    words_of,
)
from wens.bottlenecks.models import Bottleneck, Place, PublicText, TextState
from wens.bottlenecks.rules import APPROVE, DECIDE, NotAllowed, need
from wens.bottlenecks.states import text_move
from wens.tenancy.context import Actor

SHOWN_OR_WAITING = (TextState.PROPOSED, TextState.RETURNED, TextState.APPROVED, TextState.TAKEN_DOWN)


@dataclass(frozen=True)
class Words:
    """What everybody may read: a title, what it is about, and why it was decided so."""

    title: str
    text: str
    reason: str

    def checked(self) -> "Words":
        """Return clean words. Raises BottleneckError with the field."""
        return Words(
            title=words_of(self.title, ask=_("Geef de tekst een titel."), field="title", longest=120),
            text=words_of(self.text, ask=_("Schrijf wat iedereen mag lezen."), field="text", longest=REASON),
            reason=words_of(self.reason, ask=_("Schrijf voor iedereen waarom."), field="public_reason", longest=REASON),
        )

    def texts(self) -> dict[str, str]:
        """Return the texts in which nobody may be named."""
        return {"title": self.title, "text": self.text, "public_reason": self.reason}


def write(*, of: Words | None, about: Bottleneck | Place, what: str, by: Actor) -> PublicText | None:
    """Put a text before a second reader; what was shown or waited until now is replaced by it, or by nothing.

    Inside a decision or a step, which checked who may and what it says.
    """
    about.texts.filter(state__in=SHOWN_OR_WAITING).update(state=TextState.REPLACED)
    if of is None:
        return None
    now = timezone.now()
    link = {"bottleneck": about} if isinstance(about, Bottleneck) else {"place": about}
    return PublicText.objects.create(
        area_code=about.area_code, theme=about.theme if isinstance(about, Bottleneck) else "", what=what,
        function=function_of(by), decided_on=timezone.localdate(now), written_by=by.reference, written_at=now,
        is_example=about.is_example, **link, **asdict(of),
    )  # fmt: skip


def approve(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> PublicText:
    """Let a text of another person be read by everybody; who raised it is told.

    Raises NotAllowed, NoSuchMove, Conflict.
    """
    one = _looked_at(key, "approve", by, seen)
    change(one, state=TextState.APPROVED, approved_by=by.reference, approved_at=timezone.now(), remark="")
    record("bottlenecks.text.approved", subject=subject_of(one), by=by, data={"area": one.area_code})
    announce("bottlenecks.text.approved", subject=subject_of(one), data={"text": str(one.pk)})
    return one


def send_back(*, key: uuid.UUID, remark: str, by: Actor, seen: int | None = None, looked: str = "") -> PublicText:
    """Give a text back to its writer, with what has to be different. Raises as `approve`, and BottleneckError."""
    one = _looked_at(key, "return", by, seen)
    words = words_of(remark, ask=_("Schrijf wat er anders moet."), field="remark")
    check_people({"remark": words}, looked)
    change(one, state=TextState.RETURNED, remark=words)
    record("bottlenecks.text.returned", subject=subject_of(one), by=by)
    return one


def rewrite(*, key: uuid.UUID, of: Words, by: Actor, seen: int | None = None, looked: str = "") -> PublicText:
    """Write a text anew that does not show; a second reader looks again.

    Raises NotAllowed, NoSuchMove, Conflict, BottleneckError, PointsAtPerson.
    """
    need(by, DECIDE)
    one = locked(PublicText, key, seen)
    chosen = text_move("rewrite", one.state)
    words = of.checked()
    check_people(words.texts(), looked)
    change(one, state=chosen.after, written_by=by.reference, written_at=timezone.now(), **asdict(words))
    record("bottlenecks.text.rewritten", subject=subject_of(one), by=by)
    return one


def take_down(*, key: uuid.UUID, remark: str, by: Actor, seen: int | None = None, looked: str = "") -> PublicText:
    """Take a text from the site, at once and by one person, with the reason.

    Raises NotAllowed, NoSuchMove, Conflict, BottleneckError.
    """
    need(by, APPROVE)
    one = locked(PublicText, key, seen)
    chosen = text_move("take_down", one.state)
    words = words_of(remark, ask=_("Schrijf waarom de tekst van de site gaat."), field="remark")
    check_people({"remark": words}, looked)
    change(one, state=chosen.after, remark=words)
    record("bottlenecks.text.taken_down", subject=subject_of(one), by=by)
    return one


def _looked_at(key: uuid.UUID, name: str, by: Actor, seen: int | None) -> PublicText:
    need(by, APPROVE)
    one = locked(PublicText, key, seen)
    if text_move(name, one.state).other and not may_be_second(one.written_by, by):
        raise NotAllowed(_("Wie de tekst schreef, keurt haar niet zelf goed. Vraag een ander."))
    return one

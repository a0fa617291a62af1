"""Deciding about a knelpunt: take up, keep for later, pass on, not ours; always with the reason, also for outside."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.bottlenecks.actions.keeping import (
    REASON,
    BottleneckError,
    change,
    check_people,
    function_of,
    locked,
    subject_of,
    words_of,
)
from wens.bottlenecks.actions.texts import Words, write
from wens.bottlenecks.models import Bottleneck, Decision, State, What
from wens.bottlenecks.queries.rules import criteria_now
from wens.bottlenecks.rules import DECIDE, need
from wens.bottlenecks.rulesets import leaning
from wens.bottlenecks.states import Move, move
from wens.organisations.queries import organisation
from wens.tenancy.context import Actor


@dataclass(frozen=True)
class Verdict:
    """What is decided. `reason`: for colleagues and partners; `words`: for everybody, after a second look."""

    what: What
    reason: str
    words: Words | None = None
    passed_to: uuid.UUID | None = None
    parked_until: dt.date | None = None


def decide(*, key: uuid.UUID, of: Verdict, by: Actor, seen: int | None = None, looked: str = "") -> Decision:
    """Decide about a knelpunt; what everybody read until now goes, and the new text waits for a second reader.

    Raises NotAllowed, NoSuchMove, Conflict, BottleneckError (with the field), PointsAtPerson.
    """
    need(by, DECIDE)
    one = locked(Bottleneck, key, seen)
    chosen = move(of.what, one.state)
    reason = words_of(of.reason, ask=_("Schrijf in een paar zinnen waarom."), field="reason", longest=REASON)
    words = of.words.checked() if chosen.told and of.words else None
    if chosen.told and words is None:
        raise BottleneckError(_("Schrijf ook wat iedereen mag lezen."), "text")
    check_people({"reason": reason, **(words.texts() if words else {})}, looked)
    _ready(one, chosen)
    more = _where_to(of, chosen)
    now = timezone.now()
    made = Decision.objects.create(
        bottleneck=one, what=of.what, reason=reason, function=function_of(by), at=now, by=by.reference,
        **more,
    )  # fmt: skip
    change(one, state=chosen.after, state_since=now, **more)
    write(of=words, about=one, what=of.what, by=by)
    record(f"bottlenecks.decided.{of.what}", subject=subject_of(one), by=by, data={"area": one.area_code})
    announce("bottlenecks.decided", subject=subject_of(one), data={"bottleneck": str(one.pk), "what": str(of.what)})
    return made


def _ready(one: Bottleneck, chosen: Move) -> None:
    """What cannot wait is decided first and weighed after; anything else is weighed on every criterion first."""
    if not chosen.weighed or one.is_urgent:
        return
    last = one.weighings.first()
    left = leaning(criteria_now(), last.answers if last else {}).unknown
    if left:
        raise BottleneckError(
            _("Weeg eerst: %(names)s. Een besluit rust op elk criterium.") % {"names": ", ".join(left).lower()}
        )


def _where_to(of: Verdict, chosen: Move) -> dict[str, Any]:
    """Whom it is passed to, until when it is kept; what does not belong to this decision is taken away."""
    more: dict[str, Any] = {"passed_to_id": None, "parked_until": None}
    if chosen.after == State.PASSED_ON:
        partner = organisation(of.passed_to) if of.passed_to else None
        if partner is None or not partner.is_active:
            raise BottleneckError(_("Kies aan wie u het doorgeeft."), "passed_to")
        more["passed_to_id"] = partner.pk
    if chosen.after == State.PARKED:
        if of.parked_until is None or of.parked_until <= timezone.localdate():
            raise BottleneckError(_("Kies een dag na vandaag waarop u er weer naar kijkt."), "parked_until")
        more["parked_until"] = of.parked_until
    return more

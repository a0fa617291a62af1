"""The sign-off of a round's dossier: by a second person; in the same transaction it is frozen."""

import uuid

from django.utils import timezone

from wens.access.two_people import may_be_second
from wens.audit.actions import announce
from wens.dossiers import actions as dossiers
from wens.dossiers.gathering import Basis
from wens.rounds.actions.keeping import Conflict, RoundError, change, decide, locked, subject_of
from wens.rounds.models import Round, Stage, StepState, What
from wens.rounds.queries import meetings_of
from wens.rounds.rules import NotAllowed, need_manage
from wens.rounds.steps import BEFORE_SIGNING
from wens.tenancy.context import Actor


def basis(one: Round) -> Basis:
    """Return what the dossier of a round is made from, as of today."""
    return Basis(
        area_code=one.area_code, round=one.pk, round_number=one.number, since=one.listens_from,
        until=timezone.localdate(), meetings=tuple(meeting.pk for meeting in meetings_of([one])[one.pk]),
        is_example=one.is_example,
    )  # fmt: skip


def sign_off(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Round:
    """Sign the dossier of a round and freeze it, the public part and the partners' part; twice is once.

    Raises NotAllowed (also who closed the round table), Conflict, and RoundError while a step before it is open.
    """
    need_manage(by)
    one = locked(key)
    if one.signed_at is not None:
        return one
    if seen is not None and seen != one.version:
        raise Conflict(one)
    if one.state != Stage.RUNNING or not ready_to_sign(one):
        raise RoundError("Sluit eerst de stappen 1 tot en met 4 af. Daarna kan het dossier worden getekend.")
    if not may_sign(one, by):
        raise NotAllowed("Een ander dan wie de ronde tafel afsloot, tekent het dossier.")
    dossiers.freeze(of=basis(one), by=by)
    change(one, signed_at=timezone.now())
    decide(one, What.SIGN, by=by)
    announce("rounds.dossier.signed", subject=subject_of(one), data={"round": str(one.pk)})
    return one


def ready_to_sign(one: Round) -> bool:
    """Tell whether the steps before the sign-off are closed."""
    return not one.steps.filter(key__in=BEFORE_SIGNING).exclude(state=StepState.CLOSED).exists()


def may_sign(one: Round, by: Actor) -> bool:
    """Tell whether `by` is another than who closed the round table (unless the installation has a single operator)."""
    closed = one.decisions.filter(what=What.CLOSE, step=BEFORE_SIGNING[-1]).order_by("-at").first()
    return may_be_second(closed.by if closed else "", by)

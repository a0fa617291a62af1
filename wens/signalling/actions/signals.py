"""Writes on signals from statistics by people: judging one, setting the budget; and keeping what looking back gave."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from wens.audit.actions import announce, record
from wens.organisations.models import Account
from wens.signalling.actions.keeping import (
    SignalError,
    change,
    check_people,
    locked,
    one_at_a_time,
    subject_of,
    words_of,
)
from wens.signalling.models import BackTest, Judged, Judgement, Signal, SignalRules
from wens.signalling.rules import ENTER, MANAGE, need
from wens.tenancy.context import Actor

MOST_A_YEAR, LEAST_DAYS, MOST_DAYS = 365, 7, 182


def judge(
    *, key: uuid.UUID, judged: str, reason: str, by: Actor, answer_key: uuid.UUID, seen: int | None = None,
    looked: str = "",
) -> Signal:  # fmt: skip
    """Say what a signal turned out to be, with a reason; sent twice it is the same judgement, and a later one holds.

    "knelpunt" hands it over through the outbox to who weighs knelpunten. Raises NotAllowed, Conflict, SignalError,
    PointsAtPerson, Signal.DoesNotExist.
    """
    need(by, ENTER)
    if there := Judgement.objects.filter(answer_key=answer_key).select_related("signal").first():
        return there.signal
    one = locked(Signal, key, seen)
    if judged not in Judged.values:
        raise SignalError("Kies wat het signaal was.", "judged")
    words = words_of(reason, ask="Schrijf in één zin waarom.", field="reason")
    check_people({"reason": words}, looked)
    now = timezone.now()
    Judgement.objects.bulk_create([
        Judgement(signal=one, judged=judged, reason=words, function=_function(by), answer_key=answer_key, at=now,
                  by=by.reference)
    ])  # fmt: skip
    was, one.judged = one.judged, judged
    change(one, judged=judged, judged_at=now)
    record("signalling.signal.judged", subject=subject_of(one), by=by, data={"judged": judged, "was": was})
    if judged == Judged.BOTTLENECK and was != judged:
        announce("signalling.signal.knelpunt", subject=subject_of(one), data={"signal": str(one.pk)})
    return one


def set_signal_rules(
    *, false_alarms_a_year: int, expiry_days: int, is_on: bool, why: str, by: Actor, seen: int | None = None
) -> SignalRules:
    """Set a new version of the budget. Raises NotAllowed, SignalError with the field."""
    need(by, MANAGE)
    if not 1 <= false_alarms_a_year <= MOST_A_YEAR:
        raise SignalError(f"Kies een aantal van 1 tot en met {MOST_A_YEAR}.", "false_alarms_a_year")
    if not LEAST_DAYS <= expiry_days <= MOST_DAYS:
        raise SignalError(f"Kies {LEAST_DAYS} tot en met {MOST_DAYS} dagen.", "expiry_days")
    reason = words_of(why, ask="Schrijf waarom u dit verandert.", field="why")
    check_people({"why": reason}, "")
    one_at_a_time("signal-rules")
    last = SignalRules.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if seen is not None and seen != last:
        raise SignalError("Iemand anders veranderde dit net. Kijk wat er nu staat en verander het dan nog eens.")
    made = SignalRules.objects.create(
        number=last + 1, is_on=is_on, false_alarms_a_year=false_alarms_a_year, expiry_days=expiry_days, why=reason,
        made_by=by.reference, made_at=timezone.now(),
    )  # fmt: skip
    data = {"number": made.number, "budget": false_alarms_a_year, "on": is_on, "days": expiry_days}
    record("signalling.budget.set", subject=f"signalrules:{made.number}", by=by, data=data)
    return made


def keep_back_test(
    *, until: dt.date, weeks: int, method: str, budget: int, results: Sequence[dict[str, Any]], took_s: float, by: Actor
) -> BackTest:
    """Keep what looking back gave. Raises NotAllowed."""
    need(by, MANAGE)
    made = BackTest.objects.create(
        until=until, weeks=weeks, method=method, budget=budget, results=list(results), took_s=took_s,
        at=timezone.now(), by=by.reference,
    )  # fmt: skip
    record("signalling.backtest.kept", subject=f"backtest:{made.pk}", by=by, data={"weeks": weeks, "until": str(until)})
    return made


def _function(by: Actor) -> str:
    """The role of who judges: outside nobody has a name."""
    account = Account.objects.filter(pk=by.id).only("role").first() if by.kind == "account" else None
    return account.role if account else by.kind

"""What happens with a worry: colleagues confirm or doubt, a wijkteam takes it up and reports back, it ends honestly."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from wens.audit.actions import announce
from wens.signalling.actions.entering import teams_for
from wens.signalling.actions.keeping import (
    TEXT,
    SignalError,
    change,
    check_people,
    locked,
    step,
    subject_of,
    words_of,
)
from wens.signalling.models import Opinion, Stance, Worry, WorryMove, WorryState
from wens.signalling.queries.rules import rules_now
from wens.signalling.rules import ENTER, NotAllowed, need, need_one_of, own_organisation
from wens.signalling.states import ENDS, GOES_ON, NoSuchMove, move
from wens.tenancy.context import Actor


def say(*, key: uuid.UUID, stance: Stance, words: str, by: Actor, looked: str = "") -> Opinion:
    """Say for the own organisation whether it sees this too; said again it replaces what was said.

    Raises NotAllowed, NoSuchMove, SignalError, PointsAtPerson.
    """
    need(by, ENTER)
    one = locked(Worry, key)
    own = own_organisation(by)
    if not own or own == str(one.organisation_id):
        raise NotAllowed("Een andere organisatie dan die het inbracht, bevestigt of betwijfelt een signaal.")
    if one.state not in GOES_ON:
        raise NoSuchMove(f"Dit kan nu niet. Het signaal is: {WorryState(one.state).label}.")
    doubts = stance == Stance.DOUBT
    said = words_of(words, ask="Schrijf in een zin waarom u twijfelt." if doubts else "")
    check_people({"words": said}, looked)
    given = {"stance": stance, "words": said, "at": timezone.now(), "by": by.reference}
    made, _is_new = Opinion.objects.update_or_create(worry=one, organisation_id=uuid.UUID(own), defaults=given)
    step(one, WorryMove.DOUBT if doubts else WorryMove.CONFIRM, by=by, words=said)
    return made


def take(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None, looked: str = "") -> Worry:
    """Take a worry up for the wijkteam that it waits on; then a report is due. Raises as `report`."""
    due_on = timezone.localdate() + dt.timedelta(days=rules_now().report_days)
    return _turn(
        key, WorryMove.TAKE, words, by, seen, looked, ask="Schrijf wat u gaat doen.", changes={"due_on": due_on}
    )


def report(
    *, key: uuid.UUID, words: str, by: Actor, report_on: dt.date | None = None, seen: int | None = None,
    looked: str = "",
) -> Worry:  # fmt: skip
    """Tell what was done so far, and when the next word comes (None: after the usual days).

    Raises NotAllowed, NoSuchMove, Conflict, SignalError (with the field), PointsAtPerson.
    """
    today = timezone.localdate()
    latest = today + dt.timedelta(days=2 * rules_now().report_days)
    if report_on is not None and not today < report_on <= latest:
        raise SignalError(f"Kies een dag na vandaag, uiterlijk {latest:%d-%m-%Y}.", "report_on")
    due_on = report_on or today + dt.timedelta(days=rules_now().report_days)
    return _turn(key, WorryMove.REPORT, words, by, seen, looked, ask="Schrijf wat u deed.", changes={"due_on": due_on})


def end(
    *, key: uuid.UUID, outcome: WorryState, words: str, by: Actor, seen: int | None = None, looked: str = ""
) -> Worry:
    """End a worry with what was done and what came of it. Raises as `report`."""
    if outcome not in ENDS:
        raise SignalError("Kies wat eruit kwam.", "outcome")
    ask = "Schrijf wat er is gedaan, of waarom u dit niet zag."
    return _turn(key, WorryMove.END, words, by, seen, looked, ask=ask, after=outcome, changes={"due_on": None})


def hand_back(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None, looked: str = "") -> Worry:
    """Give a worry back to who directs, with the reason; nobody has it then. Raises as `report`."""
    changes = {"team": None, "due_on": _take_up_day()}
    ask = "Schrijf waarom uw team dit niet oppakt, en wie wel zou kunnen."
    return _turn(key, WorryMove.HAND_BACK, words, by, seen, looked, ask=ask, changes=changes)


def assign(
    *, key: uuid.UUID, team: uuid.UUID, words: str, by: Actor, seen: int | None = None, looked: str = ""
) -> Worry:
    """Name the wijkteam that a worry waits on, for who directs. Raises as `report`."""
    one = locked(Worry, key, seen)
    chosen = next((each for each in teams_for(one.area_code, one.covenant_id) if each.pk == team), None)
    if chosen is None:
        raise SignalError("Kies een wijkteam uit de lijst. Onder een convenant is dat een partij ervan.", "team")
    changes = {"team": chosen, "due_on": _take_up_day()}
    return _turn(key, WorryMove.ASSIGN, words, by, seen, looked, ask="Schrijf waarom.", changes=changes)


def withdraw(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None, looked: str = "") -> Worry:
    """Take back what the own organisation brought in. Raises as `report`."""
    return _turn(key, WorryMove.WITHDRAW, words, by, seen, looked, ask="Schrijf waarom.", changes={"due_on": None})


def reopen(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None, looked: str = "") -> Worry:
    """Put an ended worry on the table again, for the same wijkteam. Raises as `report`."""
    changes = {"due_on": _take_up_day()}
    return _turn(key, WorryMove.REOPEN, words, by, seen, looked, ask="Schrijf wat u nu weer ziet.", changes=changes)


def _take_up_day() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=rules_now().take_up_days)


WAITS_AGAIN = frozenset({WorryMove.ASSIGN, WorryMove.HAND_BACK, WorryMove.REOPEN})
"""Steps after which somebody has to hear that a worry waits; the others are told to who brought it in."""


def _turn(
    key: uuid.UUID, name: WorryMove, words: str, by: Actor, seen: int | None, looked: str, *, ask: str,
    changes: Mapping[str, Any], after: str = "",
) -> Worry:  # fmt: skip
    """Take a step of the table, with words; the reminders of before are over with it."""
    one = locked(Worry, key, seen)
    chosen = move(name, one.state, after)
    need_one_of(one, by, chosen.who)
    said = words_of(words, ask=ask, longest=TEXT)
    check_people({"words": said}, looked)
    before = one.state
    moved = {"state": chosen.after, "state_since": timezone.now()} if chosen.after != before else {}
    change(one, **moved, **changes, reminded_at=None, escalated_at=None)
    step(one, name, by=by, words=said, data={"before": before})
    topic = "signalling.worry.waits" if name in WAITS_AGAIN else "signalling.worry.told"
    announce(topic, subject=subject_of(one), data={"worry": str(one.pk), "what": str(name)})
    return one

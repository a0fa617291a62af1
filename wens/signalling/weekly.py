"""The weekly run: gather, look, keep. What takes long happens outside the transaction that writes."""

import datetime as dt
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict

from django.utils import timezone

from wens.signalling.actions.running import METHOD, Looked, keep_run
from wens.signalling.actions.signals import keep_back_test
from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.budget import Budget
from wens.signalling.detecting.choosing import choose
from wens.signalling.detecting.looking import look, without_echoes
from wens.signalling.detecting.looking_back import look_back
from wens.signalling.detecting.series import SQUARE
from wens.signalling.gathering import Gathered, Note, gather
from wens.signalling.models import BackTest, WeeklyRun
from wens.signalling.placing import Places
from wens.signalling.queries.rules import rules_now
from wens.signalling.queries.signals import judged_false, signal_rules
from wens.signalling.queries.squares import addresses_of
from wens.signalling.rules import MANAGE, SEE
from wens.tenancy.context import Actor, acting
from wens.tenancy.security import COVENANT_RIGHT

PROCESSES_FROM = 2_000
"""Fewer series than this are looked at sooner than a second process has started."""
STALE_WEEKS = 8
"""Older weeks are no news: they raise a signal only when somebody asks for that day by name."""
NOTHING = "Er is geen bron met dagcijfers waar een signaal over kan gaan."


class SwitchedOff(Exception):
    """The administrator switched the weekly run off."""


def run_week(gemeente: str, *, by: Actor, until: dt.date | None = None, is_example: bool = False) -> WeeklyRun:
    """Look at the last whole week before `until` (today) and keep what was found; again, it changes nothing.

    Raises SwitchedOff, FileNotFoundError when facts are gone, and the engine's own error.
    """
    started, day = time.monotonic(), until or timezone.localdate()
    with acting(gemeente, by, rights={SEE}):
        rules, spent = signal_rules(), judged_false(day)
        if not rules.is_on:
            raise SwitchedOff("De wekelijkse ronde langs de cijfers staat uit.")
        gathered, places = gather(gemeente, until=day), Places.of_now()
        fresh = _fresh(gathered, day)
        small = [code for one in fresh.series if one.level == SQUARE for code in one.codes]
        buurt_of, addresses, minimum = (
            places.buurt_of_squares(small),
            addresses_of(small),
            rules_now().minimum_addresses,
        )
    budget, looks = Budget(rules.false_alarms_a_year, spent), sum(choose(one).looks for one in fresh.series)
    with workers(sum(len(one.codes) for one in fresh.series)) as executor:
        seen = look(fresh.series, budget, executor=executor)
    large = [one for one in seen if one.level != SQUARE or _addresses(one, addresses) >= minimum]
    alarms = without_echoes(large, lambda one: _inside(one, places, buurt_of))
    of = {(one.indicator, one.level): one for one in fresh.series}
    with acting(
        gemeente, by, rights={SEE, MANAGE, COVENANT_RIGHT}
    ):  # in which squares: no role reads it, a run writes it
        looked = Looked(
            day, rules, spent, looks, budget.alpha(looks), [(one, of[one.indicator, one.level]) for one in alarms],
            [_as_data(one) for one in fresh.notes], time.monotonic() - started, is_example,
            buurt_of, len(seen) - len(large),
        )  # fmt: skip
        return keep_run(of=looked, by=by)


def run_back_test(
    gemeente: str, *, by: Actor, until: dt.date | None = None, weeks: int = 52,
    advance: Callable[[int], None] | None = None,
) -> BackTest:  # fmt: skip
    """Look at each of the last `weeks` weeks as if it were the last, and keep what that gave."""
    started, day = time.monotonic(), until or timezone.localdate()
    with acting(gemeente, by, rights={SEE}):
        rules, gathered = signal_rules(), gather(gemeente, until=day)
    found = look_back(gathered.series, Budget(rules.false_alarms_a_year), weeks=weeks, advance=advance)
    with acting(gemeente, by, rights={SEE, MANAGE}):
        return keep_back_test(
            until=day, weeks=weeks, method=METHOD, budget=rules.false_alarms_a_year,
            results=[one.as_data() for one in found], took_s=time.monotonic() - started, by=by,
        )  # fmt: skip


def _addresses(one: Alarm, known: Mapping[str, int]) -> int:
    """How many addresses an alarm is about at least: a square of which nobody knows it has none."""
    return sum(known.get(code, 0) for code in one.codes)


def _inside(one: Alarm, places: Places, buurt_of: Mapping[str, str]) -> set[str]:
    """The smallest areas that an alarm is about; squares lie in their buurt, so a cluster in a street explains it."""
    if one.level == SQUARE:
        return set(one.codes)
    found = places.inside_of(one.level, one.codes)
    return found | {square for square, buurt in buurt_of.items() if buurt in found}


@contextmanager
def workers(series: int) -> Iterator[Executor | None]:
    """Yield processes to share the work with, or None when it is too little; each starts afresh, without the register.

    A forked process would share the connection to the database of this one.
    """
    if series < PROCESSES_FROM:
        yield None
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _fresh(gathered: Gathered, day: dt.date) -> Gathered:
    oldest = day - dt.timedelta(weeks=STALE_WEEKS)
    notes = [
        Note(one.indicator, one.week, one.share, "stale") if one.week and one.week < oldest else one
        for one in gathered.notes
    ]
    stale = {one.indicator for one in notes if one.why == "stale"}
    return Gathered([one for one in gathered.series if one.indicator not in stale], notes)


def _as_data(one: Note) -> dict[str, object]:
    return {**asdict(one), "week": one.week.isoformat() if one.week else ""}

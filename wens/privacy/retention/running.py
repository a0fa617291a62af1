"""One run over everything with a retention, for every gemeente."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from wens.organisations.queries import gemeenten
from wens.privacy.retention import contributions, files
from wens.privacy.retention.rules import Rule, rules
from wens.privacy.retention.steps import STEPS
from wens.privacy.retention.sweeping import count, sweep, until_nothing
from wens.tenancy.context import Actor, acting
from wens.tenancy.security import COVENANT_RIGHT

RIGHTS = (
    "see_partners_tier",
    "read_originals",
    "read_contacts",
    "handle_privacy_requests",
    "take_part_in_meetings",
    "see_rounds",
    "see_plans",
    "see_bottlenecks",
    "read_applications",
    "read_applicants",
    "see_signals",
    "see_initiatives",
    "see_texts",
    "see_works",
    "read_initiators",
    COVENANT_RIGHT,
)
"""Everything that the second lock keeps apart: what is over its time goes, whoever may read it."""


@dataclass(frozen=True)
class Outcome:
    """How many rows of a table were over in a gemeente: removed or forgotten, or (without commit) about to be."""

    gemeente: str
    table: str
    what: str
    rows: int


def run(*, by: Actor, on: dt.date | None = None, commit: bool = True, only: str = "", table: str = "") -> list[Outcome]:
    """Handle everything of which the time is over on the day `on` (default today); `only`: in one gemeente or `table`.

    Without `commit` nothing changes and the numbers say what would go. Killed half-way it is finished by the next run.
    """
    day = on or timezone.localdate()
    codes = [one.code for one in gemeenten() if only in ("", one.code)]
    found = [outcome for code in codes for outcome in _of_gemeente(code, day, by, commit=commit, table=table)]
    if only or table:
        return found
    backups = files.remove_old(day) if commit else len(files.old_backups(day))
    return [*found, Outcome("", "backups", "remove", backups)]


def _of_gemeente(gemeente: str, on: dt.date, by: Actor, *, commit: bool, table: str) -> list[Outcome]:
    found, taken = [], set[str]()
    for rule in rules():
        if rule.what == "with" or rule.step in taken or table not in ("", rule.table):
            continue
        taken |= {rule.step} - {""}
        rows = _take(gemeente, rule, on, by) if commit else _look(gemeente, rule, on, by)
        found.append(Outcome(gemeente, rule.table, rule.what, rows))
    return found


def _look(gemeente: str, rule: Rule, on: dt.date, by: Actor) -> int:
    with acting(gemeente, by, rights=RIGHTS):
        if rule.step == "contributions":
            return contributions.over(on).count()
        return STEPS[rule.step].count(on) if rule.step else count(rule, on)


def _take(gemeente: str, rule: Rule, on: dt.date, by: Actor) -> int:
    if rule.step == "contributions":
        return until_nothing(partial(contributions.remove_portion, gemeente, on, by, RIGHTS))
    return until_nothing(partial(_portion, gemeente, rule, on, by))


def _portion(gemeente: str, rule: Rule, on: dt.date, by: Actor) -> int:
    with acting(gemeente, by, rights=RIGHTS):
        return STEPS[rule.step].take(on, by) if rule.step else sweep(rule, on, by)

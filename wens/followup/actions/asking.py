"""What comes later by itself: the weekly letters, and the questions some time after an end.

Each is found by what is true now, not by a plan made then: a machine that stood still for a week catches up, and a
contribution that was opened again is not asked about.
"""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils import timezone

from wens.followup.actions import writing
from wens.followup.models import Letter
from wens.followup.transactions import committed
from wens.tenancy.context import Actor
from wens.voices.models import Contribution, State

RIGHTS = ("read_contacts",)
PEOPLE = ZoneInfo("Europe/Amsterdam")
DIGEST_WEEKDAY, DIGEST_HOUR = 0, 8
"""Monday, 08:00 as the clock on the wall says."""
SOLVED_DAYS, SAFER_DAYS = 14, 90
LATEST_DAYS = 45
"""A question that is so many days late is not asked any more: nobody would know what it is about."""


def last_digest_moment(now: dt.datetime) -> dt.datetime:
    """Return the last Monday 08:00 in the Netherlands at or before `now`, also in the weeks that the clock changes."""
    here = now.astimezone(PEOPLE)
    monday = here.date() - dt.timedelta(days=(here.weekday() - DIGEST_WEEKDAY) % 7)
    moment = dt.datetime.combine(monday, dt.time(DIGEST_HOUR), tzinfo=PEOPLE)
    if moment > here:
        moment = dt.datetime.combine(monday - dt.timedelta(days=7), dt.time(DIGEST_HOUR), tzinfo=PEOPLE)
    return moment


def make_digests(*, gemeente: str, by: Actor, now: dt.datetime | None = None) -> int:
    """Make the weekly letter for each contribution with news from before the last digest moment; returns how many.

    One letter per contribution, also when somebody sent several: the register does not know whose they are.
    """
    until = last_digest_moment(now or timezone.now())
    with committed(gemeente, by, RIGHTS):
        gathered = Letter.objects.select_for_update(of=("self",)).filter(
            state=Letter.State.GATHERED, told_in=None, made_at__lt=until
        )
        by_contribution: dict[Contribution, list[Letter]] = {}
        for letter in gathered.select_related("contribution").order_by("made_at"):
            if letter.contribution:
                by_contribution.setdefault(letter.contribution, []).append(letter)
        for contribution, letters in by_contribution.items():
            digest = writing.digest_for(contribution, cause=f"digest:{until:%G-W%V}")
            Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(told_in=digest)
    return len(by_contribution)


def ask_after_end(*, gemeente: str, by: Actor, today: dt.date | None = None) -> int:
    """Ask "is it solved?" two weeks after that was said, "is it safer?" ninety days after an end; returns how many."""
    day = today or timezone.localdate()
    made = 0
    with committed(gemeente, by, RIGHTS):
        for one in _ended(day, SOLVED_DAYS, [State.RESOLVED]):
            made += writing.to_writers(Letter.Kind.SOLVED, one, cause=f"solved:{one.state_since:%Y-%m-%d}", data={})
        for one in _ended(day, SAFER_DAYS, [State.RESOLVED, State.NOT_RESOLVED]):
            made += writing.to_writers(Letter.Kind.SAFER, one, cause=f"safer:{one.state_since:%Y-%m-%d}", data={})
    return made


def _ended(day: dt.date, days: int, states: Iterable[str]) -> Iterable[Contribution]:
    """Return what came to one of these ends at least so many whole days ago, and not much longer."""
    latest = dt.datetime.combine(day - dt.timedelta(days=days - 1), dt.time.min, tzinfo=PEOPLE)
    earliest = latest - dt.timedelta(days=LATEST_DAYS)
    found = Contribution.objects.filter(state__in=list(states), state_since__lt=latest, state_since__gte=earliest)
    return found.filter(contact__isnull=False).iterator()

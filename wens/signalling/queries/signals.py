"""Reading signals from statistics, their rules, runs and what looking back gave. Inside `acting`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from wens.signalling.models import BackTest, Judged, Judgement, Signal, SignalRules, WeeklyRun
from wens.signalling.placing import Places

YEAR_DAYS = 364


@dataclass(frozen=True)
class SignalRulesNow:
    """What holds; without a version of the gemeente (`number` 0) what WENS begins with: one false alarm a month."""

    false_alarms_a_year: int = 12
    expiry_days: int = 28
    is_on: bool = True
    number: int = 0


def signal_rules() -> SignalRulesNow:
    """Return the rules that hold now. One query."""
    found = SignalRules.objects.order_by("-number").first()
    if found is None:
        return SignalRulesNow()
    return SignalRulesNow(found.false_alarms_a_year, found.expiry_days, found.is_on, found.number)


def signal_rules_versions() -> list[SignalRules]:
    """Return every version, the newest first. One query."""
    return list(SignalRules.objects.all())


def judged_false(until: dt.date) -> int:
    """Return how many signals about the 52 weeks before `until` were judged a false alarm."""
    since = until - dt.timedelta(days=YEAR_DAYS)
    return Signal.objects.filter(judged=Judged.FALSE, last_day__gte=since, last_day__lt=until).count()


def signals(which: str = "open", *, indicator: str = "") -> list[Signal]:
    """Return signals, the newest first: `open` (not judged, not expired), `judged`, `expired` or `all`. One query."""
    found = Signal.objects.filter(indicator=indicator) if indicator else Signal.objects.all()
    today = timezone.localdate()
    asked = {
        "open": Q(judged="", expires_on__gte=today), "judged": ~Q(judged=""),
        "expired": Q(judged="", expires_on__lt=today), "all": Q(),
    }[which]  # fmt: skip
    return list(found.filter(asked).annotate(weeks_seen=Count("sightings")))


def signal(key: UUID) -> Signal | None:
    """Return one signal with its weeks and judgements, or None."""
    return Signal.objects.filter(pk=key).select_related("run").prefetch_related("sightings", "judgements").first()


def found_between(since: dt.datetime, until: dt.datetime) -> list[Signal]:
    """Return the signals that were found in this time, the oldest first."""
    return list(Signal.objects.filter(made_at__gte=since, made_at__lt=until).order_by("number"))


def related(one: Signal, places: Places, *, days: int = 183) -> list[Signal]:
    """Return other signals that share a buurt with this one, of the half year before and after it."""
    near = dt.timedelta(days=days)
    found = Signal.objects.filter(last_day__gte=one.first_day - near, first_day__lte=one.last_day + near)
    mine = set(places.buurten(one.area_codes))
    return [other for other in found.exclude(pk=one.pk) if not mine.isdisjoint(places.buurten(other.area_codes))]


def signals_by_key(keys: Sequence[UUID]) -> dict[UUID, Signal]:
    """Return signals with their judgements by key. No query without keys."""
    found = Signal.objects.filter(pk__in=keys).prefetch_related("judgements") if keys else []
    return {one.pk: one for one in found}


def handed_over(area_codes: Sequence[str], theme: str) -> list[Signal]:
    """Return the signals of two years that people judged a possible knelpunt, in these areas and about this theme."""
    since = timezone.localdate() - dt.timedelta(days=730)
    found = Signal.objects.filter(judged=Judged.BOTTLENECK, theme=theme, judged_at__date__gte=since)
    rows = list(found.prefetch_related("judgements"))
    places, inside = Places.of_now() if rows else None, set(area_codes)
    return [one for one in rows if places and not inside.isdisjoint(places.buurten(one.area_codes))]


def judgements_of(one: Signal) -> list[Judgement]:
    """Return how people judged it, the newest first."""
    return list(one.judgements.all())


def last_run() -> WeeklyRun | None:
    """Return the newest run."""
    return WeeklyRun.objects.order_by("-at").first()


def last_back_test() -> BackTest | None:
    """Return the newest looking back."""
    return BackTest.objects.order_by("-at").first()


def judged_per_indicator() -> dict[str, dict[str, int]]:
    """Return per indicator how many signals were judged how; the key "" counts those that nobody judged in time."""
    today = timezone.localdate()
    over = Signal.objects.filter(~Q(judged="") | Q(expires_on__lt=today))
    found: dict[str, dict[str, int]] = {}
    for key, judged, number in over.values_list("indicator", "judged").annotate(n=Count("pk")).order_by("indicator"):
        found.setdefault(key, {})[judged] = number
    return found

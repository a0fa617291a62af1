"""Keeping what a weekly run found: a new signal, or one more week of a signal that goes on. All of it, or nothing."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone, translation

from wens.audit.actions import announce, record
from wens.figures.definitions import definitions
from wens.signalling.actions.keeping import one_at_a_time
from wens.signalling.detecting.alarms import Alarm
from wens.signalling.detecting.holidays import in_week
from wens.signalling.detecting.looking_back import GOES_ON_WEEKS
from wens.signalling.detecting.series import SQUARE, Series
from wens.signalling.models import Sighting, Signal, SquareSignal, WeeklyRun
from wens.signalling.naming import Naming
from wens.signalling.queries.signals import SignalRulesNow
from wens.signalling.queries.squares import needed, within_all
from wens.signalling.rules import MANAGE, need
from wens.signalling.saying import LANGUAGES, TEMPLATE, place_words, sentence
from wens.tenancy.context import Actor, current

SQUARES_KEPT = dt.timedelta(days=2 * 365)
"""So long it is kept in which squares a signal was; the signal, with its buurt, stays."""
METHOD = "2026-11"
"""Version of the detectors and their settings, as the register of algorithms describes them."""


@dataclass(frozen=True)
class Looked:
    """What a run did: up to which day, by which rules, how many looks at which chance, and what it found.

    buurt_of: the buurt of each square that was looked at; too_small: alarms about squares with too few addresses.
    """

    until: dt.date
    rules: SignalRulesNow
    judged_false: int
    looks: int
    alpha: float
    alarms: Sequence[tuple[Alarm, Series]]
    notes: Sequence[dict[str, Any]]
    took_s: float
    is_example: bool = False
    buurt_of: Mapping[str, str] = field(default_factory=dict)
    too_small: int = 0


def keep_run(*, of: Looked, by: Actor) -> WeeklyRun:
    """Keep a run. Doing the same run again adds no signal and no week. Raises NotAllowed.

    An alarm about an indicator and level goes on with a signal that was seen in the last four weeks and shares an area
    with it. No signal is made of a place with fewer addresses than the rules of the network allow.
    """
    need(by, MANAGE)
    one_at_a_time("signals")
    naming = Naming()
    kept = WeeklyRun(
        until=of.until, method=METHOD, budget=of.rules.false_alarms_a_year, judged_false=of.judged_false,
        looks=of.looks, alpha=of.alpha, new=0, again=0, too_small=of.too_small, notes=list(of.notes), took_s=of.took_s,
        at=timezone.now(), by=by.reference,
    )  # fmt: skip
    kept.save(force_insert=True)
    for alarm, series in of.alarms:
        if naming.is_too_small(alarm.codes):
            kept.too_small += 1
            continue
        week = series.monday(alarm.last_week)
        buurten = _buurten(alarm, of)
        going = _goes_on(alarm, week)
        signal = going or _new(alarm, series, kept, of, naming, buurten)
        if alarm.level == SQUARE:
            _keep_squares(signal, alarm, series, buurten)
        _made, is_new_week = Sighting.objects.get_or_create(
            signal=signal, week=week,
            defaults={"area_codes": buurten, "observed": alarm.observed, "expected": alarm.expected,
                      "p": alarm.p, "at": kept.at},
        )  # fmt: skip
        kept.new += going is None
        kept.again += going is not None and is_new_week
    kept.save(update_fields=["new", "again", "too_small"])
    SquareSignal.objects.filter(signal__last_day__lt=of.until - SQUARES_KEPT).delete()
    data = {"new": kept.new, "again": kept.again, "looks": kept.looks, "until": of.until.isoformat()}
    record("signalling.run.kept", subject=f"run:{kept.pk}", by=by, data=data)
    if kept.new and not of.is_example:
        announce("signalling.signals.found", subject=f"run:{kept.pk}", data={"run": str(kept.pk)})
    return kept


def _buurten(alarm: Alarm, of: Looked) -> list[str]:
    """The areas by which a signal is known: never a square, but the buurten in which its squares lie."""
    if alarm.level != SQUARE:
        return list(alarm.codes)
    found = dict.fromkeys(of.buurt_of[code] for code in alarm.codes if code in of.buurt_of)
    return list(found) or [current().gemeente]


def _keep_squares(signal: Signal, alarm: Alarm, series: Series, buurten: list[str]) -> None:
    """Keep in which squares a signal is, those of earlier weeks included, where only a covenant opens them."""
    known = SquareSignal.objects.filter(signal=signal).first()
    squares = list(dict.fromkeys([*alarm.codes, *(known.squares if known else ())]))
    within = set(within_all(buurten)) & set(known.within if known else within_all(buurten))
    SquareSignal.objects.update_or_create(
        signal=signal,
        defaults={"squares": squares, "within": sorted(within), "history": _history(alarm, series),
                  "categories": sorted(str(one) for one in needed(alarm.indicator))},
    )  # fmt: skip


def _goes_on(alarm: Alarm, week: dt.date) -> Signal | None:
    """The signal of which this alarm is one more week."""
    near = dt.timedelta(weeks=GOES_ON_WEEKS)
    seen = Sighting.objects.filter(
        signal__indicator=alarm.indicator, signal__level=alarm.level, week__gte=week - near, week__lte=week + near
    )
    rows = list(seen.select_related("signal").order_by("signal__number"))
    exact = {one.signal_id: one.squares for one in SquareSignal.objects.filter(signal__in=[row.signal for row in rows])}
    for one in rows:
        codes = exact.get(one.signal_id, []) if alarm.level == SQUARE else one.area_codes
        if not set(codes).isdisjoint(alarm.codes):
            return one.signal
    return None


def _new(
    alarm: Alarm, series: Series, run: WeeklyRun, of: Looked, naming: Naming, buurten: list[str]
) -> Signal:  # fmt: skip
    last = Signal.objects.order_by("-number").values_list("number", flat=True).first()
    first_day = series.monday(alarm.first_week)
    last_day = series.monday(alarm.last_week) + dt.timedelta(days=6)
    data = {
        "indicator": alarm.indicator, "first_day": first_day.isoformat(), "last_day": last_day.isoformat(),
        "observed": alarm.observed, "expected": round(alarm.expected, 1), "p": alarm.p,
        "share": round(float(series.completeness[alarm.last_week]), 2), "holidays": _holidays(alarm, series),
        "areas": len(alarm.codes),
    }  # fmt: skip
    signal = Signal(
        pk=uuid.uuid4(), number=(last or 0) + 1, indicator=alarm.indicator,
        theme=definitions().indicators[alarm.indicator].theme, detector=alarm.detector, method=METHOD,
        level=alarm.level, area_codes=buurten, first_day=first_day, last_day=last_day,
        observed=alarm.observed, expected=alarm.expected, p=alarm.p, alpha=alarm.alpha,
        history={} if alarm.level == SQUARE else _history(alarm, series), template=TEMPLATE, data=data,
        said={language: _said(data, alarm, naming, buurten, language) for language in LANGUAGES},
        run=run, made_at=run.at, is_example=of.is_example,
        expires_on=timezone.localdate(run.at) + dt.timedelta(days=of.rules.expiry_days),
    )  # fmt: skip
    signal.save(force_insert=True)
    return signal


def _said(data: dict[str, Any], alarm: Alarm, naming: Naming, buurten: list[str], language: str) -> str:
    with translation.override(language):
        names = [naming.of_square(buurten[0])] if alarm.level == SQUARE else naming.all(buurten)
    return sentence({**data, "place": place_words(names, language)}, language)


def _holidays(alarm: Alarm, series: Series) -> list[str]:
    weeks = range(alarm.first_week, alarm.last_week + 1)
    return list(dict.fromkeys(name for week in weeks for name in in_week(series.monday(week))))


def _history(alarm: Alarm, series: Series) -> dict[str, Any]:
    """The weeks of the last year in these areas, the last one the week of the alarm."""
    rows = [series.codes.index(code) for code in alarm.codes]
    first = max(0, alarm.last_week - 52)
    cases = series.counts[rows, first : alarm.last_week + 1].sum(axis=0)
    return {"monday": series.monday(first).isoformat(), "cases": [int(one) for one in cases]}

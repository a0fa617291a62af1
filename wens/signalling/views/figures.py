"""Signals from statistics on the screen: the list, one signal, judging it, the budget, and looking back."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.audit.actions import read
from wens.figures.definitions import definitions
from wens.render.week_bars import WeekBars, week_bars
from wens.signalling import figure_forms as forms
from wens.signalling.actions import signals as actions
from wens.signalling.algorithms import algorithms
from wens.signalling.backtest_words import back_test_rows
from wens.signalling.models import Signal, SignalRules
from wens.signalling.naming import Naming
from wens.signalling.notes import note_lines
from wens.signalling.queries import Filter, worries
from wens.signalling.queries import signals as queries
from wens.signalling.queries import squares as queries_of_squares
from wens.signalling.rules import ENTER, MANAGE, may
from wens.signalling.views.common import attempt
from wens.signalling.views.worries import lines
from wens.tenancy.context import current
from wens.voices import heard

LISTS = ("open", "judged", "expired")
HERE = {"here": "signals"}
MOST_AREAS = 10


@require_safe
@allowed_to("see_signals")
def overview(request: HttpRequest) -> HttpResponse:
    """List the signals that ask for an answer, or those that were judged or that nobody judged in time."""
    which = request.GET.get("lijst", "open")
    which = which if which in LISTS else "open"
    run, by = queries.last_run(), current().actor
    context = {
        "lines": [_line(one) for one in queries.signals(which)], "which": which, "run": run,
        "notes": note_lines(run) if run else [], "rules": queries.signal_rules(),
        "spent": queries.judged_false(timezone.localdate()), "manages": may(by, MANAGE), **HERE,
    }  # fmt: skip
    return render(request, "signalling/figures.html", context)


@require_safe
@allowed_to("see_signals")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one signal: the sentence, what it rests on, how it went on, and how people judged it."""
    one, naming = _or_404(key), Naming()
    buurten, exact = naming.places.buurten(one.area_codes), queries_of_squares.exact_of(one)
    if exact and (opened := queries_of_squares.opened_by(exact)):
        read("signalling.squares", subject=f"signal:{one.pk}", by=current().actor, covenant=str(opened.pk))
    indicator, language = definitions().indicators[one.indicator], get_language() or "nl"
    context = {
        **_line(one), "areas": naming.all(one.area_codes), **_course(one, exact.history if exact else one.history),
        "exact": exact, "method": algorithms()[one.detector].name[language],
        "indicator": indicator.name[language],
        "related": [_line(other) for other in queries.related(one, naming.places)],
        "judgements": queries.judgements_of(one), "told": _told(one, buurten), "worries": _worries(buurten),
        "judges": may(current().actor, ENTER), "wijk": _wijk(naming, buurten), **HERE,
    }  # fmt: skip
    return render(request, "signalling/figure.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("enter_signals")
def judge(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what a signal turned out to be, with a reason."""
    one = _or_404(key)
    form = forms.JudgeForm(request.POST or None, version=one.version)

    def do() -> Signal:
        of = form.cleaned_data
        return actions.judge(
            key=key, judged=of["judged"], reason=of["reason"], by=current().actor, answer_key=of["key"],
            seen=of["seen"], looked=of["looked"],
        )  # fmt: skip

    return attempt(request, form, do, to=_address, page="signalling/figure_judge.html", context={**_line(one), **HERE},
                   done=_("Uw oordeel is bewaard."))  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("manage_signals")
def budget(request: HttpRequest) -> HttpResponse:
    """Show and set the budget of false alarms."""
    now = queries.signal_rules()
    start = {"false_alarms_a_year": now.false_alarms_a_year, "expiry_days": now.expiry_days, "is_on": now.is_on}
    form = forms.BudgetForm(request.POST or None, initial=start, version=now.number)

    def do() -> SignalRules:
        of = form.cleaned_data
        return actions.set_signal_rules(
            false_alarms_a_year=of["false_alarms_a_year"], expiry_days=of["expiry_days"], is_on=of["is_on"],
            why=of["why"], by=current().actor, seen=of["seen"],
        )  # fmt: skip

    context = {
        "run": queries.last_run(), "spent": queries.judged_false(timezone.localdate()), "rules": now,
        "versions": queries.signal_rules_versions(), **HERE,
    }  # fmt: skip
    return attempt(request, form, do, to=lambda _made: reverse("figure-signals:budget"),
                   page="signalling/figure_budget.html", context=context)  # fmt: skip


@require_safe
@allowed_to("see_signals")
def back_test(request: HttpRequest) -> HttpResponse:
    """Show what looking back over past weeks gave, and what people said of real signals."""
    kept = queries.last_back_test()
    rows = back_test_rows(kept.results if kept else [], queries.judged_per_indicator())
    return render(request, "signalling/back_test.html", {"kept": kept, "rows": rows, **HERE})


def _line(one: Signal) -> dict[str, Any]:
    """What every screen says of a signal, in the language of the reader."""
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    of = definitions().indicators.get(one.indicator)
    return {
        "one": one, "said": one.said[language], "what": of.short[language] if of else one.indicator,
        "is_expired": not one.judged and one.expires_on < timezone.localdate(),
    }  # fmt: skip


def _course(one: Signal, history: Mapping[str, Any]) -> dict[str, Any]:
    """The weeks of the last year as table and chart; nothing when the reader may not know which squares they are of."""
    if not history:
        return {"weeks": [], "chart": ""}
    monday = dt.date.fromisoformat(history["monday"])
    weeks = [(monday + dt.timedelta(weeks=at), cases) for at, cases in enumerate(history["cases"])]
    return {"weeks": weeks, "chart": mark_safe(_chart(one, weeks))}  # noqa: S308  our own SVG


def _chart(one: Signal, weeks: Sequence[tuple[dt.date, int]]) -> str:
    marked = (one.last_day - one.first_day).days // 7 + 1
    usual = one.expected / marked
    said = {"expected": number_format(usual, 1), "count": one.observed, "weeks": len(weeks)}
    return week_bars(WeekBars(
        [cases for _monday, cases in weeks], marked, usual, _("gewoon: %(expected)s per week") % said,
        date_format(weeks[0][0], "j F Y"), date_format(one.last_day, "j F Y"),
        _("Aantallen per week, %(weeks)s weken. De laatste zijn de weken van het signaal.") % said,
    ))  # fmt: skip


def _wijk(naming: Naming, buurten: list[str]) -> str:
    """The code of the wijk in which a knelpunt about this would be proposed, for who may; else empty."""
    parents = next(iter(naming.places.inside.values()), {})
    return parents.get(buurten[0], "") if buurten and "propose_bottlenecks" in current().rights else ""


def _told(one: Signal, buurten: list[str]) -> int:
    """How many contributions about the same theme came from these areas in the weeks around it: a link, no input."""
    since = one.first_day - dt.timedelta(days=28)
    told = heard.voices(buurten, since=since)
    return sum(each.theme == one.theme for each in told)


def _worries(buurten: list[str]) -> list[dict[str, Any]]:
    """What partners see going wrong in these areas, as far as this reader may know."""
    found = {each.pk: each for code in buurten[:MOST_AREAS] for each in worries(Filter(area_code=code))}
    return lines(list(found.values()))


def _or_404(key: uuid.UUID) -> Signal:
    found = queries.signal(key)
    if found is None:
        raise Http404
    return found


def _address(one: Signal) -> str:
    return reverse("figure-signals:detail", args=[one.pk])

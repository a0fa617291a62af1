"""The screens of rounds: all wijken, one round with its eight steps, the year, three sources side by side."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.audit.actions import read
from wens.dossiers import actions as dossiers
from wens.dossiers import queries as kept
from wens.dossiers.gathering import NoDossier
from wens.dossiers.models import Tier
from wens.dossiers.rules import NotAllowed as DossierNotAllowed
from wens.dossiers.rules import may_open, may_read
from wens.dossiers.showing import plain_texts, shown
from wens.reports.queries import underway
from wens.rounds import actions, forms, queries, showing
from wens.rounds.actions import Conflict, RoundError
from wens.rounds.board import boards
from wens.rounds.models import Carried, Round, StepKey, What
from wens.rounds.rules import NotAllowed, manages
from wens.rounds.states import NoSuchMove
from wens.tenancy.context import Actor, current

REFUSED = (RoundError, NotAllowed, NoSuchMove, NoDossier, DossierNotAllowed)
YEARS = range(2000, 2100)


@require_safe
@allowed_to("see_rounds")
def overview(request: HttpRequest) -> HttpResponse:
    """Show at which step every wijk is, late ones first."""
    rows = showing.overview()
    late = sum(bool(row.board and row.board.late) for row in rows)
    context = {
        "rows": [row for row in rows if row.board], "without": [row.name for row in rows if not row.board],
        "late": late, "manages": manages(current().actor), "year": timezone.localdate().year,
        "here": "rounds",
    }  # fmt: skip
    return render(request, "rounds/overview.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_rounds")
def make(request: HttpRequest) -> HttpResponse:
    """Plan rounds for one or more wijken."""
    form = forms.PlanForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                made = actions.plan(of=form.said(), by=current().actor)
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De rondes staan in de planning."))
            return redirect("rounds:year", year=made[0].begins_on.year)
    return render(request, "rounds/plan.html", {"form": form, "here": "rounds"}, status=422 if form.errors else 200)


@require_safe
@allowed_to("see_rounds")
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the planning of a year."""
    if year not in YEARS:
        raise Http404
    context = {"page": showing.year_of(year), "before": year - 1, "after": year + 1, "here": "rounds"}
    return render(request, "rounds/year.html", {**context, "manages": manages(current().actor)})


@require_safe
@allowed_to("see_rounds")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one round."""
    return _detail(request, _round_or_404(key))


def _detail(request: HttpRequest, one: Round, *, wrong: Any = None, at: str = "") -> HttpResponse:
    by = current().actor
    (board,) = boards([one], showing.names_of([one]))
    context = {
        "round": one,
        "board": board,
        "slug": showing.slug_of(one),
        "manages": manages(by),
        "may_weigh": may_read([meeting.pk for meeting in queries.meetings_of([one])[one.pk]], by),
        "dossiers": [of for of in kept.of_rounds([one.pk]) if may_open(of, by)],
        "may_sign": manages(by) and actions.ready_to_sign(one) and actions.may_sign(one, by),
        "waits_for_other": manages(by) and actions.ready_to_sign(one) and not actions.may_sign(one, by),
        "may_report": manages(by) and one.signed_at is not None and not underway([one.area_code]),
        "left": showing.left_over(one),
        "history": showing.history(one),
        "following": Round.objects.filter(previous=one).first(),
        "form": wrong,
        "at": at,
        "here": "rounds",
    }
    return render(request, "rounds/detail.html", context, status=422 if wrong is not None else 200)


@require_safe
@allowed_to("take_part_in_meetings")
def weighing(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the three sources side by side as they are now: what would be frozen if the dossier were signed today."""
    one, by = _round_or_404(key), current().actor
    of = actions.basis(one)
    if not may_read(of.meetings, by):
        raise PermissionDenied
    read("rounds.weighing", subject=f"round:{one.pk}", by=by)
    try:
        made, quotes = dossiers.prepare(of, Tier.PARTNERS)
    except NoDossier as error:
        messages.error(request, str(error))
        return redirect("rounds:detail", key=key)
    page = shown(made, plain_texts(list(quotes.sealed.values())))
    return render(request, "rounds/weighing.html", {"round": one, "page": page, "here": "rounds"})


@require_POST
@allowed_to("manage_rounds")
def move(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Begin, finish, call off or take up a round, or sign its dossier."""
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _detail(request, _round_or_404(key), wrong=form, at=name)
    words = {"note": form.cleaned_data["note"]}
    doing: dict[str, Callable[..., Any]] = {
        What.START: actions.start,
        What.SIGN: actions.sign_off,
        What.FINISH: partial(actions.finish, **words),
        What.CANCEL: partial(actions.end, name=What.CANCEL, **words),
        What.RESUME: partial(actions.end, name=What.RESUME, **words),
    }
    if name not in doing:
        raise Http404
    return _attempt(request, key, doing[name], form, at=name)


@require_POST
@allowed_to("manage_rounds")
def turn(request: HttpRequest, key: uuid.UUID, step: str, name: str) -> HttpResponse:
    """Close a step, open it again, or choose another day for it."""
    doing: dict[str, Callable[..., Any]] = {
        What.CLOSE: actions.close_step, What.REOPEN: actions.reopen_step, What.MOVE: actions.move_deadline,
    }  # fmt: skip
    if step not in StepKey.values or name not in doing:
        raise Http404
    form = forms.form_for(name, request.POST)
    if not form.is_valid():
        return _detail(request, _round_or_404(key), wrong=form, at=f"{step}-{name}")
    words = {field: value for field, value in form.cleaned_data.items() if field != "seen"}
    return _attempt(request, key, partial(doing[name], step=StepKey(step), **words), form, at=f"{step}-{name}")


@require_POST
@allowed_to("manage_rounds")
def remark(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write down what must not be forgotten."""
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _detail(request, _round_or_404(key), wrong=form, at="remark")

    def do(*, key: uuid.UUID, by: Actor, seen: int | None) -> None:  # noqa: ARG001  a remark changes nothing of others
        actions.remark(key=key, text=form.cleaned_data["note"], by=by)

    return _attempt(request, key, do, form, at="remark")


@require_POST
@allowed_to("manage_rounds")
def settle(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Say what was done with something that was carried over."""
    one = _round_or_404(key)
    if not Carried.objects.filter(pk=row, round=one).exists():
        raise Http404
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _detail(request, one, wrong=form, at=str(row))

    def do(*, key: uuid.UUID, by: Actor, seen: int | None) -> None:  # noqa: ARG001  the shape of every move
        actions.settle(carried=row, note=form.cleaned_data["note"], by=by)

    return _attempt(request, key, do, form, at=str(row))


def _attempt(request: HttpRequest, key: uuid.UUID, do: Callable[..., Any], form: Any, *, at: str) -> HttpResponse:
    """Do it and go on; refused it comes back with what was typed, and with why."""
    _round_or_404(key)
    try:
        with transaction.atomic():
            do(key=key, by=current().actor, seen=form.cleaned_data.get("seen"))
    except REFUSED as error:
        form.add_error(None, str(error))
        answer = _detail(request, _round_or_404(key), wrong=form, at=at)
        answer.status_code = 409 if isinstance(error, Conflict) else 422
        return answer
    return redirect("rounds:detail", key=key)


def _round_or_404(key: uuid.UUID) -> Round:
    found = queries.round_(key)
    if found is None:
        raise Http404
    return found

"""Planning and leading: the list, one meeting, its steps and what is noted."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.meetings import actions, forms, hall, queries
from wens.meetings.actions import Agenda, MeetingError
from wens.meetings.models import AgendaKind, Answer, Expected, Meeting
from wens.meetings.rules import manages
from wens.meetings.states import possible_steps
from wens.meetings.views.common import REFUSED, area_names, attempt, table_or_404
from wens.tenancy.context import current

STEPS = {
    "open": _("Open de bijeenkomst"),
    "close": _("Sluit de bijeenkomst"),
    "reopen": _("Open opnieuw"),
    "cancel": _("Zeg de bijeenkomst af"),
}
ADDING: dict[str, type[forms.MeetingsForm]] = {
    "agenda": forms.AgendaForm,
    "uitnodigen": forms.InviteForm,
    "vraag": forms.QuestionForm,
    "aanwezig": forms.CountForm,
    "besluit": forms.DecisionForm,
    "afspraak": forms.ActionForm,
    "verwacht": forms.ExpectForm,
}


@require_safe
@allowed_to("take_part_in_meetings")
def overview(request: HttpRequest) -> HttpResponse:
    """List the meetings that this account leads or is invited to."""
    by = current().actor
    found = [(one, area_names(one)) for one in queries.meetings_of(by)]
    return render(request, "meetings/overview.html", {"meetings": found, "manages": manages(by), "here": "meetings"})


@require_http_methods(["GET", "POST"])
@allowed_to("manage_meetings")
def make(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    form = forms.PlanForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.plan_meeting(of=form.said(), by=current().actor)
        except MeetingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De bijeenkomst is gepland. Nodig nu partners uit."))
            return redirect("meetings:detail", key=made.pk)
    return _plan(request, form, None)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_meetings")
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what is known of a meeting that has not begun."""
    one = table_or_404(key)
    form = forms.PlanForm(request.POST or None, initial=forms.PlanForm.begin(one))
    if form.is_valid():
        seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdigit() else None
        try:
            actions.change(meeting=key, of=form.said(), by=current().actor, seen=seen)
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De bijeenkomst is veranderd."))
            return redirect("meetings:detail", key=key)
    return _plan(request, form, one)


def _plan(request: HttpRequest, form: forms.PlanForm, one: Meeting | None) -> HttpResponse:
    context = {"form": form, "meeting": one, "here": "meetings"}
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


@require_safe
@allowed_to("take_part_in_meetings")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one meeting: for who leads with everything to add, for who comes with the own answer and questions."""
    return _detail(request, table_or_404(key), {})


def _detail(request: HttpRequest, one: Meeting, wrong: dict[str, forms.MeetingsForm]) -> HttpResponse:
    by = current().actor
    steps = [(step, STEPS[step.name]) for step in possible_steps(one.state) if step.name in STEPS]
    context = {
        "meeting": one,
        "areas": area_names(one),
        "manages": manages(by),
        "steps": steps,
        "invitation": queries.invitation_of(one, by),
        "answers": Answer.choices,
        "agenda": list(one.agenda.all()),
        "invitations": list(one.invitations.select_related("organisation", "account")),
        "questions": list(one.questions.select_related("organisation")) if manages(by) else queries.questions_for(one),
        "attendance": list(one.attendance.select_related("organisation").order_by("organisation__name")),
        "decisions": list(one.decisions.all()),
        "action_points": list(one.action_points.select_related("organisation")),
        "has_hall": one.is_public or one.occasion_id is not None,
        "expected": list(one.expected.all()),
        "came": Expected.Came.choices,
        "told": len(hall.told_at(one)),
        "guests": sum(one.guests.values_list("people", flat=True)),
        "forms": {name: wrong.get(name) or form() for name, form in ADDING.items()},
        "form": next(iter(wrong.values()), None),
        "here": "meetings",
    }
    return render(request, "meetings/detail.html", context, status=422 if wrong else 200)


@require_POST
@allowed_to("manage_meetings")
def step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Open, close, reopen or cancel."""
    if name not in STEPS:
        raise Http404
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdigit() else None
    words = request.POST.get("words", "")
    do = partial(actions.move, meeting=key, name=name, by=current().actor, seen=seen, words=words)
    table_or_404(key)
    return attempt(request, do, "", "meetings:detail", key=key)


@require_POST
@allowed_to("manage_meetings")
def add(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Add a line to one of the lists of a meeting."""
    one = table_or_404(key)
    if what not in ADDING:
        raise Http404
    form = ADDING[what](request.POST)
    if not form.is_valid():
        return _detail(request, one, {what: form})
    try:
        with transaction.atomic():
            _ADDERS[what](one, form)
    except REFUSED as error:
        form.add_error(None, str(error))
        return _detail(request, one, {what: form})
    return redirect("meetings:detail", key=key)


def _agenda_of(one: Meeting) -> list[Agenda]:
    rows = one.agenda.all()
    return [Agenda(row.title, AgendaKind(row.kind), row.theme, row.asked_of) for row in rows]


def _add_agenda(one: Meeting, form: Any) -> None:
    actions.put_agenda(meeting=one.pk, items=[*_agenda_of(one), form.said()], by=current().actor)


def _invite(one: Meeting, form: Any) -> None:
    for organisation in form.cleaned_data["organisations"]:
        actions.invite(meeting=one.pk, organisation=uuid.UUID(organisation), by=current().actor)


def _of(form: Any) -> uuid.UUID | None:
    chosen = form.cleaned_data["organisation"]
    return uuid.UUID(chosen) if chosen else None


def _ask(one: Meeting, form: Any) -> None:
    actions.ask(meeting=one.pk, text=form.cleaned_data["text"], organisation=_of(form), by=current().actor)


def _count(one: Meeting, form: Any) -> None:
    people = form.cleaned_data["people"]
    actions.count_people(meeting=one.pk, organisation=_of(form), people=people, by=current().actor)


def _decide(one: Meeting, form: Any) -> None:
    actions.decide(meeting=one.pk, by=current().actor, **form.cleaned_data)


def _agree(one: Meeting, form: Any) -> None:
    said = {**form.cleaned_data, "organisation": uuid.UUID(form.cleaned_data["organisation"])}
    actions.agree_action(meeting=one.pk, by=current().actor, **said)


def _expect(one: Meeting, form: Any) -> None:
    actions.expect(meeting=one.pk, by=current().actor, **form.cleaned_data)


_ADDERS: dict[str, Callable[[Meeting, Any], None]] = {
    "agenda": _add_agenda,
    "uitnodigen": _invite,
    "vraag": _ask,
    "aanwezig": _count,
    "besluit": _decide,
    "afspraak": _agree,
    "verwacht": _expect,
}


@require_POST
@allowed_to("manage_meetings")
def remove(request: HttpRequest, key: uuid.UUID, what: str, row: uuid.UUID) -> HttpResponse:
    """Take a line off one of the lists."""
    one, by = table_or_404(key), current().actor
    if what == "agenda":
        left = [Agenda(item.title, AgendaKind(item.kind), item.theme, item.asked_of)
                for item in one.agenda.all() if item.pk != row]  # fmt: skip
        do: Callable[[], Any] = partial(actions.put_agenda, meeting=key, items=left, by=by)
    elif what == "vraag" and one.questions.filter(pk=row).exists():
        do = partial(actions.take_question_off, question=row, by=by)
    elif what == "uitkomst":
        do = partial(actions.strike, result=row, by=by)
    else:
        raise Http404
    return attempt(request, do, "", "meetings:detail", key=key)


@require_POST
@allowed_to("take_part_in_meetings")
def answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say whether one comes."""
    one, by = table_or_404(key), current().actor
    invitation = queries.invitation_of(one, by)
    if invitation is None or request.POST.get("answer") not in Answer.values:
        raise Http404
    do = partial(actions.answer, invitation=invitation.pk, said=Answer(request.POST["answer"]), by=by)
    return attempt(request, do, _("Uw antwoord is bewaard."), "meetings:detail", key=key)


@require_POST
@allowed_to("take_part_in_meetings")
def finish(request: HttpRequest, key: uuid.UUID, action: uuid.UUID) -> HttpResponse:
    """Say that an agreement is carried out."""
    one = table_or_404(key)
    if not one.action_points.filter(pk=action).exists():
        raise Http404
    do = partial(actions.finish_action, action=action, by=current().actor)
    return attempt(request, do, _("De afspraak is klaar gemeld."), "meetings:detail", key=key)

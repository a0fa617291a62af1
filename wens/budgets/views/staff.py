"""What the raad and the stadsdeelmanager see: budgets, one application with what can be done with it, votes."""

import uuid
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import logged_in
from wens.budgets import actions, forms, queries, steps
from wens.budgets.actions.deciding import Reach
from wens.budgets.ledger import balance_of_application
from wens.budgets.models import ApplicantContact, Application, Original
from wens.budgets.rules import NotAllowed, has_interest, keeps_money, manages, seat_in
from wens.budgets.showing import of_budgets
from wens.budgets.states import DECISIONS
from wens.budgets.tasks import waits_on
from wens.budgets.views.common import own_budget_or_404, save, seen
from wens.tenancy.context import current
from wens.voices.sealing import CannotOpen


@require_safe
@logged_in
def overview(request: HttpRequest) -> HttpResponse:
    """List what somebody deals with: applications that wait, budgets, advice."""
    by, names = current().actor, queries.names()
    found = [(names.get(one.area_code, one.area_code), one) for one in queries.budgets_for(by)]
    context = {
        "budgets": found, "waiting": waits_on(by), "manages": manages(by), "here": "budgets",
        "advice": queries.advice_for(by), "names": names,
    }  # fmt: skip
    return render(request, "budgets/staff/overview.html", context)


@require_safe
@logged_in
def budget(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a budget: money, applications, the lines of its ledger, votes."""
    one = own_budget_or_404(key)
    by = current().actor
    shown = of_budgets(one.area_code, one.year, [one])
    context = {
        "budget": one, "year": shown.years[0] if shown else None, "name": queries.name_of(one.area_code),
        "fresh": [row for row in queries.applications([key]) if not row.is_public], "manages": manages(by),
        "entries": list(one.entries.select_related("application").order_by("-number")), "here": "budgets",
        "votes": list(one.votes.all()), "slug": queries.slugs().get(one.area_code, one.area_code),
    }  # fmt: skip
    return render(request, "budgets/staff/budget.html", context)


def ids(name: str) -> str:
    """Return how the fields of one of several forms on a page are called, so that no two are called the same."""
    return f"{name}_%s"


def own_application_or_404(key: uuid.UUID) -> Application:
    """Return an application to who deals with its budget. Raises Http404, also for who does not."""
    one = queries.application(key)
    if one is None:
        raise Http404
    own_budget_or_404(one.budget_id)
    return one


@require_safe
@logged_in
def application(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an application with what can be done with it now."""
    return _page(request, own_application_or_404(key))


@sensitive_post_parameters()
@require_POST
@logged_in
def step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Take a step; what was refused stands above its form, with what was typed."""
    one = own_application_or_404(key)
    if name not in steps.STEPS:
        raise Http404
    chosen = steps.STEPS[name]
    form = chosen.form(request.POST, request.FILES, auto_id=ids(name), **chosen.more(one))
    if form.is_valid() and save(form, lambda: chosen.do(one, form, current().actor, seen(request))):
        messages.success(request, str(chosen.said))
        return redirect("budgets:application", key=key)
    return _page(request, one, wrong=(name, form))


@require_POST
@logged_in
def reach(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how to reach the applicant; that it was read stands in the trail."""
    one = own_application_or_404(key)
    try:
        found = actions.show_applicant(application=key, by=current().actor)
    except NotAllowed as error:
        messages.error(request, str(error))
    except (ApplicantContact.DoesNotExist, CannotOpen):
        messages.error(request, _("Deze gegevens zijn er niet meer."))
    else:
        return _page(request, one, reach=found)
    return redirect("budgets:application", key=key)


def _door(name: str, step: object, wrong: tuple[str, Form] | None, fresh: Form) -> dict[str, Any]:
    """One thing to do: its form fresh, or open with what was typed when it was refused."""
    is_wrong = wrong is not None and wrong[0] == name
    return {"name": name, "step": step, "open": is_wrong, "form": wrong[1] if wrong and is_wrong else fresh}


def _page(
    request: HttpRequest, one: Application, *, wrong: tuple[str, Form] | None = None, reach: Reach | None = None
) -> HttpResponse:
    by = current().actor
    doors = [
        _door(name, chosen, wrong, chosen.form(auto_id=ids(name), **chosen.more(one, first=True)))
        for name, chosen in steps.offered(one, by)
    ]
    context: dict[str, Any] = {
        "one": one, "budget": one.budget, "doors": doors, "money": balance_of_application(one.pk), "reach": reach,
        "original": Original.objects.filter(application=one).first(), "area": queries.name_of(one.budget.area_code),
        "history": list(one.history.exclude(what__in=DECISIONS)), "decisions": list(one.decisions.all()),
        "entries": list(one.entries.all()), "has_interest": has_interest(one, by), "form": wrong[1] if wrong else None,
        "conflicts": one.conflicts.count(), "seat": seat_in(one.budget, by), "here": "budgets",
        "keeps_money": keeps_money(one.budget, by), "result": getattr(one, "result", None),
    }  # fmt: skip
    response = render(request, "budgets/staff/application.html", context, status=422 if wrong else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@logged_in
def advice_new(request: HttpRequest) -> HttpResponse:
    """Ask a raad for advice, or give advice that nobody asked for."""
    by = current().actor
    mine = queries.councils() if manages(by) else queries.own_councils(by)
    form = forms.AdviceForm(request.POST or None, choices=[(str(one.pk), one.name) for one in mine])
    made = []
    if form.is_valid():
        council = next(one for one in mine if str(one.pk) == form.cleaned_data["council"])
        begin = actions.ask_advice if manages(by) else actions.volunteer_advice
        if save(form, lambda: made.append(begin(council=council, of=form.question(), by=by))):
            messages.success(request, _("Het staat op de site. Wie aan zet is, krijgt bericht."))
            return redirect("budgets:advice", key=made[0].pk)
    about = _("Iedereen leest dit op de site.")
    context = {"form": form, "title": _("Vraag om advies") if manages(by) else _("Geef advies"), "about": about,
               "back": "/beheer/wijkbudget/", "here": "budgets"}  # fmt: skip
    return render(request, "budgets/staff/form.html", context, status=422 if form.errors else 200)


@require_safe
@logged_in
def advice(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an advice with what can be done with it."""
    return _advice_page(request, key)


@require_POST
@logged_in
def advice_step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Take a step with an advice."""
    if name not in steps.ADVICE:
        raise Http404
    chosen = steps.ADVICE[name]
    form = chosen.form(request.POST, auto_id=ids(name), **chosen.labels)
    if queries.advice(key) is None:
        raise Http404
    if form.is_valid() and save(form, lambda: chosen.do(key, form, current().actor, seen(request))):
        messages.success(request, _("Het is opgeslagen en staat op de site."))
        return redirect("budgets:advice", key=key)
    return _advice_page(request, key, wrong=(name, form))


def _advice_page(request: HttpRequest, key: uuid.UUID, wrong: tuple[str, Form] | None = None) -> HttpResponse:
    one, by = queries.advice(key), current().actor
    if one is None or not (sides := actions.sides_of(one.council_id, by)):
        raise Http404
    doors = [
        _door(name, chosen, wrong, chosen.form(auto_id=ids(name), **chosen.labels))
        for name, chosen in steps.offered_advice(one, sides)
    ]
    context = {"one": one, "doors": doors, "form": wrong[1] if wrong else None, "here": "budgets"}
    return render(request, "budgets/staff/advice.html", context, status=422 if wrong else 200)

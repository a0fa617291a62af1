"""What the stadsdeelmanager does: open a budget, give means, close the year, give seats. And votes, with the raad."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wens.access.guards import allowed_to, logged_in
from wens.budgets import actions, forms, queries
from wens.budgets.ledger import balance
from wens.budgets.models import Budget, Seat, State, Vote, VoteState
from wens.budgets.views.common import REFUSED, form_page, own_budget_or_404, save, seen
from wens.organisations.models import Account
from wens.tenancy.context import current


@require_http_methods(["GET", "POST"])
@allowed_to("manage_budgets")
def make(request: HttpRequest) -> HttpResponse:
    """Open a budget."""
    form = forms.OpenForm(request.POST or None)
    made: list[Budget] = []
    if form.is_valid() and save(form, lambda: made.append(actions.open_budget(
        area_code=form.cleaned_data["area"], year=form.cleaned_data["year"], terms=form.terms(), by=current().actor,
    ))):  # fmt: skip
        messages.success(request, _("Het wijkbudget is geopend. Geef er nu geld aan."))
        return redirect("budgets:budget", key=made[0].pk)
    return form_page(request, form, title=_("Open een wijkbudget"), back=reverse("budgets:overview"))


@require_http_methods(["GET", "POST"])
@allowed_to("manage_budgets")
def terms(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what holds for a budget."""
    one = own_budget_or_404(key)
    names = ("opens_on", "closes_on", "most_each", "carry", "carry_most", "about", "mandate", "objection")
    known = {name: getattr(one, name) for name in names} | {"council": str(one.council_id or "")}
    form = forms.TermsForm(request.POST or None, initial=known)
    if form.is_valid() and save(
        form, lambda: actions.change_terms(budget=key, terms=form.terms(), by=current().actor, seen=seen(request))
    ):
        messages.success(request, _("De voorwaarden zijn veranderd. Eerdere besluiten houden wat toen gold."))
        return redirect("budgets:budget", key=key)
    return form_page(request, form, title=_("Verander de voorwaarden"), back=reverse("budgets:budget", args=[key]))


@require_http_methods(["GET", "POST"])
@allowed_to("manage_budgets")
def means(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give means, or take back what is free."""
    own_budget_or_404(key)
    form = forms.MeansForm(request.POST or None)
    if form.is_valid() and save(form, lambda: actions.allot(
        budget=key, amount=form.signed(), reason=form.cleaned_data["reason"], key=form.cleaned_data["answer_key"],
        by=current().actor,
    )):  # fmt: skip
        messages.success(request, _("Het staat in het kasboek."))
        return redirect("budgets:budget", key=key)
    return form_page(request, form, title=_("Geld erbij of eraf"), back=reverse("budgets:budget", args=[key]))


@require_POST
@allowed_to("manage_budgets")
def close(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Close a year."""
    own_budget_or_404(key)
    try:
        with transaction.atomic():
            actions.close_year(budget=key, by=current().actor)
        messages.success(request, _("Het jaar is afgesloten."))
    except REFUSED as error:
        messages.error(request, str(error))
    return redirect("budgets:budget", key=key)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_budgets")
def seats(request: HttpRequest) -> HttpResponse:
    """List the seats, and give one."""
    form = forms.SeatForm(request.POST or None)
    if form.is_valid():
        of = dict(form.cleaned_data)
        account = Account.objects.select_related("organisation").get(pk=of.pop("account"))
        council = account.organisation
        if council and save(
            form, lambda: actions.give_seat(council=council, account=account, by=current().actor, **of)
        ):
            messages.success(request, _("De zetel is gegeven."))
            return redirect("budgets:seats")
    context = {"form": form, "seats": queries.seats(), "here": "budgets"}
    return render(request, "budgets/staff/seats.html", context, status=422 if form.errors else 200)


@require_POST
@allowed_to("manage_budgets")
def seat_end(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """End a seat."""
    if not Seat.objects.filter(pk=key).exists():
        raise Http404
    actions.end_seat(seat=key, by=current().actor)
    messages.success(request, _("De zetel is beëindigd."))
    return redirect("budgets:seats")


@require_POST
@logged_in
def name_shown(request: HttpRequest) -> HttpResponse:
    """Let somebody show the own name on the page of the raad, or take it off; nobody does it for another."""
    actions.show_name(show="show" in request.POST, by=current().actor)
    messages.success(request, _("Het is opgeslagen."))
    return redirect("budgets:overview")


@require_http_methods(["GET", "POST"])
@logged_in
def vote_make(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put checked plans to the vote."""
    one = own_budget_or_404(key)
    plans = [(str(row.pk), row.title) for row in queries.applications([key]) if row.state == State.CHECKED]
    form = forms.VoteForm(request.POST or None, plans=plans, initial={"stake": balance(key).free})
    made: list[Vote] = []
    if form.is_valid():
        of = dict(form.cleaned_data)
        chosen = [uuid.UUID(plan) for plan in of.pop("applications")]
        if save(form, lambda: made.append(
            actions.plan_vote(budget=key, applications=chosen, by=current().actor, **of)
        )):  # fmt: skip
            messages.success(request, _("De stemming staat klaar. Maak nu codes."))
            return redirect("budgets:vote", key=made[0].pk)
    back = reverse("budgets:budget", args=[one.pk])
    return form_page(request, form, title=_("Laat bewoners stemmen"), back=back)


@require_http_methods(["GET"])
@logged_in
def vote(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a vote to who organises it: how many codes there are and were used, never what was voted."""
    return _vote_page(request, _vote_or_404(key), forms.CodesForm())


@require_POST
@logged_in
def codes(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make codes and show them, once, for printing."""
    one = _vote_or_404(key)
    form = forms.CodesForm(request.POST)
    made: list[str] = []
    if form.is_valid() and save(form, lambda: made.extend(
        actions.print_codes(vote=key, number=form.cleaned_data["number"], by=current().actor)
    )):  # fmt: skip
        slug = queries.slugs().get(one.budget.area_code, one.budget.area_code)
        context = {"vote": one, "codes": made, "area": queries.name_of(one.budget.area_code), "here": "budgets",
                   "address": request.build_absolute_uri(reverse("wijkbudget:area", args=[slug]))}  # fmt: skip
        response = render(request, "budgets/staff/codes.html", context)
        response["Cache-Control"] = "private, no-store"
        return response
    return _vote_page(request, one, form)


@require_POST
@logged_in
def vote_step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Open, count or call off a vote."""
    _vote_or_404(key)
    by, reason = current().actor, request.POST.get("reason", "")
    does: dict[str, Callable[[], object]] = {
        "open": lambda: actions.open_vote(vote=key, by=by),
        "count": lambda: actions.count_vote(vote=key, by=by),
        "cancel": lambda: actions.cancel_vote(vote=key, reason=reason, by=by),
    }
    if name not in does:
        raise Http404
    try:
        with transaction.atomic():
            does[name]()
        messages.success(request, _("Het is opgeslagen."))
    except REFUSED as error:
        messages.error(request, str(error))
    return redirect("budgets:vote", key=key)


def _vote_or_404(key: uuid.UUID) -> Vote:
    one = queries.vote(key)
    if one is None:
        raise Http404
    own_budget_or_404(one.budget_id)
    return one


def _vote_page(request: HttpRequest, one: Vote, form: forms.CodesForm) -> HttpResponse:
    context = {
        "vote": one, "form": form, "made": one.codes.count(), "here": "budgets",
        "used": one.codes.exclude(used_with=None).count(), "area": queries.name_of(one.budget.area_code),
        "plans": list(one.candidates.select_related("application")),
        "is_over": one.closes_at <= timezone.now(),
        "can_make": one.state in (VoteState.DRAFT, VoteState.OPEN),
    }  # fmt: skip
    return render(request, "budgets/staff/vote.html", context, status=422 if form.errors else 200)

"""What a resident does without an account: apply, follow with a code, vote with a code."""

import uuid
from contextlib import AbstractContextManager

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wens.budgets import actions, forms, queries
from wens.budgets.euros import euros
from wens.budgets.ledger import balance_of_application
from wens.budgets.models import Application, Original, Vote, VoteState, What
from wens.budgets.rules import CONTACTS, READ
from wens.budgets.states import Who, possible
from wens.budgets.views.common import REFUSED, area_or_404, save
from wens.tenancy.context import Acting, acting, current
from wens.voices.flood import is_flood

TOO_MANY = gettext_lazy("Er komt nu te veel tegelijk binnen. Wacht tien minuten en probeer het opnieuw.")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Apply for money; afterwards the page shows the code, once."""
    place = area_or_404(slug)
    found = queries.budgets_in([place.code], year)
    if not found:
        raise Http404
    (budget,) = found
    form = forms.ApplyForm(request.POST or None)
    sent: list[actions.Sent] = []
    if form.is_valid():
        key = form.cleaned_data["answer_key"]
        if is_flood(request, "send"):
            form.add_error(None, TOO_MANY)
        elif save(form, lambda: sent.append(actions.apply(
            budget=budget.pk, asked=form.asked(get_language() or "nl"), answer_key=key, by=current().actor,
        ))):  # fmt: skip
            context = {"code": sent[0].code, "one": sent[0].application, "area": place.name, "here": "wijkbudget"}
            return _private(render(request, "budgets/applied.html", context))
    context = {"form": form, "budget": budget, "area": place, "year": year, "here": "wijkbudget",
               "is_open": budget.opens_on <= timezone.localdate() <= budget.closes_on}  # fmt: skip
    return _private(render(request, "budgets/apply.html", context, status=422 if form.errors else 200))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show an application to who has its code; answer a question, or take it back."""
    form = forms.FollowForm(request.POST or None)
    if not form.is_valid():
        return _private(render(request, "budgets/follow.html", {"form": form, "here": "wijkbudget"},
                               status=422 if form.errors else 200))  # fmt: skip
    one = None if is_flood(request, "step") else actions.find_by_code(form.cleaned_data["code"])
    if one is None:
        form.add_error("code", _("Deze code kennen wij niet. Kijk hem na: 12 tekens, zonder I, L, O en U."))
        return _private(render(request, "budgets/follow.html", {"form": form, "here": "wijkbudget"}, status=422))
    wrong = _done(request, one)
    return _private(_shown(request, one, form.cleaned_data["code"], wrong))


def _done(request: HttpRequest, one: Application) -> str:
    """Do what was asked with the code, if anything; return what is wrong with it, or nothing."""
    asked = request.POST.get("do", "")
    try:
        with transaction.atomic(), _as_applicant():
            if asked == "reply":
                actions.reply(application=one.pk, words=request.POST.get("words", ""), by=current().actor)
                messages.success(request, _("Uw antwoord is verstuurd. De raad leest het."))
            elif asked == "withdraw":
                actions.withdraw(application=one.pk, by=current().actor)
                messages.success(request, _("Uw aanvraag is ingetrokken. Wij verwijderden hoe wij u konden bereiken."))
    except REFUSED as error:
        return str(error)
    return ""


def _shown(request: HttpRequest, one: Application, code: str, wrong: str) -> HttpResponse:
    with _as_applicant():
        now = queries.application(one.pk)
        if now is None:
            raise Http404
        said = list(now.history.filter(what__in=[What.ASK, What.REPLY]))
        original = Original.objects.filter(application=now).first()
    context = {
        "one": now, "original": original, "said": said, "code": code, "wrong": wrong, "here": "wijkbudget",
        "typed": request.POST.get("words", "") if wrong else "", "money": balance_of_application(now.pk),
        "moves": {move.name.value for move in possible(now.state, [Who.APPLICANT])},
        "decisions": list(now.decisions.all()), "area": queries.name_of(now.budget.area_code),
    }  # fmt: skip
    return render(request, "budgets/followed.html", context, status=422 if wrong else 200)


def _as_applicant() -> AbstractContextManager[Acting]:
    """Open the lock on applications for a page that verified the code of the one it shows."""
    now = current()
    return acting(now.gemeente, now.actor, rights={*now.rights, READ, CONTACTS}, organisation=now.organisation)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a vote, take a ballot with a one-off code, and afterwards the outcome."""
    one = queries.vote(key)
    if one is None or one.state in (VoteState.DRAFT, VoteState.CANCELLED):
        raise Http404
    plans = list(one.candidates.select_related("application").order_by("application__number"))
    offered = [(str(plan.application.number), f"{plan.application.title} ({euros(plan.cost)})") for plan in plans]
    form = forms.BallotForm(request.POST or None, plans=offered)
    if form.is_valid():
        if is_flood(request, "step"):
            form.add_error(None, TOO_MANY)
        elif save(form, lambda: _cast(one, form)):
            return redirect("wijkbudget:voted", key=key)
    votes = {int(number): count for number, count in one.outcome.get("votes", {}).items()}
    winners = one.outcome.get("winners", [])
    context = {
        "vote": one, "form": form, "is_open": one.opens_at <= timezone.now() < one.closes_at, "here": "wijkbudget",
        "rows": [(plan, votes.get(plan.application.number), plan.application.number in winners) for plan in plans],
        "area": queries.name_of(one.budget.area_code),
        "slug": queries.slugs().get(one.budget.area_code, one.budget.area_code),
    }  # fmt: skip
    return _private(render(request, "budgets/vote.html", context, status=422 if form.errors else 200))


def _cast(one: Vote, form: forms.BallotForm) -> None:
    of = form.cleaned_data
    actions.cast(vote=one.pk, code=of["code"], plans=[int(plan) for plan in of["plans"]],
                 answer_key=of["answer_key"], by=current().actor)  # fmt: skip


def voted(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say that a ballot is in the urn; what was on it stands nowhere here."""
    one = queries.vote(key)
    if one is None or one.state == VoteState.DRAFT:
        raise Http404
    context = {"vote": one, "area": queries.name_of(one.budget.area_code), "here": "wijkbudget"}
    return _private(render(request, "budgets/voted.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """What is shown with a code is not kept by anything between."""
    response["Cache-Control"] = "private, no-store"
    return response

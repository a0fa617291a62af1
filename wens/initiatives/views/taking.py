"""What a resident does without an account: bring an idea, follow it with a code, support one, confirm by a link."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wens.access.guards import account_of
from wens.budgets.forms import FollowForm
from wens.initiatives import actions, forms, hashing, queries
from wens.initiatives.actions.reaching import reaching
from wens.initiatives.models import Initiative, Original, What
from wens.initiatives.rules import READ
from wens.initiatives.states import LIVING, Who, possible
from wens.initiatives.views.common import REFUSED, TOO_MANY, private, save, spoken
from wens.initiatives.views.outside import public_or_404
from wens.organisations.models import Organisation
from wens.tenancy.context import acting, current
from wens.voices.flood import is_flood
from wens.voices.sealing import CannotOpen


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring an idea; afterwards the page shows the code, once."""
    known = {"area": request.GET.get("gebied", "")[:60]}
    form = forms.BringForm(request.POST or None, initial=known, group=_group_of(request))
    sent: list[actions.Sent] = []
    if form.is_valid():
        if is_flood(request, "send"):
            form.add_error(None, TOO_MANY)
        elif save(form, lambda: sent.append(actions.bring(
            idea=form.idea(spoken()), answer_key=form.cleaned_data["answer_key"], by=current().actor,
            group=form.as_group(),
        ))):  # fmt: skip
            return private(render(request, "initiatives/brought.html", {"code": sent[0].code, "here": "initiatives"}))
    context = {"form": form, "here": "initiatives"}
    return private(render(request, "initiatives/bring.html", context, status=422 if form.errors else 200))


def _group_of(request: HttpRequest) -> Organisation | None:
    """The raad or group of residents of who is logged in."""
    account = account_of(request)
    group = account.organisation if account else None
    return group if group and group.is_civic else None


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show an initiative to who has its code; answer, pause, go on, or take it back."""
    form = FollowForm(request.POST or None)
    if form.is_valid():
        one = None if is_flood(request, "step") else actions.find_by_code(form.cleaned_data["code"])
        if one is not None:
            wrong = _done(request, one)
            return private(_followed(request, one.pk, form.cleaned_data["code"], wrong))
        form.add_error("code", _("Deze code kennen wij niet. Kijk hem na: 12 tekens, zonder I, L, O en U."))
    context = {"form": form, "here": "initiatives"}
    return private(render(request, "initiatives/follow.html", context, status=422 if form.errors else 200))


SAID = {
    What.REPLY: gettext_lazy("Uw antwoord is verstuurd. Wij lezen het."),
    What.PAUSE: gettext_lazy("Uw initiatief ligt stil. Iedereen ziet dat; uw woorden lezen alleen wij."),
    What.RESUME: gettext_lazy("Uw initiatief gaat verder."),
    What.REOPEN: gettext_lazy("Wij kijken opnieuw naar uw idee."),
}


def _done(request: HttpRequest, one: Initiative) -> str:
    """Do what was asked with the code, if anything; return what is wrong with it, or nothing."""
    asked = request.POST.get("do", "")
    try:
        with transaction.atomic():
            if asked == What.WITHDRAW:
                actions.withdraw(initiative=one.pk, by=current().actor)
                messages.success(request, _("Uw idee is ingetrokken. Wij verwijderden hoe wij u konden bereiken."))
            elif asked in SAID:
                name = What(asked)
                words = request.POST.get("words", "")
                actions.take_own_step(initiative=one.pk, name=name, words=words, by=current().actor)
                messages.success(request, str(SAID[name]))
    except REFUSED as error:
        return str(error)
    return ""


def _followed(request: HttpRequest, key: uuid.UUID, code: str, wrong: str) -> HttpResponse:
    now = current()
    with reaching(), acting(now.gemeente, now.actor, rights={*current().rights, READ}, organisation=now.organisation):
        one = queries.initiative(key)
        if one is None:
            raise Http404
        context: dict[str, Any] = {
            "one": one, "said": [step for step in queries.history(one) if step.words], "code": code, "wrong": wrong,
            "original": Original.objects.filter(initiative=one).first(), "helpers": _passed_on(one),
            "moves": {str(move.name) for move in possible(one.state, [Who.INITIATOR])}, "here": "initiatives",
            "typed": request.POST.get("words", "") if wrong else "", "needs": list(one.needs.all()),
        }  # fmt: skip
    return render(request, "initiatives/followed.html", context, status=422 if wrong else 200)


def _passed_on(one: Initiative) -> list[actions.Opened]:
    try:
        return [opened for _reach, opened in actions.helpers_of(one, passed_on=True)]
    except CannotOpen:
        return []


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def support(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say that one supports an initiative, or helps; a letter asks to confirm it."""
    one = public_or_404(key)
    asked = request.GET.get("wat", "")
    initial = {"kind": asked} if asked == "helps" else {}
    form = forms.SupportForm(request.POST or None, initial=initial)
    done = False
    if form.is_valid():
        if is_flood(request, "send"):
            form.add_error(None, TOO_MANY)
        else:
            done = save(form, lambda: actions.support(
                initiative=key, voice=form.voice(spoken()), answer_key=form.cleaned_data["answer_key"],
                by=current().actor,
            ))  # fmt: skip
    context = {"form": form, "one": one, "done": done, "can_support": one.state in LIVING, "here": "initiatives"}
    return private(render(request, "initiatives/support.html", context, status=422 if form.errors else 200))


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """Confirm, or take back, by pressing a button: programs that look at links in mail press nothing."""
    if is_flood(request, "step") or not hashing.is_token(token, "confirm", key):
        return private(render(request, "initiatives/gone.html", {"here": "initiatives"}, status=404))
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked == "back":
        actions.take_back(supporter=key, by=current().actor)
        return private(render(request, "initiatives/gone.html", {"taken_back": True, "here": "initiatives"}))
    done = actions.confirm(supporter=key, by=current().actor) if asked == "confirm" else None
    held = queries.supporter(key)
    if held is None or (asked == "confirm" and done is None):
        return private(render(request, "initiatives/gone.html", {"here": "initiatives"}, status=404))
    context = {"held": held, "one": held.initiative, "here": "initiatives"}
    return private(render(request, "initiatives/confirm.html", context))

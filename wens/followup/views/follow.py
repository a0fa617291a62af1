"""The follow page: status in words, answers, own words back, and what the writer may still do. Without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.bottlenecks.queries import told_about
from wens.districts.showing import contacts_at
from wens.followup import queries
from wens.followup.actions import finding, guessing, judging
from wens.followup.actions.links import Purpose, find_link
from wens.followup.forms import CodeForm, LostForm, ReplyForm, UpdatesForm, VerdictForm
from wens.followup.views.doors import above_covenants, followed, help_lines, private, unknown, wait
from wens.reports.chain import came_of, knelpunten_of
from wens.tenancy.context import Actor, acting, current
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices import codes
from wens.voices.actions import following, reaching
from wens.voices.actions.stepping import VoicesError
from wens.voices.flood import visitor
from wens.voices.models import Contribution, State, Update
from wens.voices.queries import whole_of
from wens.voices.states import NoSuchStep
from wens.works.showing import works_from

GONE = (State.WITHDRAWN, State.ERASED)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the code."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if form.is_bound:
        if guessing.has_to_wait(visitor(request)):
            return private(wait(request))
        if form.is_valid():
            with above_covenants():
                found = codes.find_by_code(form.cleaned_data["code"])
            if found:
                return private(redirect("followup:page", codes.grouped(codes.plain(form.cleaned_data["code"]))))
            guessing.note_wrong(visitor(request))
            form.add_error("code", _("Wij kennen deze code niet. Kijk of elk teken klopt, of vraag een nieuwe link."))
    status = 422 if form.is_bound else 200
    return private(
        render(request, "followup/start.html", {"form": form, "help": help_lines()}, status=status)
    )  # fmt: skip


@require_GET
@followed
def page(request: HttpRequest, contribution: Contribution, key: str) -> HttpResponse:
    """Show one contribution to its writer."""
    return _page(request, contribution, key)


@require_POST
@followed
def reply(request: HttpRequest, contribution: Contribution, key: str) -> HttpResponse:
    """Take an answer to our question, or something to add."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, contribution, key, reply=form)
    said = form.cleaned_data
    try:
        following.reply(contribution=contribution.pk, text=said["text"], answer_key=said["key"], by=current().actor)
    except (VoicesError, NoSuchStep) as error:
        form.add_error("text", str(error))
        return _page(request, contribution, key, reply=form)
    messages.success(request, _("Bedankt. Uw bericht is aangekomen."))
    return redirect("followup:page", key)


@require_POST
@followed
def verdict(request: HttpRequest, contribution: Contribution, key: str) -> HttpResponse:
    """Take the answer to "is it solved?" or "is it safer?"."""
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, contribution, key, verdict=form)
    said = form.cleaned_data
    was = contribution.state
    now = judging.judge(
        contribution=contribution.pk, question=said["question"], answer=said["answer"], text=said["text"],
        answer_key=said["key"], by=current().actor,
    )  # fmt: skip
    reopened = was != now.state
    messages.success(
        request,
        _("Bedankt. Wij hebben uw melding opnieuw geopend en kijken er weer naar.")
        if reopened
        else _("Bedankt voor uw antwoord."),
    )
    return redirect("followup:page", key)


@require_http_methods(["GET", "POST"])
@followed
def updates(request: HttpRequest, contribution: Contribution, key: str) -> HttpResponse:
    """Show and change when the writer hears."""
    hearing = queries.hearing(contribution)
    if hearing is None:
        return redirect("followup:page", key)
    form = UpdatesForm(request.POST if request.method == "POST" else None, initial={"updates": hearing.updates})
    if form.is_bound and form.is_valid():
        with _reaching():
            reaching.change_updates(
                contribution=contribution.pk, updates=form.cleaned_data["updates"], by=current().actor
            )  # fmt: skip
        messages.success(request, _("Wij onthouden wanneer u bericht wilt."))
        return redirect("followup:page", key)
    context = {"form": form, "hearing": hearing, "key": key, "help": help_lines()}
    return render(request, "followup/updates.html", context, status=422 if form.is_bound else 200)


@require_POST
@followed
def remove_contact(request: HttpRequest, contribution: Contribution, key: str) -> HttpResponse:
    """Take the contact details away."""
    with _reaching():
        reaching.remove_contact(contribution=contribution.pk, by=current().actor)
    messages.success(request, _("Uw contactgegevens zijn verwijderd. Bewaar uw code om uw melding te volgen."))
    return redirect("followup:page", key)


@require_http_methods(["GET", "POST"])
@followed
def withdraw(request: HttpRequest, contribution: Contribution, key: str) -> HttpResponse:
    """Ask whether the writer is sure, and stop."""
    if request.method == "GET":
        context = {"contribution": contribution, "key": key, "help": help_lines()}
        return render(request, "followup/withdraw.html", context)
    try:
        following.withdraw(contribution=contribution.pk, by=current().actor)
    except NoSuchStep:
        messages.error(request, _("Uw melding is al afgerond. Intrekken kan niet meer. U kunt ons wel bellen."))
    else:
        messages.success(request, _("Uw melding is ingetrokken. Wij doen er niets meer mee."))
    return redirect("followup:page", key)


@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Say honestly what can be done without the code; send a link to an address, without saying whether it is known."""
    form = LostForm(request.POST) if request.method == "POST" else LostForm()
    asked = False
    if form.is_bound:
        if guessing.has_to_wait(visitor(request)):
            return private(wait(request))
        if form.is_valid():
            guessing.note_wrong(visitor(request))  # so that nobody makes us write to a list of addresses
            finding.ask_link(email=form.cleaned_data["email"], by=Actor.public())
            asked = True
    status = 422 if form.is_bound and not asked else 200
    context = {"form": form, "asked": asked, "help": help_lines()}
    return private(render(request, "followup/lost.html", context, status=status))


@csrf_exempt  # RFC 8058: a mail program sends this without ever having seen a page; the token is the proof
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all letters about one contribution: a press on the button, or one click in the mail program."""
    if guessing.has_to_wait(visitor(request)):
        return private(wait(request))
    with above_covenants():
        link = find_link(token, Purpose.UNSUBSCRIBE)
    if link is None:
        guessing.note_wrong(visitor(request))
        return private(unknown(request))
    if request.method == "POST":
        with _reaching():
            reaching.change_updates(contribution=link.contribution_id, updates=Update.NEVER, by=current().actor)
    context = {"done": request.method == "POST", "help": help_lines()}
    return private(render(request, "followup/unsubscribe.html", context))


def _reaching() -> Any:
    """Open the lock on contact details for the writer, whose code or link was verified."""
    return acting(current().gemeente, current().actor, rights={"read_contacts", COVENANT_RIGHT})


def _page(request: HttpRequest, one: Contribution, key: str, **forms: Any) -> HttpResponse:
    asked = queries.questions(one)
    context = {
        "contribution": one,
        "key": key,
        "code": "" if len(key) > codes.LENGTH + 10 else codes.grouped(codes.plain(key)),
        "status": queries.status(one),
        "who": queries.who_has_it(one),
        "history": queries.history(one),
        "weighed": told_about(one.pk),
        "conversation": queries.conversation(one),
        "original": queries.own_words(one) if one.state not in GONE else None,
        "hearing": queries.hearing(one),
        "is_gone": one.state in GONE,
        "is_asked": one.state == State.ASKED,
        "reply": forms.get("reply") or ReplyForm(),
        "verdicts": [forms.get("verdict") or VerdictForm(question=asked[0])] if asked else [],
        "wrong": forms.get("reply") or forms.get("verdict"),
        "help": help_lines(),
        "came": came_of(knelpunten_of(one.pk), tier="public"),
        "works": works_from({one.pk, whole_of(one).pk}),
        "contacts": contacts_at(one.area_code),
        "contacts_code": one.area_code,
    }
    return render(request, "followup/page.html", context, status=422 if context["wrong"] else 200)

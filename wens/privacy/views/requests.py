"""Requests of people, handled by the privacy officer."""

from functools import wraps
from typing import Any, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import View, allowed_to
from wens.audit.actions import read
from wens.followup.queries import letter_about
from wens.privacy import answers, queries
from wens.privacy.actions import deciding
from wens.privacy.actions import requests as actions
from wens.privacy.actions.requests import Asked, RequestError
from wens.privacy.finding import account_of, find
from wens.privacy.forms import DecisionForm, RequestForm, SearchForm, StepForm
from wens.privacy.models import Found, Ground, Request, State
from wens.privacy.paper import as_pdf
from wens.privacy.retention.running import RIGHTS
from wens.privacy.states import OPEN, NoSuchStep, possible_steps
from wens.privacy.things import KINDS, kind_of, name_of
from wens.privacy.things.kind import ALWAYS, Kind
from wens.privacy.views.copying import as_file, copy_file
from wens.privacy.views.register import fonts
from wens.tenancy.context import acting, current

P = ParamSpec("P")
BUTTONS = (
    (Found.Outcome.KEPT, gettext_lazy("Laten staan")),
    (Found.Outcome.STRUCK, gettext_lazy("Woorden weghalen")),
    (Found.Outcome.GIVEN, gettext_lazy("In het afschrift")),
    (Found.Outcome.RESTRICTED, gettext_lazy("Niet meer openbaar")),
    (Found.Outcome.CORRECTED, gettext_lazy("Verbeteren")),
    (Found.Outcome.ERASED, gettext_lazy("Voorgoed verwijderen")),
)
REFUSED: tuple[type[Exception], ...] = (RequestError, *(error for kind in KINDS.values() for error in kind.errors))


def officer(view: View[P]) -> View[P]:
    """Let the privacy officer through, who for a request reaches everything that the second lock keeps apart.

    Who asks has a right to all of it (AVG art. 15). Every search, copy and change of it stands in the trail.
    """

    @wraps(view)
    def reaching(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = current()
        with acting(now.gemeente, now.actor, rights=now.rights | set(RIGHTS), organisation=now.organisation):
            return view(request, *args, **kwargs)

    return allowed_to("handle_privacy_requests")(reaching)


@require_safe
@officer
def listed(request: HttpRequest) -> HttpResponse:
    """List the requests, the nearest deadline first."""
    return render(request, "privacy/requests.html", {"requests": queries.requests(), "open": OPEN, "here": "privacy"})


@require_http_methods(["GET", "POST"])
@officer
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a request that came by letter, mail, telephone or at the desk."""
    form = RequestForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "privacy/enter.html", {"form": form, "here": "privacy"}, status=status)
    said = dict(form.cleaned_data)
    one = actions.enter_request(key=said.pop("key"), asked=Asked(**said), by=current().actor)
    messages.success(request, _("Het verzoek is opgeslagen."))
    return redirect("privacy:request", key=one.pk)


@require_http_methods(["GET", "POST"])
@officer
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a request; a search is a POST, so that what is sought stands in no address."""
    asked = _or_404(key)
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm()
    hits, account = [], None
    if form.is_bound and form.is_valid():
        hits = find(request=asked, by=current().actor, **form.cleaned_data)
        account = account_of(form.cleaned_data["email"])
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "privacy/request.html", _context(asked, form, hits, account), status=status)


@require_POST
@officer
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which of what was found belongs to the request."""
    asked = _or_404(key)
    chosen = filter(None, map(_thing, request.POST.getlist("thing")))
    deciding.keep_found(request=asked.pk, things=list(dict.fromkeys(chosen)), by=current().actor)
    email = request.POST.get("account", "")
    account = account_of(email[:254])
    if account is not None:
        actions.about_account(request=asked.pk, account=account, by=current().actor)
    messages.success(request, _("Wat u koos, hoort nu bij dit verzoek."))
    return redirect("privacy:request", key=key)


@require_POST
@officer
def step(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring the request further, or take more time."""
    _or_404(key)
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een stap en probeer het opnieuw."))
        return redirect("privacy:request", key=key)
    said = form.cleaned_data
    try:
        if said["step"] == "extend":
            actions.extend(request=key, because=said["words"], by=current().actor)
        else:
            actions.take_step(
                request=key, name=said["step"], words=said["words"], seen=said["seen"], by=current().actor
            )
    except (RequestError, NoSuchStep) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Opgeslagen."))
    return redirect("privacy:request", key=key)


@require_POST
@officer
def decide(request: HttpRequest, key: UUID, found: UUID) -> HttpResponse:
    """Do with one thing that was found what was decided."""
    _or_404(key)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies wat hiermee moet gebeuren."))
        return redirect("privacy:request", key=key)
    try:
        _decide(key, found, said=_fixes(request), **form.cleaned_data)
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Opgeslagen."))
    return redirect("privacy:request", key=key)


def _decide(
    key: UUID, found: UUID, *, outcome: str, ground: str, said: dict[str, str], passages: str, sure: bool
) -> None:
    by = current().actor
    if outcome == "erased":
        _need_sure(sure)
        deciding.erase_found(request=key, found=found, ground=ground, by=by)
    elif outcome == "struck":
        _need_sure(sure)
        deciding.strike_found(request=key, found=found, passages=passages, ground=ground, by=by)
    elif outcome == "corrected":
        deciding.correct_found(request=key, found=found, said=said, by=by)
    elif outcome == "restricted":
        deciding.restrict_found(request=key, found=found, by=by)
    else:
        deciding.decide_found(request=key, found=found, outcome=outcome, by=by)


def _fixes(request: HttpRequest) -> dict[str, str]:
    """Return what was typed to correct, by the names that the kind of the thing gave."""
    found = {name.removeprefix("fix-"): text for name, text in request.POST.items() if name.startswith("fix-")}
    return {name: str(text).replace("\x00", "")[:4000] for name, text in found.items()}


def _need_sure(sure: object) -> None:
    if not sure:
        raise RequestError(_("Zet een vinkje bij ‘Ik weet dat dit niet terug kan’. Daarna verwijdert u voorgoed."))


@require_POST
@officer
def erase_account(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take name and address out of the account that the request is about."""
    _or_404(key)
    try:
        ground = request.POST.get("ground", "")
        if ground not in Ground.values:
            raise RequestError(_("Kies op welke grond u verwijdert."))
        _need_sure(request.POST.get("sure"))
        deciding.erase_own_account(request=key, ground=ground, by=current().actor)
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Het account is gesloten en de naam is weg."))
    return redirect("privacy:request", key=key)


@require_safe
@officer
def copy(request: HttpRequest, key: UUID, form: str) -> HttpResponse:
    """Give the copy for who asks: pdf to read, json to take along (AVG art. 20)."""
    asked = _or_404(key)
    if form not in ("pdf", "json"):
        raise Http404
    gemeente = request.gemeente.name  # type: ignore[attr-defined]
    return copy_file(asked, form, gemeente=gemeente, by=current().actor)


@require_safe
@officer
def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the answer as a letter to print."""
    asked = _or_404(key)
    if asked.answered_at is None:
        raise Http404
    gemeente = request.gemeente.name  # type: ignore[attr-defined]
    read("privacy.letter", subject=actions.subject_of(asked), by=current().actor)
    paper = as_pdf(answers.letter(asked, gemeente=gemeente), fonts=fonts())
    return as_file(paper, "application/pdf", f"{asked.label}-brief.pdf")


@require_POST
@officer
def told(request: HttpRequest, key: UUID, how: str) -> HttpResponse:
    """Note that the letter was posted, or send the mail about the answer once more."""
    _or_404(key)
    steps = {"post": actions.posted, "mail": actions.tell_again}
    if how not in steps:
        raise Http404
    try:
        steps[how](request=key, by=current().actor)
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Opgeslagen."))
    return redirect("privacy:request", key=key)


def _context(asked: Request, form: SearchForm, hits: list[Any], account: Any) -> dict[str, Any]:
    rows = list(asked.found.all())
    answered = asked.answered_at is not None
    return {
        "asked": asked,
        "requester": actions.requester_of(asked),
        "steps": [_named(one.name, words=one.words) for one in possible_steps(asked.state)],
        "can_extend": asked.state in OPEN and not asked.extended_because,
        "rows": [_row(row, in_hand=asked.state == State.IN_HAND) for row in rows],
        "answered": answered,
        "code": answers.code_of(asked.pk) if answered and asked.email else "",
        "mail": letter_about(asked.pk) if answered and asked.email else None,
        "form": form,
        "hits": hits,
        "account": account,
        "grounds": Ground.choices,
        "here": "privacy",
    }


def _row(row: Found, *, in_hand: bool) -> dict[str, Any]:
    """One thing that belongs to the request: what it is, whether it is still there, what can be done with it."""
    kind = kind_of(row.thing)
    line = kind.line(row.key) if kind else ""
    can = kind.can if kind else ALWAYS
    return {
        "found": row,
        "name": name_of(row.thing),
        "line": line,
        "is_gone": line is None,
        "can": [(one.value, label) for one, label in BUTTONS if one in can],
        "can_strike": Found.Outcome.STRUCK in can,
        "can_erase": Found.Outcome.ERASED in can,
        "fixes": kind.fixes(row.key) if kind and in_hand and line is not None else (),
        "struck_from": kind.struck_from if kind else Kind.struck_from,
        "erasing_does": kind.erasing_does if kind else "",
    }


def _named(name: str, *, words: bool) -> dict[str, Any]:
    labels = {
        "take": _("In behandeling nemen"),
        "ask_identity": _("Vragen wie het is"),
        "identified": _("Het is duidelijk wie het is"),
        "grant": _("Toewijzen"),
        "grant_partly": _("Deels toewijzen"),
        "refuse": _("Afwijzen"),
        "withdraw": _("Ingetrokken door wie het vroeg"),
    }
    return {"name": name, "label": labels[name], "words": words}


def _or_404(key: UUID) -> Request:
    found = queries.request(key)
    if found is None:
        raise Http404
    return found


def _thing(text: str) -> tuple[str, UUID] | None:
    thing, _slash, key = text.partition("/")
    try:
        return thing, UUID(key)
    except ValueError:
        return None

"""The page behind the link in the mail about an answer: for who asked, with the pick-up code and without account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wens.audit.actions import read
from wens.followup.actions import guessing
from wens.followup.views.doors import help_lines, private, unknown, wait
from wens.privacy import queries
from wens.privacy.actions.requests import subject_of
from wens.privacy.answers import has_copy, opens, request_of, what_you_can_do
from wens.privacy.models import Request
from wens.privacy.pick_up import PickUpForm
from wens.privacy.retention.running import RIGHTS
from wens.privacy.views.copying import copy_file
from wens.tenancy.context import Actor, become
from wens.voices.flood import visitor


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code, then show the answer or give the copy; a wrong code counts as guessing."""
    if guessing.has_to_wait(visitor(request)):
        return private(wait(request))
    key = request_of(token)
    if key is None:
        guessing.note_wrong(visitor(request))
        return private(unknown(request))
    form = PickUpForm(request.POST or None)
    if form.is_valid():
        one = _opened(key, form.cleaned_data["code"])
        if one is not None:
            return private(_answer(request, one, form))
        guessing.note_wrong(visitor(request))
        form.add_error("code", _("Deze code klopt niet. Kijk of elk teken goed is."))
    context = {"form": form, "help": help_lines()}
    return private(render(request, "privacy/answer.html", context, status=422 if form.is_bound else 200))


def _opened(key: UUID, code: str) -> Request | None:
    """Return the answered request when the code fits; from then on who asked may read what is about the request."""
    if not opens(code, key):
        return None
    by = Actor("public", f"request:{key}", "wie het verzoek deed")
    become(by, rights=RIGHTS)
    one = queries.request(key)
    return one if one is not None and one.answered_at else None


def _answer(request: HttpRequest, one: Request, form: PickUpForm) -> HttpResponse:
    by = Actor("public", f"request:{one.pk}", "wie het verzoek deed")
    wanted = form.cleaned_data["copy"]
    if wanted and has_copy(one):
        return copy_file(one, wanted, gemeente=request.gemeente.name, by=by)  # type: ignore[attr-defined]
    read("privacy.answer", subject=subject_of(one), by=by)
    context = {"one": one, "form": form, "has_copy": has_copy(one), "after": what_you_can_do(), "help": help_lines()}
    return render(request, "privacy/answer.html", context)

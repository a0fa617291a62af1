"""What a civic group told us, where that stands and what we answered; the meetings that it is invited to.

A wijkraad, school, association or group of entrepreneurs sees what everybody sees, and this.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wens.access.guards import account_of, logged_in
from wens.areas.queries import areas
from wens.followup import queries
from wens.followup.forms import ReplyForm
from wens.followup.views.doors import private
from wens.meetings.queries import invited_to
from wens.organisations.models import Organisation
from wens.tenancy.context import current
from wens.voices.actions import following
from wens.voices.actions.stepping import VoicesError
from wens.voices.definitions import subjects
from wens.voices.models import Contribution, State
from wens.voices.queries import own_contribution, own_contributions
from wens.voices.states import NoSuchStep

PER_PAGE = 20


@require_GET
@logged_in
def dealings(request: HttpRequest) -> HttpResponse:
    """Show the own dealings of the group of who is logged in."""
    return _screen(request)


@require_POST
@logged_in
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an answer to our question, or something to add."""
    one = own_contribution(key)
    if one is None:
        raise Http404
    form = ReplyForm(request.POST, auto_id=f"{key}_%s")
    if not form.is_valid():
        return _screen(request, wrong={key: form})
    said = form.cleaned_data
    try:
        following.reply(contribution=key, text=said["text"], answer_key=said["key"], by=current().actor)
    except (VoicesError, NoSuchStep) as error:
        form.add_error("text", str(error))
        return _screen(request, wrong={key: form})
    messages.success(request, _("Bedankt. Uw bericht is aangekomen."))
    return redirect("own-dealings")


def _screen(request: HttpRequest, wrong: dict[UUID, ReplyForm] | None = None) -> HttpResponse:
    account, wrong = account_of(request), wrong or {}
    group = account.organisation if account else None
    page = Paginator(own_contributions(), PER_PAGE).get_page(request.GET.get("pagina"))
    names = {area.code: area.name for area in areas()}
    context = {
        "group": group,
        "page": page,
        "lines": [_line(one, names, wrong.get(one.pk)) for one in page],
        "meetings": invited_to(group.pk) if isinstance(group, Organisation) and group.is_civic else [],
        "here": "own",
    }
    return private(render(request, "followup/own.html", context, status=422 if wrong else 200))


def _line(one: Contribution, names: dict[str, str], wrong: ReplyForm | None) -> dict[str, Any]:
    subject = subjects().get(one.subject)
    return {
        "one": one,
        "area": names.get(one.area_code, ""),
        "subject": subject.name if subject else _("Geen onderwerp gekozen"),
        "status": queries.status(one),
        "who": queries.who_has_it(one),
        "said": queries.conversation(one),
        "asked": one.state == State.ASKED,
        "gone": one.state in (State.WITHDRAWN, State.ERASED),
        "reply": wrong or ReplyForm(auto_id=f"{one.pk}_%s"),
        "wrong": wrong,
    }

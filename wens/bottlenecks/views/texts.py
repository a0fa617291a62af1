"""A text for everybody: the second look, giving it back, writing it anew, taking it from the site."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.bottlenecks import actions, forms
from wens.bottlenecks.models import PublicText
from wens.bottlenecks.rules import APPROVE, DECIDE, may
from wens.bottlenecks.states import TEXT_MOVES
from wens.bottlenecks.views.common import Doing, attempt, function_words
from wens.bottlenecks.views.weighing import refuse_unless
from wens.tenancy.context import Actor, current


def _approve(one: PublicText, form: Any, by: Actor) -> Any:
    return actions.approve(key=one.pk, by=by, seen=form.cleaned_data["seen"])


def _send_back(one: PublicText, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.send_back(key=one.pk, remark=of["remark"], by=by, seen=of["seen"], looked=of["looked"])


def _rewrite(one: PublicText, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.rewrite(key=one.pk, of=form.words(), by=by, seen=of["seen"], looked=of["looked"])


def _take_down(one: PublicText, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.take_down(key=one.pk, remark=of["remark"], by=by, seen=of["seen"], looked=of["looked"])


DOINGS: tuple[Doing, ...] = (
    Doing("goedkeuren", _("Keur goed"), _("Keur goed en maak openbaar"), forms.DoingForm, APPROVE, _approve, "approve"),
    Doing("terug", _("Geef terug aan de schrijver"), _("Geef terug"), forms.RemarkForm, APPROVE, _send_back, "return"),
    Doing("herschrijven", _("Schrijf anders"), _("Bewaar de tekst"), forms.TextForm, DECIDE, _rewrite, "rewrite"),
    Doing("van-de-site", _("Haal van de site"), _("Haal van de site"), forms.RemarkForm, APPROVE, _take_down,
          "take_down"),
)  # fmt: skip


@require_safe
@allowed_to("see_bottlenecks")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a text as everybody would read it, with what can be done with it."""
    one, by = _text_or_404(key), current().actor
    names = {move.name for move in TEXT_MOVES if move.before == one.state}
    own = one.written_by == by.reference
    doings = [
        doing for doing in DOINGS
        if doing.name in names and may(by, doing.right) and not (own and doing.name in {"approve", "return"})
    ]  # fmt: skip
    return render(request, "bottlenecks/text.html", {**_context(one), "doings": doings, "own": own})


@require_http_methods(["GET", "POST"])
@allowed_to("see_bottlenecks")
def do(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Do one thing with a text."""
    one, by = _text_or_404(key), current().actor
    doing = next((row for row in DOINGS if row.slug == what), None)
    if doing is None:
        raise Http404
    refuse_unless(may(by, doing.right))
    initial = {"title": one.title, "text": one.text, "public_reason": one.reason}
    form = doing.form(request.POST or None, about=one, version=one.version, initial=initial)
    return attempt(
        request, form, lambda: doing.do(one, form, by), to=lambda _made: _address(one), page="bottlenecks/doing.html",
        context={**_context(one), "doing": doing, "back": _address(one)},
    )  # fmt: skip


def _context(one: PublicText) -> dict[str, Any]:
    about = one.bottleneck or one.place
    return {
        "text": one, "area": area_names().get(one.area_code, one.area_code), "function": function_words(one.function),
        "about": about, "here": "bottlenecks",
        "about_address": reverse("bottlenecks:detail", args=[one.bottleneck_id]) if one.bottleneck_id
        else reverse("places:detail", args=[one.place_id]),
    }  # fmt: skip


def _text_or_404(key: uuid.UUID) -> PublicText:
    found = PublicText.objects.select_related("bottleneck", "place").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _address(one: PublicText) -> str:
    return reverse("bottlenecks:text", args=[one.pk])

"""Each thing that can be done with a worry, on a page of its own."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wens.access.guards import allowed_to
from wens.signalling import actions, forms, queries
from wens.signalling.models import Stance, Worry, WorryMove
from wens.signalling.rules import capacities, own_organisation
from wens.signalling.states import GOES_ON, possible
from wens.signalling.views.common import address, at_of, attempt, worry_or_404
from wens.tenancy.context import Actor, current


@dataclass(frozen=True)
class Doing:
    """One thing to do: its place in an address, its title and button, its form, what it does, which step it is."""

    slug: str
    title: Promise
    button: Promise
    form: type[forms.StaffForm]
    do: Callable[[Worry, Any, Actor], Any]
    name: WorryMove
    help: Promise | str = ""


def _words(action: Callable[..., Any]) -> Callable[[Worry, Any, Actor], Any]:
    def do(one: Worry, form: Any, by: Actor) -> Any:
        of = form.cleaned_data
        return action(key=one.pk, words=of["words"], by=by, seen=of["seen"], looked=of["looked"])

    return do


def _say(one: Worry, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.say(key=one.pk, stance=Stance(of["stance"]), words=of["words"], by=by, looked=of["looked"])


def _report(one: Worry, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.report(key=one.pk, words=of["words"], report_on=of["report_on"], by=by, seen=of["seen"],
                          looked=of["looked"])  # fmt: skip


def _end(one: Worry, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.end(key=one.pk, outcome=form.outcome_state(), words=of["words"], by=by, seen=of["seen"],
                       looked=of["looked"])  # fmt: skip


def _assign(one: Worry, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.assign(key=one.pk, team=uuid.UUID(of["team"]), words=of["words"], by=by, seen=of["seen"],
                          looked=of["looked"])  # fmt: skip


def _link(one: Worry, form: Any, by: Actor) -> Any:
    return actions.link(key=one.pk, label=form.cleaned_data["label"], by=by, seen=form.cleaned_data["seen"])


DOINGS: tuple[Doing, ...] = (
    Doing("oppakken", _("Pak dit signaal op"), _("Wij pakken dit op"), forms.TakeForm, _words(actions.take),
          WorryMove.TAKE),
    Doing("bericht", _("Vertel wat u deed"), _("Stuur bericht"), forms.ReportForm, _report, WorryMove.REPORT),
    Doing("afronden", _("Rond dit signaal af"), _("Rond af"), forms.EndForm, _end, WorryMove.END,
          _("“Wij weten het niet” is ook een antwoord. Wie het inbracht, leest dit.")),
    Doing("teruggeven", _("Geef dit signaal terug"), _("Geef terug"), forms.WhyForm, _words(actions.hand_back),
          WorryMove.HAND_BACK, _("De stadsdeelmanager zoekt dan een ander wijkteam.")),
    Doing("zeggen", _("Zeg of u dit ook ziet"), _("Bewaar"), forms.SayForm, _say, WorryMove.CONFIRM,
          _("Iedereen die dit signaal ziet, leest wat uw organisatie zegt.")),
    Doing("wijkteam", _("Kies een ander wijkteam"), _("Geef aan dit wijkteam"), forms.AssignForm, _assign,
          WorryMove.ASSIGN),
    Doing("melding", _("Koppel een melding van een bewoner"), _("Koppel"), forms.LinkForm, _link,
          WorryMove.LINK),
    Doing("heropenen", _("Zet dit signaal opnieuw op tafel"), _("Zet opnieuw op tafel"), forms.WhyForm,
          _words(actions.reopen), WorryMove.REOPEN),
    Doing("intrekken", _("Trek dit signaal in"), _("Trek in"), forms.WhyForm, _words(actions.withdraw),
          WorryMove.WITHDRAW),
)  # fmt: skip


def doings_for(one: Worry, by: Actor) -> list[Doing]:
    """Return what `by` can do with a worry now."""
    own, names = own_organisation(by), possible(one.state, capacities(one, by))
    goes_on = one.state in GOES_ON
    if own and own != str(one.organisation_id) and goes_on:
        names = names | {WorryMove.CONFIRM}
    if own or "triage_contributions" in current().rights:
        names = names | {WorryMove.LINK}
    return [doing for doing in DOINGS if doing.name in names]


@require_http_methods(["GET", "POST"])
@allowed_to("see_signals")
def do(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Do one thing with a worry."""
    one, by = worry_or_404(key), current().actor
    doing = next((each for each in DOINGS if each.slug == what), None)
    if doing is None:
        raise Http404
    if request.method == "GET" and doing not in doings_for(one, by):
        raise PermissionDenied
    initial: dict[str, Any] = {}
    if doing.form is forms.SayForm:
        said = next((each for each in queries.opinions_of(one) if str(each.organisation_id) == own_organisation(by)),
                    None)  # fmt: skip
        initial = {"stance": said.stance, "words": said.words} if said else {}
    form = doing.form(request.POST or None, about=one, version=one.version, initial=initial)
    return attempt(
        request, form, lambda: doing.do(one, form, by), to=lambda _made: address(one), page="signalling/doing.html",
        context={"one": one, "at": at_of(one), "doing": doing, "back": reverse("signalling:detail", args=[one.pk]),
                 "here": "signals"},
    )  # fmt: skip

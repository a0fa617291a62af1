"""One knelpunt: what it is, what it rests on, how it was weighed, what was decided, and what one can do with it."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.bottlenecks import actions, forms, queries
from wens.bottlenecks.actions import Verdict
from wens.bottlenecks.material import material
from wens.bottlenecks.models import Bottleneck, What
from wens.bottlenecks.rules import APPROVE, DECIDE, PROPOSE, may
from wens.bottlenecks.rulesets import changes, criteria_from, leaning
from wens.bottlenecks.states import OPEN, possible_moves
from wens.bottlenecks.views.common import REFUSED, Doing, attempt, function_words
from wens.bottlenecks.views.weighing import bottleneck_or_404, grouped, noted, refuse_unless, theme_names
from wens.organisations.queries import accounts
from wens.tenancy.context import Actor, current


def _describe(one: Bottleneck, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.describe(key=one.pk, of=form.said(), by=by, seen=of["seen"], looked=of["looked"])


def _add(one: Bottleneck, form: Any, by: Actor) -> Any:
    return actions.add_evidence(
        key=one.pk, evidence=form.cleaned_data["evidence"], by=by, seen=form.cleaned_data["seen"]
    )


def _weigh(one: Bottleneck, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.weigh(
        key=one.pk, answers=form.answers(), note=of["note"], by=by, seen=of["seen"], looked=of["looked"]
    )


def _decide(one: Bottleneck, form: Any, by: Actor) -> Any:
    of = form.cleaned_data
    return actions.decide(key=one.pk, of=form.said(), by=by, seen=of["seen"], looked=of["looked"])


def _plain(one: Bottleneck, form: Any, by: Actor, what: What) -> Any:
    of = form.cleaned_data
    said = Verdict(what, of["reason"])
    return actions.decide(key=one.pk, of=said, by=by, seen=of["seen"], looked=of["looked"])


_TOLD = gettext_lazy("Een ander leest de tekst voor iedereen eerst na. Daarna krijgt wie het noemde, bericht.")
DOINGS: tuple[Doing, ...] = (
    Doing("wegen", gettext_lazy("Weeg"), gettext_lazy("Bewaar deze weging"), forms.WeighForm, DECIDE, _weigh,
          help=gettext_lazy("Elk criterium staat op zichzelf. Er wordt niets opgeteld.")),
    Doing("oppakken", gettext_lazy("Pak op"), gettext_lazy("Pak dit knelpunt op"), forms.DecideForm, DECIDE, _decide,
          What.ADOPT, _TOLD),
    Doing("bewaren", gettext_lazy("Bewaar voor later"), gettext_lazy("Bewaar voor later"), forms.ParkForm, DECIDE,
          _decide, What.PARK, _TOLD),
    Doing("doorgeven", gettext_lazy("Geef door"), gettext_lazy("Geef door"), forms.PassOnForm, DECIDE, _decide,
          What.PASS_ON, _TOLD),
    Doing("niet-van-ons", gettext_lazy("Niet van ons"), gettext_lazy("Besluit: niet van ons"), forms.NotOursForm,
          DECIDE, _decide, What.NOT_OURS, _TOLD),
    Doing("afronden", gettext_lazy("Rond af"), gettext_lazy("Rond af"), forms.CloseForm, DECIDE, _decide, What.CLOSE,
          _TOLD),
    Doing("intrekken", gettext_lazy("Trek het voorstel in"), gettext_lazy("Trek in"), forms.ReasonForm, DECIDE,
          partial(_plain, what=What.WITHDRAW), What.WITHDRAW),
    Doing("heropenen", gettext_lazy("Zet opnieuw op tafel"), gettext_lazy("Zet opnieuw op tafel"), forms.ReasonForm,
          DECIDE, partial(_plain, what=What.REOPEN), What.REOPEN,
          gettext_lazy("Wat iedereen nu leest, gaat van de site.")),
    Doing("beschrijven", gettext_lazy("Verander de beschrijving"), gettext_lazy("Bewaar"), forms.DescribeForm, PROPOSE,
          _describe),
    Doing("bewijs", gettext_lazy("Voeg toe waarop het rust"), gettext_lazy("Voeg toe"), forms.EvidenceForm, PROPOSE,
          _add),
)  # fmt: skip


def possible(one: Bottleneck, by: Actor) -> list[Doing]:
    """Return what this person can do with this knelpunt now, in the order of the screen."""
    names = {move.name for move in possible_moves(one.state)}
    return [
        doing for doing in DOINGS
        if may(by, doing.right) and (doing.name in names if doing.name else one.state in OPEN)
    ]  # fmt: skip


@require_safe
@allowed_to("see_bottlenecks")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one knelpunt; a statement at a table only to who sat there, which the read log keeps."""
    one, by = bottleneck_or_404(key), current().actor
    basis = queries.basis_of(one, by)
    noted([row.found for row in basis], f"bottleneck:{one.pk}")
    last = queries.last_weighing(one)
    now = queries.criteria_now()
    context = {
        "one": one,
        "area": area_names().get(one.area_code, one.area_code),
        "theme": dict(theme_names()).get(one.theme, one.theme),
        "groups": [(title, [row for row in basis if row.found in rows]) for title, rows in
                   grouped([row.found for row in basis])],
        "weighing": last,
        "answers": _answers(last) if last else [],
        "lean": leaning(now, last.answers if last else {}),
        "stale": changes(criteria_from(last.criteria.content), last.answers, now, last.answers) if last else [],
        "doings": possible(one, by),
        "drops": may(by, PROPOSE) and one.state in OPEN and len(basis) > 1,
        "texts": list(one.texts.exclude(state="replaced")),
        "reads_texts": may(by, DECIDE) or may(by, APPROVE),
        "history": _history(one),
        "places": list(one.places.all()),
        "here": "bottlenecks",
    }  # fmt: skip
    return render(request, "bottlenecks/detail.html", context)


def _answers(last: Any) -> list[tuple[str, str]]:
    chosen = ((one.name, one.option(last.answers.get(one.key, ""))) for one in criteria_from(last.criteria.content))
    return [(name, option.label if option else _("niet gewogen")) for name, option in chosen]


def _history(one: Bottleneck) -> list[dict[str, Any]]:
    named = {f"account:{row.pk}": row.name for row in accounts()}
    return [
        {"at": row.at, "what": row.get_what_display(), "reason": row.reason, "passed_to": row.passed_to,
         "until": row.parked_until, "by": named.get(row.by, function_words(row.function))}
        for row in queries.decisions(one)
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("see_bottlenecks")
def do(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Do one thing with a knelpunt."""
    one, by = bottleneck_or_404(key), current().actor
    doing = next((row for row in DOINGS if row.slug == what), None)
    if doing is None:
        raise Http404
    refuse_unless(may(by, doing.right))
    context: dict[str, Any] = {"one": one, "doing": doing, "back": _address(one), "here": "bottlenecks"}
    more: dict[str, Any] = {"initial": {}}
    last = queries.last_weighing(one)
    if doing.form is forms.DescribeForm:
        more["initial"] = forms.DescribeForm.begin(one)
    elif doing.form is forms.WeighForm:
        more["initial"] = forms.WeighForm.begin(last.answers) if last else {}
    elif doing.form is forms.EvidenceForm:
        there = {row.found.name for row in queries.basis_of(one, by)}
        found = [row for row in material(one.area_code, one.theme, by) if row.name and row.name not in there]
        noted(found, f"bottleneck:{one.pk}")
        more["names"] = [row.name for row in found]
        context["groups"] = grouped(found)
    form = doing.form(request.POST or None, about=one, version=one.version, **more)
    if isinstance(form, forms.EvidenceForm):
        context["chosen"] = set(form["evidence"].value() or [])
    if "preview" in request.POST and isinstance(form, forms.WeighForm) and form.is_valid():
        before, given = (criteria_from(last.criteria.content), last.answers) if last else ((), {})
        context["preview"] = changes(before, given, form.criteria, form.answers())
        context["lean"] = leaning(form.criteria, form.answers())
        return render(request, "bottlenecks/doing.html", {**context, "form": form})
    return attempt(
        request, form, lambda: doing.do(one, form, by), to=lambda _made: _address(one), page="bottlenecks/doing.html",
        context=context,
    )  # fmt: skip


@require_POST
@allowed_to("propose_bottlenecks")
def drop(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Take away something that a knelpunt turned out not to rest on."""
    bottleneck_or_404(key)
    try:
        actions.drop_evidence(key=key, row=row, by=current().actor)
    except REFUSED as error:
        messages.error(request, str(error))
    return redirect("bottlenecks:detail", key=key)


def _address(one: Bottleneck) -> str:
    return reverse("bottlenecks:detail", args=[one.pk])

"""Criteria and norms: what holds now and held before, and another version with what it would change."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.bottlenecks import actions, forms, queries
from wens.bottlenecks.actions import Conflict
from wens.bottlenecks.models import RulesKind, State, Weighing
from wens.bottlenecks.rules import CONFIGURE, may
from wens.bottlenecks.rulesets import Criterion, changes, criteria_from
from wens.bottlenecks.views.common import REFUSED, now_words
from wens.organisations.queries import accounts
from wens.tenancy.context import current
from wens.voices.definitions import subjects

KINDS = {"criteria": RulesKind.CRITERIA, "normen": RulesKind.NORMS}
TITLES = {"criteria": gettext_lazy("Waarop wij wegen"), "normen": gettext_lazy("Normen voor overlast")}


@require_safe
@allowed_to("see_bottlenecks")
def show(request: HttpRequest, what: str) -> HttpResponse:
    """Show what holds now, and every version before it."""
    kind = _kind_or_404(what)
    named = {f"account:{row.pk}": row.name for row in accounts()}
    versions = [(one, named.get(one.made_by, _("WENS"))) for one in queries.versions(kind)]
    context = {
        "what": what, "title": TITLES[what], "criteria": queries.criteria_now() if what == "criteria" else (),
        "norms": [(one, [subjects()[key].label for key in one.subjects if key in subjects()])
                  for one in queries.norms_now()] if what == "normen" else [],
        "versions": versions, "configures": may(current().actor, CONFIGURE), "here": "bottlenecks",
    }  # fmt: skip
    return render(request, "bottlenecks/rules.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_weighing")
def change(request: HttpRequest, what: str) -> HttpResponse:
    """Make another version; before it holds, it says in words what it would change."""
    kind = _kind_or_404(what)
    form_class: Any = forms.CriterionForm if what == "criteria" else forms.NormForm
    held = queries.criteria_now() if what == "criteria" else queries.norms_now()
    newest = queries.newest_rules(kind)
    made = django_forms.formset_factory(form_class, extra=1, max_num=12)
    rows: Any = made(request.POST or None, initial=[form_class.begin(one) for one in held], prefix="regel")
    why = forms.WhyForm(request.POST or None, version=newest.number if newest else 0)
    status, preview, now = 200, None, None
    if request.method == "POST":
        status = 422
        if rows.is_valid() and ("preview" in request.POST or why.is_valid()):
            said = [one for form in rows if form.has_changed() or form.initial if (one := form.said())]
            if "preview" in request.POST:
                status, preview = 200, _preview(said)
            else:
                try:
                    actions.set_rules(kind=kind, rules=said, why=why.cleaned_data["why"], by=current().actor,
                                      seen=why.cleaned_data["seen"])  # fmt: skip
                except REFUSED as error:
                    why.refused(error)
                    status, now = (409, error.now) if isinstance(error, Conflict) else (422, None)
                else:
                    messages.success(request, _("Dit geldt vanaf nu. Wat al is gewogen, houdt zijn eigen versie."))
                    return redirect("bottlenecks:rules", what=what)
    if "preview" in request.POST:
        why = forms.WhyForm(initial={"why": request.POST.get("why", ""), "seen": request.POST.get("seen", "")})
        why.fields["seen"].initial = request.POST.get("seen", "")
    context = {
        "what": what, "title": TITLES[what], "rows": rows, "form": why, "preview": preview, "now": now_words(now),
        "here": "bottlenecks",
    }  # fmt: skip
    return render(request, "bottlenecks/rules_change.html", context, status=status)


def _preview(said: list[Any]) -> list[tuple[Any, list[str]]]:
    """What would weigh otherwise, per open knelpunt; norms change nothing that was begun."""
    if not said or not isinstance(said[0], Criterion):
        return []
    last: dict[Any, Weighing] = {}
    going = Weighing.objects.filter(bottleneck__state__in=[State.PROPOSED, State.ADOPTED, State.PARKED])
    for row in going.select_related("criteria", "bottleneck").order_by("at"):
        last[row.bottleneck_id] = row
    found = [
        (row.bottleneck, changes(criteria_from(row.criteria.content), row.answers, said, row.answers))
        for row in last.values()
    ]
    return [(one, lines) for one, lines in found if lines]


def _kind_or_404(what: str) -> RulesKind:
    if what not in KINDS:
        raise Http404
    return KINDS[what]

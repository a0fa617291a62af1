"""The library of measures: looking for what was tried elsewhere, choosing it for a goal, and keeping it up to date."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.figures.definitions import definitions
from wens.plans import actions, measures, queries
from wens.plans.measure_forms import MeasureForm, WithdrawForm
from wens.plans.models import Goal
from wens.plans.rules import judges, manages
from wens.plans.views.common import form_page, key_or_404, save
from wens.tenancy.context import current


@require_safe
@allowed_to("see_plans")
def overview(request: HttpRequest) -> HttpResponse:
    """Look for measures by theme and words; for a goal, with its theme chosen already."""
    goal = _goal(request)
    theme = request.GET.get("thema", "")
    indicator = definitions().indicators.get(goal.indicator) if goal else None
    if indicator and "thema" not in request.GET:
        theme = indicator.theme
    text = request.GET.get("zoek", "").replace("\x00", "")[:100]
    themes = sorted(definitions().themes.values(), key=lambda one: one.order)
    context = {
        "found": measures.search(list(measures.library().values()), theme=theme, text=text),
        "theme": theme, "text": text,
        "themes": [(one.key, one.name["nl"]) for one in themes], "goal": goal, "here": "plans",
        "judges": judges(current().actor),
    }  # fmt: skip
    return render(request, "plans/measures.html", context)


@require_safe
@allowed_to("see_plans")
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show a measure, its versions, and what was chosen from it."""
    found = _measure_or_404(key)
    context = {
        "kept": found, "one": found.measure, "versions": measures.versions(key), "goal": _goal(request),
        "here": "plans",
        "themes": [definitions().themes[theme].name["nl"] for theme in found.measure.themes],
        "chosen": queries.chosen_from(key), "judges": judges(current().actor), "manages": manages(current().actor),
    }  # fmt: skip
    return render(request, "plans/measure.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("judge_effects")
def change(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write down a measure, or another version of one."""
    there = _measure_or_404(key) if key else None
    form = MeasureForm(request.POST or None, initial=MeasureForm.begin(there))
    if form.is_valid():
        own = key or slugify(form.cleaned_data["name"])[:60].strip("-")
        if not key and measures.measure(own) is not None:
            form.add_error(
                "name", _("Deze naam staat al in de bibliotheek. Verander die maatregel, of kies een andere naam.")
            )
        elif save(form, lambda: actions.keep_measure(
            content=form.content(own, there), reason=form.cleaned_data["reason"], seen=form.cleaned_data["number"],
            by=current().actor,
        )):  # fmt: skip
            messages.success(request, _("De maatregel is opgeslagen. Wat er stond, blijft bewaard."))
            return redirect("plans:measure", key=own)
    back = reverse("plans:measure", args=[key]) if key else reverse("plans:measures")
    title = _("Verander de maatregel") if key else _("Nieuwe maatregel")
    return form_page(request, form, title=title, back=back)


@require_http_methods(["GET", "POST"])
@allowed_to("judge_effects")
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Offer a measure no longer."""
    there = _measure_or_404(key)
    form = WithdrawForm(request.POST or None, initial={"number": there.number})
    if form.is_valid() and save(form, lambda: actions.withdraw_measure(
        key=key, reason=form.cleaned_data["reason"], seen=form.cleaned_data["number"], by=current().actor,
    )):  # fmt: skip
        messages.success(request, _("De maatregel wordt niet meer aangeboden."))
        return redirect("plans:measures")
    back, about = reverse("plans:measure", args=[key]), there.measure.name["nl"]
    return form_page(request, form, title=_("Bied deze maatregel niet meer aan"), back=back, about=about)


def _measure_or_404(key: str) -> measures.Kept:
    found = measures.measure(key)
    if found is None:
        raise Http404
    return found


def _goal(request: HttpRequest) -> Goal | None:
    """Return the goal for which somebody looks, when the address names one."""
    said: Any = request.GET.get("doel", "")
    if not said:
        return None
    goal = queries.goal(key_or_404(said))
    if goal is None:
        raise Http404
    return goal

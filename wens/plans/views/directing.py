"""What who directs does: focus points, ambitions, goals, targets, the next period."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.figures.queries import series
from wens.plans import actions, forms, queries
from wens.plans.actions import PlanError, ProgrammeChanged
from wens.plans.models import Ambition, FocusPoint, Goal, What
from wens.plans.outlook import figure_words
from wens.plans.views.common import attempt, focus_or_404, form_page, save, seen
from wens.tenancy.context import current


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def change_programme(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Tell of a programme in other words; who was later sees both."""
    one = queries.programme(key)
    if one is None:
        raise Http404
    form = forms.ProgrammeForm(request.POST or None, initial=forms.ProgrammeForm.begin(one))
    back, title = reverse("plans:overview"), _("Verander het programma")
    if not form.is_valid():
        return form_page(request, form, title=title, back=back)
    try:
        with transaction.atomic():
            actions.change_programme(programme=key, of=form.said(), seen=form.seen(), by=current().actor)
    except ProgrammeChanged as conflict:
        again = forms.ProgrammeForm(initial=forms.ProgrammeForm.begin(conflict.now) | vars(form.said()))
        now = [(_("Naam van het programma"), conflict.now.name), (_("In een zin"), conflict.now.headline),
               (_("Uitleg"), conflict.now.about)]  # fmt: skip
        return render(request, "plans/form.html", {"form": again, "title": title, "back": back, "about": str(conflict),
                                                   "now": now, "here": "plans"}, status=409)  # fmt: skip
    except PlanError as error:
        form.add_error(None, str(error))
        return form_page(request, form, title=title, back=back)
    messages.success(request, _("Het programma is veranderd."))
    return redirect(back)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def make_focus(request: HttpRequest) -> HttpResponse:
    """Write down a new focus point."""
    form = forms.FocusForm(request.POST or None)
    made: list[FocusPoint] = []
    if form.is_valid() and save(form, lambda: made.append(actions.draft_focus(of=form.said(), by=current().actor))):
        messages.success(request, _("Het speerpunt is opgeschreven. Zet er nu ambities en doelen bij."))
        return redirect("plans:focus", key=made[0].pk)
    return form_page(request, form, title=_("Nieuw speerpunt"), back=reverse("plans:overview"))


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def change_focus(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write a focus point down differently."""
    one = focus_or_404(key)
    known = {"slogan": one.slogan, "theme": one.theme, "programme": str(one.programme_id), "areas": one.area_codes,
             "starts_on": one.starts_on, "ends_on": one.ends_on}  # fmt: skip
    form = forms.FocusForm(request.POST or None, initial=known)
    done = form.is_valid() and save(
        form, lambda: actions.change_focus(focus=key, of=form.said(), by=current().actor, seen=seen(request))
    )
    if done is True:
        messages.success(request, _("Het speerpunt is veranderd."))
        return redirect("plans:focus", key=key)
    names = area_names(*queries.SHOWN_LEVELS)
    now = [
        (_("Naam van het speerpunt"), one.slogan), (_("Waar gaat het over?"), one.theme),
        (_("Programma"), one.programme.name), (_("Periode"), f"{one.starts_on:%d-%m-%Y} – {one.ends_on:%d-%m-%Y}"),
        (_("Gebieden"), ", ".join(names.get(code, code) for code in one.area_codes)),
    ]  # fmt: skip
    return form_page(request, form, title=_("Verander het speerpunt"), back=reverse("plans:focus", args=[key]),
                     version=one.version, conflict=done, now=now)  # fmt: skip


@require_POST
@allowed_to("manage_plans")
def move_focus(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Adopt, withdraw, end or take up again."""
    focus_or_404(key)
    if name not in What.values:
        raise Http404
    words = request.POST.get("words", "")
    return attempt(
        request,
        lambda: actions.move_focus(focus=key, name=What(name), words=words, by=current().actor, seen=seen(request)),
        _("Het is opgeslagen."), "plans:focus", key=key,
    )  # fmt: skip


@require_POST
@allowed_to("manage_plans")
def add_ambition(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write down an ambition."""
    focus_or_404(key)
    text = request.POST.get("text", "")
    return attempt(request, lambda: actions.add_ambition(focus=key, text=text, by=current().actor),
                   _("De ambitie staat erbij."), "plans:focus", key=key)  # fmt: skip


@require_POST
@allowed_to("manage_plans")
def tie(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Choose which knelpunten it takes up."""
    focus_or_404(key)
    try:
        chosen = [uuid.UUID(one) for one in request.POST.getlist("bottleneck")]
    except ValueError as error:
        raise Http404 from error
    return attempt(request, lambda: actions.tie_bottlenecks(focus=key, bottlenecks=chosen, by=current().actor),
                   _("De knelpunten zijn gekozen."), "plans:focus", key=key)  # fmt: skip


@require_POST
@allowed_to("manage_plans")
def carry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Go on in a next period."""
    focus_or_404(key)
    form = forms.CarryForm(request.POST)
    made: list[FocusPoint] = []
    if form.is_valid() and save(
        form, lambda: made.append(actions.carry_over(focus=key, by=current().actor, **form.cleaned_data))
    ):
        messages.success(request, _("Het speerpunt gaat verder. Kijk het na, en stel het dan vast."))
        return redirect("plans:focus", key=made[0].pk)
    return form_page(request, form, title=_("Ga verder in een nieuwe periode"), back=reverse("plans:focus", args=[key]))


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def make_goal(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write down a goal of an ambition."""
    under = Ambition.objects.select_related("focus").filter(pk=key).first()
    if under is None:
        raise Http404
    form = forms.GoalForm(request.POST or None, initial={"area": under.focus.area_codes[0]})
    if form.is_valid() and save(form, lambda: actions.add_goal(ambition=key, of=form.said(), by=current().actor)):
        messages.success(request, _("Het doel staat erbij."))
        return redirect("plans:focus", key=under.focus_id)
    back = reverse("plans:focus", args=[under.focus_id])
    return form_page(request, form, title=_("Nieuw doel"), back=back, about=under.text)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def change_goal(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write a goal down differently."""
    one = _goal_or_404(key)
    known = {"title": one.title, "about": one.about, "indicator": one.indicator, "no_indicator": one.no_indicator,
             "area": one.area_code}  # fmt: skip
    form = forms.GoalForm(request.POST or None, initial=known)
    done = form.is_valid() and save(
        form, lambda: actions.change_goal(goal=key, of=form.said(), by=current().actor, seen=seen(request))
    )
    back = reverse("plans:focus", args=[one.ambition.focus_id])
    if done is True:
        messages.success(request, _("Het doel is veranderd."))
        return redirect(back)
    now = [(_("Het doel in een zin"), one.title), (_("Uitleg"), one.about),
           (_("Aan welk cijfer ziet u het?"), one.indicator or one.no_indicator)]  # fmt: skip
    return form_page(request, form, title=_("Verander het doel"), back=back, version=one.version, conflict=done,
                     now=now)  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def target(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Choose what a goal aims at, from a year of which there is a figure."""
    one = _goal_or_404(key)
    rows = [row for row in series("partners", one.area_code, one.indicator) if row.value is not None]
    years = [(row.period, figure_words(row, "nl")) for row in reversed(rows)]
    back = reverse("plans:focus", args=[one.ambition.focus_id])
    if not years:
        messages.error(request, _("Er is nog geen getal voor dit gebied. Zonder getal is er geen begin."))
        return redirect(back)
    form = forms.TargetForm(request.POST or None, years=years, initial={"due_on": one.ambition.focus.ends_on})
    done = form.is_valid() and save(form, lambda: actions.set_target(
        goal=key, baseline_period=form.cleaned_data["baseline"], value=form.cleaned_data["value"],
        due_on=form.cleaned_data["due_on"], reason=form.cleaned_data["reason"], by=current().actor, seen=seen(request),
    ))  # fmt: skip
    if done is True:
        messages.success(request, _("De streefwaarde is gekozen. Wat eerder gold, blijft bewaard."))
        return redirect(back)
    now = [(_("Streefwaarde"), last.value) for last in one.targets.all()[:1]]
    return form_page(request, form, title=_("Kies een streefwaarde"), back=back, version=one.version, conflict=done,
                     now=now, about=one.title)  # fmt: skip


def _goal_or_404(key: uuid.UUID) -> Goal:
    found = queries.goal(key)
    if found is None:
        raise Http404
    return found

"""What is agreed: a new action, its terms, the parts of its partners, their signatures."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.plans import actions, forms, measures, queries
from wens.plans.models import Action, Part, What
from wens.plans.rules import manages, own_part
from wens.plans.views.common import action_or_404, attempt, form_page, save, seen
from wens.tenancy.context import current


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def make(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Propose an action for a goal, with what its lead does."""
    goal = queries.goal(key)
    if goal is None:
        raise Http404
    chosen = measures.measure(request.GET.get("maatregel", ""))
    begin = {"title": chosen.measure.name["nl"]} if chosen else {}
    form = forms.ProposeForm(request.POST or None, initial={"is_public": True, **begin})
    made: list[Action] = []
    if form.is_valid() and save(form, lambda: made.append(actions.propose(
        goal=key, of=form.terms(), lead=form.share(uuid.UUID(form.cleaned_data["lead"])), by=current().actor,
        measure=chosen.measure.key if chosen else "",
    ))):  # fmt: skip
        messages.success(request, _("De actie is voorgesteld. De partner krijgt bericht om te tekenen."))
        return redirect("plans:action", key=made[0].pk)
    back = reverse("plans:focus", args=[goal.ambition.focus_id])
    return form_page(request, form, title=_("Nieuwe actie"), back=back, about=goal.title,
                     more={"elsewhere": chosen, "goal": goal})  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what all partners share."""
    one = action_or_404(key)
    known = {"title": one.title, "about": one.about, "due_on": one.due_on, "is_public": one.wants_public}
    form = forms.ChangeTermsForm(request.POST or None, initial=known)
    done = form.is_valid() and save(form, lambda: actions.change_terms(
        action=key, of=form.terms(), reason=form.cleaned_data["reason"], by=current().actor, seen=seen(request),
    ))  # fmt: skip
    if done is True:
        messages.success(request, _("De actie is veranderd. Alle partners tekenen opnieuw."))
        return redirect("plans:action", key=key)
    now = [(_("Wat gaat er gebeuren?"), one.title), (_("Uitleg"), one.about),
           (_("Klaar op"), date_format(one.due_on, "j F Y")),
           (_("Iedereen mag deze actie lezen"), _("ja") if one.wants_public else _("nee"))]  # fmt: skip
    return form_page(request, form, title=_("Verander de actie"), back=reverse("plans:action", args=[key]),
                     version=one.version, conflict=done, now=now, about=_signed_anew())  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("manage_plans")
def join(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask one more partner to join."""
    one = action_or_404(key)
    form = forms.JoinForm(request.POST or None)
    if form.is_valid() and save(form, lambda: actions.join(
        action=key, share=form.share(uuid.UUID(form.cleaned_data["organisation"])), by=current().actor,
    )):  # fmt: skip
        messages.success(request, _("De partner krijgt bericht om te tekenen."))
        return redirect("plans:action", key=key)
    return form_page(request, form, title=_("Nog een partner"), back=reverse("plans:action", args=[key]),
                     about=one.title)  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_to("see_plans")
def change_part(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what one partner does: that partner itself, or who directs."""
    part = _part_or_404(key)
    own = own_part(part.action, current().actor)
    if not manages(current().actor) and own != part:
        raise PermissionDenied
    steps = list(part.milestones.all())
    form = forms.ChangePartForm(request.POST or None, steps=steps, initial={"words": part.words, "means": part.means})
    done = form.is_valid() and save(form, lambda: actions.change_part(
        part=key, share=form.share(part.organisation_id), reason=form.cleaned_data["reason"], by=current().actor,
        seen=seen(request),
    ))  # fmt: skip
    if done is True:
        messages.success(request, _("Het deel is veranderd. De partner tekent de nieuwe versie."))
        return redirect("plans:action", key=part.action_id)
    title = _("Verander het deel van %(name)s") % {"name": part.organisation.name}
    back = reverse("plans:action", args=[part.action_id])
    return form_page(request, form, title=title, back=back, version=part.action.version, conflict=done,
                     now=_now(part, steps), about=_signed_anew())  # fmt: skip


def _now(part: Part, steps: list[Any]) -> list[tuple[str, Any]]:
    lines = [f"{step.title} ({date_format(step.due_on, 'j F Y')})" for step in steps if step.dropped_at is None]
    return [(_("Wat doet deze partner?"), part.words), (_("Middelen"), part.means), (_("Stappen"), "; ".join(lines))]


def _signed_anew() -> str:
    return _("Dit wordt een nieuwe versie. De oude blijft bewaard. Wie het aangaat, tekent opnieuw.")


@require_POST
@allowed_to("report_actions")
def sign(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Sign the version that was on the screen."""
    part = _part_or_404(key)
    number = request.POST.get("number", "")
    if not number.isdecimal() or len(number) > 5:
        raise Http404
    return attempt(request, lambda: actions.sign(part=key, number=int(number), by=current().actor),
                   _("U hebt getekend namens uw organisatie."), "plans:action", key=part.action_id)  # fmt: skip


@require_POST
@allowed_to("manage_plans")
def move(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Stop, take up again, open again."""
    action_or_404(key)
    if name not in What.values:
        raise Http404
    words = request.POST.get("words", "")
    return attempt(
        request,
        lambda: actions.move_action(action=key, name=What(name), words=words, by=current().actor, seen=seen(request)),
        _("Het is opgeslagen."), "plans:action", key=key,
    )  # fmt: skip


def _part_or_404(key: uuid.UUID) -> Part:
    found = Part.objects.select_related("action", "organisation").filter(pk=key).first()
    if found is None:
        raise Http404
    return found

"""One work for staff: written, moved, carried over, and tied to what residents told."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.areas.queries import lies_within
from wens.tenancy.context import Actor, current
from wens.voices import queries as voices
from wens.voices.models import Contribution
from wens.works import actions, forms, queries
from wens.works.drawing import map_of_one
from wens.works.kinds import name_of as kind_name
from wens.works.models import State, What, Work, YearPlan
from wens.works.rules import carries_out, may
from wens.works.states import LINK, MANAGE, OPEN, Move, possible
from wens.works.views.common import form_page, plan_or_404, save, seen, work_or_404

LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    What.CONSIDER: (gettext_lazy("Kijk of het kan"), gettext_lazy("Hoe bekijkt u het?")),
    What.PLAN: (gettext_lazy("Plan het werk"), gettext_lazy("Wat is er afgesproken?")),
    What.START: (gettext_lazy("Het werk begint"), gettext_lazy("Wat gebeurt er nu?")),
    What.FINISH: (gettext_lazy("Het werk is klaar"), gettext_lazy("Wat is er gedaan?")),
    What.POSTPONE: (gettext_lazy("Stel uit"), gettext_lazy("Waarom duurt het langer?")),
    What.STOP: (gettext_lazy("Het gaat niet door"), gettext_lazy("Waarom gaat het niet door?")),
    What.RECONSIDER: (gettext_lazy("Bekijk het opnieuw"), gettext_lazy("Waarom bekijkt u het opnieuw?")),
    What.REOPEN: (gettext_lazy("Het is nog niet klaar"), gettext_lazy("Wat moet er nog gebeuren?")),
}
"""Per step: the words on its door, and what is asked there."""


@require_http_methods(["GET", "POST"])
@allowed_to("manage_works")
def add(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write a new work down; `?melding=<key>` begins from what a resident told."""
    held = plan_or_404(key)
    told = _told(request.GET.get("melding", ""))
    form = forms.WorkForm(request.POST or None, initial=_from(told) if told else None)
    made: list[Work] = []
    if form.is_valid():
        save(form, lambda: made.append(_added(held, form, told)))
        if made:
            messages.success(request, _("Het werk staat in het plan. De site toont het na een handtekening."))
            return redirect("works:work", key=made[0].pk)
    about = _("Melding %(label)s wordt aan dit werk gekoppeld.") % {"label": told.label} if told else ""
    return form_page(request, form, title=_("Nieuw werk"), back=reverse("works:plan", args=[key]), about=about)


def _added(held: YearPlan, form: forms.WorkForm, told: Contribution | None) -> Work:
    by = current().actor
    one = actions.add_work(plan=held.pk, of=form.written(), by=by)
    if told:
        actions.link(key=one.pk, label=told.label, by=by)
    return one


def _told(said: str) -> Contribution | None:
    """Return the contribution that a work begins from; nothing for who does not read contributions."""
    try:
        key = uuid.UUID(said)
    except ValueError:
        return None
    return voices.contribution(key) if may(current().actor, LINK) else None


def _from(told: Contribution) -> dict[str, Any]:
    """What a resident told that can be taken over: the street, and the spot that was rounded. Never a text."""
    return {"place": told.street, "point": forms.written_point(told.x, told.y)}


@require_GET
@allowed_to("see_works")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one work with its history and what can be done with it."""
    return _page(request, work_or_404(key))


@require_http_methods(["GET", "POST"])
@allowed_to("manage_works")
def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write a work differently."""
    one = work_or_404(key)
    form = forms.WorkForm(request.POST or None, initial=forms.of_work(one))
    status = 200
    if form.is_valid():
        status = save(
            form, lambda: actions.edit_work(key=key, of=form.written(), by=current().actor, seen=seen(request))
        )
        if status == 200:
            messages.success(request, _("Bewaard. De site toont de nieuwe woorden na een handtekening."))
            return redirect("works:work", key=key)
    return form_page(request, form, title=_("Verander het werk"), back=reverse("works:work", args=[key]),
                     status=status, seen=one.version)  # fmt: skip


@require_POST
@allowed_to("see_works")
def move(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Tell how a work stands now."""
    one = work_or_404(key)
    if name not in LABELS:
        raise Http404
    form = forms.MoveForm(request.POST, label=LABELS[name][1], prefix=name)
    status = 422
    if form.is_valid():
        of = form.cleaned_data
        status = save(form, lambda: actions.move_work(
            key=key, name=name, words=of["words"], looked=of["looked"], by=current().actor, seen=seen(request),
        ))  # fmt: skip
        if status == 200:
            messages.success(request, _("Opgeslagen. Wie hierom vroeg, krijgt bericht."))
            return redirect("works:work", key=key)
    return _page(request, one, bound={name: form}, status=status)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_works")
def carry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Let a work go on in the plan of the next year."""
    one = work_or_404(key)
    form = forms.CarryForm(request.POST or None)
    status, made = 200, list[Work]()
    if form.is_valid():
        of = form.cleaned_data
        status = save(form, lambda: made.append(actions.carry_over(
            key=key, words=of["words"], looked=of["looked"], by=current().actor, seen=seen(request),
        )))  # fmt: skip
        if made:
            messages.success(request, _("Het werk staat nu in het plan van %(year)s.") % {"year": made[0].plan.year})
            return redirect("works:work", key=made[0].pk)
    title = _("Schuif door naar %(year)s: %(title)s") % {"year": one.plan.year + 1, "title": one.title}
    about = _("Het werk gaat verder met dezelfde woorden, plek, stand en meldingen.")
    return form_page(request, form, title=title, back=reverse("works:work", args=[key]), status=status, about=about,
                     seen=one.version)  # fmt: skip


@require_POST
@allowed_to("triage_contributions")
def link(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Tie a contribution to a work."""
    one = work_or_404(key)
    form = forms.LinkForm(request.POST)
    status = 422
    if form.is_valid():
        status = save(form, lambda: actions.link(key=key, label=form.cleaned_data["label"], by=current().actor))
        if status == 200:
            messages.success(request, _("De melding is gekoppeld. Wie haar schreef, hoort wat ervan komt."))
            return redirect("works:work", key=key)
    return _page(request, one, link=form, status=status)


@require_POST
@allowed_to("triage_contributions")
def unlink(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Untie a contribution, by its key."""
    work_or_404(key)
    with transaction.atomic():
        actions.unlink(key=key, contribution=row, by=current().actor)
    messages.success(request, _("De melding is losgemaakt van dit werk."))
    return redirect("works:work", key=key)


@require_http_methods(["GET", "POST"])
@allowed_to("triage_contributions")
def from_contribution(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Choose to which work a contribution belongs, or begin a new one from it."""
    told = voices.contribution(key)
    if told is None:
        raise Http404
    year = timezone.localdate().year
    plans = [one for one in queries.plans() if one.year >= year and lies_within(told.area_code, [one.area_code])]
    names = {one.code: one.name for one in queries.plan_areas()}
    works = [(str(one.pk), f"{one.title} ({one.place}, {held.year}: {one.get_state_display()})")
             for held in plans for one in queries.works_of(held.pk) if one.state != State.CARRIED]  # fmt: skip
    form = forms.FromForm(request.POST or None, works=works)
    if form.is_valid():
        chosen = uuid.UUID(form.cleaned_data["work"])
        if save(form, lambda: actions.link(key=chosen, label=told.label, by=current().actor)) == 200:
            messages.success(request, _("De melding is gekoppeld. Wie haar schreef, hoort wat ervan komt."))
            return redirect("works:work", key=chosen)
    context = {
        "form": form, "told": told, "plans": [(one, names.get(one.area_code, one.area_code)) for one in plans],
        "has_works": bool(works), "manages": may(current().actor, MANAGE), "linked": queries.came_of_all([key]),
        "here": "works",
    }  # fmt: skip
    return render(request, "works/staff/from.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, one: Work, *, bound: dict[str, forms.MoveForm] | None = None,
    link: forms.LinkForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    by = current().actor
    doors = [_door(chosen, (bound or {}).get(chosen.name)) for chosen in _moves(one, by)]
    wrong = next(iter((bound or {}).values()), link)
    linked = {row.contribution: voices.contribution(row.contribution) for row in queries.links_of(one.pk)}
    name = queries.name_of(one.plan.area_code)
    context = {
        "work": one, "name": name, "map": map_of_one(one, name), "kind": kind_name(one.kind), "doors": doors,
        "wrong": wrong, "linked": linked.items(), "links": may(by, LINK), "link": link or forms.LinkForm(),
        "steps": list(one.steps.select_related("organisation").order_by("-at")), "earlier": queries.earlier(one),
        "after": getattr(one, "next", None), "manages": may(by, MANAGE), "can_carry": may(by, MANAGE) and one.state in
        OPEN, "can_edit": may(by, MANAGE) and one.state != State.CARRIED, "here": "works",
    }  # fmt: skip
    return render(request, "works/staff/work.html", context, status=status)


def _moves(one: Work, by: Actor) -> list[Move]:
    manages = may(by, MANAGE)
    return possible(one.state, manager=manages) if manages or carries_out(one, by) else []


def _door(chosen: Move, bound: forms.MoveForm | None) -> dict[str, Any]:
    label, ask = LABELS[chosen.name]
    form = bound or forms.MoveForm(asks=chosen.words, label=ask, prefix=chosen.name.value)
    return {"name": chosen.name.value, "label": label, "form": form, "open": bound is not None}

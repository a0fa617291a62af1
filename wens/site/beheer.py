"""Pages of staff: the editions and their activation by one person and confirmation by another, and the trail."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wens.access.guards import account_of, allowed_to
from wens.access.rules import Action, may
from wens.audit import queries as audit
from wens.figures import actions, queries
from wens.figures.files import FileDamaged
from wens.figures.models import Edition
from wens.figures.states import STEPS, NoSuchStep
from wens.organisations.models import Account
from wens.photos import actions as photos
from wens.tenancy.context import current

STEP_NEEDS: dict[str, Action] = {
    "activate": "activate_edition",
    "withdraw": "activate_edition",
    "roll_back": "activate_edition",
    "confirm": "confirm_edition",
}
TRAIL_LENGTH = 200


@require_GET
@allowed_to("see_partners_tier")
def overview(request: HttpRequest) -> HttpResponse:
    """Show the editions of both tiers, newest first."""
    return render(request, "beheer/overview.html", {"editions": list(queries.editions()[:50]), "here": "editions"})


@require_GET
@allowed_to("see_partners_tier")
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show one edition: what it changes, who took which step, and what this account may do with it."""
    one = _edition_or_404(edition_id)
    context = {
        "edition": one,
        "steps": _possible_steps(one, account_of(request)),
        "activations": list(one.activations.all()),
        "here": "editions",
    }
    return render(request, "beheer/edition.html", context)


@require_POST
@allowed_to("see_partners_tier")
def edition_step(request: HttpRequest, edition_id: int, step: str) -> HttpResponse:
    """Take a step with an edition in the name of this account."""
    one = _edition_or_404(edition_id)
    if step not in STEP_NEEDS:
        raise Http404
    if not may(account_of(request), STEP_NEEDS[step]):
        raise PermissionDenied
    try:
        after = _take(one, step)
    except (NoSuchStep, actions.NotAllowed, FileDamaged) as error:
        messages.error(request, _why_not(error, one))
        return redirect("beheer-edition", edition_id=one.pk)
    messages.success(request, _("Editie %(number)s is nu: %(state)s.") % {
        "number": after.pk, "state": after.get_state_display()
    })  # fmt: skip
    return redirect("beheer-edition", edition_id=after.pk)


@require_GET
@allowed_to("read_audit")
def trail(request: HttpRequest) -> HttpResponse:
    """Show who did what, newest first."""
    return render(request, "beheer/trail.html", {"events": audit.latest(TRAIL_LENGTH), "here": "trail"})


def _why_not(error: Exception, one: Edition) -> str:
    if isinstance(error, actions.NotAllowed):
        return _("Een ander dan wie deze editie in gebruik nam, moet haar bevestigen, met een eigen account.")
    if isinstance(error, FileDamaged):
        return _("Het bestand van deze editie is beschadigd. Bouw de cijfers opnieuw, of zet een reservekopie terug.")
    return _("Deze stap kan nu niet. De stand van de editie is: %(state)s.") % {"state": one.get_state_display()}


def _take(one: Edition, step: str) -> Edition:
    by = current().actor
    if step == "roll_back":
        return photos.roll_back(tier=one.tier, by=by)
    return {"activate": photos.activate, "confirm": photos.confirm, "withdraw": actions.withdraw}[step](
        edition=one.pk, by=by
    )


def _possible_steps(one: Edition, account: Account | None) -> list[dict[str, Any]]:
    """Return the steps that lead on from here and that this account may take; the same table decides in the action."""
    names = {
        "activate": _("In gebruik nemen"),
        "confirm": _("Bevestigen"),
        "withdraw": _("Terugnemen"),
        "roll_back": _("Terug naar de vorige editie"),
    }
    return [
        {"name": step.name, "label": names[step.name]}
        for step in STEPS
        if step.taken and step.before == one.state and one.tier in step.tiers and may(account, STEP_NEEDS[step.name])
    ]


def _edition_or_404(edition_id: int) -> Edition:
    found = queries.edition(edition_id)
    if found is None:
        raise Http404
    return found

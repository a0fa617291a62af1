"""The page behind the link in a letter about an action: that one action, to report on it, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wens.followup.actions import guessing
from wens.followup.actions.action_links import find_link, opened
from wens.followup.views.doors import help_lines, private, unknown, wait
from wens.plans.actions.reporting import REPORTED
from wens.plans.queries import action
from wens.plans.rules import REPORT, SEE, own_part
from wens.plans.showing import shown_action
from wens.plans.views.reporting import taken
from wens.tenancy.context import Actor, become
from wens.voices.flood import visitor


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Show one action to its partner, and take the report."""
    if guessing.has_to_wait(visitor(request)):
        return private(wait(request))
    link = find_link(token)
    if link is None:
        guessing.note_wrong(visitor(request))
        return private(unknown(request))
    by = Actor("public", f"link:{link.pk}", f"{link.organisation.name} (link in een bericht)")
    become(by, rights={SEE, REPORT}, organisation=str(link.organisation_id))
    one = action(link.action_id)
    part = own_part(one, by) if one else None
    if one is None or part is None:
        return private(unknown(request))
    opened(link=link, by=by)
    form, done = taken(request, one, part)
    if done:
        messages.success(request, _("Bedankt. Uw bericht is doorgegeven."))
        return private(redirect("partner-action", token=token))
    context = {
        "form": form, "shown": shown_action(one), "part": part, "is_open": one.stage in REPORTED, "help": help_lines(),
    }  # fmt: skip
    return private(render(request, "followup/action.html", context, status=422 if form.errors else 200))

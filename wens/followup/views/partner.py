"""The page behind the link in a letter to a partner: that one item, without an account. Each reading is logged."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wens.access.seeing import acting_viewer, sees
from wens.areas.queries import area_by_code
from wens.followup.actions import guessing
from wens.followup.actions.links import Purpose, find_link, opened
from wens.followup.models import PersonalLink
from wens.followup.partner_forms import PartnerForm
from wens.followup.views.doors import above_covenants, help_lines, private, unknown, wait
from wens.organisations.models import CIVIC_KINDS, Organisation
from wens.tenancy.context import Actor, become, current
from wens.voices.actions import handing
from wens.voices.actions.stepping import VoicesError
from wens.voices.flood import visitor
from wens.voices.models import Contribution, Handover
from wens.voices.rules import OPEN_HANDOVER, item_of
from wens.voices.states import NoSuchStep


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, token: str) -> HttpResponse:
    """Show one item to the partner that it was offered to, and take the answer."""
    if guessing.has_to_wait(visitor(request)):
        return private(wait(request))
    with above_covenants():
        link = find_link(token, Purpose.ITEM)
    if link is None or link.organisation is None or link.handover is None:
        guessing.note_wrong(visitor(request))
        return private(unknown(request))
    by = Actor("public", f"link:{link.pk}", f"{link.organisation.name} (link in een bericht)")
    become(by, rights={"answer_contributions"}, organisation=str(link.organisation_id))
    if not Contribution.objects.filter(pk=link.contribution_id).exists():  # its covenant has closed
        return private(unknown(request))
    return private(_answer(request, link, token) if request.method == "POST" else _page(request, link))


def _answer(request: HttpRequest, link: PersonalLink, token: str) -> HttpResponse:
    form = PartnerForm(request.POST, partners=_partners(link))
    if not form.is_valid():
        return _page(request, link, form)
    said, by, handover = form.cleaned_data, current().actor, link.handover_id
    if handover is None:
        return unknown(request)
    try:
        if said["answer"] == PartnerForm.ACCEPT:
            handing.accept(handover=handover, by=by)
        elif said["answer"] == PartnerForm.DECLINE:
            handing.decline(handover=handover, reason=said["reason"], by=by)
        else:
            handing.pass_on(handover=handover, organisation=said["organisation"].pk, reason=said["reason"], by=by)
    except NoSuchStep:
        messages.error(request, _("Deze melding is intussen veranderd. U kunt nu niet meer antwoorden."))
    except VoicesError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Bedankt. Uw antwoord is doorgegeven aan de gemeente."))
    return redirect("partner-item", token=token)


def _page(request: HttpRequest, link: PersonalLink, form: PartnerForm | None = None) -> HttpResponse:
    """A partner who gave the item back, or passed it on, needs its text no longer and does not see it."""
    handover = link.handover
    is_open = (
        handover is not None and handover.state in OPEN_HANDOVER and sees(acting_viewer(), item_of(link.contribution))
    )
    if is_open:
        opened(link=link, by=current().actor)
    area = area_by_code(link.contribution.area_code)
    context = {
        "link": link,
        "one": link.contribution,
        "handover": handover,
        "is_open": is_open,
        "is_offered": handover is not None and handover.state == Handover.State.OFFERED,
        "area": area.name if area else "",
        "form": form or PartnerForm(partners=_partners(link)),
        "help": help_lines(),
    }
    return render(request, "followup/item.html", context, status=422 if form else 200)


def _partners(link: PersonalLink) -> QuerySet[Organisation]:
    others = Organisation.objects.filter(is_active=True).exclude(kind__in=CIVIC_KINDS)
    return others.exclude(links=link).order_by("name")

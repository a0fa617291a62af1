"""The copy for who asks what is kept (AVG art. 15 and 20): as plain values for a machine and as a document to read.

What colleagues noted for each other is counted and not given: others may be named in it; the officer weighs that apart.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from wens.audit.actions import record
from wens.audit.models import Event
from wens.organisations.models import Account
from wens.privacy.actions.requests import need_right, requester_of, subject_of
from wens.privacy.definitions import Activity, activities
from wens.privacy.finding import CONTRIBUTION
from wens.privacy.models import About, Found, Request
from wens.privacy.paper import Block, Paper, heading, items, table, text
from wens.privacy.retention.rules import FORGOTTEN
from wens.tenancy.context import Actor
from wens.voices.models import Contact, Contribution, Message
from wens.voices.sealing import CannotOpen, open_contact

IN_THE_COPY = (
    Found.Outcome.OPEN,
    Found.Outcome.GIVEN,
    Found.Outcome.CORRECTED,
    Found.Outcome.RESTRICTED,
    Found.Outcome.STRUCK,
)
RIGHTS = (
    "U mag vragen om uw gegevens te verbeteren of te verwijderen.",
    "U mag vragen om ze even niet te gebruiken, en u mag bezwaar maken.",
    "U mag een klacht indienen bij de Autoriteit Persoonsgegevens.",
)


def copy_of(request: Request, *, by: Actor) -> dict[str, Any]:
    """Return everything that belongs to a request, as plain values; logged as read. Raises NotAllowed."""
    need_right(by)
    third = request.about == About.THIRD_PERSON
    chosen = [Found.Outcome.GIVEN] if third else IN_THE_COPY
    rows = request.found.filter(outcome__in=chosen, thing=CONTRIBUTION).values_list("key", flat=True)
    contributions = Contribution.objects.filter(pk__in=list(rows)).order_by("received_at")
    record("privacy.copy.read", subject=subject_of(request), by=by, data={"contributions": len(contributions)})
    return {
        "request": request.label,
        "made_on": timezone.localdate().isoformat(),
        "contributions": [_for_third(one) if third else _contribution(one) for one in contributions],
        "account": _account(request.account) if request.account else None,
        "purposes": [_purpose(one) for one in activities().activities if _concerns(one.tables, request)],
        "rights": list(RIGHTS),
    }


def copy_paper(copy: dict[str, Any], request: Request, gemeente: str) -> Paper:
    """Return the copy as a document for a person."""
    blocks: list[Block] = [text(f"Aan: {requester_of(request)}"), text(f"Uw verzoek: {request.label}.")]
    for one in copy["contributions"]:
        blocks += _said(one)
    if copy["account"]:
        shown = [(name, str(value)) for name, value in copy["account"].items()]
        blocks += [heading("Uw account"), table(("Gegeven", "Inhoud"), shown)]
    if not copy["contributions"] and not copy["account"]:
        blocks.append(text("Wij hebben niets over u gevonden."))
    for one in copy["purposes"]:
        blocks += [heading(one["name"], 3), text(one["purpose"]), text(f"Grondslag: {one['basis']}.")]
        blocks.append(text(f"Wie het leest: {'; '.join(one['recipients'])}."))
    blocks += [heading("Uw rechten"), items(copy["rights"])]
    return Paper("Wat wij van u bewaren", f"Gemeente {gemeente}", timezone.localdate(), tuple(blocks))


def _said(one: dict[str, Any]) -> list[Block]:
    facts = [(name, str(one[key])) for key, name in _NAMES.items() if one[key] not in ("", None)]
    blocks = [heading(f"Melding {one['label']}"), table(("Gegeven", "Inhoud"), facts)]
    lines = [f"{line['at']} {line['who']}: {line['text']}" for line in one["messages"]]
    return [*blocks, heading("Berichten", 3), items(lines)] if lines else blocks


_NAMES = {
    "received": "Ontvangen",
    "state": "Hoe het staat",
    "text": "Wat u schreef",
    "cause": "Waar het door komt, volgens u",
    "place": "Waar",
    "street": "Straat",
    "speaks_for": "Namens wie",
    "cleaned_text": "Tekst die anderen lezen",
    "public": "Openbaar",
    "email": "E-mailadres",
    "telephone": "Telefoonnummer",
    "partner": "Bij welke partner",
    "photos": "Aantal foto's",
    "notes": "Aantal notities van medewerkers (niet in dit afschrift)",
    "kept_until": "Bewaard tot en met",
}


def _contribution(one: Contribution) -> dict[str, Any]:
    original = getattr(one, "original", None)
    email, telephone = _reach(one.pk)
    return {
        "id": str(one.pk),
        "label": one.label,
        "received": date_format(timezone.localtime(one.received_at), "j F Y H:i"),
        "state": str(one.get_state_display()),
        "text": original.text if original else "",
        "cause": original.cause if original else "",
        "place": original.place if original else "",
        "street": one.street,
        "speaks_for": original.speaks_for if original else "",
        "cleaned_text": one.cleaned_text,
        "public": "ja" if one.is_public else "nee",
        "email": email,
        "telephone": telephone,
        "partner": one.handler.name if one.handler else "",
        "photos": one.attachments.count(),
        "notes": one.messages.filter(direction=Message.Direction.NOTE).count(),
        "kept_until": date_format(one.retain_until, "j F Y"),
        "messages": [
            {
                "at": date_format(timezone.localtime(line.at), "j F Y H:i"),
                "who": line.shown_as or "u",
                "text": line.text,
            }
            for line in one.messages.exclude(direction=Message.Direction.NOTE)
        ],
    }


def _for_third(one: Contribution) -> dict[str, Any]:
    """Who is named in a contribution gets what others read of it, and nothing of who wrote it (AVG art. 15 lid 4)."""
    whole = _contribution(one)
    own = ("text", "cause", "place", "street", "speaks_for", "email", "telephone", "notes")
    return {**whole, **dict.fromkeys(own, ""), "messages": []}


def _reach(contribution: UUID) -> tuple[str, str]:
    contact = Contact.objects.filter(contribution=contribution).first()
    if contact is None:
        return "", ""
    try:
        return open_contact(contact)
    except CannotOpen:
        return FORGOTTEN, FORGOTTEN


def _account(account: Account) -> dict[str, Any]:
    actions = Event.objects.filter(actor=account.as_actor().reference)
    return {
        "naam": account.name,
        "e-mailadres": account.email,
        "rol": str(account.get_role_display()),
        "functie": account.function,
        "organisatie": account.organisation.name if account.organisation else "",
        "sinds": date_format(timezone.localtime(account.created_at), "j F Y"),
        "laatst ingelogd": date_format(timezone.localtime(account.last_login), "j F Y H:i")
        if account.last_login
        else "",
        "regels in het logboek": actions.count(),
    }


def _concerns(tables: tuple[str, ...], request: Request) -> bool:
    app = "organisations.*" if request.account_id else "voices.*"
    return app in tables or "privacy.*" in tables or (app == "voices.*" and "voices.Contact" in tables)


def _purpose(one: Activity) -> dict[str, Any]:
    return {"name": one.name, "purpose": one.purpose, "basis": one.basis, "recipients": list(one.recipients)}

"""The copy for who asks what is kept (AVG art. 15 and 20): as plain values for a machine and as a document to read.

What colleagues noted for each other is counted and not given: others may be named in it; the officer weighs that apart.
"""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from wens.audit.actions import record
from wens.audit.models import Event
from wens.organisations.models import Account
from wens.privacy.actions.requests import need_right, requester_of, subject_of
from wens.privacy.definitions import Activity, activities
from wens.privacy.models import About, Found, Request
from wens.privacy.paper import Block, Paper, heading, items, table, text
from wens.privacy.things import KINDS
from wens.tenancy.context import Actor

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
GIVEN = {kind.section: kind for kind in KINDS.values() if Found.Outcome.GIVEN in kind.can}
"""The kinds of which a copy can be given, by the name under which they stand in it."""


def copy_of(request: Request, *, by: Actor) -> dict[str, Any]:
    """Return everything that belongs to a request, as plain values; logged as read. Raises NotAllowed."""
    need_right(by)
    third = request.about == About.THIRD_PERSON
    chosen = request.found.filter(outcome__in=[Found.Outcome.GIVEN] if third else IN_THE_COPY)
    found: dict[str, list[dict[str, Any]]] = {}
    for section, kind in GIVEN.items():
        keys = chosen.filter(thing=kind.label).values_list("key", flat=True)
        there = kind.model._default_manager.filter(pk__in=list(keys)).values_list("pk", flat=True)
        found[section] = [kind.copy(key, for_third=third) for key in there]
    counts = {section: len(rows) for section, rows in found.items()}
    record("privacy.copy.read", subject=subject_of(request), by=by, data=counts)
    return {
        "request": request.label,
        "made_on": timezone.localdate().isoformat(),
        **found,
        "account": _account(request.account) if request.account else None,
        "purposes": [_purpose(one) for one in activities().activities if _concerns(one.tables, _apps(request, found))],
        "rights": list(RIGHTS),
    }


def copy_paper(copy: dict[str, Any], request: Request, gemeente: str) -> Paper:
    """Return the copy as a document for a person."""
    blocks: list[Block] = [text(f"Aan: {requester_of(request)}"), text(f"Uw verzoek: {request.label}.")]
    for section, kind in GIVEN.items():
        for one in copy[section]:
            blocks += kind.paper(one)
    if copy["account"]:
        shown = [(name, str(value)) for name, value in copy["account"].items()]
        blocks += [heading("Uw account"), table(("Gegeven", "Inhoud"), shown)]
    if not any(copy[section] for section in GIVEN) and not copy["account"]:
        blocks.append(text("Wij hebben niets over u gevonden."))
    for one in copy["purposes"]:
        blocks += [heading(one["name"], 3), text(one["purpose"]), text(f"Grondslag: {one['basis']}.")]
        blocks.append(text(f"Wie het leest: {'; '.join(one['recipients'])}."))
    blocks += [heading("Uw rechten"), items(copy["rights"])]
    return Paper("Wat wij van u bewaren", f"Gemeente {gemeente}", timezone.localdate(), tuple(blocks))


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


def _apps(request: Request, found: dict[str, list[dict[str, Any]]]) -> set[str]:
    """Return the packages that hold what is in the copy; of every request also the requests themselves."""
    apps = {GIVEN[section].model._meta.app_label for section, rows in found.items() if rows}
    return {*apps, "privacy", *(["organisations"] if request.account_id else [])}


def _concerns(tables: tuple[str, ...], apps: set[str]) -> bool:
    return any(name.partition(".")[0] in apps for name in tables)


def _purpose(one: Activity) -> dict[str, Any]:
    return {"name": one.name, "purpose": one.purpose, "basis": one.basis, "recipients": list(one.recipients)}

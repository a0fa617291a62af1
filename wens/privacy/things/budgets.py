"""An application for a wijkbudget, on request. The decision and the money stay: the law asks for them (AVG art. 17 lid
3 onder b; Archiefwet); who asked, and what that person wrote, can go.
"""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wens.budgets import actions
from wens.budgets.euros import euros
from wens.budgets.models import ApplicantContact, Application, Original, What
from wens.budgets.states import NoSuchMove
from wens.privacy.actions.erasing import Why, enter_erased
from wens.privacy.paper import Block, heading, items, table
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.things.kind import ALWAYS, Fix, Kind, Outcome
from wens.tenancy.context import Actor
from wens.voices.sealing import CannotOpen

NAMES = {
    "received": "Ontvangen",
    "state": "Hoe het staat",
    "asked": "Gevraagd bedrag",
    "title": "Titel van uw plan",
    "about": "Wat u schreef",
    "costs": "De kosten die u opgaf",
    "speaks_for": "Namens wie",
    "public_title": "Titel die iedereen leest",
    "public_about": "Tekst die iedereen leest",
    "name": "Uw naam",
    "email": "E-mailadres",
    "telephone": "Telefoonnummer",
    "kept_until": "Contactgegevens bewaard tot en met",
}
OF_THE_APPLICANT = ("title", "about", "costs", "speaks_for", "name", "email", "telephone", "kept_until")
BETWEEN = {What.ASK: "de raad", What.REPLY: "u"}


class Applications(Kind):
    """An application for money of a wijkbudget."""

    model = Application
    name = _("aanvraag voor het wijkbudget")
    section = "applications"
    can: ClassVar[frozenset[Outcome]] = ALWAYS | {Outcome.GIVEN, Outcome.CORRECTED, Outcome.ERASED}
    errors = (actions.BudgetError, NoSuchMove)
    struck_from = _(
        "Hij gaat weg uit alles van deze aanvraag: wat is gevraagd, de openbare tekst, besluit en resultaat."
    )
    erasing_does = _(
        "Naam, contactgegevens en wat de aanvrager schreef, gaan weg. Het besluit en het geld blijven: dat moet van de "
        "Archiefwet. Een aanvraag waarover nog niet is besloten, wordt ingetrokken."
    )

    def line(self, key: UUID) -> str | None:
        """See the kind."""
        one = Application.objects.select_related("budget").filter(pk=key).first()
        if one is None or not self.came_back(key):
            return None
        day = date_format(timezone.localtime(one.received_at), "j F Y")
        return f"{day}. {one.get_state_display()}. {one.title or _('nog zonder openbare tekst')}"

    def copy(self, key: UUID, *, for_third: bool) -> dict[str, Any]:
        """Return what is kept; who is named in it gets only what everybody reads."""
        whole = _copy(Application.objects.select_related("budget").get(pk=key))
        return {**whole, **dict.fromkeys(OF_THE_APPLICANT, ""), "messages": []} if for_third else whole

    def paper(self, copied: dict[str, Any]) -> list[Block]:
        """See the kind."""
        facts = [(name, str(copied[key])) for key, name in NAMES.items() if copied[key]]
        blocks = [heading(f"Aanvraag {copied['label']}"), table(("Gegeven", "Inhoud"), facts)]
        if copied["decisions"]:
            blocks += [heading("Besluiten", 3), items(copied["decisions"])]
        lines = [f"{line['at']} {line['who']}: {line['text']}" for line in copied["messages"]]
        return [*blocks, heading("Berichten", 3), items(lines)] if lines else blocks

    def fixes(self, key: UUID, /) -> tuple[Fix, ...]:
        """Return the public words, and how to reach the applicant: those are not shown, only replaced."""
        one = Application.objects.get(pk=key)
        public = (
            Fix("title", _("Verbeterde titel voor iedereen"), one.title),
            Fix("about", _("Verbeterde tekst voor iedereen"), one.about, is_long=True),
        )
        reach = (
            Fix("name", _("Juiste naam van de aanvrager")),
            Fix("email", _("Juist e-mailadres")),
            Fix("telephone", _("Juist telefoonnummer")),
        )
        has_contact = ApplicantContact.objects.filter(application=key).exists()
        return (*(public if one.is_public else ()), *(reach if has_contact else ()))

    def correct(self, key: UUID, said: Mapping[str, str], by: Actor) -> None:
        """Replace what is filled in. Raises wens.budgets.actions.BudgetError."""
        actions.correct_applicant(application=key, said=said, by=by)

    def erase(self, key: UUID, why: Why, by: Actor) -> None:
        """See the kind. Raises wens.budgets.actions.BudgetError while the raad still needs to reach the applicant."""
        actions.erase_applicant(application=key, by=by)
        enter_erased(of=self.label, key=key, why=why, by=by)

    def came_back(self, key: UUID) -> bool:
        """See the kind."""
        mine = (ApplicantContact, Original)
        return any(model._default_manager.filter(application=key).exists() for model in mine)


def _copy(one: Application) -> dict[str, Any]:
    original = Original.objects.filter(application=one).first()
    contact = ApplicantContact.objects.filter(application=one).first()
    return {
        "id": str(one.pk),
        "label": one.pk.hex[:6].upper(),
        "received": _moment(one.received_at),
        "state": str(one.get_state_display()),
        "asked": euros(one.asked),
        "title": original.title if original else "",
        "about": original.about if original else "",
        "costs": original.costs if original else "",
        "speaks_for": original.speaks_for if original else "",
        "public_title": one.title,
        "public_about": one.about,
        **_reach(contact),
        "kept_until": date_format(contact.retain_until, "j F Y") if contact else "",
        "decisions": [_decision(row) for row in one.decisions.all()],
        "messages": [
            {"at": _moment(row.at), "who": BETWEEN[What(row.what)], "text": row.words}
            for row in one.history.filter(what__in=list(BETWEEN))
        ],
    }


def _decision(row: Any) -> str:
    amount = f" ({euros(row.amount)})" if row.amount is not None else ""
    return f"{date_format(row.decided_on, 'j F Y')}: {row.get_outcome_display()}{amount}. {row.reason}"


def _reach(contact: ApplicantContact | None) -> dict[str, str]:
    names = ("name", "email", "telephone")
    if contact is None:
        return dict.fromkeys(names, "")
    try:
        reach = actions.opened(contact)
    except CannotOpen:
        return dict.fromkeys(names, FORGOTTEN)
    return {name: getattr(reach, name) for name in names}


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F Y H:i")

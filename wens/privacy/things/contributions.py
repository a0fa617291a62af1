"""What somebody told about a wijk, on request: everything can be asked of it."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wens.audit.actions import record
from wens.privacy.actions.erasing import Why, erase_contribution
from wens.privacy.paper import Block, heading, items, table
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.things.kind import Fix, Kind, Outcome
from wens.tenancy.context import Actor
from wens.voices.actions.stepping import VoicesError, change, clean_words, locked
from wens.voices.models import Contact, Contribution, Message, State
from wens.voices.sealing import CannotOpen, open_contact

NAMES = {
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
OF_THE_WRITER = ("text", "cause", "place", "street", "speaks_for", "email", "telephone", "notes")


class Contributions(Kind):
    """A contribution. Erased it leaves a tombstone that counts no longer."""

    model = Contribution
    name = _("melding")
    section = "contributions"
    can: ClassVar[frozenset[Outcome]] = frozenset(set(Outcome) - {Outcome.OPEN})
    errors = (VoicesError,)
    struck_from = _("Hij gaat weg uit alle teksten van deze melding.")
    erasing_does = _("Alle teksten, foto’s en contactgegevens van deze melding gaan weg.")

    def line(self, key: UUID) -> str | None:
        """See the kind."""
        one = Contribution.objects.filter(pk=key).exclude(state=State.ERASED).first()
        if one is None:
            return None
        return f"{_day(one.received_at)}. {one.get_state_display()}. {one.cleaned_text[:200]}"

    def copy(self, key: UUID, *, for_third: bool) -> dict[str, Any]:
        """Return what is kept; who is named in it gets nothing of who wrote it (AVG art. 15 lid 4)."""
        whole = _copy(Contribution.objects.get(pk=key))
        return {**whole, **dict.fromkeys(OF_THE_WRITER, ""), "messages": []} if for_third else whole

    def paper(self, copied: dict[str, Any]) -> list[Block]:
        """See the kind."""
        facts = [(name, str(copied[key])) for key, name in NAMES.items() if copied[key] not in ("", None)]
        blocks = [heading(f"Melding {copied['label']}"), table(("Gegeven", "Inhoud"), facts)]
        lines = [f"{line['at']} {line['who']}: {line['text']}" for line in copied["messages"]]
        return [*blocks, heading("Berichten", 3), items(lines)] if lines else blocks

    def fixes(self, key: UUID, /) -> tuple[Fix, ...]:
        """Return the text for others; what was written itself is not rewritten."""
        return (Fix("text", _("Verbeterde tekst"), Contribution.objects.get(pk=key).cleaned_text, is_long=True),)

    def correct(self, key: UUID, said: Mapping[str, str], by: Actor) -> None:
        """Replace the text for others. Raises wens.voices.actions.stepping.WordsMissing."""
        one, words = locked(key), clean_words(said.get("text", ""))
        change(one, cleaned_text=words, cleaned_by=by.reference, cleaned_at=timezone.now())
        record("voices.contribution.corrected", subject=f"contribution:{key}", by=by)

    def restrict(self, key: UUID, by: Actor) -> None:
        """See the kind."""
        change(locked(key), is_public=False)
        record("voices.contribution.restricted", subject=f"contribution:{key}", by=by)

    def erase(self, key: UUID, why: Why, by: Actor) -> None:
        """See the kind."""
        erase_contribution(contribution=key, why=why, by=by)

    def came_back(self, key: UUID) -> bool:
        """See the kind."""
        return Contribution.objects.filter(pk=key).exclude(state=State.ERASED).exists()


def _copy(one: Contribution) -> dict[str, Any]:
    original = getattr(one, "original", None)
    email, telephone = _reach(one.pk)
    return {
        "id": str(one.pk),
        "label": one.label,
        "received": _moment(one.received_at),
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
            {"at": _moment(line.at), "who": line.shown_as or "u", "text": line.text}
            for line in one.messages.exclude(direction=Message.Direction.NOTE)
        ],
    }


def _reach(contribution: UUID) -> tuple[str, str]:
    contact = Contact.objects.filter(contribution=contribution).first()
    if contact is None:
        return "", ""
    try:
        return open_contact(contact)
    except CannotOpen:
        return FORGOTTEN, FORGOTTEN


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F Y H:i")


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F Y")

"""An initiative of residents, and the support of one, on request."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wens.initiatives.actions.of_person import erase_initiator
from wens.initiatives.actions.reaching import open_initiator, open_reach
from wens.initiatives.actions.supporting import take_back
from wens.initiatives.models import Initiative, InitiatorContact, Original, Reach, Step, Supporter
from wens.privacy.actions.erasing import Why, enter_erased
from wens.privacy.paper import Block, heading, items, table
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.things.kind import ALWAYS, Kind, Outcome
from wens.tenancy.context import Actor
from wens.voices.sealing import CannotOpen

NAMES = {
    "initiative": "Initiatief",
    "received": "Ontvangen",
    "state": "Hoe het staat",
    "title": "Titel die u schreef",
    "about": "Wat u schreef",
    "why": "Waarom",
    "place": "Waar",
    "needs": "Welke hulp",
    "speaks_for": "Namens wie",
    "name": "Uw naam",
    "email": "E-mailadres",
    "telephone": "Telefoonnummer",
    "offer": "Wat u wilt doen",
    "kept_until": "Contactgegevens bewaard tot en met",
}
WRITTEN = ("title", "about", "why", "place", "needs", "speaks_for")
REACH = ("name", "email", "telephone", "offer")


class Initiatives(Kind):
    """An initiative, for who brought it or is named in it."""

    model = Initiative
    name = _("initiatief van bewoners")
    section = "initiatives"
    can: ClassVar[frozenset[Outcome]] = ALWAYS | {Outcome.GIVEN, Outcome.ERASED}
    struck_from = _("Hij gaat weg uit alles van dit initiatief: wat is ingestuurd, de openbare tekst en het resultaat.")
    erasing_does = _(
        "Naam, contactgegevens en wat deze persoon schreef, gaan weg. Het initiatief blijft op de site: het is ook van "
        "wie meedoet. Een idee dat nog niet op de site staat, wordt ingetrokken."
    )

    def line(self, key: UUID) -> str | None:
        """See the kind."""
        one = Initiative.objects.filter(pk=key).first()
        if one is None or not self.came_back(key):
            return None
        return f"{_day(one.received_at)}. {one.get_state_display()}. {one.title or _('nog zonder openbare tekst')}"

    def copy(self, key: UUID, *, for_third: bool) -> dict[str, Any]:
        """Return what is kept; who is named in it gets only what everybody reads."""
        one = Initiative.objects.get(pk=key)
        shown = {"id": str(key), "initiative": one.title, "received": _day(one.received_at)}
        shown |= {"state": str(one.get_state_display())}
        if for_third:
            return {**dict.fromkeys(NAMES, ""), **shown, "messages": []}
        original = Original.objects.filter(initiative=key).first()
        contact = InitiatorContact.objects.filter(initiative=key).first()
        steps = Step.objects.filter(initiative=key, is_private=True).exclude(words="")
        return {
            **shown,
            **{name: getattr(original, name, "") for name in WRITTEN},
            **_opened(open_initiator, contact),
            "messages": [f"{_day(row.at)} {row.get_what_display()}: {row.words}" for row in steps],
        }

    def paper(self, copied: dict[str, Any]) -> list[Block]:
        """See the kind."""
        blocks = _facts("Initiatief", copied)
        return [*blocks, heading("Berichten", 3), items(copied["messages"])] if copied["messages"] else blocks

    def erase(self, key: UUID, why: Why, by: Actor) -> None:
        """See the kind."""
        erase_initiator(initiative=key, by=by)
        enter_erased(of=self.label, key=key, why=why, by=by)

    def came_back(self, key: UUID) -> bool:
        """See the kind."""
        mine = (InitiatorContact, Original)
        return any(model._default_manager.filter(initiative=key).exists() for model in mine)


class Supports(Kind):
    """Support of an initiative, or an offer to help with one."""

    model = Supporter
    name = _("steun of hulp bij een initiatief")
    section = "supports"
    can: ClassVar[frozenset[Outcome]] = frozenset({Outcome.KEPT, Outcome.GIVEN, Outcome.ERASED})
    erasing_does = _("Naam, contactgegevens en het aanbod gaan weg. De steun telt niet meer mee.")

    def line(self, key: UUID) -> str | None:
        """See the kind."""
        one = Supporter.objects.select_related("initiative").filter(pk=key).first()
        return f"{_day(one.asked_at)}. {one.get_kind_display()}. {one.initiative.title}" if one else None

    def copy(self, key: UUID, *, for_third: bool) -> dict[str, Any]:
        """See the kind; it is of nobody but who gave the support."""
        one = None if for_third else Supporter.objects.select_related("initiative").filter(pk=key).first()
        if one is None:
            return {"id": str(key), **dict.fromkeys(NAMES, "")}
        said = {"initiative": one.initiative.title, "received": _day(one.asked_at), "state": one.get_kind_display()}
        return {"id": str(key), **said, **_opened(open_reach, Reach.objects.filter(supporter=key).first())}

    def paper(self, copied: dict[str, Any]) -> list[Block]:
        """See the kind."""
        return _facts("Steun of hulp", copied)

    def erase(self, key: UUID, why: Why, by: Actor) -> None:
        """See the kind."""
        take_back(supporter=key, by=by)
        enter_erased(of=self.label, key=key, why=why, by=by)

    def came_back(self, key: UUID) -> bool:
        """See the kind."""
        return Supporter.objects.filter(pk=key).exists()


def _facts(title: str, copied: dict[str, Any]) -> list[Block]:
    facts = [(name, str(copied[key])) for key, name in NAMES.items() if copied.get(key)]
    return [heading(title), table(("Gegeven", "Inhoud"), facts)]


def _opened(opens: Any, sealed: InitiatorContact | Reach | None) -> dict[str, str]:
    if sealed is None:
        return dict.fromkeys((*REACH, "kept_until"), "")
    until = {"kept_until": date_format(sealed.retain_until, "j F Y")}
    try:
        found = opens(sealed)
    except CannotOpen:
        return {**dict.fromkeys(REACH, FORGOTTEN), **until}
    return {**{name: getattr(found, name) for name in REACH}, **until}


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F Y")

"""Finding what is kept about somebody: by address, by follow code, by words in free text. Every search is logged.

What was sought is never kept, only that somebody searched, how, and how many were found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wens.audit.actions import record
from wens.meetings.models import Meeting
from wens.organisations.models import Account
from wens.privacy.actions.requests import need_right, subject_of
from wens.privacy.models import Found, Request
from wens.privacy.places import spots
from wens.tenancy.context import Actor
from wens.voices.codes import find_by_code
from wens.voices.models import Contact, Contribution, State
from wens.voices.sealing import CannotOpen, open_contact

AROUND = 60
MOST = 200
CONTRIBUTION, MEETING = Contribution._meta.label, Meeting._meta.label
WHERE = {
    "voices.Original": gettext_lazy("zoals geschreven"),
    "voices.Contribution": gettext_lazy("nagekeken tekst"),
    "voices.Message": gettext_lazy("bericht"),
    "voices.Handover": gettext_lazy("reden van een partner"),
    "meetings.Meeting": gettext_lazy("titel en plaats"),
    "meetings.AgendaItem": gettext_lazy("agenda"),
    "meetings.Question": gettext_lazy("vraag vooraf"),
    "meetings.Statement": gettext_lazy("wat een partner inbracht"),
    "meetings.Edit": gettext_lazy("eerdere versie van wat een partner inbracht"),
    "meetings.PublicText": gettext_lazy("openbare tekst van een partner"),
    "meetings.Decision": gettext_lazy("besluit"),
    "meetings.ActionPoint": gettext_lazy("actiepunt"),
    "meetings.Minutes": gettext_lazy("verslag"),
    "meetings.PublishedMinutes": gettext_lazy("openbaar verslag"),
}


@dataclass(frozen=True)
class Hit:
    """Where something was found: in which thing, in what of it (`where`), and what stands around it (`excerpt`)."""

    thing: str
    key: UUID
    where: str
    excerpt: str = ""

    @property
    def value(self) -> str:
        """Return how a form names the thing."""
        return f"{self.thing}/{self.key}"

    @property
    def label(self) -> str:
        """Return the short name of the thing, with its kind."""
        return f"{kind_of(self.thing)} {self.key.hex[:6].upper()}"


def kind_of(thing: str) -> str:
    """Return what a person calls a kind of thing."""
    return {CONTRIBUTION: _("melding"), MEETING: _("bijeenkomst")}.get(thing, _("tekst"))


def find(*, request: Request, email: str = "", code: str = "", words: str = "", by: Actor) -> list[Hit]:
    """Return what is found, each thing once per place. Raises NotAllowed."""
    need_right(by)
    hits = [*(_by_address(email) if email else ()), *(_by_code(code) if code else ())]
    hits += list(_by_words(words)) if words else []
    how = [name for name, given in (("email", email), ("code", code), ("words", words)) if given]
    record("privacy.search.read", subject=subject_of(request), by=by, data={"how": how, "found": len(set(hits))})
    return list(dict.fromkeys(hits))[:MOST]


def account_of(email: str) -> Account | None:
    """Return the account with an address, or none."""
    return Account.objects.filter(email__iexact=email.strip()).first() if email.strip() else None


def _by_address(email: str) -> Iterator[Hit]:
    """Open every address: what is sealed twice never looks the same, so there is no index to leak."""
    wanted = email.strip().casefold()
    for contact in Contact.objects.filter(email__isnull=False).iterator():
        try:
            if open_contact(contact).email.strip().casefold() == wanted:
                yield Hit(CONTRIBUTION, contact.contribution_id, _("contactgegevens"))
        except CannotOpen:
            continue


def _by_code(code: str) -> Iterator[Hit]:
    found = find_by_code(code)
    if found is not None:
        yield Hit(CONTRIBUTION, found.pk, _("volgcode"))


def _by_words(words: str) -> Iterator[Hit]:
    """Every word has to be there, in one text; small letters and capitals are the same."""
    for spot in spots(words):
        where = str(WHERE.get(spot.place.model._meta.label, _("tekst")))
        yield Hit(spot.place.thing, spot.key, where, excerpt(spot.text, words))


def excerpt(text: str, words: str) -> str:
    """Return what stands around the first of the words."""
    at = max(text.casefold().find(words.split()[0].casefold()), 0)
    begin, end = max(at - AROUND, 0), at + AROUND
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"


def still_there(rows: Iterable[Found]) -> dict[UUID, Contribution]:
    """Return the contributions among what was found that were not erased, by key."""
    keys = [row.key for row in rows if row.thing == CONTRIBUTION]
    return {one.pk: one for one in Contribution.objects.filter(pk__in=keys).exclude(state=State.ERASED)}


def meetings_of(rows: Iterable[Found]) -> dict[UUID, Meeting]:
    """Return the meetings among what was found, by key."""
    return {one.pk: one for one in Meeting.objects.filter(pk__in=[row.key for row in rows if row.thing == MEETING])}

"""Finding what is kept about somebody: by address, by follow code, by words in free text. Every search is logged.

What was sought is never kept, only that somebody searched, how, and how many were found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.meetings.models import Minutes, Statement
from wens.organisations.models import Account
from wens.privacy.actions.requests import need_right, subject_of
from wens.privacy.models import Request
from wens.tenancy.context import Actor
from wens.voices.codes import find_by_code
from wens.voices.models import Contact, Contribution, Handover, Message, Original, State
from wens.voices.sealing import CannotOpen, open_contact

AROUND = 60
MOST = 200


@dataclass(frozen=True)
class Hit:
    """Where something was found: in a contribution, or (None) in what a meeting wrote down, which its own people mend.

    `where` says in what, `excerpt` is what stands around it.
    """

    contribution: UUID | None
    where: str
    excerpt: str = ""

    @property
    def label(self) -> str:
        """Return the short name of the contribution; of a meeting that it is one."""
        return self.contribution.hex[:6].upper() if self.contribution else _("bijeenkomst")


def find(*, request: Request, email: str = "", code: str = "", words: str = "", by: Actor) -> list[Hit]:
    """Return what is found, each contribution once per place. Raises NotAllowed."""
    need_right(by)
    hits = [*(_by_address(email) if email else ()), *(_by_code(code) if code else ())]
    hits += list(_by_words(words)) if words else []
    how = [name for name, given in (("email", email), ("code", code), ("words", words)) if given]
    data = {"how": how, "found": len({(hit.contribution, hit.where) for hit in hits})}
    record("privacy.search.read", subject=subject_of(request), by=by, data=data)
    return hits[:MOST]


def account_of(email: str) -> Account | None:
    """Return the account with an address, or none."""
    return Account.objects.filter(email__iexact=email.strip()).first() if email.strip() else None


def _by_address(email: str) -> Iterator[Hit]:
    """Open every address: what is sealed twice never looks the same, so there is no index to leak."""
    wanted = email.strip().casefold()
    for contact in Contact.objects.filter(email__isnull=False).iterator():
        try:
            if open_contact(contact).email.strip().casefold() == wanted:
                yield Hit(contact.contribution_id, _("contactgegevens"))
        except CannotOpen:
            continue


def _by_code(code: str) -> Iterator[Hit]:
    found = find_by_code(code)
    if found is not None:
        yield Hit(found.pk, _("volgcode"))


def _by_words(words: str) -> Iterator[Hit]:
    """Every word has to be there, in one text; small letters and capitals are the same."""
    for model, fields, key, where in (
        (Original, ("text", "cause", "place", "speaks_for"), "contribution_id", _("zoals geschreven")),
        (Contribution, ("cleaned_text", "street"), "pk", _("nagekeken tekst")),
        (Message, ("text",), "contribution_id", _("bericht")),
        (Handover, ("reason",), "contribution_id", _("reden van een partner")),
        (Statement, ("nature", "causes", "place", "public_text"), "", _("rondetafel")),
        (Minutes, ("text",), "", _("verslag")),
    ):
        for field in fields:
            wanted = Q(*(Q(**{f"{field}__icontains": word}) for word in words.split()))
            for row in model.objects.filter(wanted)[:MOST]:
                yield Hit(getattr(row, key) if key else None, where, excerpt(getattr(row, field), words))


def excerpt(text: str, words: str) -> str:
    """Return what stands around the first of the words."""
    at = max(text.casefold().find(words.split()[0].casefold()), 0)
    begin, end = max(at - AROUND, 0), at + AROUND
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"


def still_there(keys: list[UUID]) -> dict[UUID, Contribution]:
    """Return the contributions that were not erased, by key."""
    return {one.pk: one for one in Contribution.objects.filter(pk__in=keys).exclude(state=State.ERASED)}

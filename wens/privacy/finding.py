"""Finding what is kept about somebody: by address, by follow code, by words in free text. Every search is logged.

What was sought is never kept, only that somebody searched, how, and how many were found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.organisations.models import Account
from wens.privacy.actions.requests import need_right, subject_of
from wens.privacy.models import Request
from wens.privacy.names import NAMES
from wens.privacy.places import spots
from wens.privacy.things import KINDS, name_of
from wens.tenancy.context import Actor
from wens.voices import codes, keyring
from wens.voices.actions.keys import sealed_tables
from wens.voices.sealing import CannotOpen, Sealed, unseal

AROUND = 60
MOST = 200


@dataclass(frozen=True)
class Hit:
    """Where something was found: in which thing, in what of it (`where`), and what stands around it (`excerpt`).

    Of an address or a code `excerpt` is what the thing is, in one line.
    """

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
        return f"{name_of(self.thing)} {self.key.hex[:6].upper()}"


@dataclass(frozen=True)
class Addresses:
    """A table with sealed addresses; `path` leads from its row to the key of the thing of kind `thing`."""

    model: type[Model]
    thing: str
    path: str


def address_tables() -> list[Addresses]:
    """Return every table with sealed addresses that belongs to something a person can ask about."""
    sealed = [model for model, fields in sealed_tables().items() if "email" in fields]
    return [found for model in sealed if (found := _addresses(model))]


def find(*, request: Request, email: str = "", code: str = "", words: str = "", by: Actor) -> list[Hit]:
    """Return what is found, each thing once per place. Raises NotAllowed.

    Inside ``acting`` with the rights of `wens.privacy.retention.running`: the database gives nothing else.
    """
    need_right(by)
    hits = [*(_by_address(email) if email else ()), *(_by_code(code) if code else ())]
    hits += list(_by_words(words)) if words else []
    how = [name for name, given in (("email", email), ("code", code), ("words", words)) if given]
    record("privacy.search.read", subject=subject_of(request), by=by, data={"how": how, "found": len(set(hits))})
    return list(dict.fromkeys(hits))[:MOST]


def account_of(email: str) -> Account | None:
    """Return the account with an address, or none."""
    return Account.objects.filter(email__iexact=email.strip()).first() if email.strip() else None


def _addresses(model: type[Model]) -> Addresses | None:
    label = model._meta.label
    if label in KINDS:
        return Addresses(model, label, "pk")
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and (above := field.related_model._meta.label) in KINDS:
            return Addresses(model, above, field.attname)
    return None


def _by_address(email: str) -> Iterator[Hit]:
    """Open every address: what is sealed twice never looks the same, so there is no index to leak."""
    wanted = email.strip().casefold()
    for table in address_tables():
        rows = table.model._default_manager.filter(email__isnull=False)
        for key, owner, data, key_id in rows.values_list("pk", table.path, "email", "sealed_with").iterator():
            try:
                if unseal(Sealed(key_id, bytes(data)), bound_to=str(key)).strip().casefold() == wanted:
                    yield Hit(table.thing, owner, _("contactgegevens"), KINDS[table.thing].line(owner) or "")
            except CannotOpen:
                continue


def _by_code(code: str) -> Iterator[Hit]:
    """A code is kept as a keyed hash, in every table that has one under the same name."""
    if not codes.is_code(code):
        return
    digests = [codes.digest_of(code, key_id) for key_id in keyring.key_ids("follow")]
    for label, kind in KINDS.items():
        if any(field.name == "follow_digest" for field in kind.model._meta.concrete_fields):
            for key in kind.model._default_manager.filter(follow_digest__in=digests).values_list("pk", flat=True):
                yield Hit(label, key, _("volgcode"), kind.line(key) or "")


def _by_words(words: str) -> Iterator[Hit]:
    """Every word has to be there, in one text; small letters and capitals are the same."""
    for spot in spots(words):
        where = str(NAMES.get(spot.place.model._meta.label, _("tekst")))
        yield Hit(spot.place.thing, spot.key, where, excerpt(spot.text, words))


def excerpt(text: str, words: str) -> str:
    """Return what stands around the first of the words."""
    at = max(text.casefold().find(words.split()[0].casefold()), 0)
    begin, end = max(at - AROUND, 0), at + AROUND
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"

"""Sealing what few may read with a key that is not in the database (Fernet: AES-128-CBC with HMAC-SHA256)."""

from dataclasses import dataclass
from typing import NamedTuple

from cryptography.fernet import Fernet, InvalidToken

from wens.voices import keyring
from wens.voices.models import Contact


class CannotOpen(Exception):
    """The key is gone, or this was sealed for something else."""


@dataclass(frozen=True)
class Sealed:
    """`data` opens with the key `key_id` and for the thing it was sealed for only."""

    key_id: str
    data: bytes


def seal(text: str, *, bound_to: str, key_id: str | None = None) -> Sealed:
    """Seal ``text`` with the newest key (or ``key_id``), so that it opens for ``bound_to`` only.

    Bound: a sealed address that is copied to another contribution in the database does not open there.
    """
    key_id = key_id or keyring.newest("contacts")
    return Sealed(key_id, Fernet(keyring.key(key_id)).encrypt(f"{bound_to}\0{text}".encode()))


def unseal(sealed: Sealed, *, bound_to: str) -> str:
    """Return what was sealed for ``bound_to``. Raises CannotOpen."""
    try:
        if sealed.key_id not in keyring.key_ids("contacts"):
            raise CannotOpen(f"the key {sealed.key_id!r} is not in this home")
        text = Fernet(keyring.key(sealed.key_id)).decrypt(sealed.data).decode()
    except InvalidToken:
        raise CannotOpen("this was not sealed with that key") from None
    owner, _, said = text.partition("\0")
    if owner != bound_to:
        raise CannotOpen("this was sealed for something else")
    return said


class Opened(NamedTuple):
    """How to reach a writer; empty texts were not given."""

    email: str
    telephone: str


def open_contact(contact: Contact) -> Opened:
    """Open contact details that the database let through (right `read_contacts`). Raises CannotOpen."""

    def opened(data: bytes | memoryview | None) -> str:
        sealed = Sealed(contact.sealed_with, bytes(data)) if data else None
        return unseal(sealed, bound_to=str(contact.contribution_id)) if sealed else ""

    return Opened(opened(contact.email), opened(contact.telephone))

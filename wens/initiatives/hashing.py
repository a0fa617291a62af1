"""Keyed hashes: an address counts once without being kept readable; a link in a letter proves that it is ours.

The key is outside the database (`wens.voices.keyring`), so a dump tells not even whether a known address is in it.
"""

import base64
import hmac
from uuid import UUID

from wens.tenancy.context import current_gemeente
from wens.voices import keyring


def digest_of(email: str, initiative: UUID, key_id: str) -> str:
    """Return under which an address counts at an initiative (64 hexadecimal signs); capitals do not matter."""
    return _hash(key_id, "supporter", f"{initiative}\0{email.strip().casefold()}").hex()


def digests_of(email: str, initiative: UUID) -> list[str]:
    """Return the hashes of an address under every key that there is, oldest first."""
    return [digest_of(email, initiative, key_id) for key_id in keyring.key_ids("follow")]


def token_of(purpose: str, supporter: UUID) -> str:
    """Return what a link in a letter to a supporter carries (43 signs)."""
    return _token(purpose, supporter, keyring.newest("follow"))


def is_token(said: str, purpose: str, supporter: UUID) -> bool:
    """Tell whether a link is one of ours, in the same time for every guess."""
    # As bytes: compare_digest refuses text outside ASCII, and an address may hold any.
    same = [hmac.compare_digest(said.encode(), _token(purpose, supporter, key_id).encode())
            for key_id in keyring.key_ids("follow")]  # fmt: skip
    return any(same)


def _token(purpose: str, supporter: UUID, key_id: str) -> str:
    return base64.urlsafe_b64encode(_hash(key_id, f"link:{purpose}", str(supporter))).rstrip(b"=").decode()


def _hash(key_id: str, purpose: str, text: str) -> bytes:
    message = f"initiatives.{purpose}\0{current_gemeente()}\0{text}".encode()
    return hmac.digest(keyring.key(key_id), message, "sha256")

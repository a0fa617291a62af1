"""Follow codes: what a writer keeps to see what happens, without an account.

A code is derived from the idempotency key of the form with a key outside the database, so that sending a form twice
gives the same code, while the database holds a keyed hash only. Twelve of 28 signs make 57.7 bits: with the limit on
trying, a guess is hopeless (NIST SP 800-63B, 5.1.2 asks 20 bits for a look-up secret behind such a limit).
"""

import hmac
from uuid import UUID

from wens.tenancy.context import current_gemeente
from wens.voices import keyring
from wens.voices.models import Contribution

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L; without vowels no words appear."""
LENGTH = 12
GROUP = 4


def code_for(answer_key: UUID, key_id: str) -> str:
    """Return the follow code that belongs to an idempotency key, grouped: KRT4-9WXM-2HPD."""
    number = int.from_bytes(_hash(key_id, "code", answer_key.hex))
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return grouped("".join(signs))


def digest_of(code: str, key_id: str) -> str:
    """Return the keyed hash under which a code is kept (64 hexadecimal signs)."""
    return _hash(key_id, "digest", plain(code)).hex()


def code_again(contribution: Contribution) -> str | None:
    """Return the code of a contribution to the one who sends the same form again; None when its key is gone."""
    for key_id in keyring.key_ids("follow"):
        code = code_for(contribution.answer_key, key_id)
        if hmac.compare_digest(digest_of(code, key_id), contribution.follow_digest):
            return code
    return None


def find_by_code(code: str) -> Contribution | None:
    """Return the contribution that a typed code belongs to: small letters, spaces and other dashes do not matter."""
    if not is_code(code):
        return None
    digests = [digest_of(code, key_id) for key_id in keyring.key_ids("follow")]
    return Contribution.objects.filter(follow_digest__in=digests).first()


def is_code(text: str) -> bool:
    """Tell whether ``text`` has the form of a follow code."""
    signs = plain(text)
    return len(signs) == LENGTH and set(signs) <= set(ALPHABET)


def plain(code: str) -> str:
    """Return the signs of a typed code in capitals, without what people put between them."""
    return "".join(sign for sign in code[:60].upper() if sign.isalnum())


def grouped(signs: str) -> str:
    """Return a code in groups of four, as it is shown and spoken."""
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def _hash(key_id: str, purpose: str, text: str) -> bytes:
    message = f"{purpose}\0{current_gemeente()}\0{text}".encode()
    return hmac.digest(keyring.key(key_id), message, "sha256")

"""The seal of a text: proof of what stood in a frozen dossier, that says nothing once the text is erased. Pure.

A seal is the sha256 of a random salt and the text (a commitment). Who has both can check that the dossier held exactly
this text. When they are erased nobody can find the text by trying, because the salt is gone with it.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from wens.photos.canonical import digest_of

SALT_BYTES = 16


@dataclass(frozen=True)
class Sealed:
    """A text with what its seal was made of, and where it was taken from."""

    seal: str
    salt: str
    text: str
    kind: str
    source: UUID
    part: str


@dataclass
class Quotes:
    """The texts of one dossier. A text that an earlier dossier held gets the same salt: then it is the same bytes."""

    earlier: dict[tuple[str, UUID, str, str], str] = field(default_factory=dict)
    sealed: dict[str, Sealed] = field(default_factory=dict)

    @classmethod
    def after(cls, earlier: Iterable[Sealed]) -> "Quotes":
        """Return a collection that knows the salts of an earlier dossier."""
        return cls({(one.kind, one.source, one.part, one.text): one.salt for one in earlier})

    def seal(self, text: str, *, kind: str, source: UUID, part: str = "text") -> str:
        """Keep a text and return its seal; no text has no seal."""
        if not text:
            return ""
        salt = self.earlier.setdefault((kind, source, part, text), secrets.token_hex(SALT_BYTES))
        made = seal_of(salt, text)
        self.sealed[made] = Sealed(made, salt, text, kind, source, part)
        return made


def seal_of(salt: str, text: str) -> str:
    """Return the seal of a text under a salt, 64 hexadecimals."""
    return digest_of(f"{salt}\n{text}")

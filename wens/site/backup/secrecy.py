"""Keys in an archive under a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM seals each file with its name."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from wens.site.backup.errors import PassphraseError

SALT_BYTES = 16
NONCE_BYTES = 12
# OWASP's advice for scrypt: N = 2^17, r = 8, p = 1 (128 MB, about 0.4 s).
COST = {"n": 2**17, "r": 8, "p": 1}


class Seal:
    """Encrypts and decrypts small files with one passphrase."""

    def __init__(self, passphrase: str, salt: bytes | None = None) -> None:
        self.salt = salt or os.urandom(SALT_BYTES)
        self._cipher = AESGCM(Scrypt(salt=self.salt, length=32, **COST).derive(passphrase.encode()))

    def close(self, name: str, content: bytes) -> bytes:
        """Return the content encrypted and bound to its name."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, name.encode())

    def open(self, name: str, sealed: bytes) -> bytes:
        """Return the content. Raises PassphraseError."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], name.encode())
        except InvalidTag:
            msg = "the passphrase does not open the keys in this backup; give the one that it was made with"
            raise PassphraseError(msg) from None

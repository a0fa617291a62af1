"""allauth's forms for passkeys, which fail (500) on an answer of a browser that does not hold what it should."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from cryptography.exceptions import InvalidSignature

MALFORMED = (LookupError, AttributeError, TypeError, ValueError, struct.error, InvalidSignature)


@contextmanager
def refusing() -> Iterator[None]:
    """Refuse in words what cannot be read, or was signed by another key."""
    try:
        yield
    except MALFORMED as error:
        raise get_adapter().validation_error("incorrect_key") from error


class LoginForm(forms.LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    def clean_credential(self) -> Any:
        """Return the authenticator that answered."""
        with refusing():
            return super().clean_credential()


class AuthenticateForm(forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    def clean_credential(self) -> Any:
        """Return the authenticator that answered."""
        with refusing():
            return super().clean_credential()


class ReauthenticateForm(forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    def clean_credential(self) -> Any:
        """Return the authenticator that answered."""
        with refusing():
            return super().clean_credential()


class AddForm(forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    def clean(self) -> dict[str, Any]:
        """Return what was said of a new passkey."""
        with refusing():
            said: dict[str, Any] = super().clean()
        return said

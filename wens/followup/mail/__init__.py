"""Handing a letter over, and what may come of it."""

from email.message import EmailMessage
from typing import Protocol


class HandOverError(Exception):
    """A letter was not, or not surely, handed over. The message says why, without any address."""


class NoConnection(HandOverError):
    """The mail server does not answer or does not let us in: nothing was handed over, of no letter."""


class NotNow(HandOverError):
    """The server refused this letter for now (4xx), or went away before it had the content."""


class Never(HandOverError):
    """The server refused this letter for good (5xx)."""


class Unsure(HandOverError):
    """The server had the content and did not say that it took it: nobody knows. Never resent blindly."""


class Carrier(Protocol):
    """What brings letters to a mail server, or to a folder."""

    def open(self) -> None:
        """Get ready for a run. Raises NoConnection."""

    def hand_over(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Hand over one letter. Raises NoConnection, NotNow, Never or Unsure."""

    def close(self) -> None:
        """End the run; what was handed over stays so."""

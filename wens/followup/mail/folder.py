"""A folder instead of a mail server, so that a demo and a rehearsal show their letters."""

import os
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from pathlib import Path

from wens.followup.mail import NoConnection


class FolderCarrier:
    """Writes each letter as <message id>.eml; the same letter twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        """Make the folder."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise NoConnection("de map voor berichten kan niet worden gemaakt") from None

    def hand_over(self, message: EmailMessage, *, sender: str, recipient: str) -> None:  # noqa: ARG002  as the header says
        """Write one letter, whole or not at all."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        new = self.folder / f".{name}.new"
        try:
            new.write_bytes(message.as_bytes(policy=WIRE))
            os.replace(new, self.folder / f"{name}.eml")  # noqa: PTH105  Path.replace, said as what it is
        except OSError:
            raise NoConnection("in de map voor berichten kan niet worden geschreven") from None

    def close(self) -> None:
        """Nothing to close."""

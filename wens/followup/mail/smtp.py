"""A real mail server (RFC 5321), step by step, so that it is known how far a letter got when something breaks."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Protocol

from wens.followup.mail import Never, NoConnection, NotNow, Unsure

CODE = re.compile(rb"^(?P<status>[245]\.\d{1,3}\.\d{1,3})\b")


class Server(Protocol):
    """Where and how to reach the mail server (`wens.site.mail_server.MailServer`)."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def tls(self) -> str: ...


class SmtpCarrier:
    """One connection for all letters of a run; opened again when the server closed it between two letters.

    `timeout_s`: how long an answer may take, in seconds (RFC 5321, 4.5.3.2 allows minutes; a job may not hang so long).
    """

    def __init__(self, server: Server, *, timeout_s: float = 60.0) -> None:
        self.server, self.timeout_s = server, timeout_s
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect, switch to TLS and log in."""
        self._open()

    def _open(self) -> smtplib.SMTP:
        if self._smtp is not None:
            return self._smtp
        try:
            self._smtp = self._connected()
        except ssl.SSLCertVerificationError:
            raise NoConnection("het certificaat van de mailserver klopt niet") from None
        except smtplib.SMTPAuthenticationError:
            raise NoConnection("de mailserver weigert onze naam of ons wachtwoord") from None
        except smtplib.SMTPNotSupportedError:
            raise NoConnection("de mailserver kan geen beveiligde verbinding (STARTTLS)") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NoConnection(f"de mailserver is niet bereikbaar ({type(error).__name__})") from None
        return self._smtp

    def hand_over(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Hand over one letter: sender, recipient, content, and the server's word that it took it."""
        content = message.as_bytes(policy=WIRE)
        smtp = self._ready_for_content(sender, recipient)
        try:
            # From here on the server may have the letter, also when its answer never comes.
            smtp.send(_quoted(content))
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Unsure(f"de mailserver zei niet of het aankwam ({type(error).__name__})") from None
        self._accept(answer)

    def close(self) -> None:
        """Say goodbye; a server that does not answer that is left."""
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        context = ssl.create_default_context()
        if server.tls == "start":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=self.timeout_s, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self.timeout_s)
        try:
            if server.tls == "starttls":
                smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _ready_for_content(self, sender: str, recipient: str) -> smtplib.SMTP:
        """Name sender and recipient; a connection that broke since the last letter is made anew, once.

        Until the server asks for the content nothing has been handed over, so trying again is safe.
        """
        try:
            return self._ask(self._open(), sender, recipient)
        except (OSError, smtplib.SMTPServerDisconnected):
            self._drop()
        try:
            return self._ask(self._open(), sender, recipient)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self._drop()
            raise NotNow(f"de mailserver verbrak de verbinding ({type(error).__name__})") from None

    def _ask(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> smtplib.SMTP:
        steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: smtp.mail(sender),
            lambda: smtp.rcpt(recipient),
            lambda: smtp.docmd("DATA"),
        )
        for ask in steps:
            code, words = ask()
            if not 200 <= code < 400:
                with contextlib.suppress(OSError, smtplib.SMTPException):
                    smtp.rset()
                self._accept((code, words))
        return smtp

    def _accept(self, answer: tuple[int, bytes]) -> None:
        """Return when the server took it; else raise what its answer means. Its own words may quote the address."""
        code, words = answer
        if 200 <= code < 300:
            return
        found = CODE.match(words)
        said = f"{code} {found['status'].decode()}" if found else str(code)
        if code == 421:
            self._drop()
        if 500 <= code < 600:
            raise Never(f"de mailserver weigert dit bericht ({said})")
        raise NotNow(f"de mailserver neemt dit bericht nu niet aan ({said})")

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _quoted(content: bytes) -> bytes:
    """Return the content as it goes over the line: dots doubled, ended by a line with one dot (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"(?m)^\.", b"..", content)
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"

"""Where letters are handed over, as one setting says it."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over. `tls`: from the start, after STARTTLS, or not at all."""

    host: str
    port: int
    user: str
    password: str
    tls: Literal["start", "starttls", "no"]


def read_mail_server(url: str) -> MailServer:
    """Read ``smtp(s)://user:password@host:port``. Raises ValueError with what is wrong, without the password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("needs the form smtp://user:password@host:587 or smtps://user:password@host:465") from None
    asked = dict(parse_qsl(parts.query))
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or set(asked) - {"starttls"}:
        raise ValueError("needs the form smtp://user:password@host:587 or smtps://user:password@host:465")
    if asked.get("starttls", "yes") not in ("yes", "no"):
        raise ValueError("starttls is yes or no")
    tls: Literal["start", "starttls", "no"] = "start" if parts.scheme == "smtps" else "starttls"
    if tls == "starttls" and asked.get("starttls") == "no":
        tls = "no"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or (465 if tls == "start" else 587), user, password, tls)

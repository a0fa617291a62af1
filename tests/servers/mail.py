"""A mail server on loopback that misbehaves when told to: refuses for now or for good, goes away, or says nothing.

It speaks SMTP (RFC 5321) as far as a sender of one letter at a time needs. What a letter should suffer is queued with
:meth:`FakeMail.next`, one misbehaviour per letter; `arrived` holds what it took, also when it then kept silent.
"""

import email
import email.policy
import socketserver
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage


@dataclass
class Arrived:
    """A letter whose content the server had, and whether it said so."""

    recipient: str
    message: EmailMessage
    confirmed: bool


class FakeMail:
    """Misbehaviours: "fine", "at_greeting" (hangs), "mail_451", "rcpt_451", "rcpt_550", "data_451", "content_452",
    "content_554", "drop_at_mail", "drop_at_data", "drop_after_content", "hang_after_content", "closing" (421),
    "slow_yes" (takes it when it is let go)."""

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.reached = threading.Event()  # a hang was reached
        self.let_go = threading.Event()  # ends a hang
        self.port = 0
        self._queue: deque[str] = deque()

    def next(self, *misbehaviours: str) -> None:
        """Queue what the coming letters suffer; 'fine' lets one through."""
        self._queue.extend(misbehaviours)

    def misbehaviour(self) -> str:
        return self._queue.popleft() if self._queue else "fine"

    def peek(self) -> str:
        return self._queue[0] if self._queue else "fine"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=no"

    @property
    def confirmed(self) -> list[Arrived]:
        return [one for one in self.arrived if one.confirmed]


class _Gone(Exception):
    """The server closes the connection without a word."""


class _Conversation(socketserver.StreamRequestHandler):
    mail: FakeMail

    def handle(self) -> None:
        try:
            if self.mail.peek() == "at_greeting":
                self.mail.misbehaviour()
                self._hang()
            self._say("220 loopback")
            self._converse()
        except (_Gone, ConnectionError):
            pass

    def _converse(self) -> None:
        suffers = recipient = ""
        while line := self.rfile.readline():
            verb = line.decode().strip().partition(" ")[0].upper()
            if verb in ("EHLO", "HELO"):
                self._say("250 loopback")
            elif verb == "MAIL":
                suffers = self.mail.misbehaviour()
                self._answer(suffers, "mail")
            elif verb == "RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
                self._answer(suffers, "rcpt")
            elif verb == "DATA":
                self._answer(suffers, "data", "354 go on")
                if suffers != "data_451":
                    self._content(suffers, recipient)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _content(self, suffers: str, recipient: str) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _Gone
            lines.append(line[1:] if line.startswith(b".") else line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        refused = suffers.startswith("content_")
        arrived = Arrived(recipient, message, confirmed=False)
        if not refused:
            self.mail.arrived.append(arrived)
        if suffers == "hang_after_content":
            self._hang()
        if suffers == "slow_yes":
            self._wait()
        self._answer(suffers, "after_content")
        self._answer(suffers, "content")
        arrived.confirmed = not refused

    def _answer(self, suffers: str, at: str, well: str = "250 ok") -> None:
        if suffers == f"drop_at_{at}" or suffers == f"drop_{at}":
            raise _Gone
        if suffers == "closing" and at == "mail":
            self._say("421 closing")
            raise _Gone
        if suffers.startswith(f"{at}_"):
            code = suffers.removeprefix(f"{at}_")
            self._say(f"{code} {code[0]}.7.1 <{at}@secret.example> not wanted")
        elif at != "after_content":
            self._say(well)

    def _hang(self) -> None:
        self._wait()
        raise _Gone

    def _wait(self) -> None:
        self.mail.reached.set()
        self.mail.let_go.wait(30)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_server() -> Iterator[FakeMail]:
    """Run the server on a free port of this machine."""
    mail = FakeMail()
    handler = type("Conversation", (_Conversation,), {"mail": mail})
    with _Server(("127.0.0.1", 0), handler) as server:
        mail.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield mail
        finally:
            mail.let_go.set()
            server.shutdown()

"""Photos of strangers, each cleaned by a confined process of its own (`photo_worker`), which is there at once.

Starting Python and its decoders takes longer than decoding. So a server process keeps one process that has them loaded
and does nothing but make a copy of itself for each photo: a photo that takes its decoder over finds nothing there of
the photo before, or of the one after.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

import PIL

from wens.voices import photo_worker

PROGRAM = Path(photo_worker.__file__)
# Pages of 2 MB where the system has them: a photo is decoded in memory that was never used, and getting that in pages
# of 4 KB took a third of the time. Elsewhere it means nothing.
ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
PIECE = 1 << 18
LARGEST_ANSWER = 20_000_000


class NotDecoded(Exception):
    """No photo came out; the message is a code of `wens.voices.photos.REASONS`."""


class Decoder:
    """Cleans photos one at a time, in processes that have nothing else; whatever those answer is not trusted."""

    def __init__(self, program: Path = PROGRAM, wait_s: float = photo_worker.WAIT_S) -> None:
        self.program, self.wait_s = program, wait_s
        self._at_once = threading.Lock()  # each photo may take a gigabyte of memory for a second
        self._running: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    def clean(self, data: bytes) -> tuple[bytes, int, int]:
        """Return the photo as a new JPEG, its width and height in pixels. Raises NotDecoded."""
        with self._at_once:
            try:
                answer = self._answer(data)
            except OSError:  # it took too long, or was stopped by one of its limits or by the decoder itself
                raise NotDecoded("too_slow") from None
        line, _newline, jpeg = answer.partition(b"\n")
        if not line:
            raise NotDecoded("too_slow")
        try:
            said = json.loads(line)
            if "refused" not in said:
                return jpeg, int(said["width"]), int(said["height"])
        except (ValueError, TypeError, KeyError):
            raise NotDecoded("not_a_photo") from None
        raise NotDecoded(str(said["refused"]))

    def close(self) -> None:
        """End the process; the next photo starts one."""
        if self._running:
            process, line = self._running
            line.close()
            process.wait()
        self._running = None

    def _answer(self, data: bytes) -> bytes:
        until = time.monotonic() + self.wait_s
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self._line(), [b"photo"], [theirs.fileno()])
            ours.settimeout(self.wait_s)
            ours.sendall(data)
            ours.shutdown(socket.SHUT_WR)
            answer = bytearray()
            while piece := ours.recv(PIECE):
                answer += piece
                if len(answer) > LARGEST_ANSWER:
                    raise OSError("more than a photo comes back")
                ours.settimeout(max(0.001, until - time.monotonic()))
        return bytes(answer)

    def _line(self) -> socket.socket:
        """The line to the process that makes the others; it is started when it is not there."""
        if self._running and self._running[0].poll() is None:
            return self._running[1]
        self.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-I", "-S", str(self.program), str(Path(PIL.__file__).parents[1])]
        with theirs:
            process = subprocess.Popen(  # noqa: S603  our own program, no shell
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                cwd="/",
            )
        self._running = process, ours
        return ours


@cache
def decoder() -> Decoder:
    """Return the decoder of this server process."""
    return Decoder()

"""The confined processes that decode photos from strangers: bytes in, one line of JSON and a JPEG out.

Run as a program of its own (`python -I -S photo_worker.py <folder of PIL>`), because decoders of pictures have had
holes. The program itself touches no photo: over its stdin it gets one end of a line for each, and makes a copy of
itself for it. The copy has no settings, no database, no open files but that line, may make no files, gets little memory
and time, and loses whatever it would gain by starting another program. It is killed when it takes too long. Nothing of
the original's bytes comes out: pixels are decoded, turned the right way up, made smaller and encoded anew, so place,
time, maker and thumbnails stay behind.
"""

import contextlib
import ctypes
import io
import json
import os
import re
import resource
import select
import signal
import socket
import sys
import time
from typing import NoReturn

if __name__ == "__main__":
    sys.path.append(sys.argv[1])  # started without the search for packages, which takes longer than decoding

# Everything that decoding needs is loaded here: later no file can be opened, also no module.
from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401

Image.preinit()

MEMORY_BYTES = 1_200 * 1024 * 1024
PROCESSOR_SECONDS = 10
MOST_PIXELS = 60_000_000
LEAST_SIDE = 16
LONGEST_SIDE = 1600
QUALITY = 82
WAIT_S = 30.0
LOOK_AGAIN_S = 0.2
FORMATS = ("JPEG", "PNG", "WEBP")
PR_SET_NO_NEW_PRIVS = 38
# What browsers and unpackers would take for something else than a picture, wherever it stands (CWE-434). Each is six
# bytes or longer: a shorter sign stands by chance in one of a hundred photos of 5 MB, refused for nothing then. Each
# begins with bytes that have no small letters: the search jumps to those, and takes a tenth of the time.
FOREIGN = (re.compile(rb"<(?i:script|!doctype|html[\s>]|\?php\s)"), re.compile(rb"%PDF-[12]"))
END_OF_ZIP = b"PK\x05\x06\x00\x00\x00\x00"
LARGEST_ZIP_COMMENT = 66_000


class RefusedError(Exception):
    """The bytes are not a photo that is taken; the message is a code of `wens.voices.photos.REASONS`."""


def main() -> None:
    """Make a confined copy for each line that comes in on stdin, until whoever started this is gone."""
    orders = socket.socket(fileno=0)
    until: dict[int, float] = {}
    while True:
        ready, _, _ = select.select([orders], [], [], LOOK_AGAIN_S if until else None)
        if ready:
            said, lines, _, _ = socket.recv_fds(orders, 16, 1)
            if not said:
                break
            process = os.fork()
            if not process:
                work(lines[0])
            os.close(lines[0])
            until[process] = time.monotonic() + WAIT_S
        until = {process: moment for process, moment in until.items() if _lives(process, moment)}
    for process in until:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _lives(process: int, until: float) -> bool:
    """Tell whether a copy still works; it is killed when its time is over, and taken away when it ended."""
    if time.monotonic() > until:
        os.kill(process, signal.SIGKILL)
    return os.waitpid(process, os.WNOHANG)[0] == 0


def work(line: int) -> NoReturn:
    """Read a photo, clean it, answer; a refusal is an answer too, its code stands in the first line."""
    os.dup2(line, 0)
    os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    confine()
    with socket.socket(fileno=0) as ours, ours.makefile("rb") as reading:
        try:
            jpeg, width, height = clean(reading.read())
        except RefusedError as refusal:
            answer, jpeg = {"refused": str(refusal)}, b""
        except MemoryError:
            answer, jpeg = {"refused": "too_many_pixels"}, b""
        else:
            answer = {"width": width, "height": height}  # type: ignore[dict-item]
        ours.sendall(json.dumps(answer).encode() + b"\n" + jpeg)
    os._exit(0)


def confine() -> None:
    """Give up what decoding does not need, also the right to go before the pages of others."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):  # only Linux has it
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def clean(data: bytes) -> tuple[bytes, int, int]:
    """Return the photo as a new JPEG without anything but pixels, and its width and height in pixels."""
    if END_OF_ZIP in data[-LARGEST_ZIP_COMMENT:] or _is_more(data):
        raise RefusedError("more_than_a_photo")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise RefusedError("too_many_pixels")
            if min(width, height) < LEAST_SIDE:
                raise RefusedError("too_small")
            longest = max(width, height)  # a JPEG is decoded at a smaller size at once
            picture.draft("RGB", (-(-width * LONGEST_SIDE // longest), -(-height * LONGEST_SIDE // longest)))
            picture.load()
            small = _smaller(picture)
    except (Image.DecompressionBombError, MemoryError):
        raise RefusedError("too_many_pixels") from None
    except RefusedError:
        raise
    except Exception:  # a decoder given nonsense raises anything
        raise RefusedError("not_a_photo") from None
    bare = Image.frombytes("RGB", small.size, small.tobytes())  # no comment, profile or exif comes along
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), *bare.size


def _is_more(data: bytes) -> bool:
    """Tell whether browsers may take it for something else."""
    return any(sign.search(data) for sign in FOREIGN)


def _smaller(picture: Image.Image) -> Image.Image:
    """Return the picture upright, on white where it was see-through, at most LONGEST_SIDE long."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX, reducing_gap=None)
    ImageOps.exif_transpose(picture, in_place=True)
    upright = picture
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        above = upright.convert("RGBA")
        page = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(page, above).convert("RGB")
    return upright if upright.mode == "RGB" else upright.convert("RGB")


if __name__ == "__main__":
    main()

"""The confined process that decodes a photo from a stranger: bytes in on stdin, one line of JSON and a JPEG out.

Run as a program of its own (`python -I -S photo_worker.py <folder of PIL>`), because decoders of pictures have had
holes: it has no settings, no database, no open files, may make no files, gets little memory and time, and loses
whatever it would gain by starting another program. It is killed when it takes too long. Nothing of the original's bytes
comes out: pixels are decoded, turned the right way up, made smaller and encoded anew, so place, time, maker and
thumbnails stay behind.
"""

import contextlib
import ctypes
import io
import json
import os
import re
import resource
import sys

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
FORMATS = ("JPEG", "PNG", "WEBP")
PR_SET_NO_NEW_PRIVS = 38
# What browsers and unpackers would take for something else than a picture, wherever it stands (CWE-434). Each is six
# bytes or longer: a shorter sign stands by chance in one of a hundred photos of 5 MB, refused for nothing then.
FOREIGN = re.compile(rb"(?i:<script|<!doctype|<html[\s>]|<\?php\s)|%PDF-[12]")
END_OF_ZIP = b"PK\x05\x06\x00\x00\x00\x00"
LARGEST_ZIP_COMMENT = 66_000


class RefusedError(Exception):
    """The bytes are not a photo that is taken; the message is a code of `wens.voices.photos.REASONS`."""


def main() -> None:
    """Read, clean, write; exit 0 also for a refusal, whose code stands in the first line."""
    confine()
    data = sys.stdin.buffer.read()
    try:
        jpeg, width, height = clean(data)
    except RefusedError as refusal:
        answer, jpeg = {"refused": str(refusal)}, b""
    except MemoryError:
        answer, jpeg = {"refused": "too_many_pixels"}, b""
    else:
        answer = {"width": width, "height": height}  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + jpeg)


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
    if END_OF_ZIP in data[-LARGEST_ZIP_COMMENT:] or FOREIGN.search(data):
        raise RefusedError("more_than_a_photo")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise RefusedError("too_many_pixels")
            if min(width, height) < LEAST_SIDE:
                raise RefusedError("too_small")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at a smaller size at once
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


def _smaller(picture: Image.Image) -> Image.Image:
    """Return the picture upright, on white where it was see-through, at most LONGEST_SIDE long."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX, reducing_gap=None)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        above = upright.convert("RGBA")
        page = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(page, above).convert("RGB")
    return upright.convert("RGB")


if __name__ == "__main__":
    main()

"""The photo of a wijk as a tagged PDF (PDF/A-2a for the archive, PDF/UA-1 for screen readers), by typst."""

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

LAYOUT = Path(__file__).parent / "layouts" / "photo.typ"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
NEEDED = "SourceSans3-Regular.ttf"
_typesetting = Lock()  # one at a time: typesetting takes all it can get, and the pages must go on


class FontsMissing(Exception):
    """The fonts of the PDF are not there; the message says how to get them."""


def photo_pdf(content: Mapping[str, Any], *, fonts: Path) -> bytes:
    """Typeset the photo of one area. ``content`` is what layouts/photo.typ reads; ``fonts`` holds the TTF files.

    Raises FontsMissing when the assets were not built, typst.TypstError when a picture has no alternative text.
    """
    if not (fonts / NEEDED).is_file():
        raise FontsMissing(f"{fonts / NEEDED} is missing: run 'make install' (scripts/build_assets.py)")
    with _typesetting:
        return bytes(
            typst.compile(
                str(LAYOUT),
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
                pdf_standards=[*STANDARDS],
            )
        )

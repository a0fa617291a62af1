"""Documents on paper as tagged PDF (PDF/A-2a for the archive, PDF/UA-1 for screen readers), by typst."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

LAYOUTS = Path(__file__).parent / "layouts"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
NEEDED = "SourceSans3-Regular.ttf"
Layout = Literal["report", "overview", "statement", "council"]
_typesetting = Lock()  # one at a time: typesetting takes all it can get, and the pages must go on


class FontsMissing(Exception):
    """The fonts of the PDF are not there; the message says how to get them."""


def typeset(layout: Layout, content: Mapping[str, Any], *, fonts: Path) -> bytes:
    """Typeset ``content`` (what layouts/<layout>.typ reads); ``fonts`` holds the TTF files. The same in, the same out.

    Raises FontsMissing when the assets were not built, typst.TypstError when a picture has no alternative text.
    """
    if not (fonts / NEEDED).is_file():
        raise FontsMissing(f"{fonts / NEEDED} is missing: run 'make install' (scripts/build_assets.py)")
    written = json.dumps(content, ensure_ascii=False)
    year, month, day = content["date"]
    with _typesetting:
        made = _compiler(layout, fonts).compile(
            format="pdf",
            sys_inputs={"content": written},
            pdf_standards=[*STANDARDS],
            timestamp=datetime(year, month, day, tzinfo=UTC),
        )
    return bytes(made)  # type: ignore[arg-type]  # one file, because PDF is not a page at a time


@cache
def _compiler(layout: Layout, fonts: Path) -> typst.Compiler:
    """Return the compiler of a layout: fonts read once, and what was typeset before is not done again."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return typst.Compiler(str(LAYOUTS / f"{layout}.typ"), font_paths=found)

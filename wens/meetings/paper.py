"""The minutes on paper: headings, paragraphs and lists of the text, typeset as a tagged PDF."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from wens.render.pdf import typeset

WORDS = {"nl": {"page": "Bladzijde", "of": "van"}, "en": {"page": "Page", "of": "of"}}
_ITEM = re.compile(r"^(?:-|\d+\.) ")


def as_pdf(text: str, *, author: str, day: dt.date, language: str, fonts: Path) -> bytes:
    """Return `text` (headings with ``#``, lists with ``-`` or ``1.``) as a PDF. Raises FontsMissing."""
    blocks = blocks_of(text)
    title = next((one["text"] for one in blocks if one["level"] == 1), author)
    content = {
        "title": title,
        "author": author,
        "about": title,
        "keywords": ["WENS"],
        "date": [day.year, day.month, day.day],
        "language": language,
        "header": title,
        "footer": author,
        "words": WORDS[language],
        "blocks": [one for one in blocks if one["level"] != 1],
    }
    return typeset("statement", content, fonts=fonts)


def blocks_of(text: str) -> list[dict[str, Any]]:
    """Return the text as blocks; lines that belong to an item or a paragraph are joined with it."""
    blocks: list[dict[str, Any]] = []
    fresh = True
    for line in text.splitlines():
        if not line.strip():
            fresh = True
        elif line.startswith("#"):
            marks = len(line) - len(line.lstrip("#"))
            blocks.append({"kind": "heading", "text": line[marks:].strip(), "level": marks, "items": []})
            fresh = True
        elif _ITEM.match(line):
            if not blocks or blocks[-1]["kind"] != "list":
                blocks.append({"kind": "list", "text": "", "level": 0, "items": []})
            blocks[-1]["items"].append(_ITEM.sub("", line))
            fresh = False
        elif not fresh and blocks and blocks[-1]["kind"] == "list":
            blocks[-1]["items"][-1] += f" {line.strip()}"
        elif not fresh and blocks and blocks[-1]["kind"] == "text":
            blocks[-1]["text"] += f" {line.strip()}"
        else:
            blocks.append({"kind": "text", "text": line.strip(), "level": 0, "items": []})
            fresh = False
    return blocks

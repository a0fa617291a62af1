"""The pieces that a document is made of; `wens/render/layouts/house.typ` typesets each kind."""

from collections.abc import Sequence
from typing import Any, Protocol

from wens.render.marks import mark
from wens.render.run_chart import HEIGHT
from wens.render.svg import element, standalone

Block = dict[str, Any]
Cell = str | dict[str, str]
CHART, ROOM = 470, 40  # the same of a chart, and what is added at the right
PICTURE = "460"  # width in points of a drawing that fills its place on the page, before it is scaled to its column


class Line(Protocol):
    """A line of a list with a verdict: what its mark says, the name of a figure ('' for none), and words."""

    @property
    def verdict(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...


def chapter(title: str, blocks: Sequence[Block], *, new_page: bool = False) -> dict[str, Any]:
    """Return a chapter: a heading that stands in the table of contents, with what is under it."""
    return {"title": title, "blocks": list(blocks), "new_page": new_page}


def heading(words: str, *, listed: bool = True, level: int = 2) -> Block:
    """Return a heading inside a chapter; ``listed``: in the table of contents too; ``level``: 2 or 3."""
    return {"kind": "heading", "text": words, "listed": listed, "level": level}


def text(words: str) -> Block:
    """Return a paragraph."""
    return {"kind": "text", "text": words}


def notice(words: str) -> Block:
    """Return a paragraph in a frame."""
    return {"kind": "notice", "text": words}


def bullets(lines: Sequence[str]) -> Block:
    """Return a list."""
    return {"kind": "list", "items": list(lines)}


def items(lines: Sequence[Line]) -> Block:
    """Return a list in which each line has the mark of its verdict."""
    return {"kind": "items", "items": [_item(line) for line in lines]}


def _item(line: Line) -> dict[str, str]:
    return {"mark": sign(line.verdict), "text": f"{line.name}: {line.text}" if line.name else line.text}


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: str = "",
    widths: Sequence[float] = (),
    numeric: Sequence[int] = (),
) -> Block:
    """Return a table. ``widths``: of the columns, against each other; ``numeric``: columns that stand to the right."""
    return {
        "kind": "table",
        "header": list(header),
        "rows": [list(row) for row in rows],
        "caption": caption,
        "widths": list(widths) or [1] * len(header),
        "numeric": list(numeric),
    }


def marked(verdict: str, words: str) -> Cell:
    """Return a cell with the mark of a verdict before its words."""
    return {"mark": sign(verdict), "text": words}


def drawn(svg: str) -> Cell:
    """Return a cell with a drawing of what the other cells of its row say."""
    return {"picture": standalone(svg)}


def picture(svg: str, alt: str, *, share: float = 1.0, words: str = "") -> Block:
    """Return a drawing with its alternative text. ``share``: of the width of the page; ``words``: under it."""
    return {"kind": "picture", "svg": standalone(svg), "alt": alt, "share": share, "words": words}


def sign(verdict: str) -> str:
    """Return the mark of a verdict as a file of its own."""
    return standalone(mark(verdict))


def sized(drawing: str) -> str:
    """Return a drawing that fills its place on a page as a file with a width of its own; nothing stays nothing."""
    return standalone(drawing.replace("100%", PICTURE, 1)) if drawing else ""


def charted(drawing: str) -> str:
    """Return a chart as a file, with room for a long name at the right of its lines; nothing stays nothing."""
    if not drawing:
        return ""
    inner = drawing.replace("100%", str(CHART), 1).replace("<svg", '<svg overflow="visible"', 1)
    return standalone(element("svg", {"width": CHART + ROOM, "height": HEIGHT, "font_family": "Source Sans 3"}, inner))

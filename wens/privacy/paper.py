"""A document of headings, paragraphs, lists and tables, as Markdown and as PDF: register, DPIA, answer to a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from wens.render.pdf import typeset


@dataclass(frozen=True)
class Block:
    """A part of a document: `text` for a heading (of `level`) or paragraph, `rows` for a list or a table.

    The first row of a table is its header.
    """

    kind: Literal["heading", "text", "list", "table", "notice"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 2


@dataclass(frozen=True)
class Paper:
    """A document. `author` signs it, `day` is its date."""

    title: str
    author: str
    day: date
    blocks: tuple[Block, ...]


def heading(text: str, level: int = 2) -> Block:
    """Return a heading."""
    return Block("heading", text, level=level)


def text(words: str) -> Block:
    """Return a paragraph."""
    return Block("text", words)


def notice(words: str) -> Block:
    """Return a paragraph in a frame."""
    return Block("notice", words)


def items(lines: Sequence[str]) -> Block:
    """Return a list."""
    return Block("list", rows=tuple((line,) for line in lines))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """Return a table with its header."""
    return Block("table", rows=(tuple(header), *(tuple(row) for row in rows)))


def as_markdown(paper: Paper) -> str:
    """Return the document as Markdown."""
    parts = [f"# {paper.title}", f"{paper.author}, {paper.day:%d-%m-%Y}"]
    parts += [_markdown(block) for block in paper.blocks if block.text or block.rows]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {block.text}"
    if block.kind == "list":
        return "\n".join(f"- {_line(row[0])}" for row in block.rows)
    if block.kind == "table":
        head, *rows = block.rows
        lines = [head, tuple("---" for _ in head), *rows]
        return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)
    return f"> **{_line(block.text)}**" if block.kind == "notice" else block.text


def _line(words: str) -> str:
    return " ".join(words.split())


def _cell(words: str) -> str:
    return _line(words).replace("|", "\\|")


def as_pdf(paper: Paper, *, fonts: Path) -> bytes:
    """Return the document as a tagged PDF. Raises wens.render.pdf.FontsMissing."""
    return typeset("statement", _content(paper), fonts=fonts)


def _content(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "author": paper.author,
        "about": paper.title,
        "keywords": ["privacy"],
        "date": [paper.day.year, paper.day.month, paper.day.day],
        "language": "nl",
        "header": paper.title,
        "footer": f"{paper.author}, {paper.day:%d-%m-%Y}",
        "words": {"page": "pagina", "of": "van"},
        "blocks": [_block(block) for block in paper.blocks if block.text or block.rows],
    }


def _block(block: Block) -> dict[str, Any]:
    if block.kind == "heading":
        return {"kind": "heading", "text": block.text, "level": block.level}
    if block.kind == "list":
        return {"kind": "list", "items": [row[0] for row in block.rows]}
    if block.kind == "table":
        head, *rows = block.rows
        shape = {"widths": [1] * len(head), "numeric": [], "caption": ""}
        return {"kind": "table", "header": list(head), "rows": [list(row) for row in rows], **shape}
    return {"kind": block.kind, "text": block.text}

"""Read a page as an attacker does: its words, its links, its forms and its tables, without knowing how it was made."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SKIPPED = {"script", "style", "svg"}


@dataclass
class Page:
    """What stands on a page. tables: rows of cells (text, exact number behind it or ""), caption first."""

    words: str = ""
    links: list[str] = field(default_factory=list)
    tables: list[list[list[tuple[str, str]]]] = field(default_factory=list)
    forms: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page, self._words, self._skip, self._cell = Page(), [], 0, None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attributes}
        self._skip += tag in _SKIPPED
        for name in ("href", "src", "data-src"):
            if name in found:
                self.page.links.append(found[name])
        if tag == "table":
            self.page.tables.append([])
        elif tag == "tr" and self.page.tables:
            self.page.tables[-1].append([])
        elif tag == "form" and found.get("method", "get").lower() == "get":
            self.page.forms.append((found.get("action", ""), {}))
        elif tag == "select" and self.page.forms:
            self._field = self.page.forms[-1][1].setdefault(found.get("name", ""), [])
        elif tag == "option" and self.page.forms:
            self._field.append(found.get("value", ""))
        if tag in ("td", "th", "caption"):
            self._cell, self._exact = [], found.get("data-value", "")

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in _SKIPPED
        if tag in ("td", "th", "caption") and self._cell is not None and self.page.tables:
            cell = (" ".join("".join(self._cell).split()), self._exact)
            table = self.page.tables[-1]
            if tag == "caption" or not table:
                table.append([])
            table[-1].append(cell)
            self._cell = None

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._words.append(data)
            if self._cell is not None:
                self._cell.append(data)


def read(text: str) -> Page:
    """Return what stands on a page."""
    reader = _Reader()
    reader.feed(text)
    reader.page.words = " ".join(" ".join(reader._words).split())
    return reader.page

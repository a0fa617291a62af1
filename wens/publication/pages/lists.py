"""The three short lists at the top, as the photo has them, with the address of each figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wens.publication.pages.area import Theme


@dataclass(frozen=True)
class Item:
    """One line: a mark, the name of a figure with its address, and words."""

    verdict: str
    text: str
    name: str = ""
    url: str = ""


def items(photo: Mapping[str, Any], which: str, themes: "Sequence[Theme]", language: str) -> list[Item]:
    """Return the list `which` (known, unknown) of the summary of a photo."""
    urls = {figure.key: f"{theme.url}#{figure.key}" for theme in themes for figure in theme.figures}
    return [
        Item(
            line["verdict"],
            line["text"][language],
            line["name"][language] if line["name"] else "",
            urls.get(line["indicator"], ""),
        )
        for line in photo["summary"][which]
    ]

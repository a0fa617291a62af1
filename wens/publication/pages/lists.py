"""What stands at the top of a photo, with the address of each figure: the short lists, possible knelpunten, chance."""

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


@dataclass(frozen=True)
class Pointers:
    """What the figures of an area point to.

    ``knelpunten``: possible ones with their evidence, else ``none`` says that there are none. ``chance``: what it
    means when most figures say chance, and what to do; empty when they do not. ``balance``: a sentence per side.
    """

    knelpunten: list[Item]
    none: str
    chance: list[str]
    balance: dict[str, str]


def items(photo: Mapping[str, Any], which: str, themes: "Sequence[Theme]", language: str) -> list[Item]:
    """Return the list `which` (known, unknown) of the summary of a photo."""
    urls = _urls(themes)
    return [
        Item(
            line["verdict"],
            line["text"][language],
            line["name"][language] if line["name"] else "",
            urls.get(line["indicator"], ""),
        )
        for line in photo["summary"][which]
    ]


def pointers_of(photo: Mapping[str, Any], themes: "Sequence[Theme]", language: str) -> Pointers:
    """Return what the figures of a photo point to."""
    urls, said = _urls(themes), photo["knelpunten"]
    return Pointers(
        knelpunten=[
            Item("higher", _text(one["sentences"][language]), one["name"][language], urls.get(one["indicator"], ""))
            for one in said["found"]
        ],
        none=_text(said["none"][language]),
        chance=[one["text"] for one in photo["chance"][language]],
        balance={side: profile["text"][language] for side, profile in photo["balance"].items()},
    )


def _urls(themes: "Sequence[Theme]") -> dict[str, str]:
    return {figure.key: f"{theme.url}#{figure.key}" for theme in themes for figure in theme.figures}


def _text(sentences: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(one["text"] for one in sentences)

"""Small helpers to write SVG: escaped, without style attributes, so that it stands under a strict content policy.

Colours are presentation attributes: they work in the PDF, and a style sheet may override them on a page.
"""

from collections.abc import Mapping
from html import escape

INK = "#1d1a24"
GREY = "#6b6675"
LIGHT = "#c9c5d0"
PAPER = "#ffffff"
ORANGE = "#c8550a"  # higher; 4.5:1 on white, lighter than the blue in black and white
BLUE = "#1c4f8f"  # lower
BAND = "#e6e2ec"


def element(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """Write one element; attribute names use _ for -, values are escaped, None leaves the attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def text(content: str, attributes: Mapping[str, object]) -> str:
    """Write a text element with escaped content."""
    return element("text", attributes, escape(content))


def number(value: object) -> str:
    """Write a number short (at most two decimals, no trailing zeros); anything else as it is."""
    if isinstance(value, float):
        short = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if short == "-0" else short
    return str(value)


def percent(share: float) -> str:
    """Write a share of 1 as a percentage: 0.5 is '50%'."""
    return f"{number(share * 100)}%"


def standalone(drawing: str) -> str:
    """Return a drawing that was made for a page as a file of its own (with the namespace that HTML gives by itself)."""
    return drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)

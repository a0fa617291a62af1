"""The three short lists at the top: what we know, what we do not know. Selected from the figures, never computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.publication.figure_view import FigureView, Reference

LONGEST = 5


@dataclass(frozen=True)
class Item:
    """One line: a mark, the name of a figure with its address, and words."""

    verdict: str
    text: str
    name: str = ""
    url: str = ""


def known(figures: Sequence[tuple[FigureView, str]], reference: Reference) -> list[Item]:
    """Return what stands out from chance first, then how much does not. ``figures``: views with their address."""
    different = [
        Item(view.verdict, _difference(view, reference), view.name, url)
        for view, url in figures
        if view.verdict in {"higher", "lower"} and view.known
    ]
    equal = sum(view.verdict == "chance" for view, _url in figures)
    items = different[:LONGEST]
    if len(different) > LONGEST:
        items.append(Item("", _("Hieronder staan er nog %(n)s.") % {"n": len(different) - LONGEST}))
    if equal:
        words = ngettext(
            "Bij %(n)s onderwerp is het verschil met %(place)s niet te onderscheiden van toeval.",
            "Bij %(n)s onderwerpen is het verschil met %(place)s niet te onderscheiden van toeval.",
            equal,
        )
        items.append(Item("chance", words % {"n": equal, "place": reference.words}))
    shown = sum(view.known and not view.verdict for view, _url in figures)
    if shown:
        words = ngettext(
            "Bij %(n)s onderwerp laten wij het cijfer zien zonder oordeel.",
            "Bij %(n)s onderwerpen laten wij het cijfer zien zonder oordeel.",
            shown,
        )
        items.append(Item("", words % {"n": shown}))
    return items or [Item("too_few", _("Er zijn hier nog geen cijfers waar wij iets over kunnen zeggen."))]


def unknown(figures: Sequence[tuple[FigureView, str]]) -> list[Item]:
    """Return what has no number or too little data, each with its address, and what figures never show."""
    absent = [Item("too_few", _("nog niet geleverd"), view.name, url) for view, url in figures if view.ask]
    hidden = [
        Item("too_few", _("wel geleverd, maar niet te tonen"), view.name, url)
        for view, url in figures
        if not view.known and not view.ask
    ]
    items = [*absent[:LONGEST], *hidden[: max(LONGEST - len(absent), 1)]]
    left = len(absent) + len(hidden) - len(items)
    if left:
        items.append(Item("too_few", _("Van nog %(n)s onderwerpen is er geen getal.") % {"n": left}))
    few = sum(view.verdict == "too_few" and view.known for view, _url in figures)
    if few:
        words = ngettext(
            "Bij %(n)s onderwerp zijn er te weinig gevallen om iets te zeggen.",
            "Bij %(n)s onderwerpen zijn er te weinig gevallen om iets te zeggen.",
            few,
        )
        items.append(Item("too_few", words % {"n": few}))
    items.append(Item("too_few", _("Wat bewoners en professionals zien, staat hier nog niet.")))
    return items


def _difference(view: FigureView, reference: Reference) -> str:
    words = _("vaker dan in %(place)s.") if view.verdict == "higher" else _("minder vaak dan in %(place)s.")
    return words % {"place": reference.words}

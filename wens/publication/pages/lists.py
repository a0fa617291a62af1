"""The three short lists at the top: what we know, what we do not know. Selected from the figures, never computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.publication.figure_view import FigureView, Reference

LONGEST = 4


@dataclass(frozen=True)
class Item:
    """One line: a mark, the name of a figure with its address, and words."""

    verdict: str
    text: str
    name: str = ""
    url: str = ""


def known(figures: Sequence[tuple[FigureView, str]], reference: Reference) -> list[Item]:
    """Return what stands out from chance first, then what is shown without a verdict, then how much does not stand out.

    ``figures``: views with their address, in the order of the page; never sorted by height.
    """
    different = [
        Item(view.verdict, _difference(view, reference), view.name, url)
        for view, url in figures
        if view.verdict in {"higher", "lower"} and view.known
    ]
    shown = [
        Item("", _plain(view, reference), view.name, url) for view, url in figures if view.known and not view.verdict
    ]
    items = different[:LONGEST]
    room = LONGEST - len(items)
    items += shown[:room]
    equal = sum(view.verdict == "chance" for view, _url in figures)
    if equal:
        words = ngettext(
            "Bij %(n)s onderwerp is het verschil met %(place)s niet te onderscheiden van toeval.",
            "Bij %(n)s onderwerpen is het verschil met %(place)s niet te onderscheiden van toeval.",
            equal,
        )
        items.append(Item("chance", words % {"n": equal, "place": reference.words}))
    more = len(different[LONGEST:]) + len(shown[room:])
    if more:
        words = ngettext("Hieronder staat nog %(n)s cijfer.", "Hieronder staan nog %(n)s cijfers.", more)
        items.append(Item("", words % {"n": more}))
    return items or [Item("too_few", _("Er zijn hier nog geen cijfers waar wij iets over kunnen zeggen."))]


def unknown(figures: Sequence[tuple[FigureView, str]]) -> list[Item]:
    """Return what has no number or too little data: first what the gemeente as a whole does have."""
    lacking = sorted((pair for pair in figures if not pair[0].known), key=lambda pair: not pair[0].elsewhere)
    items = [Item("too_few", _lack(view), view.name, url) for view, url in lacking[:LONGEST]]
    if len(lacking) > LONGEST:
        words = _("Van nog %(n)s onderwerpen is er geen getal. Bij elk onderwerp staat waarom.")
        items.append(Item("too_few", words % {"n": len(lacking) - LONGEST}))
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


def _plain(view: FigureView, reference: Reference) -> str:
    parts = {"value": view.value, "unit": view.unit, "period": view.period}
    if not view.compared:
        return _("%(value)s %(unit)s (%(period)s).") % parts
    return _("%(value)s %(unit)s, in %(place)s %(compared)s (%(period)s).") % {
        **parts,
        "place": reference.words,
        "compared": view.compared,
    }


def _lack(view: FigureView) -> str:
    lack = _("nog niet geleverd.") if view.ask else _("niet te tonen voor dit gebied.")
    return f"{lack} {view.elsewhere}".strip()

"""What every document on paper says of itself: method, sources, edition, digest, address."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.publication.data import Edition
from wens.publication.method import explanation
from wens.publication.pages.area import AreaPage, edition_words, language
from wens.publication.pages.paper.sender import Sender
from wens.publication.pages.sources import sources_view
from wens.publication.places import Places
from wens.publication.words import whole
from wens.render.blocks import Block, Cell, heading, table, text

if TYPE_CHECKING:
    from wens.publication.pages.photos import Then


def about_document(title: str, edition: Edition | None, sender: Sender) -> dict[str, Any]:
    """Return what a document carries in its properties, header and footer."""
    day = timezone.localtime(edition.built_at).date() if edition else timezone.localdate()
    return {
        "language": language(),
        "title": _("Veiligheid in %(name)s") % {"name": title},
        "about": " ".join(what_it_is(title)),
        "author": sender.author,
        "keywords": [_("wijkveiligheid"), title],
        "date": [day.year, day.month, day.day],
        "header": _("Veiligheid in %(name)s") % {"name": title},
        "footer": edition_words(edition),
        "words": {"page": _("Pagina"), "of": _("van"), "contents": _("Inhoud")},
    }


def what_it_is(name: str) -> list[str]:
    """Say in two sentences what the reader has in hand."""
    return [
        _(
            "Dit zijn de cijfers over de veiligheid in %(name)s, onderwerp voor onderwerp. Bij elk cijfer staat waar "
            "het vandaan komt en hoe zeker het is. Er is geen rapportcijfer en geen ranglijst."
        )
        % {"name": name}
    ]


def span(page: AreaPage) -> str:
    """Return the first and last year of the figures that have a number: '2021–2025'."""
    rows = [one.row.period for theme in page.themes for one in theme.known if one.row]
    years = sorted({year for period in rows for year in period.split("-") if len(year) == 4})
    return "" if not years else years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def method() -> list[Block]:
    """Return how we count."""
    return [block for part in explanation() for block in (heading(part.title, listed=False), text(part.text))]


def sources(places: Places) -> list[Block]:
    """Return the sources with what they delivered last, attribution and licence."""
    header = [_("Bron"), _("Naamsvermelding"), _("Nieuwste cijfers"), _("Licentie")]
    rows: list[list[Cell]] = [
        [one.name, one.attribution, one.vintage or _("nog niet geleverd"), {"text": one.licence, "language": "en"}]
        for one in sources_view(places.whole())
    ]
    return [table(header, rows, widths=(1.4, 1.6, 0.9, 1.6))]


def sources_then(photo: Mapping[str, Any]) -> list[Block]:
    """Return the sources of a kept photo, with the newest figures that the photo has of each."""
    newest: dict[str, str] = {}
    for one in photo["indicators"]:
        if one["known"]:
            newest[one["source"]] = max(one["period"][-4:], newest.get(one["source"], ""))
    header = [_("Bron"), _("Naamsvermelding"), _("Nieuwste cijfers"), _("Licentie")]
    rows: list[list[Cell]] = [
        [
            source["name"][language()],
            source["attribution"][language()],
            newest.get(key) or _("nog niet geleverd"),
            {"text": source["licence"], "language": "en"},
        ]
        for key, source in sorted(photo["sources"].items(), key=lambda pair: pair[1]["name"][language()])
    ]
    return [table(header, rows, widths=(1.4, 1.6, 0.9, 1.6))]


def kept_words(then: "Then | None") -> str:
    """Say of a kept photo that nothing in it changed since; nothing of the figures of today."""
    if then is None:
        return ""
    said = _("Dit is foto %(number)s, bewaard op %(day)s.") % {"number": then.number, "day": then.day}
    since = _("Alles in dit document is van toen. Er is sindsdien niets aan veranderd.")
    return f"{said} {since}"


def colophon(edition: Edition | None, sender: Sender, path: str, then: "Then | None" = None) -> list[Block]:
    """Return who made this, from which edition, and where the same figures stand on the site.

    ``then``: what a kept photo says of itself.
    """
    lines: list[list[Cell]] = [[_("Van"), sender.author]]
    if edition:
        lines += [
            [_("Uitgave"), edition_words(edition)],
            [_("Controlegetal"), edition.digest],
        ]
    if then:
        lines.append([_("Controlegetal van de foto"), then.digest])
    if sender.site:
        lines.append([_("Op internet"), {"address": sender.site + path}])
    said = _(
        "De cijfers zijn dezelfde als op de pagina van die dag. Met de uitgave en het controlegetal kan iedereen "
        "nagaan dat er niets aan is veranderd. De vergelijking is steeds met %(whole)s."
    ) % {"whole": whole(sender.name)}
    return [table([_("Wat"), _("Gegeven")], lines, widths=(1, 4)), text(said)]

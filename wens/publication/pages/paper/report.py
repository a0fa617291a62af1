"""The report of one place: cover, summary, map, themes, wijken side by side, method, sources, colophon."""

from typing import Any

from django.utils.translation import gettext as _

from wens.publication import maps, words
from wens.publication.pages.area import AreaPage
from wens.publication.pages.lists import Item
from wens.publication.pages.paper import colophon, figures
from wens.publication.pages.paper.blocks import Block, chapter, heading, items, notice
from wens.publication.pages.paper.maps import named_map
from wens.publication.pages.paper.sender import Sender
from wens.publication.places import Places
from wens.render.svg import standalone

COVER_MAP = 270.0  # points


def report(page: AreaPage, places: Places, sender: Sender, beside: list[Block]) -> dict[str, Any]:
    """Return the content of the report of a place. ``beside``: its parts side by side, [] for none."""
    chapters = [
        chapter(_("Samenvatting"), _summary(page)),
        chapter(_("Kaart"), named_map(page.name, places.parts(page.place), places)),
        chapter(_("Cijfers per onderwerp"), figures.themes(page)),
        *([chapter(beside_title(page), beside, new_page=True)] if beside else []),
        chapter(_("Wat bewoners en professionals zeggen"), _voices(page)),
        chapter(_("Wat weten we niet"), figures.gaps(page)),
        chapter(_("Zo rekenen wij"), colophon.method()),
        chapter(_("Bronnen en licenties"), colophon.sources(places)),
        chapter(_("Alle cijfers per periode"), figures.every_year(page), new_page=True),
        chapter(_("Colofon"), colophon.colophon(page.edition, sender, page.urls["here"])),
    ]
    return {**colophon.about_document(page.name, page.edition, sender), "cover": _cover(page, places, sender),
            "chapters": [one for one in chapters if one["blocks"]]}  # fmt: skip


def beside_title(page: AreaPage) -> str:
    """Return the title of the chapter that shows the parts of a place side by side."""
    return _("%(title)s, naast elkaar") % {"title": page.parts_title}


def _cover(page: AreaPage, places: Places, sender: Sender) -> dict[str, Any]:
    drawing = maps.locator(page.place, places, width=COVER_MAP)
    return {
        "logo": sender.logo,
        "kicker": page.kicker,
        "lead": page.lead,
        "facts": [*([_("Cijfers over"), period] for period in [colophon.span(page)] if period),
                  [_("Uitgave"), page.edition_words], *map(list, page.facts)],
        "map": standalone(drawing) if drawing else "",
        "map_alt": page.locator_words,
        "about_title": _("Waarover gaat dit?"),
        "about": colophon.what_it_is(page.name),
        "notice": " ".join(part for part in (sender.notice, page.border_words) if part),
    }  # fmt: skip


def _summary(page: AreaPage) -> list[Block]:
    agreed = [Item("", words.nothing_agreed(page.name))]
    return [
        heading(_("Dit weten we"), listed=False), items(page.known),
        heading(_("Dit weten we niet"), listed=False), items(page.unknown),
        heading(_("Dit doen we eraan"), listed=False), items(agreed),
    ]  # fmt: skip


def _voices(page: AreaPage) -> list[Block]:
    said = _(
        "Hier komt wat bewoners, ondernemers en professionals over %(name)s vertellen, naast de cijfers en niet erin "
        "verrekend. Er is nog niets vastgelegd. Dat betekent niet dat er niets speelt: cijfers alleen zijn niet het "
        "hele verhaal."
    )
    return [notice(said % {"name": page.name})]

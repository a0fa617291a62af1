"""The photo of a place as a PDF: the page of that place, in the form that the layout reads."""

from typing import Any

from django.utils.translation import gettext as _

from wens.publication import maps, words
from wens.publication.figure_view import FigureView
from wens.publication.method import explanation
from wens.publication.pages.area import AreaPage, Theme, language
from wens.publication.pages.lists import Item
from wens.publication.places import Places
from wens.publication.sources import used_sources
from wens.render.marks import mark
from wens.render.strip import axis
from wens.render.svg import standalone

PICTURE, MAP = "380", 230.0  # width in points of the drawings before they are scaled to their column


def paper(page: AreaPage, places: Places, gemeente_name: str, notices: list[str]) -> dict[str, Any]:
    """Return the content of the PDF of a place. ``notices``: what every page must say (fictional, one operator)."""
    locator = maps.locator(page.place, places, width=MAP)
    return {
        "language": language(),
        "title": page.name,
        "author": _("Gemeente %(name)s") % {"name": gemeente_name},
        "keywords": [_("wijkveiligheid"), page.name],
        "kicker": page.kicker,
        "lead": page.lead,
        "facts": [list(fact) for fact in page.facts],
        "notice": " ".join([*notices, page.border_words]).strip(),
        "map": standalone(locator) if locator else "",
        "map_alt": page.locator_words,
        "scale": standalone(axis(words.scale_labels(""), width=PICTURE)),
        "lists": [
            {"title": _("Dit weten we"), "items": [_item(item) for item in page.known]},
            {"title": _("Dit weten we niet"), "items": [_item(item) for item in page.unknown]},
            {"title": _("Dit doen we eraan"), "items": [{"mark": "", "text": words.nothing_agreed(page.name)}]},
        ],
        "themes": [_theme(theme, page.name) for theme in page.themes],
        "method": [{"title": part.title, "text": part.text} for part in explanation()],
        "source_header": [_("Bron"), _("Naamsvermelding"), _("Licentie")],
        "sources": [
            [source.name[language()], source.attribution[language()], source.licence] for source in used_sources()
        ],
        "words": {
            "page": _("Pagina"),
            "of": _("van"),
            "method": _("Zo rekenen wij"),
            "sources": _("Bronnen en licenties"),
        },
        "footer": f"{gemeente_name} · {page.name} · {page.edition_words}",
    }


def _item(item: Item) -> dict[str, str]:
    text = f"{item.name}: {item.text}" if item.name else item.text
    return {"mark": standalone(mark(item.verdict)), "text": text}


def _theme(theme: Theme, name: str) -> dict[str, Any]:
    return {
        "name": theme.name,
        "description": theme.description,
        "figures": [_figure(one) for one in theme.known],
        "gap_title": _("Hier is nog geen getal van voor %(name)s") % {"name": name},
        "gaps": [{"reason": reason, "items": [_gap(one) for one in figures]} for reason, figures in theme.reasons],
    }


def _gap(figure: FigureView) -> str:
    more = " ".join(part for part in (figure.text, figure.elsewhere) if part)
    return f"{figure.name}. {more}" if more else figure.name


def _figure(figure: FigureView) -> dict[str, str]:
    return {
        "name": figure.name,
        "mark": standalone(mark(figure.verdict)),
        "verdict": figure.verdict_words,
        "text": figure.text,
        "picture": standalone(figure.picture.replace("100%", PICTURE, 1)) if figure.picture else "",
        "alt": figure.description,
        "value": f"{figure.value} {figure.unit}",
        "sure": _("Bron: %(source)s, %(period)s. Hoe zeker: %(sure)s.")
        % {"source": figure.source, "period": figure.period, "sure": "; ".join(figure.sure)},
    }

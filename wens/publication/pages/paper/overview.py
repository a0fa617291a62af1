"""The gemeente on two pages, without ranking: small maps, the gemeente beside the country, stadsdelen in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.publication import words
from wens.publication.figure_view import Reference
from wens.publication.method import explanation
from wens.publication.pages.area import AreaPage, edition_words, language
from wens.publication.pages.paper import colophon
from wens.publication.pages.paper.figures import key
from wens.publication.pages.paper.maps import named_map, small_map
from wens.publication.pages.paper.sender import Sender
from wens.publication.pages.paper.side import Side, reference_of_parts, sides
from wens.publication.pages.sources import sources_view
from wens.publication.places import Place, Places
from wens.render.blocks import sign, table
from wens.render.svg import standalone

MAPS, FEW = 6, 3  # with few maps there is room for one with names
NAMES = 6  # as many names stand under a map; of more it says how many
BRIEF = ("marge", "vergelijken", "geen-getal")


def overview(page: AreaPage, places: Places, sender: Sender) -> dict[str, Any]:
    """Return the content of the two pages. ``page``: that of the gemeente, with an edition."""
    reference = reference_of_parts(page)
    wijken, stadsdelen = places.of_level(places.spoken), places.of_level("stadsdeel")
    maps = _maps(sides(wijken, reference), page, places, wijken)
    title = _("Veiligheid in %(name)s op twee bladzijden") % {"name": page.name}
    parts = [part for part in explanation() if part.key in BRIEF]
    return {
        **colophon.about_document(page.name, page.edition, sender),
        "title": title,
        "lead": " ".join(colophon.what_it_is(page.name)),
        "logo": sender.logo,
        "notice": sender.notice,
        "maps_title": _("Waar wijken verschillen van %(reference)s") % {"reference": reference.words},
        "key": key(reference.words)["marks"],
        "maps": maps,
        "names": named_map(page.name, wijken, places, share=0.75) if len(maps) <= FEW else [],
        "no_maps": _("Van geen enkel onderwerp is er per wijk een oordeel: de cijfers zijn er niet, of te onzeker."),
        "country_title": _("%(name)s en Nederland") % {"name": page.name},
        "country": _country(page),
        "more": _("De andere cijfers staan in het uitgebreide verslag en op de website."),
        "stadsdelen_title": _("De stadsdelen, in woorden"),
        "stadsdelen": _stadsdelen(sides(stadsdelen, reference), stadsdelen, reference),
        "method_title": _("Zo rekenen wij"),
        "method": [f"{part.title} {part.text}" for part in parts],
        "sources_title": _("Bronnen"),
        "sources": _sources(places),
        "colophon": _colophon(page, sender),
        "address": f"{sender.site}{page.urls['here']}" if sender.site else "",
    }


def _maps(
    found: Mapping[str, Sequence[Side]], page: AreaPage, places: Places, wijken: Sequence[Place]
) -> list[dict[str, Any]]:
    """Return at most MAPS maps: from each theme in turn, first what differs from chance, then what most wijken have."""
    themes = [theme.key for theme in page.themes if any(map(_speaks, found.get(theme.key, [])))]
    queues = [sorted(filter(_speaks, found[theme]), key=_rank) for theme in themes]
    turns = [side for turn in range(MAPS) for queue in queues for side in queue[turn : turn + 1]]
    chosen = turns[:MAPS]
    return [_map(side, places, wijken) for side in sorted(chosen, key=lambda side: themes.index(side.indicator.theme))]


def _speaks(side: Side) -> bool:
    """Whether a map of this figure says anything: somewhere there were enough data to judge."""
    return any(side.named(verdict) for verdict in ("higher", "lower", "chance"))


def _rank(side: Side) -> tuple[bool, int, str]:
    return (not (side.named("higher") or side.named("lower")), -len(side.shown), _name(side))


def _name(side: Side) -> str:
    return side.indicator.name[language()]


def _map(side: Side, places: Places, wijken: Sequence[Place]) -> dict[str, Any]:
    drawing = small_map(places, wijken, side.verdicts, borders=list(places.outlines("stadsdeel").values()))
    return {
        "name": _name(side),
        "unit": f"{side.indicator.unit[language()]}, {', '.join(sorted({line.words.period for line in side.shown}))}",
        "map": standalone(drawing) if drawing else "",
        "alt": _("Kaart van %(name)s per wijk. De tekst eronder zegt hetzelfde in woorden.") % {"name": _name(side)},
        "words": [{"mark": sign(verdict), "text": said} for verdict, said in _said(side, wijken)],
    }


def _said(side: Side, wijken: Sequence[Place]) -> list[tuple[str, str]]:
    """Say per class which wijken are in it, in order of name; of the classes without a finding how many."""
    lines = [(one, _names(side.named(one))) for one in ("higher", "lower") if side.named(one)]
    chance, few = len(side.named("chance")), len(side.named("too_few"))
    none = len(wijken) - len(side.shown)
    if chance:
        lines.append(("chance", _wijken(chance)))
    if few + none:
        lines.append(("too_few", _wijken(few + none)))
    return lines


def _names(names: Sequence[str]) -> str:
    if len(names) <= NAMES:
        return ", ".join(names)
    return _("%(names)s en nog %(n)s") % {"names": ", ".join(names[:NAMES]), "n": len(names) - NAMES}


def _wijken(n: int) -> str:
    return ngettext("%(n)s wijk", "%(n)s wijken", n) % {"n": n}


def _country(page: AreaPage) -> dict[str, Any]:
    """Return the figures that the country has too, then the others, in order of theme."""
    figures = [figure for theme in page.themes for figure in theme.known]
    rows = [
        [one.name, f"{one.value} {one.unit}", one.interval, one.compared or "–", one.period]
        for one in sorted(figures, key=lambda one: not one.compared)
    ]
    header = [_("Onderwerp"), page.name, _("Marge"), _("Nederland"), _("Periode")]
    return table(header, rows, widths=(3.2, 2.6, 1, 0.9, 0.8), numeric=(2, 3))


def _stadsdelen(
    found: Mapping[str, Sequence[Side]], stadsdelen: Sequence[Place], reference: Reference
) -> dict[str, Any]:
    """Return per stadsdeel, in order of name, what stands out from chance, in words."""
    every = [side for theme in found.values() for side in theme]
    header = [_("Stadsdeel"), words.verdict_words("higher", reference.words),
              words.verdict_words("lower", reference.words), _("Andere onderwerpen")]  # fmt: skip
    rows = []
    for place in stadsdelen:
        verdicts = {_name(side): side.verdicts.get(place.code, "none") for side in every}
        stand_out = [
            {"mark": sign(verdict), "text": ", ".join(names)} if names else "–"
            for verdict in ("higher", "lower")
            for names in [sorted(name for name, one in verdicts.items() if one == verdict)]
        ]
        rows.append([place.name, *stand_out, _others(verdicts)])
    return table(header, rows, widths=(0.8, 2.2, 2.2, 2.6))


def _others(verdicts: Mapping[str, str]) -> str:
    counted = [
        (_("niet te onderscheiden van toeval"), sum(one == "chance" for one in verdicts.values())),
        (_("te weinig gegevens"), sum(one == "too_few" for one in verdicts.values())),
        (_("zonder oordeel"), sum(one == "" for one in verdicts.values())),
        (_("geen getal"), sum(one == "none" for one in verdicts.values())),
    ]
    return "; ".join(f"{said}: {n}" for said, n in counted if n)


def _sources(places: Places) -> str:
    delivered = [one for one in sources_view(places.whole()) if one.vintage]
    return "; ".join(f"{one.attribution} ({one.vintage})" for one in delivered) + "."


def _colophon(page: AreaPage, sender: Sender) -> str:
    label = _("Controlegetal")
    digest = f"{label}: {page.edition.digest[:16]}." if page.edition else ""
    return " · ".join(part for part in (sender.author, edition_words(page.edition), digest) if part)

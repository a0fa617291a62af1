"""The home page, and finding a place by name or postcode."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wens.publication import data, maps, words
from wens.publication.data import Edition
from wens.publication.pages.area import language
from wens.publication.places import Place, Places
from wens.render.numbers import number


@dataclass(frozen=True)
class WijkRow:
    """One wijk in the table that says the same as the map."""

    name: str
    url: str
    stadsdeel: str
    stadsdeel_url: str
    inhabitants: str
    inhabitants_value: str


@dataclass(frozen=True)
class HomePage:
    """Everything on the home page."""

    edition: Edition | None
    map: SafeString
    rows: list[WijkRow]
    map_credit: str


@dataclass(frozen=True)
class Found:
    """One answer to a search."""

    name: str
    url: str
    words: str


def home_page(places: Places) -> HomePage:
    """Make the home page."""
    level = places.spoken
    return HomePage(
        edition=data.active_edition(),
        map=maps.chooser(places),
        rows=[_row(place, places) for place in places.of_level(level)],
        map_credit=_("Grenzen: CBS en Kadaster, vereenvoudigd."),
    )


def found(matches: Sequence[Place], places: Places) -> list[Found]:
    """Write the answers to a search with what tells them apart: kind and where they lie."""
    return [Found(place.name, places.url(place), _where(place, places)) for place in matches]


def _where(place: Place, places: Places) -> str:
    holder = places.holder(place, "local_wijk") or places.holder(place, "stadsdeel")
    level = words.level_name(place.level)
    if holder is None or holder.code == place.code:
        return level
    return _("%(level)s in %(name)s") % {"level": level, "name": holder.name}


def _row(place: Place, places: Places) -> WijkRow:
    stadsdeel = places.holder(place, "stadsdeel")
    return WijkRow(
        name=place.name,
        url=places.url(place),
        stadsdeel=stadsdeel.name if stadsdeel else "",
        stadsdeel_url=places.url(stadsdeel) if stadsdeel else "",
        inhabitants=number(place.inhabitants, language(), decimals=0),
        inhabitants_value="" if place.inhabitants is None else str(place.inhabitants),
    )

"""The public part of dossiers: the list of a wijk, one as it was signed off, two beside each other."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.dossiers import queries as dossiers
from wens.dossiers.compare import compare
from wens.dossiers.models import Dossier, Tier
from wens.dossiers.showing import ChangeView, DossierView, change_views, language, shown
from wens.publication.pages.area import Link, trail
from wens.publication.photos import written_day
from wens.publication.places import Place, Places


@dataclass(frozen=True)
class Listed:
    """A dossier in the list: its number and day, with the addresses to read it and to see what changed."""

    number: int
    day: str
    url: str
    earlier: str = ""


@dataclass(frozen=True)
class DossierList:
    """All dossiers of a place."""

    name: str
    url: str
    dossiers: list[Listed]
    trail: list[Link]


@dataclass(frozen=True)
class DossierPage:
    """One dossier, with what it says about itself."""

    name: str
    number: int
    day: str
    digest: str
    view: DossierView
    urls: dict[str, str]
    trail: list[Link]


@dataclass(frozen=True)
class Comparison:
    """Two dossiers of a place beside each other."""

    name: str
    first: Listed
    second: Listed
    changes: list[ChangeView]
    trail: list[Link]


def dossier_list(place: Place, places: Places) -> DossierList:
    """Make the list of the dossiers of a place, the newest first."""
    kept = dossiers.dossiers_of(place.code, Tier.PUBLIC)
    return DossierList(place.name, places.url(place), [_listed(one, place, places) for one in kept],
                       _trail(place, places))  # fmt: skip


def dossier_page(place: Place, places: Places, one: Dossier) -> DossierPage:
    """Make the page of a dossier; only what was frozen stands on it."""
    of = {"number": str(one.number)}
    urls = {name: places.url(place, name=f"dossier-{name}", **of) for name in ("json", "pdf")}
    urls |= {"now": places.url(place), "others": places.url(place, name="dossiers")}
    if one.number > 1:
        urls["earlier"] = _compared(place, places, one.number)
    return DossierPage(
        name=one.area_name,
        number=one.number,
        day=written_day(one.frozen_at, language()),
        digest=one.digest,
        view=shown(dossiers.content_of(one), dossiers.texts_of(one)),
        urls=urls,
        trail=_trail(place, places, one.number),
    )


def comparison(place: Place, places: Places, first: Dossier, second: Dossier) -> Comparison:
    """Make the page of two dossiers beside each other."""
    changes = compare(dossiers.content_of(first), dossiers.content_of(second))
    return Comparison(
        name=place.name,
        first=_listed(first, place, places),
        second=_listed(second, place, places),
        changes=change_views(changes),
        trail=_trail(place, places, second.number),
    )


def _listed(one: Dossier, place: Place, places: Places) -> Listed:
    address = places.url(place, name="dossier", number=str(one.number))
    earlier = _compared(place, places, one.number) if one.number > 1 else ""
    return Listed(one.number, written_day(one.frozen_at, language()), address, earlier)


def _compared(place: Place, places: Places, number: int) -> str:
    return places.url(place, name="dossiers-compared", first=str(number - 1), second=str(number))


def _trail(place: Place, places: Places, number: int = 0) -> list[Link]:
    list_ = Link(_("Dossiers"), places.url(place, name="dossiers") if number else "")
    steps = [*trail(place, places)[:-1], Link(place.name, places.url(place)), list_]
    return [*steps, Link(_("Dossier %(number)s") % {"number": number})] if number else steps

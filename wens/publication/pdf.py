"""The documents on paper of a gemeente, for the site and for the command line."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation

from wens.organisations.models import Gemeente
from wens.publication import data, words
from wens.publication.pages.area import area_page
from wens.publication.pages.paper.overview import overview
from wens.publication.pages.paper.report import around_now, around_then, report
from wens.publication.pages.paper.sender import Sender
from wens.publication.pages.paper.side import side_by_side
from wens.publication.pages.photos import frozen_page
from wens.publication.photos import frozen
from wens.publication.places import Place, Places
from wens.render.pdf import NEEDED, typeset


class NothingPublic(LookupError):
    """There is no public edition to make a PDF of."""


def place_pdf(place: Place, places: Places, gemeente: Gemeente) -> bytes:
    """Return the report of a place in the language in use. Raises NothingPublic. Inside ``acting``."""
    page = area_page(place, places, gemeente.name)
    if page.edition is None:
        raise NothingPublic(f"{gemeente.name} has no active edition of the public tier.")
    by = sender(gemeente)
    content = report(page, by, around_now(page, places, by, side_by_side(page, places)))
    return typeset("report", content, fonts=_fonts())


def frozen_pdf(place: Place, places: Places, number: int, gemeente: Gemeente) -> bytes:
    """Return the report of a kept photo in the language in use, from what was kept and nothing else.

    Raises NothingPublic when there is no such photo or it was taken back, PhotoDamaged. Inside ``acting``.
    """
    kept = frozen(place.code, number)
    if kept is None:
        raise NothingPublic(f"{place.name} has no photo {number}.")
    page, by = frozen_page(place, places, kept), sender(gemeente)
    return typeset("report", report(page, by, around_then(page, kept.content, by)), fonts=_fonts())


def overview_pdf(places: Places, gemeente: Gemeente) -> bytes:
    """Return the gemeente on two pages in the language in use. Raises NothingPublic. Inside ``acting``."""
    whole = places.whole()
    page = area_page(whole, places, gemeente.name) if whole else None
    if page is None or page.edition is None:
        raise NothingPublic(f"{gemeente.name} has no active edition of the public tier.")
    return typeset("overview", overview(page, places, sender(gemeente)), fonts=_fonts())


def area_pdf(code: str, gemeente: Gemeente, language: str, *, number: int | None = None) -> bytes:
    """Return the report of the area with ``code`` in ``language`` (nl or en); as :func:`place_pdf`.

    number: of a kept photo, as :func:`frozen_pdf`.
    """
    places = data.places()
    with translation.override(language):
        if number is not None:
            return frozen_pdf(places.by_code[code], places, number, gemeente)
        return place_pdf(places.by_code[code], places, gemeente)


def documents(places: Places, gemeente: Gemeente) -> dict[str, Callable[[], bytes]]:
    """Return what makes each document of a gemeente, by file name: overview, gemeente, stadsdelen, wijken."""
    made = [place for level in ("gemeente", "stadsdeel", places.spoken) for place in places.of_level(level)]
    named = {f"{_kind(place)}-{place.slug}": partial(place_pdf, place, places, gemeente) for place in made}
    return {"overzicht": partial(overview_pdf, places, gemeente), **named}


def _kind(place: Place) -> str:
    return place.level if place.level in {"gemeente", "stadsdeel", "buurt"} else "wijk"


def sender(gemeente: Gemeente) -> Sender:
    """Return who the documents are from. The logo is ``look/<code>/logo.svg`` in the data folder, when it is there."""
    logo = settings.WENS.home / "look" / gemeente.code / "logo.svg"
    site = f"http{'s' if settings.WENS.https else ''}://{gemeente.hosts[0]}" if gemeente.hosts else ""
    return Sender(
        name=gemeente.name,
        logo=logo.read_text("utf-8") if logo.is_file() else "",
        site=site,
        notices=tuple(_notices(gemeente)),
    )


def _notices(gemeente: Gemeente) -> list[str]:
    said = [words.fictional()] if gemeente.fictional else []
    return [*said, words.single_operator()] if settings.WENS.single_operator else said


def _fonts() -> Path:
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")

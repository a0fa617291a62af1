"""The photo of a place as a tagged PDF, for the site and for the command line."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation

from wens.organisations.models import Gemeente
from wens.publication import data, words
from wens.publication.pages.area import area_page
from wens.publication.pages.paper import paper
from wens.publication.places import Place, Places
from wens.render.pdf import NEEDED, photo_pdf


class NothingPublic(LookupError):
    """There is no public edition to make a PDF of."""


def place_pdf(place: Place, places: Places, gemeente: Gemeente) -> bytes:
    """Return the PDF of a place in the language in use. Raises NothingPublic. Inside ``acting``."""
    page = area_page(place, places, gemeente.name)
    if page.edition is None:
        raise NothingPublic(f"{gemeente.name} has no active edition of the public tier.")
    return photo_pdf(paper(page, places, gemeente.name, _notices(gemeente)), fonts=_fonts())


def area_pdf(code: str, gemeente: Gemeente, language: str) -> bytes:
    """Return the PDF of the area with ``code`` in ``language`` (nl or en); as :func:`place_pdf`."""
    places = data.places()
    with translation.override(language):
        return place_pdf(places.by_code[code], places, gemeente)


def _notices(gemeente: Gemeente) -> list[str]:
    said = [words.fictional()] if gemeente.fictional else []
    return [*said, words.single_operator()] if settings.WENS.single_operator else said


def _fonts() -> Path:
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")

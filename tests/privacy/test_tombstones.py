"""A public text that was removed by law leaves a tombstone where it stood: on the page and on paper."""

import io

import pypdf
from django.test import Client
from django.utils import timezone

from tests.publication.conftest import city, empty_city
from tests.publication.test_voices import LETTER, tell
from wens.privacy.actions.erasing import Why, erase_contribution
from wens.privacy.retention.running import RIGHTS
from wens.publication import caching
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution

__all__ = ["city", "empty_city"]
STONE = "na een verzoek op grond van de privacywet"


def test_a_removed_text_leaves_a_tombstone_where_it_stood_and_nowhere_else(city: Client) -> None:
    tell(1)
    assert LETTER in city.get("/wijk/dorp/").content.decode()
    machine = Actor.machine()
    with acting("GM0001", machine, rights=RIGHTS):
        erase_contribution(contribution=Contribution.objects.get().pk, why=Why("unlawful"), by=machine)
    caching.shelf.clear()
    page = city.get("/wijk/dorp/").content.decode()
    assert LETTER not in page
    assert STONE in page
    assert str(timezone.localdate().year) in page
    assert STONE not in city.get("/wijk/werf/").content.decode()
    report = pypdf.PdfReader(io.BytesIO(city.get("/wijk/dorp/foto.pdf").content))
    said = " ".join(" ".join(sheet.extract_text().split()) for sheet in report.pages)
    assert LETTER not in said
    assert STONE in said


def test_what_was_never_public_leaves_nothing_on_a_public_page(city: Client) -> None:
    tell(1, is_public=False)
    machine = Actor.machine()
    with acting("GM0001", machine, rights=RIGHTS):
        erase_contribution(contribution=Contribution.objects.get().pk, why=Why("unlawful"), by=machine)
    caching.shelf.clear()
    assert STONE not in city.get("/wijk/dorp/").content.decode()

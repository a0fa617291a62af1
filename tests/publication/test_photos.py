"""Frozen photos on the site: what was said then is shown now, whatever has changed since."""

import hashlib
import io
import json

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.figures import world
from tests.publication.conftest import MACHINE
from tests.publication.test_pages import text, words
from tests.render.test_pdf import needs_fonts, words_of
from wens.figures import definitions as definitions_of_now
from wens.figures.definitions import Bilingual, definitions
from wens.figures.models import Edition, Figure
from wens.photos import actions, content
from wens.photos.models import Photo
from wens.publication import caching
from wens.tenancy.context import acting

DORP = "GM0001-LW-dorp"


@pytest.fixture
def frozen(city):
    """Proefstad of which all areas were frozen."""
    with acting(world.GEMEENTE, MACHINE):
        actions.freeze(by=MACHINE)
    return city


def made_anew(client, address):
    caching.shelf.clear()
    return client.get(address)


def freeze_otherwise(**changes):
    """Freeze Dorp once more, with some of its burglaries of the newest year said to be other numbers."""
    with acting(world.GEMEENTE, MACHINE):
        rows = Figure.objects.filter(
            tier="public", area_code=DORP, indicator="burglaries_per_1000_dwellings", period="2023"
        )
        rows.update(**changes)
        actions.freeze(areas=[DORP], by=MACHINE)


def change_everything(monkeypatch):
    """Let an indicator mean something else, a verdict be said in other words, and all figures be gone."""
    one = definitions().indicators["burglaries_per_1000_dwellings"]
    renamed = one.model_copy(update={"name": Bilingual(nl="Anders", en="Other"), "kind": "count", "caveats": []})
    changed = {key: renamed if key == one.key else other for key, other in definitions().indicators.items()}
    other = definitions_of_now.Definitions(changed, {}, definitions().themes)
    for module in ("wens.figures.definitions", "wens.figures.sentences", "wens.photos.content", "wens.photos.words"):
        monkeypatch.setattr(f"{module}.definitions", lambda: other)
    monkeypatch.setitem(content.words.TEMPLATES, "higher", {"nl": "Erger", "en": "Worse"})
    with acting(world.GEMEENTE, MACHINE):
        Figure.objects.all().delete()


@pytest.mark.parametrize("place", ["wijk/dorp", "stadsdeel/west", "gemeente", "wijk/buurt-noord"])
def test_every_kind_of_place_has_its_photos(frozen, place):
    listed = text(frozen.get(f"/{place}/foto/"))
    assert f'href="/{place}/foto/1/"' in listed
    page = words(frozen.get(f"/{place}/foto/1/"))
    assert "Dit is foto 1, bewaard op" in page
    assert f'href="/{place}/"' in text(frozen.get(f"/{place}/foto/1/"))
    assert f'href="/{place}/foto/"' in text(frozen.get(f"/{place}/"))


def test_the_frozen_page_says_what_the_page_said(frozen):
    now, then = (words(made_anew(frozen, address)) for address in ("/wijk/bu00010000/", "/wijk/bu00010000/foto/1/"))
    for part in (
        "Vaker dan in heel Proefstad",
        "In Noord zijn er in 2023 40 woninginbraken geteld.",
        "Dat zijn er ongeveer 40 per 1.000 woningen (tussen 29 en 54).",
        "Hoe zeker: geteld door de politie, na een melding of aangifte",
    ):
        assert part in now
        assert part in then


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_frozen_page_is_deaf_to_figures_and_definitions_of_today(frozen, monkeypatch, language):
    address = f"{language}/wijk/dorp/foto/1/"
    before = made_anew(frozen, address).content
    as_json = made_anew(frozen, f"{language}/wijk/dorp/foto/1.json").content
    change_everything(monkeypatch)
    assert made_anew(frozen, address).content == before
    assert made_anew(frozen, f"{language}/wijk/dorp/foto/1.json").content == as_json


@needs_fonts
@pytest.mark.parametrize("place", ["wijk/buurt-noord", "stadsdeel/west", "gemeente", "en/wijk/buurt-noord"])
def test_the_pdf_of_a_frozen_photo_is_deaf_to_figures_and_definitions_of_today(frozen, monkeypatch, place):
    page = text(frozen.get(f"/{place}/foto/1/"))
    assert f'href="/{place}/foto/1.pdf"' in page
    before = words_of(pypdf.PdfReader(io.BytesIO(made_anew(frozen, f"/{place}/foto/1.pdf").content)))
    digest = hashlib.sha256(frozen.get(f"/{place}/foto/1.json").content).hexdigest()
    assert digest in before.replace(" ", "")
    kept = {"en": "This is photo 1, kept on"}.get(place[:2], "Dit is foto 1, bewaard op")
    assert kept in before
    if place == "wijk/buurt-noord":
        assert "Dat zijn er ongeveer 40 per 1.000 woningen (tussen 29 en 54)." in before
    change_everything(monkeypatch)
    answer = made_anew(frozen, f"/{place}/foto/1.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert words_of(pypdf.PdfReader(io.BytesIO(answer.content))) == before


def test_the_json_is_what_was_frozen_to_the_byte(frozen):
    answer = frozen.get("/wijk/dorp/foto/1.json")
    with acting(world.GEMEENTE, MACHINE):
        kept = Photo.objects.get(area_code=DORP)
    assert answer.content == kept.content.encode()
    digest = hashlib.sha256(answer.content).hexdigest()
    assert digest == kept.digest
    assert digest in words(frozen.get("/wijk/dorp/foto/1/"))
    assert json.loads(answer.content)["area"]["name"] == "Dorp"


def test_two_photos_side_by_side_say_what_changed_and_that_a_revision_is_no_change(frozen):
    freeze_otherwise(count=43.0, value=21.5)
    assert 'href="/wijk/dorp/foto/1/2/"' in text(made_anew(frozen, "/wijk/dorp/foto/"))
    page = words(made_anew(frozen, "/wijk/dorp/foto/1/2/"))
    assert "21 (2023) 22 (2023) De bron heeft het getal over 2023 bijgesteld." in page
    assert "Hetzelfde getal." in page


def test_the_photos_of_an_edition_that_was_taken_back_are_not_shown(frozen):
    with acting(world.GEMEENTE, MACHINE):
        Edition.objects.filter(tier="public").update(state="rolled_back")
    assert "nog geen foto bewaard" in words(made_anew(frozen, "/wijk/dorp/foto/"))
    for address in ("/wijk/dorp/foto/1/", "/wijk/dorp/foto/1.json", "/wijk/dorp/foto/1.pdf", "/wijk/dorp/foto/1/1/"):
        assert made_anew(frozen, address).status_code == 404


def test_a_photo_for_partners_is_on_no_page(city):
    with acting(world.GEMEENTE, MACHINE):
        actions.freeze(by=MACHINE, tier="partners")
    assert "nog geen foto bewaard" in words(city.get("/wijk/dorp/foto/"))
    assert city.get("/wijk/dorp/foto/1/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/wijk/dorp/foto/9/",
        "/wijk/dorp/foto/9.pdf",
        "/wijk/dorp/foto/1/9/",
        "/wijk/nergens/foto/",
        "/wijk/dorp/foto/x/",
    ],
)
def test_a_photo_that_is_not_there_is_a_404(frozen, address):
    assert frozen.get(address).status_code == 404


def test_no_theme_takes_the_address_of_the_photos():
    taken = {"foto", "dossier", "rapport", "wijken", "beheerplan"}
    assert not taken & {theme.slug for theme in definitions().themes.values()}


@pytest.mark.parametrize("address", ["/wijk/dorp/foto/", "/wijk/dorp/foto/1/", "/wijk/dorp/foto/1/1/"])
def test_the_pages_of_photos_take_at_most_twelve_queries(frozen, address):
    frozen.get(address)
    with CaptureQueriesContext(connection) as made:
        made_anew(frozen, address)
    assert len(made) <= 12, [query["sql"] for query in made]

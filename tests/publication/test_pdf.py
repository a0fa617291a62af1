import io
import re

import pypdf
import pytest

from tests.render.test_pdf import needs_fonts, tags, words_of
from wens.publication import data
from wens.publication.pages.area import area_page
from wens.publication.pages.paper.overview import overview
from wens.publication.pages.paper.sender import Sender
from wens.publication.pdf import documents, sender
from wens.tenancy.context import Actor, acting

pytestmark = needs_fonts
NUMBER = re.compile(r"(?<![\w/:-])\d[\d.,]*(?![\w:-])")
MAY_DIFFER = re.compile(r"Pagina \d+ van \d+|[.\s]{4,}\d+|[0-9a-f]{64}")


def pdf_of(city, address):
    response = city.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(response.content))


def numbers(text):
    return {found.rstrip(".,") for found in NUMBER.findall(text)}


def html_of(city, *addresses):
    pages = " ".join(city.get(address).content.decode() for address in addresses)
    return re.sub(r"<[^>]+>", " ", pages).replace("&quot;", '"').replace("&#x27;", "'")


@pytest.fixture
def wijk(city):
    return pdf_of(city, "/wijk/bu00010000/foto.pdf")


def test_every_figure_on_the_page_is_in_the_pdf_too(city, wijk):
    words = words_of(wijk)
    with acting("GM0001", Actor.machine()):
        places = data.places()
        page = area_page(places.by_code["BU00010000"], places, "Proefstad")
    shown = [figure for theme in page.themes for figure in theme.known]
    lines = [line for figure in shown for line in figure.series]
    assert len(shown) >= 2
    for figure in shown:
        assert all(part in words for part in (figure.name, figure.value, figure.unit, figure.verdict_words))
    for line in lines:
        assert {line.count, line.value, line.reference, *line.interval.split("–")} - {""} <= numbers(words)


def test_every_number_in_the_pdf_is_on_the_pages_too(city, wijk):
    with acting("GM0001", Actor.machine()):
        places = data.places()
        page = area_page(places.by_code["BU00010000"], places, "Proefstad")
    addresses = [page.urls["here"], *(theme.url for theme in page.themes), "/bronnen/", "/over/"]
    on_paper = numbers(MAY_DIFFER.sub(" ", "\n".join(one.extract_text() for one in wijk.pages)))
    assert on_paper - numbers(html_of(city, *addresses)) == set()
    assert len(on_paper) > 20


def test_a_stadsdeel_holds_its_wijken_side_by_side_in_order_of_name(city):
    document = pdf_of(city, "/stadsdeel/west/foto.pdf")
    words = words_of(document)
    chapter = words[words.rindex("Wijken in West, naast elkaar") :]
    table = chapter[chapter.index("Woninginbraak (gelukt en geprobeerd)") :]
    assert 0 < table.index("Dorp") < table.index("Werf")
    assert "geen ranglijst" in chapter
    assert [one["/Title"] for one in document.outline if isinstance(one, dict)] == [
        "Samenvatting", "Mogelijke knelpunten", "Kaart", "Cijfers per onderwerp", "Draaglast en draagkracht",
        "Wijken in West, naast elkaar",
        "Wat mensen zien", "Wat weten we niet", "Zo rekenen wij", "Bronnen en licenties", "Alle cijfers per periode",
        "Colofon",
    ]  # fmt: skip


def test_every_picture_in_a_report_has_words_and_every_table_header_cells(city):
    found = tags(pdf_of(city, "/stadsdeel/west/foto.pdf"))
    pictures = [one for kind, one in found if kind == "/Figure"]
    assert len(pictures) >= 4
    assert all(one["/Alt"].strip() for one in pictures)
    tables = [kind for kind, _one in found if kind == "/Table"]
    assert len(tables) >= 5
    assert sum(kind == "/TH" for kind, _one in found) >= 2 * len(tables)


def test_the_colophon_has_the_edition_its_digest_and_the_address(city, wijk):
    words = words_of(wijk)
    with acting("GM0001", Actor.machine()):
        edition = data.active_edition()
    assert edition.digest in words.replace(" ", "")
    assert "http://testserver/wijk/" in words


def test_the_logo_of_the_gemeente_stands_on_the_cover_with_its_name_in_words(city, settings):
    logo = settings.WENS.home / "look" / "GM0001" / "logo.svg"
    logo.parent.mkdir(parents=True)
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    )
    document = pdf_of(city, "/wijk/bu00010000/foto.pdf?logo")
    assert "Gemeente Proefstad" in {one.get("/Alt") for kind, one in tags(document) if kind == "/Figure"}


@pytest.mark.parametrize(("language", "title"), [("", "op twee bladzijden"), ("/en", "on two pages")])
def test_the_overview_is_two_pages_without_ranking(city, language, title):
    document = pdf_of(city, f"{language}/gemeente/overzicht.pdf")
    assert len(document.pages) == 2
    assert title in document.metadata.title
    assert document.trailer["/Root"]["/Lang"].startswith(language.strip("/") or "nl")
    words = words_of(document)
    assert {"": "geen ranglijst", "/en": "no ranking"}[language] in words
    assert "Noorderpark" in words


def test_the_overview_names_stadsdelen_in_order_of_name_and_says_what_stands_out(city):
    with acting("GM0001", Actor.machine()):
        places = data.places()
        content = overview(area_page(places.whole(), places, "Proefstad"), places, Sender("Proefstad"))
    assert [row[0] for row in content["stadsdelen"]["rows"]] == ["West"]
    assert len(content["maps"]) <= 6
    assert content["country"]["rows"]


def test_without_an_edition_there_is_no_overview(empty_city):
    assert empty_city.get("/gemeente/overzicht.pdf").status_code == 404


def test_the_documents_of_a_gemeente_are_the_overview_the_gemeente_its_stadsdelen_and_wijken(city):
    from wens.organisations.queries import gemeente_by_code

    with acting("GM0001", Actor.machine()):
        made = documents(data.places(), gemeente_by_code("GM0001"))
        assert list(made) == [
            "overzicht", "gemeente-proefstad", "stadsdeel-west", "wijk-dorp", "wijk-noorderpark-plas", "wijk-werf",
        ]  # fmt: skip
        assert made["wijk-dorp"]().startswith(b"%PDF")
        assert sender(gemeente_by_code("GM0001")).site == "http://testserver"

"""The council's overview of all wijken: the same rows on the screen and on paper, always two pages, never a ranking."""

import io

import pypdf
import pytest
from django.test import Client

from tests.render.test_pdf import needs_fonts, words_of
from tests.reports.conftest import published, ready  # noqa: F401  the fixture `ready`
from tests.reports.test_reports import read
from tests.voices.people import working
from wens.dossiers.paper import fonts
from wens.plans.models import FocusPoint
from wens.publication import caching
from wens.publication.pages.council import CouncilPage, Row, council_paper
from wens.publication.pages.paper.sender import Sender
from wens.render.pdf import typeset

LONG = "Afval dat heel lang in de achterpaden blijft liggen en waar veel mensen last van hebben"


def page_of(wijken: int, words: int) -> CouncilPage:
    """An overview with so many wijken, each with so many long texts."""
    rows = [
        Row(f"Wijk {number:02}", "/", "stap 6 van 8: Plan", "; ".join([LONG] * words), "; ".join([LONG] * words),
            "7 acties: 3 klaar, 2 bezig, 1 loopt vast, 1 wacht op handtekening.", "rapport 2")
        for number in range(wijken)
    ]  # fmt: skip
    header = ["Wijk", "Ronde", "Cijfers wijzen op", "Besloten knelpunt", "Afgesproken", "Rapport"]
    return CouncilPage("Proefstad", "1 maart 2026", "Per wijk.", [LONG] * 4, header, rows, {"here": "/"}, [])


@needs_fonts
@pytest.mark.parametrize(("wijken", "words"), [(1, 0), (12, 1), (30, 2), (70, 3)])
def test_all_wijken_always_stand_on_exactly_two_pages_and_none_is_left_out(wijken, words):
    made = typeset("council", council_paper(page_of(wijken, words), Sender("Proefstad")), fonts=fonts())
    paper = pypdf.PdfReader(io.BytesIO(made))
    assert len(paper.pages) == 2
    said = words_of(paper)
    assert all(f"Wijk {number:02}" in said for number in range(wijken))
    assert ("Lange teksten zijn hier ingekort." in said) == (wijken > 12)


@needs_fonts
@pytest.mark.slow
def test_screen_and_paper_of_the_council_say_the_same_in_order_of_name(ready):  # noqa: F811
    published(ready)
    page = read("/gemeente/wijken/")
    answer = Client().get("/gemeente/wijken.pdf")
    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    words = words_of(paper)
    assert len(paper.pages) == 2
    for said in (
        "Afval in de achterpaden",
        "Schone paden",
        "1 actie: 1 afgesproken, nog niet begonnen.",
        "Woninginbraak",
        "geen ranglijst",
    ):
        assert said in page
        assert said in words
    assert "Rapport 1" in page
    assert page.index("Dorp") < page.index("Noorderpark") < page.index("Werf")
    assert "Stan " not in page
    with working(ready.people.manager):
        FocusPoint.objects.update(area_codes=["GM0001"])
    caching.shelf.clear()
    page = read("/gemeente/wijken/")
    assert "Schone paden, met meer wijken samen" in page, "a dash would say that nothing is agreed about its knelpunt"

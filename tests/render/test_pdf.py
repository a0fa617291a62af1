import io
from pathlib import Path

import pypdf
import pytest

from wens.render.marks import mark
from wens.render.pdf import NEEDED, FontsMissing, photo_pdf
from wens.render.strip import Strip, axis, strip
from wens.render.svg import standalone

FONTS = Path(__file__).resolve().parents[2] / "wens/site/static/assets/fonts"
needs_fonts = pytest.mark.skipif(not (FONTS / NEEDED).is_file(), reason="assets are not built: make install")


def content(**changes):
    figure = Strip(13.0, 7.0, 21.0, 6.0, "higher", "13", "7", "21", "heel Enschede: 6", "13 per 1.000 woningen")
    one = {
        "name": "Woninginbraak", "mark": standalone(mark("higher")), "verdict": "Vaker dan in heel Enschede",
        "text": "In Pathmos zijn er 15 geteld #let x = 1 *niet vet*.",
        "picture": standalone(strip(figure, width="380")), "alt": figure.description, "value": "13", "sure": "Bron: x.",
    }  # fmt: skip
    gap = {"reason": "Hier staat geen getal.", "items": ["Woningbrand", "Ongevallen In heel Enschede: 46."]}
    given = {
        "language": "nl", "title": "Pathmos", "author": "Gemeente Enschede", "keywords": ["wijkveiligheid"],
        "kicker": "Wijk", "lead": "Dit weten wij.", "facts": [["Inwoners", "2.010"]], "notice": "", "map": "",
        "map_alt": "", "scale": standalone(axis(["¼", "½", "", "2", "4"], width="380")),
        "lists": [{"title": "Dit weten we", "items": [{"mark": "", "text": "Iets"}]}],
        "themes": [
            {"name": "Wonen", "description": "Thuis", "figures": [one], "gap_title": "Nog geen getal", "gaps": [gap]},
        ],
        "method": [{"title": "Marge", "text": "Uitleg"}], "sources": [["CBS", "Bron: CBS", "CC BY 4.0"]],
        "source_header": ["Bron", "Naamsvermelding", "Licentie"], "footer": "Enschede",
        "words": {"page": "Pagina", "of": "van", "method": "Zo rekenen wij", "sources": "Bronnen"},
    }  # fmt: skip
    return {**given, **changes}


@pytest.fixture(scope="module")
def document():
    return pypdf.PdfReader(io.BytesIO(photo_pdf(content(), fonts=FONTS)))


@needs_fonts
def test_the_pdf_is_tagged_and_says_which_standards_it_meets(document):
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("nl")
    about = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about


@needs_fonts
def test_every_picture_has_words(document):
    def figures(node):
        node = node.get_object()
        if node.get("/S") == "/Figure":
            yield node
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if isinstance(child, pypdf.generic.IndirectObject) or hasattr(child, "get_object"):
                under = child.get_object()
                if isinstance(under, dict) and "/S" in under:
                    yield from figures(under)

    found = [one for top in document.trailer["/Root"]["/StructTreeRoot"]["/K"] for one in figures(top)]
    assert [one["/Alt"] for one in found] == ["13 per 1.000 woningen"]


@needs_fonts
def test_text_from_outside_is_text_and_never_markup(document):
    words = " ".join(document.pages[0].extract_text().split())
    assert "#let x = 1 *niet vet*" in words


@needs_fonts
def test_a_figure_without_a_number_says_why(document):
    assert "Hier staat geen getal." in document.pages[0].extract_text()


def test_missing_fonts_are_named_with_the_command_that_mends_it(tmp_path):
    with pytest.raises(FontsMissing, match="make install"):
        photo_pdf(content(), fonts=tmp_path)

import io
from pathlib import Path

import pypdf
import pytest
import typst

from wens.render.dots import dots
from wens.render.marks import mark
from wens.render.pdf import NEEDED, FontsMissing, typeset
from wens.render.small_map import SmallArea, small_map
from wens.render.strip import Strip, strip
from wens.render.svg import standalone

FONTS = Path(__file__).resolve().parents[2] / "wens/site/static/assets/fonts"
needs_fonts = pytest.mark.skipif(not (FONTS / NEEDED).is_file(), reason="assets are not built: make install")


def figure():
    drawn = Strip(13.0, 7.0, 21.0, 6.0, "higher", "13", "7", "21", "heel Enschede: 6", "13 per 1.000 woningen")
    return {
        "kind": "figure", "name": "Woninginbraak", "mark": standalone(mark("higher")),
        "verdict": "Vaker dan in heel Enschede", "text": "In Pathmos zijn er 15 geteld #let x = 1 *niet vet*.",
        "picture": standalone(strip(drawn, width="380")), "alt": drawn.description, "chart": "", "chart_alt": "",
        "compared": ["heel Enschede: 6", "stadsdeel West: 5"],
        "value": "13", "sure": "Bron: x.",
    }  # fmt: skip


def table():
    return {
        "kind": "table", "header": ["Bron", "Licentie"], "caption": "Bronnen", "widths": [1, 2], "numeric": [],
        "rows": [
            ["CBS", {"text": "By agreement", "language": "en"}],
            [{"mark": standalone(mark("chance")), "text": "b"}, {"picture": standalone(dots(13, 7, 21, 6, "higher"))}],
            ["c", {"address": "https://w.example/"}],
        ],
    }  # fmt: skip


def content(**changes):
    def words(kind, **more):
        return {"kind": kind, **more}

    blocks = [
        words("heading", text="Wonen", listed=True, level=2), figure(), words("text", text="Hier staat geen getal."),
        words("list", items=["Woningbrand"]), words("notice", text="Proef"), table(),
        words("items", items=[{"mark": "", "text": "Iets"}]),
    ]  # fmt: skip
    cover = {"logo": "", "kicker": "Wijk", "lead": "Dit weten wij.", "facts": [["Inwoners", "2.010"]], "map": "",
             "map_alt": "", "about_title": "Waarover", "about": ["Uitleg"], "notice": "Proef"}  # fmt: skip
    given = {
        "language": "nl", "title": "Veiligheid in Pathmos", "about": "Cijfers", "author": "Gemeente Enschede",
        "keywords": ["wijkveiligheid"], "date": [2024, 2, 1], "header": "Pathmos", "footer": "Uitgave 2",
        "words": {"page": "Pagina", "of": "van", "contents": "Inhoud"}, "cover": cover,
        "chapters": [{"title": "Cijfers", "blocks": blocks, "new_page": True}],
    }  # fmt: skip
    return {**given, **changes}


def words_of(document):
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def tags(document):
    """Every structure element: (kind, element), in reading order."""

    def under(node):
        node = node.get_object()
        if not isinstance(node, dict) or "/S" not in node:
            return
        yield node["/S"], node
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if hasattr(child, "get_object"):
                yield from under(child)

    tops = document.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return [one for top in (tops if isinstance(tops, list) else [tops]) for one in under(top)]


@pytest.fixture(scope="module")
def document():
    return pypdf.PdfReader(io.BytesIO(typeset("report", content(), fonts=FONTS)))


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
    assert [one["/Alt"] for kind, one in tags(document) if kind == "/Figure"] == ["13 per 1.000 woningen"]


@needs_fonts
def test_headings_are_tagged_in_order_and_stand_in_the_bookmarks(document):
    assert [kind for kind, _one in tags(document) if kind in {"/H1", "/H2", "/H3"}] == ["/H1", "/H1", "/H2", "/H3"]
    assert [one["/Title"] for one in document.outline if isinstance(one, dict)] == ["Cijfers"]


@needs_fonts
def test_a_table_has_header_cells_and_a_caption(document):
    kinds = [kind for kind, _one in tags(document)]
    assert kinds.count("/TH") == 2
    assert kinds.count("/TD") == 6
    assert "/Caption" in kinds


@needs_fonts
def test_a_text_in_another_language_says_so(document):
    assert "en" in {one.get("/Lang") for _kind, one in tags(document)}


@needs_fonts
def test_the_contents_lead_to_the_pages_by_links(document):
    links = [one.get_object() for page in document.pages for one in page.get("/Annots", [])]
    assert len([one for one in links if "/Dest" in one or one.get("/A", {}).get("/S") == "/GoTo"]) >= 2
    assert any(one.get("/A", {}).get("/URI") == "https://w.example/" for one in links)


@needs_fonts
def test_all_fonts_are_in_the_document(document):
    fonts = [one.get_object() for page in document.pages for one in page["/Resources"].get("/Font", {}).values()]
    below = [child.get_object() for font in fonts for child in font["/DescendantFonts"]]
    assert below
    assert all("/FontFile2" in one["/FontDescriptor"] or "/FontFile3" in one["/FontDescriptor"] for one in below)


@needs_fonts
def test_the_document_has_a_title_a_sender_and_the_day_of_its_figures(document):
    about = document.metadata
    assert (about.title, about.author) == ("Veiligheid in Pathmos", "Gemeente Enschede")
    assert about.creation_date.date().isoformat() == "2024-02-01"
    assert document.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


@needs_fonts
def test_pages_have_a_number(document):
    assert "Pagina 2 van 3" in document.pages[1].extract_text()


@needs_fonts
def test_the_same_content_gives_the_same_bytes():
    assert typeset("report", content(), fonts=FONTS) == typeset("report", content(), fonts=FONTS)


@needs_fonts
def test_text_from_outside_is_text_and_never_markup(document):
    assert "#let x = 1 *niet vet*" in words_of(document)


def overview(*, maps, rows, stadsdelen):
    """An overview with as many maps, figures and stadsdelen, all with long names."""
    name = "Een onderwerp met een naam die over twee regels gaat"
    drawing = standalone(small_map([SmallArea([[(0, 0), (1000, 0), (1000, 900), (0, 900)]], (500, 400), "higher")]))
    said = [{"mark": standalone(mark("higher")), "text": ", ".join(["Horstlanden-Veldkamp"] * 6) + " en nog 4"}] * 2
    one = {"name": name, "unit": "per 1.000 woningen, 2024", "map": drawing, "alt": "Kaart", "words": said}
    cell = {"mark": standalone(mark("lower")), "text": ", ".join([name] * 3)}
    line = {"kind": "table", "caption": "", "numeric": [2, 3]}
    figures = {**line, "header": list("abcde"), "widths": [3, 2, 1, 1, 1],
               "rows": [[name, "45 per 1.000 inwoners", "43–47", "44", "2025"]] * rows}  # fmt: skip
    words = {**line, "header": list("abcd"), "widths": [1, 2, 2, 2],
             "rows": [["Centrum", cell, cell, "niet te onderscheiden van toeval: 12"]] * stadsdelen}  # fmt: skip
    sentence = "Het aantal in een wijk is elk jaar anders, ook als er niets verandert. " * 3
    return content(
        lead=sentence, logo="", notice=sentence, maps_title="Waar wijken verschillen", key=said, maps=[one] * maps,
        names=[], no_maps="Geen kaart.", country_title="En Nederland", country=figures, more="Meer op de site.",
        stadsdelen_title="De stadsdelen", stadsdelen=words, method_title="Zo rekenen wij", method=[sentence] * 3,
        sources_title="Bronnen", sources=sentence, colophon="Uitgave 2", address="https://w.example/gemeente/",
    )  # fmt: skip


@needs_fonts
@pytest.mark.parametrize(
    ("maps", "rows", "stadsdelen", "all_fit"),
    [(0, 0, 0, True), (6, 12, 3, True), (6, 60, 5, False), pytest.param(6, 200, 7, False, marks=pytest.mark.slow)],
)
def test_an_overview_is_two_pages_and_says_so_when_figures_are_left_out(maps, rows, stadsdelen, all_fit):
    made = typeset("overview", overview(maps=maps, rows=rows, stadsdelen=stadsdelen), fonts=FONTS)
    document = pypdf.PdfReader(io.BytesIO(made))
    assert len(document.pages) == 2
    assert ("Meer op de site." in words_of(document)) is not all_fit
    assert "https://w.example/gemeente/" in words_of(document)


@needs_fonts
def test_a_picture_without_words_is_refused():
    silent = {"kind": "picture", "svg": standalone(mark("chance")), "alt": "", "share": 1.0, "words": ""}
    chapter = {"title": "Kaart", "blocks": [silent], "new_page": False}
    with pytest.raises(typst.TypstError, match="alt"):
        typeset("report", content(chapters=[chapter]), fonts=FONTS)


def test_missing_fonts_are_named_with_the_command_that_mends_it(tmp_path):
    with pytest.raises(FontsMissing, match="make install"):
        typeset("report", content(), fonts=tmp_path)

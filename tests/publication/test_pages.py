import re

import pytest

from wens.site import styles

PAGES = [
    "/", "/wijk/dorp/", "/wijk/dorp/wonen/", "/wijk/bu00010000/", "/stadsdeel/west/", "/stadsdeel/west/wonen/",
    "/gemeente/", "/gemeente/wonen/", "/data/", "/bronnen/", "/over/", "/privacy/", "/toegankelijkheid/",
    "/zoeken/", "/zoeken/?q=noord",
]  # fmt: skip


def text(response):
    return response.content.decode()


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_answers_and_carries_nothing_that_the_content_policy_forbids(city, language):
    for page in PAGES:
        response = city.get(f"{language}{page}")
        html = text(response).replace(f"<style>{styles.text()}</style>", "", 1)  # allowed by its hash: test_styles.py
        assert response.status_code == 200, page
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), page
        assert not re.search(r'(src|href|action)="(https?:)?//', html), page
        assert html.count("<h1") == 1, page


def test_map_and_table_of_the_home_page_lead_to_the_same_wijken(city):
    html = text(city.get("/"))
    svg, table = html[html.index('<svg class="map"') : html.index("</figure>")], html[html.index("<tbody>") :]
    on_map = set(re.findall(r'<a href="(/wijk/[^"]+)"', svg))
    assert (
        on_map
        == set(re.findall(r'<a href="(/wijk/[^"]+)"', table))
        == {"/wijk/dorp/", "/wijk/werf/", "/wijk/noorderpark-plas/"}
    )


def test_the_three_short_lists_come_before_any_number_of_a_theme(city):
    html = text(city.get("/wijk/dorp/"))
    places = [
        html.index(part) for part in ("Dit weten we<", "Dit weten we niet<", "Dit doen we eraan<", 'class="theme"')
    ]
    assert places == sorted(places)


def test_a_figure_is_words_picture_and_certainty_in_that_order(city):
    html = text(city.get("/wijk/bu00010000/"))
    block = html[html.index('<li class="figure" id="burglaries') :]
    places = [
        block.index(part)
        for part in (
            "Vaker dan in heel Proefstad",
            "In Noord zijn er in 2023 40",
            '<svg class="strip"',
            "Bron:",
            "Hoe zeker:",
        )
    ]
    assert places == sorted(places)


def test_a_number_on_the_page_is_the_number_in_the_file(city):
    line = next(
        line for line in text(city.get("/wijk/bu00010000/cijfers.csv")).splitlines()
        if ",burglaries_per_1000_dwellings,2023," in line
    )  # fmt: skip
    assert ",40,1000,40," in line
    assert "ongeveer 40 per 1.000 woningen" in words(city.get("/wijk/bu00010000/"))


def test_what_is_for_the_gemeente_only_is_on_no_page_and_in_no_file_of_a_wijk(city):
    assert "omdat dit niet voor een gebied van deze grootte te maken is" in words(city.get("/wijk/dorp/wonen/"))
    for line in text(city.get("/data/figures.csv?indicator=sexual_offences_count&level=local_wijk")).splitlines()[1:]:
        assert line.split(",")[6] == line.split(",")[8] == ""
        assert "not_available" in line


def test_what_was_never_delivered_says_so_and_how_to_ask_for_it(city):
    page = words(city.get("/wijk/dorp/wonen/"))
    assert "Hier staat geen getal, omdat dit nog niet is geleverd." in page
    assert "Zo kan dit cijfer er wel komen" in page


def test_a_mix_is_shown_without_a_verdict(city):
    html = text(city.get("/wijk/dorp/"))
    block = html[html.index('id="recorded_crimes') :][:1500]
    assert "Wij geven hier geen oordeel" in block
    assert "mark-plain" in block


def test_the_theme_page_has_every_year_the_definition_and_its_caveats(city):
    page = words(city.get("/wijk/dorp/wonen/"))
    for part in (
        "2023 42 21",
        "2022 8 4",
        "Waarom telt dit?",
        "Hoe is dit gerekend?",
        "Pogingen tellen mee.",
        "keer 1.000",
    ):
        assert part in page


def test_a_name_that_a_wijk_shares_with_a_buurt_leads_to_the_wijk_and_the_code_to_the_buurt(city):
    assert "Wijk in stadsdeel West" in words(city.get("/wijk/werf/"))
    assert "Buurt in stadsdeel West" in words(city.get("/wijk/bu00010100/"))
    assert "/wijk/buurt-werf/" in text(city.get("/wijk/werf/"))


def test_a_place_that_lies_in_one_wijk_shows_the_way_back(city):
    trail = text(city.get("/wijk/bu00010000/"))
    assert re.findall(r'__link" href="(/[^"]*)"', trail[trail.index("breadcrumb") :])[:3] == [
        "/",
        "/stadsdeel/west/",
        "/wijk/dorp/",
    ]


def test_an_unknown_wijk_is_a_404_with_the_search(city):
    response = city.get("/wijk/nergens/")
    assert response.status_code == 404
    assert 'role="search"' in text(response)


@pytest.mark.parametrize(
    "address", ["/wijk/dorp/nergens/", "/wijk/dorp/cijfers.exe", "/data/figures.exe", "/data/figures.csv?level=x"]
)
def test_an_address_that_is_not_there_is_a_404(city, address):
    assert city.get(address).status_code == 404


def test_a_page_is_read_and_never_written(city):
    assert city.post("/wijk/dorp/").status_code == 405


def test_without_an_edition_the_pages_say_so_and_the_wijken_are_there(empty_city):
    for page in ("/", "/wijk/dorp/", "/wijk/dorp/wonen/", "/gemeente/", "/data/"):
        response = empty_city.get(page)
        assert response.status_code == 200
        assert "Er zijn nog geen cijfers vrijgegeven" in words(response), page
    assert empty_city.get("/wijk/dorp/foto.pdf").status_code == 404
    assert empty_city.get("/bronnen/").status_code == 200


def test_a_name_from_outside_is_text_on_every_page(city):
    for page in ("/", "/wijk/noorderpark-plas/", "/wijk/noorderpark-plas/wonen/", "/data/"):
        assert "<Plas>" not in text(city.get(page))


def test_the_notice_of_one_operator_stands_on_every_page_and_in_the_pdf(city):
    assert "Dit is een proefopstelling" in text(city.get("/privacy/"))


def test_a_fictional_gemeente_says_so_on_every_page(city):
    from wens.organisations.models import Gemeente
    from wens.publication import caching
    from wens.site import middleware

    assert "verzonnen gemeente" not in text(city.get("/"))
    Gemeente.objects.filter(code="GM0001").update(fictional=True)
    caching.shelf.clear()
    middleware._known.clear()
    fresh = type(city)()
    for page in ("/", "/wijk/dorp/", "/privacy/"):
        assert "verzonnen gemeente" in text(fresh.get(page))

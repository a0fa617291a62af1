"""What search engines are told: every page in both languages, and nothing that is for one person."""

from xml.etree import ElementTree

from django.test import Client

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_every_page_in_the_sitemap_is_there_in_both_languages(empty_city: Client) -> None:
    root = ElementTree.fromstring(empty_city.get("/sitemap.xml").content)
    found = [url.findtext("s:loc", namespaces=NAMES) or "" for url in root.findall("s:url", NAMES)]
    assert len(found) == len(set(found))
    for address in found:
        path = address.removeprefix("http://testserver")
        assert empty_city.get(path).status_code == 200, path
    assert "http://testserver/stadsdeel/west/" in found
    assert "http://testserver/en/stadsdeel/west/" in found
    first = root.find("s:url", NAMES)
    assert first is not None
    assert {link.get("hreflang") for link in first.findall("x:link", NAMES)} == {"nl", "en"}


def test_search_engines_are_told_to_leave_what_is_for_staff_or_for_one_person(empty_city: Client) -> None:
    said = empty_city.get("/robots.txt").content.decode()
    for path in ("/beheer/", "/volg/", "/en/nieuws/mail/"):
        assert f"Disallow: {path}\n" in said
    assert "Sitemap: http://testserver/sitemap.xml" in said


def test_the_page_of_a_stadsdeel_says_what_is_known_of_it_also_before_anybody_wrote(empty_city: Client) -> None:
    page = empty_city.get("/stadsdeel/west/").content.decode()
    assert "Speerpunten" in page
    assert "Voor West zijn nog geen speerpunten vastgesteld." in page
    assert "Hier staat nog niemand." in page

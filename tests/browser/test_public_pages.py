"""What only a browser can tell: accessibility, the content policy at work, keyboard, narrow screens, no scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/", "/wijk/dorp/", "/wijk/dorp/wonen/", "/stadsdeel/west/", "/gemeente/", "/data/", "/bronnen/", "/over/",
    "/vergelijk/", "/vergelijk/?gebied=dorp&gebied=GM0001-SD-west&gebied=nergens", "/data/tabellen/",
    "/privacy/", "/toegankelijkheid/", "/zoeken/?q=noord", "/zoeken/?q=nergens", "/wijk/nergens/", "/beheer/inloggen/",
]  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HIDDEN_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def addresses():
    return [*PAGES, *[f"/en{page}" for page in PAGES if not page.startswith("/beheer/")]]


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_breaks_an_accessibility_rule_in_either_language(site, browser, width):
    # axe is put into the page as a script, which our own content policy would stop.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab, axe, found = context.new_page(), Axe(), []
    for address in addresses():
        tab.goto(f"{site}{address}")
        for one in axe.run(tab, options=RULES).response["violations"]:
            found.append(f"{address}: {one['id']}: {one['nodes'][0]['html'][:120]}")
        if tab.evaluate(HIDDEN_OVERFLOW) > 0:
            found.append(f"{address}: wider than the screen")
    context.close()
    assert found == []


def test_the_pages_keep_to_the_content_policy_and_ask_nobody_else(site, page):
    complaints, asked = [], set()
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    for address in PAGES[:10]:
        page.goto(f"{site}{address}")
    assert complaints == []
    assert asked == {site.split("/")[2]}


def test_a_resident_finds_her_wijk_with_the_keyboard_alone(site, page):
    page.goto(f"{site}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "zoek"
    page.keyboard.type("dorp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wijk/dorp/")
    assert page.locator("h1").inner_text() == "Dorp"


def test_every_wijk_on_the_map_can_be_reached_and_opened_with_the_keyboard(site, page):
    page.goto(f"{site}/")
    page.locator("svg.map a").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('.area')).strokeWidth") == "5px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/wijk/dorp/")


def test_without_scripts_everything_is_there(site, browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}/data/")
    tab.select_option("#level", "buurt")
    tab.click("text=Laat zien")
    assert tab.locator("tbody tr").count() == 4
    context.close()


def test_a_table_sorts_and_what_has_no_number_stays_last(site, page):
    page.goto(f"{site}/data/?level=buurt&indicator=burglaries_per_1000_dwellings&period=2023")
    page.click("thead button:has-text('Cijfer')")
    page.click("thead button:has-text('Cijfer')")
    assert page.locator("tbody th").first.inner_text() == "Noord"
    assert page.locator("thead th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.goto(f"{site}/data/")
    page.evaluate("document.querySelectorAll('tbody tr')[0].cells[2].dataset.value = ''")
    name = page.locator("tbody th").first.inner_text()
    for _ in range(2):
        page.click("thead button:has-text('Cijfer')")
        assert page.locator("tbody th").last.inner_text() == name


def test_on_paper_there_is_no_menu_and_the_lists_stand_beside_each_other(site, page):
    page.goto(f"{site}/wijk/dorp/")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    tops = {round(section.bounding_box()["y"]) for section in page.locator(".three section").all()}
    assert len(tops) == 1

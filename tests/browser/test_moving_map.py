"""The map that moves: an extra that works under the content policy, with the keyboard, and not at all without WebGL."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES
from wens.site.settings import SITE

pytestmark = pytest.mark.skipif(
    not (SITE / "static/assets/maplibre/maplibre-gl.mjs").is_file(), reason="assets are not built: make install"
)
ADDRESS = "/data/?level=buurt&indicator=burglaries_per_1000_dwellings&period=2023"


def wait_for(question, seconds=20):
    """Ask until it is so; under a strict content policy Playwright's own waiting for a function stalls."""
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)


@pytest.fixture
def shown(site, page):
    """The map on the page with burglaries per buurt, and what the browser complained about and asked for."""
    page.complaints, page.asked = [], []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{site}{ADDRESS}")
    page.before = list(page.asked)
    page.click("text=Toon kaart die beweegt")
    wait_for(lambda: page.locator("[data-ready=yes]").count() == 1)
    return page


def test_it_is_loaded_only_when_asked_and_from_this_site_alone_under_the_content_policy(site, shown):
    assert not [address for address in shown.before if "maplibre" in address or "/kaart/" in address]
    assert any("maplibre-gl-worker" in address for address in shown.asked)
    assert {address.split("/")[2] for address in shown.asked if address.startswith("http")} == {site.split("/")[2]}
    assert [address for address in shown.asked if address.startswith("blob:")] == []
    assert shown.complaints == []


def test_an_area_is_chosen_with_the_keyboard_and_said_with_its_figure_and_verdict(shown):
    shown.locator(".map-controls select").nth(2).focus()
    shown.keyboard.type("Noord")
    wait_for(lambda: "40 (29–54)" in shown.locator(".map-said").inner_text())
    said = shown.locator(".map-said").inner_text()
    assert "Vaker dan in heel Proefstad" in said
    assert "Bron:" in said
    assert shown.locator(".map-said a").get_attribute("href").startswith("/wijk/")


def test_pointing_at_an_area_says_the_same(shown):
    box = shown.locator(".map-frame canvas").bounding_box()
    for share in (0.2, 0.4, 0.6, 0.8):
        shown.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        time.sleep(0.3)
        if "Noord: 40" in shown.locator(".map-said").inner_text():
            return
    assert "Noord: 40" in shown.locator(".map-said").inner_text()


def test_another_subject_and_period_change_the_map_and_the_link_to_the_table(shown):
    shown.locator(".map-controls select").nth(1).select_option("2022")
    wait_for(lambda: "2022" in shown.locator(".map-said p").first.inner_text())
    assert "period=2022" in shown.get_by_text("Dezelfde cijfers in een tabel").get_attribute("href")
    shown.locator(".map-controls select").nth(0).select_option("recorded_crimes_per_1000_inhabitants")
    wait_for(lambda: "Alle misdrijven" in shown.locator(".map-said p").first.inner_text())


def test_the_table_is_one_step_before_the_map_and_the_map_takes_arrows(shown):
    shown.locator(".map-controls select").nth(2).focus()
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Dezelfde cijfers in een tabel"
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.classList.contains('maplibregl-canvas')")


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
def test_the_open_map_breaks_no_accessibility_rule(site, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab, found = context.new_page(), []
    for language in ("", "/en"):
        tab.goto(f"{site}{language}{ADDRESS}")
        tab.click("[data-moving-map] button")
        wait_for(lambda: tab.locator("[data-ready=yes]").count() == 1)
        tab.locator(".map-controls select").nth(2).select_option("BU00010000")
        found += [
            f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(tab, options=RULES).response["violations"]
        ]
        assert tab.evaluate(HIDDEN_OVERFLOW) <= 0
    context.close()
    assert found == []


def test_on_the_page_of_an_area_the_map_starts_with_that_area(site, page):
    page.goto(f"{site}/wijk/dorp/")
    page.click("text=Toon kaart die beweegt")
    wait_for(lambda: page.locator("[data-ready=yes]").count() == 1)
    assert page.locator(".map-controls select").nth(2).input_value() == "GM0001-LW-dorp"
    assert "Dorp:" in page.locator(".map-said").inner_text()


def test_without_webgl_the_page_says_so_and_keeps_its_drawing(site, browser):
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    tab.goto(f"{site}{ADDRESS}")
    tab.click("text=Toon kaart die beweegt")
    wait_for(lambda: "lukt niet in uw browser" in tab.locator("[data-moving-map]").inner_text())
    assert tab.locator("svg.map").is_visible()
    context.close()


def test_without_scripts_there_is_no_button(site, browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}/")
    assert not tab.get_by_text("Toon kaart die beweegt").is_visible()
    context.close()

"""Frozen photos in a real browser: no accessibility rule broken, no wider than the screen, both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES
from tests.figures import world
from tests.publication.conftest import MACHINE
from wens.photos import actions
from wens.tenancy.context import acting

PAGES = ["/wijk/dorp/foto/", "/wijk/dorp/foto/1/", "/wijk/dorp/foto/1/1/", "/wijk/bu00010000/", "/wijk/dorp/draaglast/"]


@pytest.fixture
def frozen(site):
    """Proefstad of which Dorp was kept."""
    with acting(world.GEMEENTE, MACHINE):
        actions.freeze(areas=["GM0001-LW-dorp"], by=MACHINE)
    return site


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_a_photo_breaks_an_accessibility_rule_in_either_language(frozen, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab, axe, found = context.new_page(), Axe(), []
    for address in [*PAGES, *[f"/en{page}" for page in PAGES]]:
        assert tab.goto(f"{frozen}{address}").status == 200, address
        for details in tab.locator("details").all():
            details.locator("summary").click()
        for one in axe.run(tab, options=RULES).response["violations"]:
            found.append(f"{address}: {one['id']}: {one['nodes'][0]['html'][:120]}")
        if tab.evaluate(HIDDEN_OVERFLOW) > 0:
            found.append(f"{address}: wider than the screen")
    context.close()
    assert found == []


def test_a_resident_walks_from_the_wijk_to_an_earlier_photo_and_back_with_the_keyboard(frozen, page):
    page.goto(f"{frozen}/wijk/dorp/")
    for link, address in (
        ("Foto’s van eerder", "**/foto/"),
        ("Foto 1, van", "**/foto/1/"),
        ("Naar Dorp nu", "**/wijk/dorp/"),
    ):
        page.locator(f"a:has-text('{link}')").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(address)
    assert page.locator("h1").inner_text() == "Dorp"

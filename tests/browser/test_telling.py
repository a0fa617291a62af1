"""Telling as it is done: on a narrow telephone, without scripts, with the keyboard alone, in five languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES
from tests.voices.test_photos import picture

PHONE = {"width": 360, "height": 740}
SCREENS = [
    "", "dringend/", "waar/", "wat/", "hoe/", "oorzaak/", "foto/", "wie/", "contact/", "nakijken/", "gevaar/", "klaar/",
]  # fmt: skip


def test_a_resident_tells_it_on_a_telephone_without_scripts_and_finds_the_code(site, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}/")
    tab.click("main >> text=Vertel wat er speelt")
    tab.click("main >> text=Begin")
    tab.fill("#id_search", "dorp")
    tab.click("main >> text=Verder")
    tab.select_option("#id_subject", "noise")
    tab.fill("#id_text", "Elke nacht lawaai, door meneer Jansen.")
    tab.click("main >> text=Verder")
    tab.check("#id_frequency_3")
    tab.click("main >> text=Verder")
    tab.click("button[value=skip]")
    file = {"name": "plek.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    tab.set_input_files("#id_photo", file)
    tab.click("main >> text=Verder")
    tab.go_back()
    assert tab.locator("img").count() == 1
    tab.click("main >> text=Sla de rest over")
    assert tab.locator("mark").inner_text() == "meneer Jansen (naam van iemand)"
    tab.click("main >> text=Verstuur")
    assert len(tab.locator(".follow-code").inner_text()) == 14
    assert tab.evaluate(HIDDEN_OVERFLOW) == 0
    context.close()


def test_it_can_be_told_with_the_keyboard_alone(site, page):
    page.goto(f"{site}/vertel/waar/")

    def tab_to(identity):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id || document.activeElement.value") == identity:
                return
        raise AssertionError(f"{identity} is not reached")

    tab_to("id_search")
    page.keyboard.type("dorp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wat/")
    tab_to("id_subject")
    page.keyboard.press("ArrowDown")
    tab_to("id_text")
    page.keyboard.type("Lawaai in de nacht")
    tab_to("next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hoe/")
    tab_to("check")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nakijken/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Verstuur":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/klaar/")


@pytest.mark.parametrize(
    "language", ["", pytest.param("/ar", marks=pytest.mark.slow), pytest.param("/tr", marks=pytest.mark.slow)]
)
def test_no_screen_of_telling_breaks_an_accessibility_rule(site, browser, language):
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    tab, axe, found = context.new_page(), Axe(), []

    def look(where):
        for one in axe.run(tab, options=RULES).response["violations"]:
            found.append(f"{where}: {one['id']}: {one['nodes'][0]['html'][:140]}")
        if tab.evaluate(HIDDEN_OVERFLOW) > 0:
            found.append(f"{where}: wider than the screen")

    base = f"{site}{language}/vertel/"
    tab.goto(f"{base}waar/")
    tab.click("button[value=next]")
    look("waar with an error")
    tab.select_option("#id_area", index=1)
    tab.click("button[value=next]")
    tab.select_option("#id_subject", "noise")
    tab.fill("#id_text", "Elke nacht lawaai bij nummer 12. Hij heeft een mes.")
    tab.click("button[value=next]")
    for screen in SCREENS[:-1]:
        tab.goto(f"{base}{screen}")
        look(screen)
    tab.goto(f"{base}nakijken/")
    tab.click("main form button")
    look("klaar")
    context.close()
    assert found == []

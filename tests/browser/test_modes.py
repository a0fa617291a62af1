"""The site for who reads in the dark, with high contrast, with large letters, or far zoomed in."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES, addresses

DUTCH = [address for address in addresses() if not address.startswith("/en")]
DRAWN = [
    (".strip text", "fill", 4.5),
    (".strip .reference", "stroke", 3),
    (".key .mark-higher path", "fill", 3),
    (".key .mark-lower path", "fill", 3),
    (".key .mark-chance circle", "stroke", 3),
    (".key .mark-plain circle", "fill", 3),
]
LARGE_LETTERS = "document.documentElement.style.fontSize = '200%'"
# The lightness of a drawn thing against the page it stands on, by the formula of WCAG 2.2 (1.4.11).
CONTRAST = """([selector, property]) => {
    const light = (colour) => {
        const part = (x) => (x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = colour.match(/[0-9.]+/g).map(Number);
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const paper = light(getComputedStyle(document.body).backgroundColor);
    return Math.min(...[...document.querySelectorAll(selector)].map((one) => {
        const ink = light(getComputedStyle(one)[property]);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    }));
}"""


def faults(tab, axe):
    """What axe finds on this page, and whether the page is wider than the screen."""
    found = [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in axe.run(tab, options=RULES).response["violations"]
    ]
    return found + (["wider than the screen"] if tab.evaluate(HIDDEN_OVERFLOW) > 0 else [])


@pytest.mark.slow
@pytest.mark.parametrize(
    "mode",
    [{"color_scheme": "dark"}, {"contrast": "more"}, {"color_scheme": "dark", "contrast": "more"}],
    ids=["dark", "more contrast", "dark and more contrast"],
)
def test_no_page_breaks_an_accessibility_rule_in_the_dark_or_with_more_contrast(site, browser, mode):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, **mode)
    tab, axe, found = context.new_page(), Axe(), {}
    for address in DUTCH:
        tab.goto(f"{site}{address}")
        if wrong := faults(tab, axe):
            found[address] = wrong
    context.close()
    assert found == {}


def test_what_is_drawn_can_be_seen_on_its_ground_by_day_and_by_night(site, browser):
    for scheme in ("light", "dark"):
        tab = browser.new_page(color_scheme=scheme)
        tab.goto(f"{site}/wijk/dorp/")
        for selector, drawn, least in DRAWN:
            assert tab.locator(selector).count() > 0, selector
            assert tab.evaluate(CONTRAST, [selector, drawn]) >= least, (scheme, selector)
        tab.close()


def test_with_the_colours_of_the_system_buttons_marks_and_borders_stay(site, browser):
    tab = browser.new_page(forced_colors="active", color_scheme="dark")
    tab.goto(f"{site}/wijk/dorp/")
    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector, drawn in [
        (".key .mark-higher path", "fill"),
        (".strip .reference", "stroke"),
        (".strip text", "fill"),
    ]:
        assert tab.evaluate(CONTRAST, [selector, drawn]) >= 7, (selector, paper)
    tab.goto(f"{site}/")
    assert tab.evaluate(CONTRAST, [".map .area", "stroke"]) >= 7
    assert tab.locator(".nl-button").first.evaluate("one => getComputedStyle(one).borderTopWidth") != "0px"
    tab.close()


def test_zoomed_in_twice_or_with_letters_twice_as_large_nothing_falls_off_the_page(site, browser):
    found = []
    zoomed = browser.new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    large = browser.new_page(viewport={"width": 1280, "height": 900})
    for address in DUTCH:
        for tab in (zoomed, large):
            tab.goto(f"{site}{address}")
            if tab is large:
                tab.evaluate(LARGE_LETTERS)
            if tab.evaluate(HIDDEN_OVERFLOW) > 0:
                found.append(f"{address}: {'large letters' if tab is large else 'zoomed in'}")
    zoomed.close()
    large.close()
    assert found == []


def test_on_paper_it_is_light_and_what_was_folded_is_open(site, browser):
    tab = browser.new_page(color_scheme="dark")
    tab.goto(f"{site}/wijk/dorp/")
    assert tab.locator("details.no-number li").first.is_hidden()
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.locator("details.no-number li").first.is_visible()
    tab.close()


def test_the_first_visit_loads_no_map_and_the_letters_do_not_hold_up_the_style(site, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/wijk/dorp/", wait_until="networkidle")
    assert not [url for url in asked if "map" in url.rsplit("/", 1)[-1]]
    names = [url.rsplit("/", 1)[-1] for url in asked]
    letters = [at for at, name in enumerate(names) if name.endswith(".woff2")]
    assert not [name for name in names if name.endswith(".css")]  # the style is in the page itself
    assert min(letters, default=len(names)) > 0

"""Pictures of every public page at 360 and 1280 px in both languages and by night, to look at by a person.

Makes the pictures of the README and the guides too (docs/pictures).

Usage: python scripts/screenshots.py [ADDRESS] [FOLDER] [--docs]
       default: http://localhost:8000 and test-results/screenshots; --docs makes only the pictures of docs
Needs a running site with the demo (make demo) and a Chromium on the machine.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = (360, 1280)
PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
MOST_BYTES = 150_000  # of a picture in docs: they come along with every clone
DESK = {"width": 1100, "height": 760}
TELEPHONE = {"width": 360, "height": 740}
FIXED = (
    "/",
    "/gemeente/",
    "/data/",
    "/bronnen/",
    "/over/",
    "/privacy/",
    "/toegankelijkheid/",
    "/zoeken/?q=no",
    "/wijk/-/",
    "/vergelijk/?gebied=pathmos&gebied=stadsveld",
    "/data/tabellen/",
)
SCREEN = 900
LONGEST = 6000  # pixels; a longer page is cut, the rest looks the same


def addresses(page: Page, site: str) -> list[str]:
    """Return the fixed pages, and the first wijk and stadsdeel that the home page links to, with the wijk's themes."""
    page.goto(f"{site}/")
    links = page.eval_on_selector_all("tbody a", "all => all.map(one => one.getAttribute('href'))")
    wijk = next(link for link in links if link.startswith("/wijk/"))
    stadsdeel = [link for link in links if link.startswith("/stadsdeel/")][:1]
    page.goto(f"{site}{wijk}")
    themes = page.eval_on_selector_all(".theme-head a", "all => all.map(one => one.getAttribute('href'))")
    return [*FIXED, wijk, *stadsdeel, *themes[:2]]


def take(page: Page, site: str, address: str, folder: Path, width: int) -> None:
    """Save one picture."""
    page.set_viewport_size({"width": width, "height": SCREEN})
    page.goto(f"{site}{address}")
    height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
    page.set_viewport_size({"width": width, "height": max(SCREEN, height)})  # what is far below the screen is not drawn
    name = "".join(sign if sign.isalnum() else "-" for sign in address).strip("-") or "home"
    page.screenshot(path=folder / f"{name}-{width}.png")


def keep(page: Page, name: str) -> None:
    """Keep what is on the screen as a picture of the docs; one that is too heavy stops here."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    weight = len(page.screenshot(path=PICTURES / f"{name}.png"))
    if weight > MOST_BYTES:
        sys.exit(f"docs/pictures/{name}.png weighs {weight} bytes, more than {MOST_BYTES}: make the screen smaller.")


def for_docs(browser: Browser, site: str) -> None:
    """Make the pictures of the README and the guides: Enschede, and for what needs more figures the made-up city."""
    fictional = site.replace("://localhost", "://verzonnenstad.localhost")
    page = browser.new_page(viewport=DESK)
    page.goto(f"{site}/wijk/pathmos/")
    keep(page, "wijk")
    page.goto(f"{fictional}/")
    links = page.eval_on_selector_all("tbody a[href*='/wijk/']", "all => all.map(one => one.getAttribute('href'))")
    first, second = (link.strip("/").rpartition("/")[2] for link in links[:2])
    page.goto(f"{fictional}/vergelijk/?gebied={first}&gebied={second}")
    page.locator(".compare .key").evaluate("one => one.scrollIntoView()")
    keep(page, "vergelijken")
    page.goto(f"{fictional}/data/")
    page.click("[data-moving-map] button")
    page.wait_for_selector("[data-moving-map][data-ready=yes]")
    page.select_option(".map-controls label:last-child select", index=1)
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": DESK["width"], "height": 920})
    page.locator("[data-moving-map]").evaluate("one => one.scrollIntoView()")
    keep(page, "kaart")
    page.close()
    night = browser.new_page(viewport=TELEPHONE, color_scheme="dark")
    night.goto(f"{fictional}/wijk/{first}/")
    night.locator(".figures .figure").first.evaluate("one => one.scrollIntoView()")
    keep(night, "nacht")
    night.close()


def every_page(browser: Browser, site: str, folder: Path) -> None:
    """Take all pages in both widths and languages, and by night."""
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 900})
        night = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
        for address in addresses(page, site):
            take(page, site, address, folder, width)
            take(page, site, f"/en{address}", folder, width)
            take(night, site, address, folder / "night", width)


def main() -> None:
    """Take all pictures and say where they are."""
    asked = [word for word in sys.argv[1:] if word != "--docs"]
    site = (asked[0] if asked else "http://localhost:8000").rstrip("/")
    folder = Path(asked[1] if len(asked) > 1 else "test-results/screenshots")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium on this machine. Install it: sudo apt install chromium")
    (folder / "night").mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for_docs(browser, site)
        if "--docs" not in sys.argv:
            every_page(browser, site, folder)
        browser.close()
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}, {len(list(PICTURES.glob('*.png')))} in docs")


if __name__ == "__main__":
    main()

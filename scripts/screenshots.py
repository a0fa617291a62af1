"""Pictures of every public page at 360 and 1280 px in both languages, to look at by a person.

Makes the picture of the README too (docs/pictures).

Usage: python scripts/screenshots.py [ADDRESS] [FOLDER]     default: http://127.0.0.1:8000 and test-results/screenshots
Needs a running site (make demo) and a Chromium on the machine.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WIDTHS = (360, 1280)
IN_README = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "wijk.png"
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
)
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
    page.goto(f"{site}{address}")
    height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
    name = "".join(sign if sign.isalnum() else "-" for sign in address).strip("-") or "home"
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True, clip=clip)


def show_in_readme(page: Page, site: str) -> None:
    """Make the picture of the README: the top of the page of a wijk of the demo."""
    page.goto(f"{site}/wijk/pathmos/")
    IN_README.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=IN_README)


def main() -> None:
    """Take all pictures and say where they are."""
    site = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "test-results/screenshots")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium on this machine. Install it: sudo apt install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for address in addresses(page, site):
                take(page, site, address, folder, width)
                take(page, site, f"/en{address}", folder, width)
        show_in_readme(browser.new_page(viewport={"width": 1280, "height": 860}), site)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()

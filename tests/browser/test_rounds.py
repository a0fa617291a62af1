"""A round in a browser: on a desk, on a telephone, with the keyboard only; no accessibility rule broken."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_public_pages import RULES
from tests.browser.test_round_table import people_there  # noqa: F401
from tests.figures import world
from tests.rounds.conftest import closed, heard, second, started, table_held
from tests.voices.people import People
from wens.organisations.models import Account
from wens.photos.actions import freeze
from wens.rounds.models import Round, StepKey
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
Enter = Callable[[Account, dict[str, int]], Page]


@pytest.fixture
def one(people_there: People) -> Round:  # noqa: F811
    """A round in Dorp: people told, the round table was held, nothing is closed yet."""
    with acting(world.GEMEENTE, Actor.machine()):
        freeze(by=Actor.machine())
        made = started(people_there)
        heard(area_code="BU00010000")
        table_held(people_there)
        return made


@pytest.fixture
def enter(browser: Browser, site: str) -> Iterator[Enter]:
    """Log somebody in, in a browser of the own."""
    opened: list[BrowserContext] = []

    def _enter(account: Account, size: dict[str, int]) -> Page:
        client = Client()
        with acting(world.GEMEENTE, Actor.machine()):
            client.force_login(account, "wens.site.login.AccountBackend")
        context = browser.new_context(viewport=size, locale="nl-NL")  # type: ignore[arg-type]
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        opened.append(context)
        return context.new_page()

    yield _enter
    for context in opened:
        context.close()


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url}: {row['id']}: {row['nodes'][0]['html'][:120]}" for row in found] + ["wider"] * wide


def test_a_director_closes_a_step_with_the_keyboard_and_another_signs(site, enter, one, people_there, settings):  # noqa: F811
    settings.WENS = settings.WENS.model_copy(update={"single_operator": False})
    page = enter(people_there.manager, DESK)
    page.goto(f"{site}/beheer/rondes/")
    page.get_by_role("link", name="Dorp", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ronde 1 in Dorp")
    step = page.locator("#stap-collect")
    step.locator("summary", has_text="Sluit deze stap af").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("De cijfers zijn gecontroleerd.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Stap 2 van 8: Foto")).to_be_visible()
    with acting(world.GEMEENTE, Actor.machine()):
        closed(one, people_there.manager, StepKey.PHOTO, StepKey.LISTEN, StepKey.TABLE)
        other = second(people_there)
    page.reload()
    expect(page.get_by_text("wacht op een ander dan wie de ronde tafel afsloot")).to_be_visible()
    signing = enter(other, PHONE)
    signing.goto(f"{site}/beheer/rondes/{one.pk}/")
    signing.get_by_role("button", name="Teken het dossier").click()
    signing.get_by_role("link", name="openbaar deel").click()
    expect(signing.get_by_role("heading", level=1)).to_have_text("Dossier 1 van Dorp")
    expect(signing.get_by_text("Grof vuil blijft vaak liggen.")).to_be_visible()


def test_no_screen_of_a_round_or_a_dossier_breaks_a_rule_on_a_phone_or_a_desk(site, enter, one, people_there):  # noqa: F811
    with acting(world.GEMEENTE, Actor.machine()):
        closed(one, people_there.manager)
        other = second(people_there)
    signing = enter(other, DESK)
    signing.goto(f"{site}/beheer/rondes/{one.pk}/")
    signing.get_by_role("button", name="Teken het dossier").click()
    partners = signing.get_by_role("link", name="deel van de partners").get_attribute("href")
    year = one.begins_on.year
    addresses = [
        "/beheer/", "/beheer/rondes/", f"/beheer/rondes/{one.pk}/", f"/beheer/rondes/{one.pk}/naast-elkaar/",
        f"/beheer/rondes/jaar/{year}/", "/beheer/rondes/nieuw/", partners, "/wijk/dorp/dossier/",
        "/wijk/dorp/dossier/1/", "/en/wijk/dorp/dossier/1/", "/wijk/dorp/",
    ]  # fmt: skip
    found = []
    for size in (PHONE, DESK):
        page = enter(people_there.manager, size)
        for address in addresses:
            page.goto(f"{site}{address}")
            found += faults(page)
    assert found == []

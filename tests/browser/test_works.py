"""The wijkbeheerplan in a browser: made at a desk, signed by another, read on a telephone without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_public_pages import RULES
from tests.districts.conftest import Desk, second_reader
from tests.figures import world
from tests.voices.people import make_people, told, working
from tests.works.conftest import YEAR
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def desk(site: str, settings: object) -> Desk:
    """The people of the site."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]
    with acting(world.GEMEENTE, Actor.machine()):
        return Desk(make_people(), second_reader())


def entered(browser: Browser, site: str, account: Account | None, size: dict[str, int], *, script: bool = True) -> Page:
    context: BrowserContext = browser.new_context(viewport=size, locale="nl-NL", java_script_enabled=script)  # type: ignore[arg-type]
    if account is not None:
        client = Client()
        with acting(world.GEMEENTE, Actor.machine()):
            client.force_login(account, "wens.site.login.AccountBackend")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context.new_page()


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url}: {row['id']}: {row['nodes'][0]['html'][:120]}" for row in found] + ["wider"] * wide


def test_a_report_becomes_a_work_that_everybody_follows(browser: Browser, site: str, desk: Desk) -> None:
    found: list[str] = []
    with acting(world.GEMEENTE, Actor.machine()), working(desk.people.triage):
        one = told("Het is donker.", state="in_triage", street="Kerkpad", cleaned_text="Het is donker op het Kerkpad.",
                   cleaned_by="account:x", is_public=True)  # fmt: skip

    manager = entered(browser, site, desk.writer, DESK)
    manager.goto(f"{site}/beheer/wijkbeheerplan/")
    found += faults(manager)
    manager.get_by_role("link", name="Begin een wijkbeheerplan").click()
    manager.get_by_label("Welke wijk?").select_option(label="Dorp")
    manager.get_by_label("Welk jaar?").fill(str(YEAR))
    manager.get_by_role("button", name="Sla op").click()
    plan = manager.url
    manager.goto(f"{site}/beheer/meldingen/{one.pk}/")
    manager.get_by_role("link", name="Zet in het wijkbeheerplan").click()
    found += faults(manager)
    manager.get_by_role("link", name=f"Nieuw werk in Dorp {YEAR}").click()
    manager.get_by_role("button", name="Sla op").click()
    expect(manager.get_by_role("alert")).to_contain_text("Naam van het werk")
    found += faults(manager)
    manager.get_by_label("Naam van het werk").fill("Lampen op het Kerkpad")
    manager.get_by_label("Wat gebeurt er?").fill("Er komen zes lampen.")
    manager.get_by_label("Wie voert het uit?").select_option(label="Domijn")
    manager.get_by_role("button", name="Sla op").click()
    expect(manager.get_by_text("Het is donker op het Kerkpad.")).to_be_visible()
    found += faults(manager)
    manager.goto(plan)
    manager.get_by_role("link", name="Schrijf een nieuwe versie").click()
    manager.get_by_label("vastgesteld plan").check()
    manager.get_by_label("Waar gaat het plan over?").fill("Dit doen wij in Dorp.")
    manager.get_by_role("button", name="Sla op").click()
    manager.get_by_role("button", name="Leg voor aan een tweede lezer").click()
    found += faults(manager)

    second = entered(browser, site, desk.second, PHONE)
    second.goto(f"{site}/beheer/")
    second.get_by_role("link", name=f"Teken: wijkbeheerplan Dorp {YEAR}").click()
    found += faults(second)
    second.get_by_role("button", name="Teken", exact=True).click()

    dora = entered(browser, site, desk.people.domijn, PHONE, script=False)
    dora.goto(f"{site}/beheer/wijkbeheerplan/")
    dora.get_by_role("link", name="Lampen op het Kerkpad").click()
    dora.locator("summary", has_text="Het gaat niet door").click()
    dora.get_by_label("Waarom gaat het niet door?").fill("Er ligt een kabel in de weg.")
    dora.get_by_role("button", name="Het gaat niet door").click()
    expect(dora.get_by_text("Opgeslagen.")).to_be_visible()

    phone = entered(browser, site, None, PHONE, script=False)
    phone.goto(f"{site}/wijk/dorp/")
    phone.get_by_role("link", name="Wat er gebeurt in de straten van Dorp").click()
    expect(phone.get_by_text("Er ligt een kabel in de weg.").first).to_be_visible()
    expect(phone.get_by_text("Het is donker op het Kerkpad.")).to_be_visible()
    reader = entered(browser, site, None, DESK)
    reader.goto(phone.url)
    assert found + faults(reader) == []

"""A plan in a browser: proposed at a desk, signed and reported on a telephone, read by everybody."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_public_pages import RULES
from tests.browser.test_round_table import people_there  # noqa: F401
from tests.figures import world
from tests.plans.conftest import proposed
from tests.voices.people import People
from wens.organisations.models import Account
from wens.plans.models import Action
from wens.plans.rules import SEE
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
Enter = Callable[[Account | None, dict[str, int]], Page]


@pytest.fixture
def action(people_there: People) -> Action:  # noqa: F811
    """An action that Domijn and the police are asked to sign."""
    with acting(world.GEMEENTE, Actor.machine(), rights={SEE}):
        made = proposed(people_there)
        return Action.objects.select_related("goal__ambition").get(pk=made.pk)


@pytest.fixture
def enter(browser: Browser, site: str) -> Iterator[Enter]:
    """Open a browser of the own, logged in or not."""
    opened: list[BrowserContext] = []

    def _enter(account: Account | None, size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, locale="nl-NL")  # type: ignore[arg-type]
        if account is not None:
            client = Client()
            with acting(world.GEMEENTE, Actor.machine()):
                client.force_login(account, "wens.site.login.AccountBackend")
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


def test_an_action_is_signed_reported_and_read(enter, site, action, people_there):  # noqa: F811
    found: list[str] = []
    for account in (people_there.domijn, people_there.police):
        page = enter(account, PHONE)
        page.goto(f"{site}/beheer/")
        page.get_by_role("link", name="Teken: Ruim de paden op").click()
        found += faults(page)
        page.get_by_role("button", name="Teken voor dit deel").click()
        expect(page.get_by_text("U hebt getekend namens uw organisatie.")).to_be_visible()
    phone = enter(people_there.domijn, PHONE)
    phone.goto(f"{site}/beheer/plannen/")
    found += faults(phone)
    phone.get_by_role("link", name="Ruim de paden op").first.click()
    found += faults(phone)
    phone.get_by_label("Bak geplaatst").check()
    phone.get_by_label("Hoe gaat het, in een zin?").fill("De bak staat er.")
    phone.get_by_role("button", name="Stuur").click()
    expect(phone.get_by_text("1 van de 2 stappen is klaar.")).to_be_visible()
    desk = enter(people_there.manager, DESK)
    for path in ("/beheer/plannen/", f"/beheer/plannen/speerpunt/{action.goal.ambition.focus_id}/",
                 f"/beheer/plannen/actie/{action.pk}/", f"/beheer/plannen/actie/{action.pk}/veranderen/"):  # fmt: skip
        desk.goto(f"{site}{path}")
        found += faults(desk)
    for size in (PHONE, DESK):
        reader = enter(None, size)
        reader.goto(f"{site}/plan/")
        found += faults(reader)
        reader.get_by_text("Minder vuil").click()
        reader.get_by_role("link", name="Ruim de paden op").click()
        expect(reader.get_by_text("De bak staat er.")).to_be_visible()
        found += faults(reader)
    assert found == []

"""The wijkbudget in a browser: a resident on a telephone, the treasurer and the chair of a wijkraad, without script."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_public_pages import RULES
from tests.budgets.conftest import Council, opened, seated
from tests.budgets.test_voting import vote_of
from tests.figures import world
from tests.voices.people import make_people
from wens.budgets.models import Budget
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
YEAR = "/wijkbudget/dorp/2026/"


@pytest.fixture
def council(site: str, settings: object) -> Council:
    """A wijkraad with a thousand euro, and a vote on three other plans."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]
    with acting(world.GEMEENTE, Actor.machine(), rights={"read_applications"}):
        made = seated(make_people())
        opened(made, "2000.00", closes_on=timezone.localdate() + dt.timedelta(days=5))
    return made


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


def test_a_plan_goes_from_a_telephone_to_a_payment(browser, site, council):
    found: list[str] = []
    phone = entered(browser, site, None, PHONE, script=False)
    phone.goto(f"{site}{YEAR}")
    phone.get_by_role("link", name="Vraag geld aan voor Dorp").click()
    phone.get_by_label("Wat wilt u doen, in een paar woorden?").fill("Bankje bij de vijver")
    phone.get_by_label("Vertel over uw plan").fill("Ouderen kunnen daar nu niet zitten.")
    phone.get_by_label("Hoeveel geld is er nodig?").fill("450,50")
    phone.get_by_label("Waar is het geld voor?").fill("Bankje 450,50")
    phone.get_by_label("een bewoner", exact=True).check()
    phone.get_by_label("Uw naam").fill("Jo Jansen")
    phone.get_by_label("Uw e-mailadres").fill("jo@example.nl")
    phone.get_by_role("button", name="Verstuur de aanvraag").click()
    code = phone.locator(".follow-code").inner_text()

    treasurer = entered(browser, site, council.treasurer, DESK)
    treasurer.goto(f"{site}/beheer/")
    treasurer.get_by_role("link", name="Wijkbudget en advies van de raad").click()
    found += faults(treasurer)
    treasurer.get_by_role("link", name="Aanvraag 1").click()
    found += faults(treasurer)
    treasurer.get_by_text("Controleer en maak de tekst voor de site").first.click()
    treasurer.get_by_role("button", name="Controleer en maak de tekst voor de site").click()
    expect(treasurer.get_by_text("De aanvraag is gecontroleerd.")).to_be_visible()

    chair = entered(browser, site, council.chair, PHONE)
    chair.goto(treasurer.url)
    chair.locator("summary", has_text=re.compile("^Besluit$")).click()
    chair.get_by_label("toegekend", exact=True).check()
    chair.get_by_label("Reden").last.fill("Goed voor ouderen in de wijk.")
    found += faults(chair)
    chair.get_by_role("button", name="Besluit", exact=True).click()
    expect(chair.get_by_text("Het besluit staat op de site.")).to_be_visible()

    treasurer.reload()
    treasurer.locator("summary", has_text="Noteer een betaling").click()
    treasurer.get_by_label("Bedrag", exact=True).first.fill("450,50")
    treasurer.get_by_label("Kenmerk").first.fill("Factuur 12")
    treasurer.get_by_role("button", name="Noteer een betaling").click()
    expect(treasurer.get_by_text("De betaling is genoteerd.")).to_be_visible()
    found += faults(treasurer)

    phone.goto(f"{site}/wijkbudget/volgen/")
    phone.get_by_label("Uw code").fill(code)
    phone.get_by_role("button", name="Kijk").click()
    expect(phone.get_by_text("Goed voor ouderen in de wijk.")).to_be_visible()
    for size in (PHONE, DESK):
        reader = entered(browser, site, None, size)
        for path in (
            "/wijkbudget/",
            YEAR,
            f"{YEAR}rekening/",
            f"{YEAR}aanvragen/",
            "/wijkbudget/volgen/",
            f"/wijkbudget/raad/{council.chair.organisation.slug}/",
            f"/en{YEAR}",
        ):
            reader.goto(f"{site}{path}")
            found += faults(reader)
    assert found == []


def test_a_resident_votes_with_a_code_on_a_telephone(browser, site, council):
    with acting(world.GEMEENTE, Actor.machine(), rights={"read_applications"}):
        vote, codes = vote_of(council, Budget.objects.get())
    phone = entered(browser, site, None, PHONE)
    phone.goto(f"{site}{YEAR}")
    phone.get_by_role("link", name="Bekijk de plannen en stem").click()
    found = faults(phone)
    phone.get_by_label("Uw stemcode").fill(codes[0].lower())
    phone.locator("input[name=plans]").first.check()
    phone.get_by_role("button", name="Stem", exact=True).click()
    expect(phone.get_by_role("heading", name="Uw stem zit in de bus")).to_be_visible()
    found += faults(phone)
    organiser = entered(browser, site, council.chair, DESK)
    organiser.goto(f"{site}/beheer/wijkbudget/stemming/{vote.pk}/")
    expect(organiser.get_by_text("Er is met 1 codes gestemd.")).to_be_visible()
    assert found + faults(organiser) == []

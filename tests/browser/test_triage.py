"""Triage, handing over and urgent in a real browser: with the keyboard alone, on a telephone and on a wide screen."""

from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES
from tests.figures import world
from tests.voices.people import PASSWORD, People, make_people, put_on_duty, told
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution

pytestmark = pytest.mark.slow
TOO_SMALL = """[...document.querySelectorAll('main a, main button, main summary, main select, main textarea')]
  .filter(e => { const r = e.getBoundingClientRect();
    return r.width && r.height < 44 && getComputedStyle(e).display !== 'inline' && !e.closest('td') })
  .map(e => e.textContent.trim())"""


@dataclass
class Work:
    """A site with people, and one contribution that nobody has read."""

    address: str
    people: People
    one: Contribution

    def state(self) -> str:
        with acting(world.GEMEENTE, Actor.machine()):
            return Contribution.objects.get(pk=self.one.pk).state


@pytest.fixture
def work(site: str) -> Work:
    with acting(world.GEMEENTE, Actor.machine()):
        people = make_people()
        one = told(
            "Bij de school staat een put open. Mijn buurman van nummer 12 weet ervan.", area_code="GM0001-LW-dorp"
        )
        put_on_duty(people.police)
    return Work(site, people, one)


class Hand:
    """Somebody who uses the keyboard only; each screen is checked for rules of accessibility."""

    def __init__(self, browser: Any, work: Work, account: Account, width: int) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        self.tab, self.work = context.new_page(), work
        self.tab.goto(f"{work.address}/beheer/inloggen/")
        self.at("#id_username").type(account.email)
        self.at("#id_password").type(PASSWORD)
        self.enter()

    def at(self, selector: str) -> Any:
        """Tab until the focus is there; who cannot get there with Tab cannot get there."""
        for _ in range(120):
            if self.tab.evaluate("s => document.activeElement.matches(s)", selector):
                return self.tab.keyboard
            self.tab.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector} on {self.tab.url}")

    def enter(self) -> None:
        with self.tab.expect_navigation():
            self.tab.keyboard.press("Enter")
        self.check()

    def open(self, path: str) -> None:
        answer = self.tab.goto(f"{self.work.address}{path}")
        assert (answer.status, self.tab.locator("h1").count()) == (200, 1)
        self.check()

    def check(self) -> None:
        found = [one["id"] for one in Axe().run(self.tab, options=RULES).response["violations"]]
        assert (found, self.tab.evaluate(HIDDEN_OVERFLOW) > 0, self.tab.evaluate(TOO_SMALL)) == ([], False, [])

    def sees(self, text: str) -> bool:
        return text in self.tab.locator("main").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_inbox_to_a_partner_and_to_its_end(browser: Any, work: Work, width: int) -> None:
    reader = Hand(browser, work, work.people.triage, width)
    reader.open("/beheer/meldingen/")
    reader.at(f"a[href$='{work.one.pk}/']")
    reader.enter()
    assert reader.sees("nummer 12")
    reader.at("form[action$='/nemen/'] button")
    reader.enter()
    reader.at("#tekst_text").type("Bij de school staat een put open.")
    reader.at("form[action$='/tekst/'] button")
    reader.enter()
    reader.at("#doe-aanbieden summary").press("Enter")
    reader.at("#aanbieden_organisation").type("Domijn")
    reader.at("form[action$='/aanbieden/'] button")
    reader.enter()
    assert work.state() == "offered"

    partner = Hand(browser, work, work.people.domijn, width)
    partner.open("/beheer/aangeboden/")
    partner.at(".inbox h2 a")
    partner.enter()
    assert partner.sees("Bij de school staat een put open.")
    assert not partner.sees("nummer 12")
    partner.at("form[action$='/aannemen/'] button")
    partner.enter()
    partner.at("#doe-afronden summary").press("Enter")
    partner.at("#afronden_solved_0").press("Space")
    partner.at("#afronden_text").type("De put is dicht.")
    partner.at("form[action$='/afronden/'] button")
    partner.enter()
    assert partner.sees("Dit leest de melder:")
    partner.at("main form button")
    partner.enter()
    assert work.state() == "resolved"


@pytest.mark.parametrize("width", [360, 1280])
def test_urgent_reaches_who_is_on_duty(browser: Any, work: Work, width: int) -> None:
    reader = Hand(browser, work, work.people.triage, width)
    reader.open(f"/beheer/meldingen/{work.one.pk}/")
    reader.at("#doe-dringend summary").press("Enter")
    reader.at("form[action$='/dringend/'] button")
    reader.enter()
    assert reader.sees("Schrijf in een paar zinnen")
    reader.at("#dringend_text").type("Bij de school staat een put open.")
    reader.at("form[action$='/dringend/'] button")
    reader.enter()
    duty = Hand(browser, work, work.people.police, width)
    duty.open("/beheer/aangeboden/")
    assert duty.sees("Dringend")
    duty.at(".inbox h2 a")
    duty.enter()
    duty.at("form[action$='/aannemen/'] button")
    duty.enter()
    assert work.state() == "with_partner"


def test_every_screen_of_staff_keeps_the_rules_on_a_telephone(browser: Any, work: Work) -> None:
    manager = Hand(browser, work, work.people.manager, 360)
    for path in ("meldingen/?tab=rood", "meldingen/nieuw/", "meldingen/invoer/", "meldingen/bijeenkomsten/", "dienst/"):
        manager.open(f"/beheer/{path}")

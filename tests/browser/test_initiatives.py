"""An initiative in a browser: from a telephone without script to the site, supported, with help found and done."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_budgets import DESK, PHONE, entered, faults
from tests.figures import world
from tests.voices.people import People, make_people
from wens.initiatives.hashing import token_of
from wens.initiatives.models import Supporter
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow


@pytest.fixture
def people(site: str, settings: object) -> People:
    """The people of Proefstad, without a second factor."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]
    with acting(world.GEMEENTE, Actor.machine()):
        return make_people()


def test_an_idea_goes_from_a_telephone_to_done(browser, site, people):
    found: list[str] = []
    phone = entered(browser, site, None, PHONE, script=False)
    phone.goto(f"{site}/initiatieven/")
    phone.get_by_role("link", name="Breng een idee in", exact=True).click()
    phone.get_by_role("button", name="Verstuur uw idee").click()
    expect(phone.get_by_role("heading", name="Dit kan nog niet worden opgeslagen")).to_be_visible()
    phone.get_by_label("In welke wijk?").select_option(label="Dorp")
    phone.get_by_label("Wat wilt u doen, in een paar woorden?").fill("Moestuin")
    phone.get_by_label("Vertel over uw idee").fill("Een moestuin op het veldje van Jan Bos.")
    phone.get_by_label("een vergunning of toestemming").check()
    phone.get_by_label("een bewoner", exact=True).check()
    phone.get_by_label("Uw naam").fill("Jo Jansen")
    phone.get_by_label("Uw e-mailadres").fill("jo@example.nl")
    phone.get_by_role("button", name="Verstuur uw idee").click()
    code = phone.locator(".follow-code").inner_text()

    triage = entered(browser, site, people.triage, DESK)
    triage.goto(f"{site}/beheer/")
    triage.get_by_role("link", name="Lees een idee in Dorp").click()
    found += faults(triage)
    triage.locator("summary", has_text="Zet het idee op de site").click()
    triage.get_by_label("Uitleg op de site").fill("Bewoners willen een moestuin op een veldje.")
    triage.get_by_label("Hulp: een vergunning of toestemming").fill("Gebruik van het veldje")
    found += faults(triage)
    triage.get_by_role("button", name="Zet het idee op de site").click()
    expect(triage.get_by_text("Het initiatief staat op de site.")).to_be_visible()

    phone.goto(f"{site}/initiatieven/")
    phone.get_by_role("link", name="Moestuin").click()
    address = phone.url
    phone.get_by_role("link", name="Ik help mee").click()
    phone.get_by_label("Uw e-mailadres").fill("hulp@example.nl")
    phone.get_by_label("Uw naam").fill("Hanna Hulp")
    phone.get_by_label("De gemeente mag mijn naam").check()
    phone.get_by_role("button", name="Verstuur").click()
    with acting(world.GEMEENTE, Actor.machine()):
        key = Supporter.objects.get().pk
        token = token_of("confirm", key)
    phone.goto(f"{site}/initiatieven/bevestigen/{key}/{token}/")
    phone.get_by_role("button", name="Ja, dat klopt").click()
    expect(phone.get_by_role("heading", name="Uw steun telt mee")).to_be_visible()

    manager = entered(browser, site, people.manager, PHONE)
    manager.goto(f"{site}/beheer/initiatieven/")
    found += faults(manager)
    manager.get_by_role("link", name="Moestuin").click()
    manager.get_by_role("button", name="Toon wie wil helpen").click()
    manager.get_by_role("button", name="Geef Hanna Hulp door").click()
    manager.locator("summary", has_text="Verander hoe het staat").click()
    manager.get_by_label("gevonden", exact=True).check()
    manager.get_by_label("Hoe is de hulp gevonden, of waarom niet?").fill("Het veldje mag drie jaar gebruikt worden.")
    manager.get_by_label("Welke functie gaat hierover?").fill("Groenbeheerder")
    manager.get_by_role("button", name="Sla op").click()
    manager.locator("summary", has_text="Het is klaar").click()
    manager.get_by_label("Wat is er gedaan?").fill("De eerste sla is geoogst.")
    found += faults(manager)
    manager.get_by_role("button", name="Het is klaar").click()

    phone.goto(f"{site}/initiatieven/volgen/")
    phone.get_by_label("Uw code").fill(code)
    phone.get_by_role("button", name="Kijk").click()
    expect(phone.get_by_text("hulp@example.nl")).to_be_visible()
    looking = entered(browser, site, None, PHONE)
    for path in ("", "nieuw/", "volgen/", "netwerken/", address.rsplit("/", 2)[1] + "/"):
        for language in ("", "/en"):
            looking.goto(f"{site}{language}/initiatieven/{path}")
            found += faults(looking)
    looking.goto(address)
    expect(looking.get_by_text("De eerste sla is geoogst.")).to_be_visible()
    expect(looking.get_by_text("Jan Bos")).to_have_count(0)
    assert found == []

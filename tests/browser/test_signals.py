"""A signal in a browser: brought in on a telephone, doubted, taken up and ended; every screen by axe."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_plans import DESK, PHONE, enter, faults  # noqa: F401
from tests.figures import world
from tests.signalling.network import Network, entered, make_network
from tests.voices.people import make_people
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
LIST = "/beheer/signalen/"


@pytest.fixture
def network(site: str) -> Network:
    """Proefstad with its partners, wijkteams, places and covenant, and one signal inside the covenant."""
    with acting(world.GEMEENTE, Actor.machine()):
        made = make_network(make_people())
        entered(made, place="street", covenant=True)
        return made


def test_from_the_street_to_the_end(enter, site, network):  # noqa: F811
    found: list[str] = []
    phone = enter(network.people.police, PHONE)
    phone.goto(f"{site}{LIST}")
    found += faults(phone)
    phone.get_by_role("link", name="Breng een signaal in").click()
    phone.get_by_role("button", name="Verder").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    found += faults(phone)
    phone.get_by_label("In welke wijk of buurt?").select_option(label="Noord")
    phone.get_by_role("button", name="Verder").click()
    phone.get_by_label("Waar precies?").select_option(label="Dorpsplein (Noord)")
    phone.get_by_label("Wat ziet u?").fill("Meneer Jansen dealt bij de banken.")
    phone.get_by_label("Wonen en leven").check()
    phone.get_by_label("sinds deze maand").check()
    phone.get_by_role("button", name="Breng dit signaal in").click()
    expect(phone.get_by_label("Ik keek nog eens")).to_be_visible()
    found += faults(phone)
    phone.get_by_label("Wat ziet u?").fill("Elke avond glas bij de banken.")
    phone.get_by_role("button", name="Breng dit signaal in").click()
    expect(phone.get_by_text("Wijkteam Dorp pakt dit uiterlijk")).to_be_visible()
    found += faults(phone)

    colleague = enter(network.people.domijn, PHONE)
    colleague.goto(f"{site}/beheer/")
    colleague.get_by_role("link", name="Ziet u dit ook? Noord").click()
    colleague.get_by_role("link", name="Zeg of u dit ook ziet").click()
    colleague.get_by_label("wij zien dit niet").check()
    colleague.get_by_label("Wilt u iets uitleggen?").fill("Onze huismeester ziet het niet.")
    found += faults(colleague)
    colleague.get_by_role("button", name="Bewaar").click()
    expect(colleague.get_by_text("Onze huismeester ziet het niet.").first).to_be_visible()

    team = enter(network.team, PHONE)
    team.goto(phone.url)
    for step, label, words, button in (
        ("Pak dit signaal op", "Wat gaat uw team doen?", "Wij gaan vrijdag kijken.", "Wij pakken dit op"),
        ("Vertel wat u deed", "Wat deed uw team?", "Wij praatten met de mensen daar.", "Stuur bericht"),
        ("Rond dit signaal af", "Wat is er gedaan?", "Er staat nu een glasbak.", "Rond af"),
    ):
        team.get_by_role("link", name=step).click()
        if step.startswith("Rond"):
            team.get_by_label("het is minder geworden").check()
        team.get_by_label(label).fill(words)
        found += faults(team)
        team.get_by_role("button", name=button).click()
    expect(team.get_by_text("Het is minder geworden", exact=True).first).to_be_visible()

    desk = enter(network.people.manager, DESK)
    for path in ("", "plekken/", "plekken/nieuw/", "plekken/bestand/", "regels/"):
        desk.goto(f"{site}{LIST}{path}")
        found += faults(desk)
    team.goto(f"{site}{LIST}?stand=alle")
    expect(team.get_by_role("link", name="Kerkstraat, Noord")).to_be_visible()
    team.get_by_text("Kies op de kaart").click()
    found += faults(team)
    assert found == []

"""A signal from figures in a browser: read, judged with a reason, seen in the back-test and per square; all by axe."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_plans import DESK, PHONE, enter, faults  # noqa: F401
from tests.figures import world
from tests.signalling import squares as fires
from tests.signalling.test_squares import covenant
from tests.signalling.test_weekly import run
from tests.voices.people import People, make_people
from wens.areas.models import Area
from wens.intake.actions import import_file
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
LIST = "/beheer/cijfersignalen/"


@pytest.fixture
def people(site: str) -> People:
    """Proefstad with fires as points, one square that stands out, and a covenant of the police."""
    by = Actor.machine()
    with acting(world.GEMEENTE, by):
        Area.objects.filter(level="buurt").update(households=600)
        made = make_people()
        import_file(source="incidents", delivery=fires.delivery(fires.points()), options=fires.COMMIT, by=by)
        fires.load_addresses()
        covenant(made)
    assert run().new >= 1
    return made


def test_a_signal_is_judged_and_stands_in_the_back_test(enter, site, people):  # noqa: F811
    found: list[str] = []
    phone = enter(people.police, PHONE)
    phone.goto(f"{site}{LIST}")
    found += faults(phone)
    phone.get_by_role("link", name="Buitenbranden, signaal 1").click()
    expect(phone.get_by_text("In deze vakken van 100 bij 100 meter")).to_be_visible()
    expect(phone.get_by_text(fires.SQUARE_CODE)).to_be_visible()
    found += faults(phone)
    phone.get_by_role("link", name="Zeg wat dit is").click()
    phone.get_by_label("er is een verklaring").check()
    phone.get_by_label("Waarom?").fill("De oude containers stonden er nog.")
    found += faults(phone)
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("De oude containers stonden er nog.")).to_be_visible()
    found += faults(phone)
    phone.goto(f"{site}{LIST}terugkijken/")
    expect(phone.get_by_text("Er is een verklaring: 1")).to_be_visible()
    found += faults(phone)

    phone.goto(f"{site}{LIST}straat/")
    found += faults(phone)
    phone.get_by_role("link", name="Werf").click()
    expect(phone.get_by_role("heading", name="Werf, op straatniveau")).to_be_visible()
    expect(phone.get_by_role("rowheader", name=fires.SQUARE_CODE)).to_be_visible()
    found += faults(phone)

    desk = enter(people.manager, DESK)
    for path in (LIST, f"{LIST}budget/", f"{LIST}straat/GM0001-LW-werf/", "/algoritmes/", "/algoritmes/scan/"):
        desk.goto(f"{site}{path}")
        found += faults(desk)
    outside = enter(people.domijn, DESK)
    outside.goto(phone.url)
    expect(outside.get_by_text(fires.SQUARE_CODE)).to_have_count(0)
    outside.goto(f"{site}{LIST}?lijst=judged")
    outside.get_by_role("link", name="Buitenbranden, signaal 1").click()
    expect(outside.get_by_text("De precieze plek staat er niet bij.")).to_be_visible()
    found += faults(outside)
    assert found == []

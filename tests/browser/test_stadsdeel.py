"""A stadsdeel in a browser: written at a desk, signed by another, read and followed by a resident on a telephone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_plans import DESK, PHONE, enter, faults  # noqa: F401
from tests.browser.test_round_table import people_there  # noqa: F401
from tests.districts.conftest import DORP, WEST, contact, second_reader, words
from tests.figures import world
from tests.plans.conftest import focus, goal
from tests.voices.people import People, working
from wens.districts import actions
from wens.districts.actions import Draft
from wens.districts.models import Kind
from wens.organisations.models import Account
from wens.plans import actions as plans
from wens.plans.models import What
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow


@pytest.fixture
def second(people_there: People, settings: Any) -> Account:  # noqa: F811
    """A second reader; nobody may do both here."""
    settings.WENS = settings.WENS.model_copy(update={"single_operator": False})
    with acting(world.GEMEENTE, Actor.machine()):
        reader = second_reader()
        made = []
        with working(people_there.manager) as by:
            for kind, areas, content, key in (
                (Kind.CONTACT, (WEST,), contact("service_centre", "Servicecentrum West", street="Plein"), ""),
                (Kind.CONTACT, (DORP,), contact(), ""),
                (Kind.NEWS, (DORP,), words(), ""),
                (Kind.PROFILE, (WEST,), words("West in het kort", "Een groen stadsdeel."), WEST),
            ):
                one = actions.start(kind=kind, of=Draft(areas, content), key=key, by=by)
                made.append(actions.offer(key=one.pk, by=by))
            point = focus(by, area_codes=[WEST])
            goal(by, point)
            plans.move_focus(focus=point.pk, name=What.ADOPT, by=by)
        with working(reader) as by:
            for one in made:
                actions.sign(key=one.pk, by=by)
        return reader


def test_news_is_written_signed_and_read(enter, site, people_there, second):  # noqa: F811
    found: list[str] = []
    desk = enter(people_there.manager, DESK)
    desk.goto(f"{site}/beheer/teksten/")
    found += faults(desk)
    desk.get_by_role("link", name=re.compile("Schrijf iets nieuws.*nieuwsbericht")).click()
    desk.get_by_label("Titel", exact=True).fill("Feest in Dorp")
    desk.get_by_label("Tekst", exact=True).fill("Zaterdag is er feest.\n\nKomt u ook?")
    desk.get_by_label("Dorp", exact=True).check()
    desk.get_by_role("button", name="Bekijk een voorbeeld").click()
    expect(desk.get_by_role("heading", name="Feest in Dorp")).to_be_visible()
    found += faults(desk)
    desk.get_by_role("button", name="Bewaar als concept").click()
    desk.get_by_role("button", name="Leg voor aan een tweede lezer").click()
    expect(desk.get_by_text("Vraag een ander om te tekenen.")).to_be_visible()
    expect(desk.get_by_role("button", name="Teken", exact=True)).to_have_count(0)
    found += faults(desk)
    phone = enter(second, PHONE)
    phone.goto(f"{site}/beheer/")
    phone.get_by_role("link", name="Teken: Feest in Dorp").click()
    found += faults(phone)
    phone.get_by_role("button", name="Teken", exact=True).click()
    expect(phone.get_by_text("U heeft getekend.")).to_be_visible()
    found += faults(phone)
    phone.goto(f"{site}/beheer/teksten/nieuw/contact/")
    found += faults(phone)
    resident = enter(None, PHONE)
    resident.goto(f"{site}/nieuws/")
    resident.get_by_role("link", name="Feest in Dorp").click()
    expect(resident.get_by_text("Komt u ook?")).to_be_visible()
    found += faults(resident)
    assert found == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_resident_finds_whom_to_turn_to_and_reads_about_the_stadsdeel(enter, site, second, size):  # noqa: F811
    found: list[str] = []
    page = enter(None, size)
    page.goto(f"{site}/bij-wie/")
    found += faults(page)
    page.get_by_label("Uw postcode, wijk of buurt").fill("Dorp")
    page.get_by_role("main").get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", name="Wijkteam Dorp")).to_be_visible()
    expect(page.get_by_role("heading", name="Servicecentrum West")).to_be_visible()
    found += faults(page)
    for prefix in ("", "/en"):
        for path in ("/stadsdeel/west/", "/wijk/dorp/", f"/bij-wie/{DORP}/", f"/nieuws/gebied/{DORP}/", "/nieuws/mail/",
                     f"/teksten/gebied/{WEST}/"):  # fmt: skip
            answer = page.goto(f"{site}{prefix}{path}")
            assert answer is not None
            assert answer.status == 200, path
            found += faults(page)
    page.goto(f"{site}/stadsdeel/west/")
    page.get_by_text("Schone paden: leefomgeving").click()
    page.locator("summary", has_text="Minder vuil").click()
    expect(page.get_by_text("Vuil wordt niet geteld.")).to_be_visible()
    assert found == []

"""Following as it is done: on a narrow telephone, without scripts, with the keyboard alone; by a partner too."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES
from tests.voices.people import People, make_people, working
from wens.followup.actions.links import Purpose, token_for
from wens.followup.actions.writing import to_partner
from wens.followup.models import Letter
from wens.organisations.actions import register_gemeente
from wens.tenancy.context import Actor, acting
from wens.voices.actions import handing, triage
from wens.voices.actions.contributing import Reachable, Told, contribute
from wens.voices.models import Contribution

CODE, MACHINE = "GM0153", Actor.machine()
PHONE = {"width": 360, "height": 740}


@dataclass
class Followed:
    """A site where we asked one writer something, ended the contribution of another and offered that of a third."""

    url: str
    asked: str
    ended: str
    partner: str
    people: People


def told(text: str) -> tuple[Contribution, str]:
    with acting(CODE, Actor.public()):
        sent = contribute(
            told=Told(area_code="BU01530000", text=text, reachable=Reachable(email="b@example.nl")),
            answer_key=uuid.uuid4(), by=Actor.public(),
        )  # fmt: skip
    return sent.contribution, sent.code


@pytest.fixture
def followed(transactional_db: None, home: object, settings: Any) -> Iterator[Followed]:
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    register_gemeente(code=CODE, name="Enschede", hosts=["localhost"], by=MACHINE)
    (asked, asked_code), (ended, ended_code), (offered, _) = (told(f"Het is donker bij {n}.") for n in "ABC")
    with acting(CODE, MACHINE):
        people = make_people()
        with working(people.triage) as by:
            triage.take(contribution=asked.pk, by=by)
            triage.ask_back(contribution=asked.pk, text="Bij welk huis is het?", by=by)
            triage.take(contribution=ended.pk, by=by)
            triage.end(contribution=ended.pk, as_state="resolved", text="De lamp brandt weer.", by=by)
            triage.take(contribution=offered.pk, by=by)
            triage.approve_text(contribution=offered.pk, text="Een lamp is stuk.", public=False, by=by)
            handover = handing.offer(
                contribution=offered.pk, organisation=people.domijn.organisation_id, by=by,
                answer_before=timezone.now() + dt.timedelta(days=1),
            )  # fmt: skip
        to_partner(Letter.Kind.OFFERED, handover, cause="test")
        token = token_for(Letter.objects.get(kind="offered"), Purpose.ITEM, contribution=offered)
    server = LiveServer("localhost")
    yield Followed(server.url, asked_code, ended_code, f"{server.url}/partner/{token}/", people)
    server.stop()


def test_a_writer_answers_a_question_on_a_telephone_without_scripts(followed, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{followed.url}/volg/")
    tab.fill("#id_code", followed.asked.lower())
    tab.click("main button[type=submit]")
    assert "Bij welk huis is het?" in tab.inner_text("main")
    tab.fill("#id_text", "Bij nummer 12.")
    tab.click("text=Verstuur")
    assert "Uw bericht is aangekomen" in tab.inner_text("main")
    assert "leest uw melding" in tab.inner_text("main")
    context.close()


def test_a_writer_says_with_the_keyboard_alone_that_it_is_not_solved(followed, page):
    page.goto(f"{followed.url}/volg/{followed.ended}/")

    def tab_to(condition: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"(e => {condition})(document.activeElement)"):
                return
        raise AssertionError(f"{condition} is not reached")

    tab_to("e.name === 'answer'")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to("e.textContent.trim() === 'Stuur mijn antwoord'")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=opnieuw geopend")


def test_a_partner_answers_by_the_link_in_the_letter_without_scripts(followed, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(followed.partner)
    assert "Een lamp is stuk." in tab.inner_text("main")
    assert "donker bij C" not in tab.inner_text("main")
    tab.check("text=Wij pakken dit op")
    tab.click("text=Stuur het antwoord")
    assert "aangenomen" in tab.inner_text("main")
    context.close()


@pytest.mark.slow
def test_no_screen_of_following_breaks_an_accessibility_rule(followed, browser):
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    tab, axe, found = context.new_page(), Axe(), []

    def look(path: str, then: str = "") -> None:
        tab.goto(path if path.startswith("http") else f"{followed.url}{path}")
        if then:
            tab.click(then)
        for one in axe.run(tab, options=RULES).response["violations"]:
            found.append(f"{path} {then}: {one['id']}: {one['nodes'][0]['html'][:140]}")
        if tab.evaluate(HIDDEN_OVERFLOW) > 0:
            found.append(f"{path}: wider than the screen")

    mine = f"/volg/{followed.ended}/"
    look("/volg/", "main button[type=submit]")
    for path in (mine, f"/en{mine}", f"/ar{mine}", f"{mine}bericht/", f"{mine}intrekken/", "/volg/kwijt/"):
        look(path)
    look(mine, "text=Stuur mijn antwoord")
    look(f"/volg/{followed.asked}/", "text=Verstuur")
    look("/volg/2345-2345-2345/")
    look(followed.partner, "text=Stuur het antwoord")
    tab.goto(f"{followed.url}/beheer/inloggen/")
    tab.fill("main input[type=email]", followed.people.manager.email)
    tab.fill("main input[type=password]", "een heel lang wachtwoord 42")
    tab.click("main button[type=submit]")
    look("/beheer/")
    look("/beheer/rode-lijst/")
    assert found == []
    context.close()

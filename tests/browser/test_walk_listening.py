"""The walk of a voice: told on a telephone, read, cleaned, handed over, followed with a code, erased on request.

In a real browser without JavaScript, with a real mail server on loopback. What was written itself is seen by nobody but
the writer and who reads contributions.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.servers.mail import FakeMail, mail_server
from tests.walks.conftest import Wens
from tests.walks.test_step2_photo import _geojson

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PHONE: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}, "locale": "nl-NL"}
WRITTEN = "Meneer Jansen van nummer 12 draait elke nacht harde muziek. Bel mij op 06-12345678."
CLEANED = "In deze straat is er elke nacht harde muziek."
PARTNERS = """
gemeente: GM9997
status: to_be_confirmed
source: made for this walk
organisations:
  - {key: gemeente, name: Gemeente Voorbeeld, kind: municipality}
  - {key: wonen, name: Wonen Voorbeeld, kind: housing}
"""


def set_up(wens: Wens, folder: Path) -> dict[str, str]:
    """Load areas and partners, make the accounts; return the password of each role."""
    (folder / "buurten.geojson").write_text(_geojson())
    load = ["areas", "load", folder / "buurten.geojson", "--gemeente", "GM9997", "--level", "buurt", "--year", "2023"]
    wens.run(*load, "--code", "code", "--name", "naam", "--parent", "wijk", "--commit")
    wens.run("gemeente", "set", "GM9997", "--name", "Voorbeeld", "--host", "127.0.0.1")
    (folder / "partners.yaml").write_text(PARTNERS)
    wens.run("organisations", "load", folder / "partners.yaml", "--gemeente", "GM9997", "--commit")
    return {role: _account(wens, role) for role in ("administrator", "triage", "privacy_officer")}


def _account(wens: Wens, role: str) -> str:
    said = wens.run("user", "add", f"{role}@voorbeeld.example", "--gemeente", "GM9997", "--name", role, "--role", role)
    found = re.search(r"Password: (\S+)", said)
    assert found
    return found[1]


class Walk:
    """The people of this walk, each with a browser of their own."""

    def __init__(self, wens: Wens, mail: FakeMail, address: str, chromium: Browser, passwords: dict[str, str]) -> None:
        self.wens, self.mail, self.address, self.chromium, self.passwords = wens, mail, address, chromium, passwords

    def person(self) -> Page:
        return self.chromium.new_context(**PHONE).new_page()

    def staff(self, role: str) -> Page:
        page = self.person()
        page.goto(f"{self.address}/beheer/inloggen/")
        page.get_by_label("E-mailadres").fill(f"{role}@voorbeeld.example")
        page.locator("input[type=password]").fill(self.passwords[role])
        page.locator("main button[type=submit]").first.click()
        assert "Mijn werk" in page.locator("main").inner_text()
        return page

    def letters(self) -> list[tuple[str, str]]:
        """Let the background jobs run; return what arrived since the last time: (recipient, text)."""
        before = len(self.mail.confirmed)
        self.wens.run("worker", "--once")
        return [
            (one.recipient, one.message.get_body(("plain",)).get_content())  # type: ignore[union-attr]
            for one in self.mail.confirmed[before:]
        ]


@pytest.fixture
def walk(wens: Wens, browser: Browser, tmp_path: Path) -> Iterator[Walk]:
    with mail_server() as mail:
        wens.settings |= {
            "WENS_SMTP_URL": mail.url,
            "WENS_MAIL_FROM": "wens@voorbeeld.example",
            "WENS_SECOND_FACTOR": "optional",
        }
        passwords = set_up(wens, tmp_path)
        site = wens.serve()
        try:
            yield Walk(wens, mail, site.address, browser, passwords)
        finally:
            site.stop()


def test_a_voice_is_heard_answered_shown_and_can_be_taken_back(walk: Walk) -> None:
    _partner_gets_a_mailbox(walk)
    code = _tells(walk)
    [received] = [text for to, text in walk.letters() if to == "bewoner@voorbeeld.example"]
    assert "Jansen" not in received

    reader = walk.staff("triage")
    _cleans_and_offers(walk, reader)
    [offered] = [text for to, text in walk.letters() if to == "wonen@voorbeeld.example"]
    assert "Jansen" not in offered
    _partner_accepts(walk, offered)

    page = walk.person()
    page.goto(f"{walk.address}/volg/")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Bekijk mijn melding").click()
    followed = page.locator("main").inner_text()
    assert "Wonen Voorbeeld" in followed
    assert WRITTEN in followed

    _is_erased(walk, code)
    page.reload()
    assert WRITTEN not in page.locator("main").inner_text()


def _partner_gets_a_mailbox(walk: Walk) -> None:
    page = walk.staff("administrator")
    page.goto(f"{walk.address}/beheer/partners/")
    page.get_by_role("link", name="Wonen Voorbeeld").click()
    page.locator("input[name=mailbox]").fill("wonen@voorbeeld.example")
    page.locator("input[name=mailbox]").press("Enter")
    page.get_by_role("link", name="Wonen Voorbeeld").click()
    assert page.locator("input[name=mailbox]").input_value() == "wonen@voorbeeld.example"


def _tells(walk: Walk) -> str:
    page = walk.person()
    page.goto(f"{walk.address}/vertel/")
    assert "112" in page.locator("main").inner_text()
    page.locator("main").get_by_text("Begin", exact=True).click()
    page.get_by_label("Kies uw wijk").select_option(index=1)
    page.get_by_label("Straat").fill("Dorpsstraat")
    _on(page)
    page.get_by_label("Waar gaat het over?").select_option("Lawaai of ruzie bij de buren")
    page.get_by_label("Wat is er aan de hand?").fill(WRITTEN)
    _on(page)
    for _ in range(4):
        page.get_by_role("link", name="Overslaan").or_(page.get_by_role("button", name="Overslaan")).click()
    page.get_by_label("E-mailadres").fill("bewoner@voorbeeld.example")
    _on(page)
    assert "naam van iemand" in page.locator("main").inner_text()
    page.get_by_role("button", name="Verstuur").click()
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.locator("main").inner_text())
    assert found
    return found[0]


def _on(page: Page) -> None:
    page.get_by_role("button", name="Verder").click()


def _cleans_and_offers(walk: Walk, page: Page) -> None:
    page.goto(f"{walk.address}/beheer/meldingen/")
    page.get_by_role("link", name=re.compile("^[0-9A-F]{6}: Lawaai")).click()
    assert WRITTEN in page.locator("main").inner_text()
    page.get_by_role("button", name="Ik behandel deze melding").click()
    page.get_by_label("Schone tekst", exact=False).last.fill(CLEANED)
    page.get_by_label("Iedereen mag deze tekst lezen").check()
    page.get_by_role("button", name="Bewaar de schone tekst").click()
    page.locator("#doe-aanbieden summary").click()
    page.get_by_label("Aan welke partner?").select_option("Wonen Voorbeeld")
    page.get_by_role("button", name="Bied aan", exact=True).click()
    assert "aangeboden" in page.locator("main").inner_text().lower()


def _partner_accepts(walk: Walk, letter: str) -> None:
    link = re.search(r"https?://\S+/partner/\S+", letter)
    assert link
    page = walk.person()
    page.goto(re.sub(r"^https?://[^/]+", walk.address, link[0]))
    shown = page.locator("main").inner_text()
    assert CLEANED in shown
    assert "Jansen" not in shown
    page.locator("main input[type=radio]").first.check()
    page.get_by_role("button", name="Stuur het antwoord").click()
    assert "beantwoord" in page.locator("main").inner_text()


def _is_erased(walk: Walk, code: str) -> None:
    page = walk.staff("privacy_officer")
    page.goto(f"{walk.address}/beheer/privacy/verzoeken/nieuw/")
    page.get_by_label("Wat wordt er gevraagd?").select_option("verwijdering")
    page.get_by_label("Over wie gaat het?").select_option("iemand die in een tekst wordt genoemd")
    page.get_by_label("Naam en adres van wie het vraagt").fill("J. Jansen, Dorpsstraat 12")
    page.get_by_label("Wat staat er in het verzoek?").fill("Mijn naam moet weg.")
    page.get_by_role("button", name="Opslaan").click()
    page.locator("button[name=step]").first.click()
    page.get_by_label("Volgcode").fill(code)
    page.get_by_role("button", name="Zoeken").click()
    page.locator("input[name=thing]").check()
    page.get_by_role("button", name="Dit hoort bij het verzoek").click()
    page.locator("input[name=sure]").check()
    page.get_by_role("button", name="Voorgoed verwijderen").click()
    assert "Alleen dat er iets stond, is nog te zien." in page.locator("main").inner_text()

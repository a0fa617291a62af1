"""Logging in in two steps in a real browser: with the keyboard alone, with a passkey, and readable for everybody."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_public_pages import HIDDEN_OVERFLOW, RULES
from wens.organisations.actions import create_account, make_organisation, register_gemeente
from wens.organisations.models import Kind
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
EMAIL, PASSWORD = "kim@example.nl", "vier gewone woorden samen"
STAFF = [
    "accounts/", "accounts/uitnodigen/", "partners/", "partners/nieuw/", "convenanten/", "convenanten/nieuw/",
    "tweede-stap/", "tweede-stap/sleutels/", "logboek/",
]  # fmt: skip


@pytest.fixture
def office(transactional_db, home, settings):
    """The address of a gemeente with one administrator, who needs a second factor."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "required"})
    cache.clear()
    register_gemeente(code="GM0153", name="Enschede", hosts=["localhost"], by=MACHINE)
    with acting("GM0153", MACHINE):
        make_organisation(name="Politie", kind=Kind.POLICE, by=MACHINE)
        create_account(email=EMAIL, name="Kim", role="administrator", password=PASSWORD, by=MACHINE)
    server = LiveServer("localhost")
    yield f"{server.url}/beheer/"
    server.stop()


def code_of(secret: str) -> str:
    """Return the code that an app shows; just before the half minute ends it waits for the next one."""
    if time.time() % 30 > 25:
        time.sleep(5.5)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def faults(tab, axe) -> list[str]:
    found = [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in axe.run(tab, options=RULES).response["violations"]
    ]
    return [*found, *(["wider than the screen"] if tab.evaluate(HIDDEN_OVERFLOW) > 0 else [])]


def fill(tab, name: str, text: str) -> None:
    """Go to a field with Tab, as somebody without a mouse does, and type."""
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == name:
            tab.keyboard.type(text)
            return
    raise AssertionError(f"{name} cannot be reached with Tab")


def first_step(tab, office: str) -> None:
    tab.goto(f"{office}inloggen/")
    fill(tab, "username", EMAIL)
    fill(tab, "password", PASSWORD)
    tab.keyboard.press("Enter")


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_an_administrator_sets_a_second_step_and_logs_in_with_it_by_keyboard_alone(office, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab, axe, seen = context.new_page(), Axe(), {}
    tab.goto(f"{office}inloggen/")
    seen["login"] = faults(tab, axe)
    first_step(tab, office)
    tab.wait_for_url("**/tweede-stap/")
    seen["second step"] = faults(tab, axe)
    tab.locator("text=Stel een app in").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/tweede-stap/app/")
    seen["app"] = faults(tab, axe)
    secret = tab.locator("code").inner_text()
    fill(tab, "code", code_of(secret))
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/reservecodes/")
    seen["codes"] = faults(tab, axe)
    assert tab.locator("ul.codes li").count() == 10
    tab.locator("button:has-text('Uitloggen')").focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    first_step(tab, office)
    tab.wait_for_url("**/inloggen/code/")
    seen["code"] = faults(tab, axe)
    fill(tab, "code", code_of(secret))
    tab.keyboard.press("Enter")
    tab.wait_for_url(office)
    if width == 1280:
        for path in STAFF:
            tab.goto(f"{office}{path}")
            seen[path] = faults(tab, axe)
    context.close()
    assert {name: wrong for name, wrong in seen.items() if wrong} == {}


@pytest.mark.slow
def test_a_passkey_is_added_and_opens_the_door_without_a_password_under_the_content_policy(office, page):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    first_step(page, office)
    page.wait_for_url("**/tweede-stap/")
    page.goto(f"{office}tweede-stap/sleutels/nieuw/")
    page.fill("[name=name]", "laptop")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/reservecodes/")
    with page.expect_navigation():
        page.click("button:has-text('Uitloggen')")
    page.goto(f"{office}inloggen/")
    page.click("#passkey_login")
    page.wait_for_url(office)
    page.goto(f"{office}tweede-stap/sleutels/")
    assert "laptop" in page.content()
    assert complaints == []

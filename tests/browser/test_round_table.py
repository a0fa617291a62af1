"""Two people at one table in two browsers: what one says the other sees, and a lost connection loses nothing."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_public_pages import RULES
from tests.figures import world
from tests.meetings.conftest import DORP
from tests.voices.people import People, make_people, working
from wens.meetings import actions
from wens.meetings.actions import Plan
from wens.meetings.models import Edit, Kind, Meeting, State
from wens.organisations.models import Account, Organisation
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.slow
SIZES = {"phone": (360, 740), "desk": (1280, 900), "wall": (1024, 768)}
Sit = Callable[[Account, str, str], Page]


@pytest.fixture
def people_there(site: str, settings: object) -> People:
    """The people of Proefstad, who log in in one step here."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]
    with acting(world.GEMEENTE, Actor.machine()):
        return make_people()


@pytest.fixture
def table(people_there: People) -> Meeting:
    """An open round table of Domijn and the police."""
    begins = timezone.now()
    of = Plan(Kind.ROUND_TABLE, "Ronde tafel Dorp", [DORP], begins, begins + dt.timedelta(hours=2), "Wijkcentrum")
    with acting(world.GEMEENTE, Actor.machine()), working(people_there.manager) as by:
        one = actions.plan_meeting(of=of, by=by)
        for account in (people_there.domijn, people_there.police):
            actions.invite(meeting=one.pk, organisation=account.organisation_id, by=by)
        return actions.move(meeting=one.pk, name="open", by=by)


@pytest.fixture
def sit(browser: Browser, site: str, table: Meeting) -> Iterator[Sit]:
    """Open a page of the table in a browser of somebody's own."""
    opened: list[BrowserContext] = []

    def _sit(account: Account, what: str, size: str) -> Page:
        client = Client()
        with acting(world.GEMEENTE, Actor.machine()):
            client.force_login(account, "wens.site.login.AccountBackend")
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height})
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        opened.append(context)
        page = context.new_page()
        page.goto(f"{site}/beheer/bijeenkomsten/{table.pk}/{what}/")
        return page

    yield _sit
    for context in opened:
        context.close()


def say(page: Page, words: str) -> None:
    page.get_by_label("Wat is er aan de hand").fill(words)
    page.get_by_role("button", name="Bewaar", exact=True).click()


def kept_edits() -> int:
    with acting(world.GEMEENTE, Actor.machine(), rights={"take_part_in_meetings"}):
        return Edit.objects.count()


def test_two_people_see_each_others_words_and_one_who_was_cut_off_loses_and_doubles_nothing(sit, table, people_there):
    domijn, police = sit(people_there.domijn, "tafel", "phone"), sit(people_there.police, "tafel", "desk")
    wall = sit(people_there.manager, "scherm", "wall")
    say(domijn, "Afval bij de speeltuin")
    said = police.locator("[data-statement]", has_text="Afval bij de speeltuin")
    expect(said).to_be_visible(timeout=30_000)
    said.get_by_role("button", name="Twijfelt").click()
    expect(wall.get_by_text("Politie twijfelt")).to_be_visible(timeout=30_000)

    domijn.context.set_offline(True)
    say(domijn, "Hard rijden bij de school")
    say(domijn, "Mevrouw De Vries dealt op de hoek")
    expect(domijn.locator("[data-connection]")).to_contain_text("Geen verbinding", timeout=20_000)
    expect(domijn.locator("[data-waiting] li")).to_have_count(2)
    say(police, "Licht is stuk")
    domijn.context.set_offline(False)
    expect(domijn.get_by_text("Licht is stuk")).to_be_visible(timeout=30_000)
    expect(police.locator("[data-statement]")).to_have_count(4, timeout=20_000)
    expect(domijn.locator("[data-waiting] li")).to_have_count(0, timeout=20_000)
    assert kept_edits() == 5

    hidden = wall.locator("[data-statement]", has_text=re.compile("nagekeken"))
    expect(hidden).to_have_count(1, timeout=30_000)
    domijn.get_by_role("button", name="Er is niemand te herkennen").click()
    expect(wall.get_by_text("De Vries")).to_be_visible(timeout=30_000)

    with acting(world.GEMEENTE, Actor.machine()), working(people_there.manager) as by:
        actions.move(meeting=table.pk, name="close", by=by)
    expect(domijn.locator("[data-connection]")).to_contain_text("bewaart niets meer", timeout=20_000)
    assert domijn.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_what_waits_is_unreadable_on_the_device_and_still_there_after_the_browser_came_back(sit, people_there):
    page = sit(people_there.domijn, "tafel", "phone")
    expect(page.locator("[data-connection]")).to_contain_text("verstuurd", timeout=30_000)
    page.route("**/sync/**", lambda route: route.abort())
    page.route("**/sync/", lambda route: route.abort())
    say(page, "Zeer vertrouwelijk")
    expect(page.locator("[data-waiting] li")).to_have_count(1)
    stored = page.evaluate("""async () => {
        const name = (await indexedDB.databases())[0].name;
        const opened = await new Promise((done) => {
          const o = indexedDB.open(name); o.onsuccess = () => done(o.result); });
        const all = await new Promise((done) => {
          const r = opened.transaction("edits").objectStore("edits").getAll(); r.onsuccess = () => done(r.result); });
        const key = await new Promise((done) => {
          const r = opened.transaction("keys").objectStore("keys").get("key"); r.onsuccess = () => done(r.result); });
        opened.close();
        const text = all.map((one) => new TextDecoder().decode(one.sealed)).join();
        return { text, out: key.extractable, n: all.length };
    }""")
    assert (stored["n"], stored["out"]) == (1, False)
    assert "vertrouwelijk" not in stored["text"]
    page.unroute_all()
    page.reload()
    expect(page.locator("[data-statement]", has_text="Zeer vertrouwelijk")).to_be_visible(timeout=20_000)
    assert kept_edits() == 1


def test_eight_people_at_one_table_one_of_them_cut_off_for_five_minutes(sit, table, people_there, site):
    with acting(world.GEMEENTE, Actor.machine()), working(people_there.manager) as by:
        eight = [_partner(f"Partner {number}") for number in range(8)]
        for account in eight:
            actions.invite(meeting=table.pk, organisation=account.organisation_id, by=by)
    pages = [sit(account, "tafel", "phone" if number % 2 else "desk") for number, account in enumerate(eight)]
    away = pages[0]
    away.clock.install()
    away.reload()
    say(away, "Voor de storing")
    expect(pages[7].get_by_text("Voor de storing")).to_be_visible(timeout=20_000)
    away.context.set_offline(True)
    for minute in range(5):
        say(away, f"In minuut {minute}")
        away.clock.fast_forward("01:00")
    expect(away.locator("[data-waiting] li")).to_have_count(5)
    for number, page in enumerate(pages[1:], start=1):
        say(page, f"Van partner {number}")
    said = pages[3].locator("[data-statement]", has_text="Van partner 1")
    expect(said).to_be_visible(timeout=20_000)
    said.get_by_role("button", name="Herkent dit").click()
    away.context.set_offline(False)
    away.clock.resume()
    for page in pages:
        expect(page.locator("[data-statement]")).to_have_count(1 + 5 + 7, timeout=40_000)
    expect(away.locator("[data-waiting] li")).to_have_count(0, timeout=20_000)
    expect(away.get_by_text("Partner 3 herkent dit", exact=True)).to_be_visible(timeout=20_000)
    assert kept_edits() == 1 + 5 + 7 + 1


def _partner(name: str) -> Account:
    partner = Organisation.objects.create(name=name, slug=name.lower().replace(" ", "-"), kind="housing")
    account = Account(email=f"{partner.slug}@example.nl", name=name, role="partner", organisation=partner)
    account.save(force_insert=True)
    return account


def test_the_table_opens_again_without_a_connection_with_what_was_said_and_typed(sit, people_there, table, site):
    page = sit(people_there.domijn, "tafel", "phone")
    say(page, "Afval bij de speeltuin")
    expect(page.locator("[data-statement]")).to_have_count(1, timeout=30_000)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_timeout(3000)  # the page seals itself after a rest
    page.context.set_offline(True)
    say(page, "Zonder verbinding gezegd")
    expect(page.locator("[data-waiting] li")).to_have_count(1)
    page.get_by_label("Wat is er aan de hand").fill("Nog niet af")
    page.wait_for_timeout(1000)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ronde tafel Dorp")
    expect(page.locator("[data-statement]", has_text="Afval bij de speeltuin")).to_be_visible()
    expect(page.locator("[data-waiting] li")).to_have_count(1, timeout=20_000)
    expect(page.get_by_label("Wat is er aan de hand")).to_have_value("Nog niet af", timeout=20_000)
    say(page, "Na opnieuw openen gezegd")
    page.context.set_offline(False)
    expect(page.locator("[data-statement]")).to_have_count(3, timeout=30_000)
    assert kept_edits() == 3
    cached = page.evaluate("""async () => {
        const found = [];
        for (const name of await caches.keys())
          for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
        return found;
    }""")
    assert cached
    assert all(path.startswith("/static/") for path in cached)  # no page that anybody else could read


@pytest.mark.parametrize(("what", "size"), [("tafel", "phone"), ("tafel", "desk"), ("scherm", "wall"), ("", "phone")])
def test_the_pages_of_a_table_are_accessible_and_fit(sit, people_there, table, what, size):
    page = sit(people_there.manager, what, size)
    if what == "tafel":
        say(page, "Afval bij de speeltuin, al weken")
        expect(page.locator("[data-statement]")).to_have_count(1, timeout=30_000)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert table.state == State.OPEN

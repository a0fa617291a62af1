"""An evening with residents in real browsers: told with the code, read, put together by two at once, seen on a wall."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_public_pages import RULES
from tests.figures import world
from tests.meetings.conftest import DORP
from tests.voices.people import People, make_people, told, working
from wens.meetings import actions, hall
from wens.meetings.actions import Plan
from wens.meetings.models import Kind, Meeting
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting
from wens.voices.actions.triage import approve_text
from wens.voices.models import Contribution

pytestmark = pytest.mark.slow
SIZES = {"phone": (360, 740), "desk": (1280, 900), "wall": (1024, 768)}
PHONES = 40
Sit = Callable[[Account | None, str, str], Page]


@pytest.fixture
def people_there(site: str, settings: object) -> People:
    """The people of Proefstad, who log in in one step here."""
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]
    with acting(world.GEMEENTE, Actor.machine()):
        return make_people()


@pytest.fixture
def evening(people_there: People) -> Meeting:
    """An open wijkbijeenkomst with a code; Domijn helps to group."""
    begins = timezone.now()
    of = Plan(Kind.WIJKBIJEENKOMST, "Avond Dorp", [DORP], begins, begins + dt.timedelta(hours=2), "Wijkcentrum", True)
    with acting(world.GEMEENTE, Actor.machine()), working(people_there.manager) as by:
        one = actions.plan_meeting(of=of, by=by)
        actions.invite(meeting=one.pk, organisation=people_there.domijn.organisation_id, by=by)
        code = actions.open_hall(meeting=one.pk, by=by)
        one = actions.move(meeting=one.pk, name="open", by=by)
        one.occasion = code
        return one


@pytest.fixture
def sit(browser: Browser, site: str, evening: Meeting) -> Iterator[Sit]:
    """Open a page of the evening in a browser of somebody's own; of nobody: as a resident."""
    opened: list[BrowserContext] = []

    def _sit(account: Account | None, what: str, size: str) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL")
        opened.append(context)
        if account:
            client = Client()
            with acting(world.GEMEENTE, Actor.machine()):
                client.force_login(account, "wens.site.login.AccountBackend")
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        page = context.new_page()
        page.goto(site + what)
        return page

    yield _sit
    for context in opened:
        context.close()


def at(one: Meeting, *more: str) -> str:
    return "/".join(["/beheer/bijeenkomsten", str(one.pk), "zaal", *more]) + "/"


def heard(one: Meeting, people: People, *texts: str) -> list[Contribution]:
    """Let people tell something that a trained person has approved."""
    with acting(world.GEMEENTE, Actor.machine()):
        made = [told(text, occasion=one.occasion.code) for text in texts]
        with working(people.triage) as by:
            for each, text in zip(made, texts, strict=True):
                approve_text(contribution=each.pk, text=text, public=True, by=by)
    return made


def group_of(page: Page, title: str):
    return page.locator("[data-group]").filter(has=page.get_by_role("heading", name=title, exact=True))


def put_together(page: Page, title: str, *texts: str) -> None:
    for text in texts:
        page.get_by_label(text).check()
    page.get_by_label("Naam van de nieuwe groep").fill(title)
    page.get_by_role("button", name="Zet erbij").click()


def test_from_a_telephone_in_the_hall_to_the_list_on_the_wall(sit, evening, people_there):
    wall = sit(people_there.manager, at(evening, "scherm"), "wall")
    phone = sit(None, f"/vertel/?bijeenkomst={evening.occasion.code}", "phone")
    expect(phone.get_by_text("Avond Dorp")).to_be_visible()
    heard(evening, people_there, "Het is donker in de tunnel")
    expect(wall.get_by_text("Het is donker in de tunnel")).to_be_visible(timeout=30_000)
    with acting(world.GEMEENTE, Actor.machine()):
        told("Buurman Jansen steelt fietsen", occasion=evening.occasion.code)
    expect(wall.locator('[data-part="waiting"]')).to_have_text("1", timeout=30_000)
    assert "Jansen" not in wall.content()

    reader = sit(people_there.triage, at(evening, "nalezen"), "desk")
    reader.get_by_label("Tekst voor iedereen").fill("Er worden fietsen gestolen")
    reader.get_by_role("button", name=re.compile("^Zet op het scherm")).click()
    expect(wall.get_by_text("Er worden fietsen gestolen")).to_be_visible(timeout=30_000)
    leader = sit(people_there.manager, at(evening), "wall")
    put_together(leader, "Donker", "Het is donker in de tunnel")
    expect(group_of(wall, "Donker").get_by_text("Het is donker in de tunnel")).to_be_visible(timeout=30_000)

    mine = sit(None, f"/bijeenkomsten/{evening.pk}/gehoord/", "phone")
    mine.get_by_label("Ik bedoelde iets anders").check()
    mine.get_by_label("Wat bedoelde u, of wat mist er?").fill("Ik bedoelde het pad ernaast")
    mine.get_by_role("button", name="Verstuur").click()
    expect(mine.get_by_text("Wij nemen het mee in de lijst.")).to_be_visible()
    expect(leader.locator('[data-part="otherwise"]')).to_have_text("1", timeout=30_000)


def test_two_who_group_at_once_one_of_them_cut_off_end_the_same(sit, evening, people_there):
    texts = ("Hard rijden op de laan", "Auto's op de stoep", "Lamp stuk", "Glas op het pad")
    heard(evening, people_there, *texts)
    one, other = sit(people_there.manager, at(evening), "desk"), sit(people_there.domijn, at(evening), "wall")
    put_together(one, "Verkeer", *texts[:2])
    expect(group_of(other, "Verkeer").get_by_role("checkbox")).to_have_count(2, timeout=30_000)

    other.context.set_offline(True)
    put_together(other, "Licht", "Lamp stuk")
    expect(other.locator("[data-connection]")).to_contain_text("Geen verbinding", timeout=20_000)
    put_together(one, "Afval", "Glas op het pad")
    verkeer = group_of(one, "Verkeer")
    verkeer.get_by_text("Naam veranderen of groep weghalen").click()
    verkeer.get_by_label("Nieuwe naam").fill("Verkeer en stoepen")
    verkeer.get_by_role("button", name="Verander de naam").click()
    other.context.set_offline(False)
    for page in (one, other):
        for title, count in {"Verkeer en stoepen": 2, "Licht": 1, "Afval": 1}.items():
            expect(group_of(page, title).get_by_role("checkbox")).to_have_count(count, timeout=20_000)
    one.get_by_role("button", name="Maak mijn laatste stap ongedaan").click()
    expect(group_of(other, "Verkeer")).to_be_visible(timeout=30_000)
    with acting(world.GEMEENTE, Actor.machine()):
        found = {group.title: len(group.voices) for group in hall.evening(evening).groups}
    assert found == {"Verkeer": 2, "Licht": 1, "Afval": 1}


def test_grouping_with_the_keyboard_alone(sit, evening, people_there):
    heard(evening, people_there, "Lamp stuk")
    page = sit(people_there.manager, at(evening), "desk")
    page.get_by_label("Naam van de nieuwe groep").focus()
    page.keyboard.type("Licht")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Lamp stuk")).to_be_checked()
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(group_of(page, "Licht").get_by_label("Lamp stuk")).to_be_visible(timeout=30_000)


def _tell(site: str, code: str, number: int) -> int:
    """One telephone: every page that a person sees, then what it tells; returns the last answer."""
    with httpx.Client(base_url=site, timeout=60, trust_env=False, follow_redirects=True) as phone:

        def send(path: str, **fields: str) -> httpx.Response:
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', phone.get(path).text)
            return phone.post(path, data={**fields, "csrfmiddlewaretoken": token[1] if token else ""})

        phone.get("/vertel/", params={"bijeenkomst": code})
        send("/vertel/waar/", area="BU00010000", go="next")
        send("/vertel/wat/", subject="noise", text=f"Lawaai bij de school ({number}).", go="next")
        send("/vertel/hoe/", go="check")
        return send("/vertel/nakijken/", go="next").status_code


def test_forty_telephones_in_a_hall_on_one_network(site, sit, evening, people_there):
    wall = sit(people_there.manager, at(evening, "scherm"), "wall")
    with ThreadPoolExecutor(PHONES) as hands:
        answers = list(hands.map(lambda number: _tell(site, evening.occasion.code, number), range(PHONES)))
    assert answers == [200] * PHONES
    expect(wall.locator('[data-part="told"]')).to_have_text(str(PHONES), timeout=20_000)
    with acting(world.GEMEENTE, Actor.machine()):
        there = Contribution.objects.filter(occasion=evening.occasion.code)
        assert there.count() == len(set(there.values_list("answer_key", flat=True))) == PHONES


@pytest.mark.parametrize(
    ("who", "what", "size"),
    [("manager", "", "phone"), ("manager", "", "wall"), ("manager", "scherm", "wall"), ("manager", "papier", "desk"),
     ("triage", "nalezen", "phone"), (None, "gehoord", "phone"), (None, "en", "desk")],
)  # fmt: skip
def test_the_pages_of_the_evening_are_accessible_and_fit(sit, evening, people_there, who, what, size):
    made = heard(evening, people_there, "Lamp stuk bij de school", "Glas op het pad")
    with acting(world.GEMEENTE, Actor.machine()), working(people_there.manager) as by:
        group, batch, now = str(uuid.uuid4()), str(uuid.uuid4()), timezone.now().isoformat()
        edits = [{"item": group, "changes": {"title": "Licht"}}, {"item": str(made[0].pk), "changes": {"group": group}}]
        more = {"batch": batch, "seen": {}, "made_at": now}
        actions.group_in(meeting=evening.pk, sent=[{**one, **more, "id": str(uuid.uuid4())} for one in edits], by=by)
        told("Nog niet gelezen", occasion=evening.occasion.code)
    public = {"gehoord": f"/bijeenkomsten/{evening.pk}/gehoord/", "en": f"/en/bijeenkomsten/{evening.pk}/gehoord/"}
    address = public.get(what) or (at(evening, what) if what else at(evening))
    page = sit(getattr(people_there, who) if who else None, address, size)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

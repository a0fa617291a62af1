"""Part II in a browser: a director makes a report, another signs, a partner moves an action, who told it sees that.

Also two people on the same plan at once: nothing is lost.
"""

import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.bottlenecks.conftest import Wijk, approved, decided, proposed, weighed
from tests.browser.test_plans import DESK, PHONE, enter, faults  # noqa: F401  the fixture `enter`
from tests.browser.test_round_table import people_there  # noqa: F401
from tests.figures import world
from tests.plans.conftest import told
from tests.reports.conftest import agreed_for, signed_dossier
from tests.rounds.conftest import second, table_held
from tests.voices.people import People
from wens.bottlenecks.models import PublicText
from wens.photos.actions import freeze
from wens.plans.models import Action
from wens.plans.rules import SEE
from wens.publication import caching
from wens.rounds.models import Round
from wens.tenancy.context import Actor, acting
from wens.voices.actions import contributing
from wens.voices.actions.contributing import Told
from wens.voices.models import Contribution, State

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Ready:
    """Dorp with a signed dossier, a knelpunt that is taken up, an agreed action, and the code of who told it."""

    wijk: Wijk
    round: Round
    action: Action
    code: str


@pytest.fixture
def ready(people_there: People) -> Ready:  # noqa: F811
    """Return Dorp, ready for a report."""
    rights = {SEE, "see_bottlenecks", "see_rounds", "take_part_in_meetings"}
    with acting(world.GEMEENTE, Actor.machine(), rights=rights):
        freeze(by=Actor.machine())
        of = Told(area_code="BU00010000", text="Er ligt vaak vuil.", subject="rubbish")
        sent = contributing.contribute(told=of, answer_key=uuid.uuid4(), by=Actor.public())
        Contribution.objects.filter(pk=sent.contribution.pk).update(
            state=State.IN_TRIAGE, cleaned_text="Er ligt vaak vuil.", cleaned_by="x", is_public=True, theme="living"
        )
        table_held(people_there)
        wijk = Wijk(people_there, second(people_there), Contribution.objects.get(pk=sent.contribution.pk))
        round_ = signed_dossier(wijk)
        knelpunt = decided(wijk, weighed(wijk, proposed(wijk)))
        approved(wijk, knelpunt)
        return Ready(wijk, round_, agreed_for(wijk, knelpunt), sent.code)


def test_director_second_reader_partner_and_contributor_walk_the_second_half(enter, site, ready):  # noqa: F811
    found: list[str] = []
    director, other = enter(ready.wijk.people.manager, DESK), enter(ready.wijk.other, PHONE)
    director.goto(f"{site}/beheer/rondes/{ready.round.pk}/")
    found += faults(director)
    director.get_by_role("button", name="Maak het rapport").click()
    expect(director.get_by_text("Dit rapport wacht op de handtekening van een ander")).to_be_visible()
    found += faults(director)
    other.goto(f"{site}/beheer/rapporten/")
    found += faults(other)
    other.get_by_role("link", name="Dorp").click()
    found += faults(other)
    other.get_by_role("button", name="Teken het rapport").click()
    expect(other.get_by_text("getekend, nog niet openbaar").first).to_be_visible()
    director.reload()
    director.get_by_role("button", name="Maak het rapport openbaar").click()
    expect(director.get_by_text("Openbaar sinds").first).to_be_visible()

    with acting(world.GEMEENTE, Actor.machine(), rights={SEE}):
        told(ready.action, ready.wijk.people.domijn, "De bak staat er.", done=1)
    caching.shelf.clear()
    follower = enter(None, PHONE)
    follower.goto(f"{site}/volg/")
    follower.get_by_label("Uw code").fill(ready.code)
    follower.get_by_role("main").get_by_role("button").first.click()
    expect(follower.get_by_role("heading", name="Wat kwam ervan?")).to_be_visible()
    expect(follower.get_by_text("De bak staat er.")).to_be_visible()
    found += faults(follower)
    follower.get_by_role("link", name="Ruim de paden op").click()
    follower.get_by_role("link", name="Afval in de achterpaden").click()
    expect(follower.get_by_role("heading", name="Waar komt dit vandaan?")).to_be_visible()

    with acting(world.GEMEENTE, Actor.public()):
        text = PublicText.objects.get(state="approved")
    for size in (PHONE, DESK):
        reader = enter(None, size)
        for language in ("", "/en"):
            for path in ("/wijk/dorp/rapport/", "/wijk/dorp/rapport/1/", "/gemeente/wijken/", f"/herkomst/{text.pk}/"):
                assert reader.goto(f"{site}{language}{path}").status == 200
                found += faults(reader)
    assert found == []


def test_two_people_on_the_same_plan_lose_nothing(enter, site, ready):  # noqa: F811
    address = f"{site}/beheer/plannen/speerpunt/{ready.action.goal.ambition.focus_id}/veranderen/"
    first, late = enter(ready.wijk.people.manager, DESK), enter(ready.wijk.other, DESK)
    for page in (first, late):
        page.goto(address)
    first.locator("input[name=slogan]").fill("Schone straten en paden")
    first.get_by_role("button", name="Sla op").click()
    late.locator("input[name=slogan]").fill("Altijd schone paden")
    with late.expect_navigation() as answered:
        late.get_by_role("button", name="Sla op").click()
    assert answered.value.status == 409
    expect(late.get_by_text("Schone straten en paden")).to_be_visible()  # how it stands now
    expect(late.locator("input[name=slogan]")).to_have_value("Altijd schone paden")  # what was typed
    assert faults(late) == []

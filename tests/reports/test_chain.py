"""The chain, walked back from what everybody reads and forward from what somebody told, per tier."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.bottlenecks.test_walk import deliver
from tests.meetings.test_screens import log_in
from tests.plans.conftest import agreed, told
from tests.reports.conftest import Ready, agreed_for, ready  # noqa: F401  the fixture `ready`
from tests.voices.people import working
from wens.bottlenecks.models import Bottleneck, Evidence, PublicText
from wens.followup.models import Letter
from wens.plans import actions as plans
from wens.publication import caching
from wens.reports.chain import came_of, contributions_behind, knelpunten_of, rests_on
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contact, Contribution, Update


@pytest.fixture(autouse=True)
def _one_step(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional", "mail_from": "wens@example.nl"})


def read(address, client=None):
    caching.shelf.clear()
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def links(address):
    caching.shelf.clear()
    return set(re.findall(r'href="([^"#]+)', Client().get(address).content.decode()))


@pytest.mark.slow
class TestTheChain:
    def test_from_the_page_of_a_wijk_everybody_walks_back_to_figures_and_voices_and_on_to_actions(self, ready):  # noqa: F811
        with acting("GM0001", Actor.public()):
            text = PublicText.objects.get(state="approved")
        origin = f"/herkomst/{text.pk}/"
        assert origin in links("/wijk/dorp/")
        page = read(origin)
        assert "Er ligt vaak afval." in page  # what a resident told, cleaned and public
        assert "Grof vuil blijft vaak liggen." in page  # the published text of a professional
        assert "Grof vuil blijft liggen." not in page.replace("Grof vuil blijft vaak liggen.", "")
        assert "Domijn" not in page.partition("Waar komt dit vandaan?")[2].partition("Wat kwam ervan?")[0]
        assert re.search(r"Uit foto \d+ van", page)
        action = f"/plan/{ready.action.pk}/"
        assert action in links(origin)
        assert origin in links(action)
        assert f"/plan/{ready.action.goal.ambition.focus_id}/" in links(origin)
        assert any(one.startswith("/wijk/dorp/foto/") for one in links(origin))

    def test_a_page_for_everybody_is_the_same_whoever_opens_it_first(self, ready):  # noqa: F811
        with acting("GM0001", Actor.public()):
            text = PublicText.objects.get(state="approved")
            public = rests_on(text.bottleneck_id)
        for account in (ready.people.manager, ready.people.domijn, ready.people.police, ready.people.triage):
            with working(account):
                assert rests_on(text.bottleneck_id) == public
        director = log_in(ready.people.manager)
        body = re.search(r"<main.*</main>", director.get(f"/herkomst/{text.pk}/").content.decode(), re.DOTALL).group()
        caching.shelf.clear()
        again = re.search(r"<main.*</main>", Client().get(f"/herkomst/{text.pk}/").content.decode(), re.DOTALL).group()
        assert body == again

    def test_of_a_knelpunt_without_an_approved_text_the_public_sees_nothing_at_all(self, ready):  # noqa: F811
        with working(ready.people.manager):
            key = Bottleneck.objects.get().pk
            PublicText.objects.update(state="taken_down")
        with acting("GM0001", Actor.public()):
            assert {row.kind for row in Evidence.objects.filter(bottleneck=key)} == {"contribution"}
            assert knelpunten_of(ready.wijk.told.pk) == []
        assert contributions_behind(ready.action.pk) == []

    def test_confidential_actions_are_in_the_partners_chain_only(self, ready):  # noqa: F811
        with working(ready.people.manager) as by:
            hidden = agreed(ready.people, is_public=False, title="Samen kijken")
            plans.tie_bottlenecks(focus=hidden.goal.ambition.focus_id, bottlenecks=[Bottleneck.objects.get().pk], by=by)
        with working(ready.people.manager):
            key = Bottleneck.objects.get().pk
            partners = {row.action.title for one in came_of([key], tier="partners") for row in one.doing}
            public = {row.action.title for one in came_of([key], tier="public") for row in one.doing}
        assert (partners - public, "Samen kijken" in public) == ({"Samen kijken"}, False)
        source = f"/beheer/rapporten/herkomst/{ready.wijk.told.pk}/"
        assert "Samen kijken" in read(source, log_in(ready.people.domijn))
        assert log_in(ready.people.wijkraad).get(source).status_code == 403
        with acting("GM0001", Actor.public()):
            text = PublicText.objects.get(state="approved")
        assert "Samen kijken" not in read(f"/herkomst/{text.pk}/")

    def test_who_told_it_hears_when_the_action_moves_and_not_when_they_asked_for_silence(self, ready):  # noqa: F811
        one = ready.wijk.told
        with acting("GM0001", Actor.machine(), rights={"read_contacts"}):
            Contact.objects.create(contribution=one, updates=Update.AT_ONCE, email=b"x", sealed_with="k",
                                   retain_until=one.retain_until)  # fmt: skip
        deliver()
        assert letters(one) == 1  # all partners signed
        told(ready.action, ready.people.domijn, "Wij zijn bezig.")
        deliver()
        assert letters(one) == 1  # nothing moved
        told(ready.action, ready.people.domijn, "De bak staat er.", done=1)
        deliver()
        deliver()
        assert letters(one) == 2
        with acting("GM0001", Actor.machine(), rights={"read_contacts"}):
            Contact.objects.filter(contribution=one).update(updates=Update.NEVER)
        told(ready.action, ready.people.domijn, "Het pad is schoon.", done=1)
        deliver()
        assert letters(one) == 2
        with acting("GM0001", Actor.public()):
            (came,) = came_of(knelpunten_of(one.pk), tier="public")
        assert [(row.state, row.last.line) for row in came.doing if row.action.pk == ready.action.pk] == [
            ("klaar", "Het pad is schoon.")
        ]


def letters(one: Contribution) -> int:
    with acting("GM0001", Actor.machine(), rights={"read_contacts"}):
        return Letter.objects.filter(kind="action_moved", contribution=one).count()

"""A report from making to publishing: who may what, what is frozen, what stays, and what can be erased."""

import hashlib
import io
import re
from html import unescape

import pypdf
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from tests.meetings.test_screens import log_in
from tests.publication.test_pdf import MAY_DIFFER, numbers
from tests.render.test_pdf import needs_fonts, tags, words_of
from tests.reports.conftest import made, published, signed
from tests.voices.people import working
from wens.bottlenecks.models import PublicText
from wens.plans import actions as plans
from wens.privacy.actions.erasing import Why
from wens.privacy.actions.striking import strike_words
from wens.privacy.retention.running import RIGHTS
from wens.privacy.striking import marks_of
from wens.publication import caching
from wens.reports import actions, queries
from wens.reports.actions import Conflict, ReportError
from wens.reports.models import OUTSIDE, Report, State, Text
from wens.reports.rules import NotAllowed
from wens.reports.states import FOLLOWED, MOVES, NoSuchMove
from wens.tenancy.context import Actor, acting

HERE = "/wijk/dorp/rapport/"


@pytest.fixture(autouse=True)
def _one_step(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    caching.shelf.clear()
    yield
    caching.shelf.clear()


def read(address, client=None):
    caching.shelf.clear()
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)
    assert main
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main.group())))


def test_every_state_of_a_report_can_be_reached_and_what_is_over_was_public_or_went_back():
    reached, more = {State.PROPOSED}, True
    while more:
        new = {one.after for one in MOVES if one.before in reached} | {FOLLOWED[one] for one in reached & set(FOLLOWED)}
        reached, more = reached | new, bool(new - reached)
    assert reached == set(State)
    over = set(State) - {one.before for one in MOVES}
    assert over == {State.RETURNED, State.SUPERSEDED, State.WITHDRAWN}
    assert all(one.words for one in MOVES if one.after in {State.RETURNED, State.WITHDRAWN})
    assert all(one.other for one in MOVES if one.after == State.SIGNED)


@pytest.mark.slow
class TestAReport:
    def test_who_made_it_never_signs_it_and_it_is_public_only_after_both(self, ready, settings):
        settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
        one = made(ready)
        with working(ready.people.manager) as by, pytest.raises(NotAllowed, match="Een ander dan de maker"):
            actions.sign(key=one.pk, by=by)
        with acting("GM0001", Actor.machine(), rights={"see_rounds", "sign_reports"}) as now, pytest.raises(NotAllowed):
            actions.sign(key=one.pk, by=now.actor)
        with working(ready.people.domijn) as by, pytest.raises(NotAllowed):
            actions.sign(key=one.pk, by=by)
        with working(ready.people.manager) as by, pytest.raises(NoSuchMove):
            actions.publish(key=one.pk, by=by)
        with working(ready.people.manager) as by, pytest.raises(ReportError, match="onderweg"):
            actions.make(round_=ready.round.pk, by=by)
        assert Client().get(f"{HERE}1/").status_code == 404
        with acting("GM0001", Actor.public()):
            assert not Report.objects.exists()
            assert not Text.objects.exists()
        one = signed(ready, one)
        assert signed(ready, one).version == one.version
        assert Client().get(f"{HERE}1/").status_code == 404
        with working(ready.people.domijn) as by, pytest.raises(NotAllowed):
            actions.publish(key=one.pk, by=by)
        with working(ready.people.manager) as by, pytest.raises(Conflict):
            actions.publish(key=one.pk, by=by, seen=0)
        with working(ready.people.manager) as by:
            assert actions.publish(key=one.pk, by=by).number == 1
            assert actions.publish(key=one.pk, by=by).number == 1
        page = read(f"{HERE}1/")
        assert "door een ander, functie stadsdeelmanager" in page
        assert "Stan" not in page
        assert "Sanne" not in page

    @needs_fonts
    def test_the_page_and_the_paper_say_the_same_numbers_and_the_json_is_what_the_digest_says(self, ready):
        one = published(ready)
        said = queries.content_of(one)
        page, client = read(f"{HERE}1/"), Client()
        paper = pypdf.PdfReader(io.BytesIO(client.get(f"{HERE}1.pdf").content))
        words = words_of(paper)
        for shown in (
            "Afval in de achterpaden",
            "Schone paden",
            "Ruim de paden op",
            "Bak geplaatst",
            "Domijn (trekker)",
        ):
            assert shown in page
            assert shown in words
        assert len(numbers(page)) > 20
        assert numbers(page) <= numbers(words)
        assert numbers(MAY_DIFFER.sub("", words)) <= numbers(page)
        goal = said["plan"]["focus_points"][0]["ambitions"][0]["goals"][0]
        figures = [one["words"]["nl"] for f in said["plan"]["focus_points"] for a in f["ambitions"] for g in a["goals"]
                   for one in (g["baseline"], g["now"], g["target"]) if one]  # fmt: skip
        assert goal
        assert len(figures) == 3
        assert all(figure in page and figure in words for figure in figures)
        assert {"/Table", "/H1"} <= {kind for kind, _element in tags(paper)}
        body = client.get(f"{HERE}1.json").content
        assert hashlib.sha256(body).hexdigest() == one.digest
        assert one.digest in page
        assert "Grof vuil blijft te lang liggen." not in body.decode()
        assert "Deel II: het plan" in read(f"/en{HERE}1/") or "Part II" in read(f"/en{HERE}1/")

    def test_a_newer_report_supersedes_and_what_is_withdrawn_can_still_be_read(self, ready):
        first = published(ready)
        plan = read(f"{HERE}1/")
        with working(ready.people.manager) as by:
            plans.move_action(action=ready.action.pk, name="stop", words="Er is geen geld.", by=by)
        second = published(ready)
        assert second.number == 2
        assert queries.content_of(second)["former"] == {"number": 1, "digest": first.digest}
        old = read(f"{HERE}1/")
        assert "Dit rapport geldt niet meer." in old
        assert "Ruim de paden op" in plan
        assert "Ruim de paden op" in old
        assert "Ruim de paden op" not in read(f"{HERE}2/")
        with working(ready.people.manager) as by:
            with pytest.raises(ReportError, match="waarom"):
                actions.take_move(key=second.pk, name="withdraw", words=" ", by=by)
            actions.take_move(key=second.pk, name="withdraw", words="Er stond een fout in.", by=by)
        assert "teruggenomen" in read(f"{HERE}2/")
        assert "Er stond een fout in." in read(f"{HERE}2/")
        listed = read(HERE)
        assert "Rapport 2" in listed
        assert "Rapport 1" in listed

    def test_no_version_disappears_and_none_changes_but_a_text_can_be_erased_by_law(self, ready):
        one = published(ready)
        for change in ("DELETE FROM reports_report", "UPDATE reports_report SET content = '{}'",
                       "UPDATE reports_report SET digest = 'x'"):  # fmt: skip
            with working(ready.people.manager), pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute(change)
        with acting("GM0001", Actor.machine(), rights={"see_rounds", "see_bottlenecks"}) as now:
            source = PublicText.objects.get(state="approved").pk
            assert actions.erase_texts(source=source, by=now.actor) == 3
            assert actions.erase_texts(source=source, by=now.actor) == 0
        page = read(f"{HERE}1/")
        assert "Grof vuil blijft te lang liggen." not in page
        assert "na een verzoek op grond van de privacywet" in page
        assert one.digest in page
        with working(ready.people.manager):
            assert queries.content_of(Report.objects.get(pk=one.pk))

    def test_a_name_that_is_struck_from_the_plan_is_gone_from_every_report_that_took_it_over(self, ready):
        one = published(ready)
        assert "Ruim de paden op" in read(f"{HERE}1/")
        machine = Actor.machine()
        with acting("GM0001", machine, rights=RIGHTS):
            marks = marks_of(["Ruim de paden op"])
            done = strike_words(thing="plans.Action", key=ready.action.pk, marks=marks, why=Why("unlawful"), by=machine)
            assert done == 1
        page = read(f"{HERE}1/")
        assert "Ruim de paden op" not in page
        assert "na een verzoek op grond van de privacywet" in page
        assert one.digest in page

    def test_the_screens_lead_a_report_to_the_outside_and_keep_what_was_typed(self, ready):
        director, other, partner = (
            log_in(who) for who in (ready.people.manager, ready.wijk.other, ready.people.domijn)
        )
        assert partner.post(f"/beheer/rapporten/ronde/{ready.round.pk}/").status_code == 403
        asked = director.post(f"/beheer/rapporten/ronde/{ready.round.pk}/")
        with working(ready.people.manager):
            one = Report.objects.get()
        at = f"/beheer/rapporten/{one.pk}/"
        assert asked["Location"] == at
        assert "wacht op de handtekening van een ander" in read(at, director)
        assert "Teken het rapport" not in read(at, director)
        assert director.post(f"{at}stap/sign/", {"seen": "0"}).status_code == 403
        assert "Teken het rapport" in read(at, other)
        refused = other.post(f"{at}stap/return/", {"seen": "9", "words": "Doel 2 klopt niet."})
        assert refused.status_code == 409
        assert "Doel 2 klopt niet." in refused.content.decode()
        assert other.post(f"{at}stap/sign/", {"seen": "0"}).status_code == 302
        assert director.get(f"/beheer/rapporten/{one.pk}.pdf")["Content-Type"] == "application/pdf"
        assert director.post(f"{at}stap/publish/", {"seen": "1"}).status_code == 302
        assert Client().get(f"{HERE}1/").status_code == 200
        assert "Dorp, rapport 1" in read("/beheer/rapporten/", partner)
        with acting("GM0001", Actor.public()):
            assert {row.state for row in Report.objects.all()} <= set(OUTSIDE)

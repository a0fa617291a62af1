"""The wijkbeheerplan on the screen: for everybody, for who makes it, for who carries it out, for who reads reports."""

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.districts.conftest import DORP, Desk
from tests.plans.test_screens import logged_in
from tests.voices.people import told, working
from tests.works.conftest import YEAR, moved, offered, plan_of, public_work, signed, some_key, tied, work_in
from wens.organisations.models import Organisation
from wens.works import actions
from wens.works.forms import CarryForm, LinkForm, MoveForm, OpenForm, VersionForm, WorkForm
from wens.works.models import Version, Work, YearPlan
from wens.works.tasks import waits_on

STAFF, PAGE = "/beheer/wijkbeheerplan/", "/wijk/dorp/beheerplan/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):  # type: ignore[no-untyped-def]
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def page(client: Client, path: str, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_without_a_plan_the_page_says_so_and_asks_what_should_be_done(desk: Desk) -> None:
    assert "nog geen wijkbeheerplan" in page(Client(), PAGE)
    assert "Tell us what should be done" in page(Client(), f"/en{PAGE}")
    for path in (f"{PAGE}{YEAR}/", f"{PAGE}{YEAR}/versie/1/", f"{PAGE}99999999999999/", "/wijk/nergens/beheerplan/"):
        page(Client(), path, 404)
    assert f'href="{PAGE}"' in page(Client(), "/wijk/dorp/")


def test_everybody_reads_list_map_and_history_without_a_script_in_both_languages(desk: Desk) -> None:
    one = public_work(desk, title="Nieuwe <lampen>")
    moved(desk, one, "stop", "Er ligt een kabel.")
    text = page(Client(), PAGE)
    assert "Nieuwe &lt;lampen&gt;" in text
    assert "Domijn" in text
    assert "Er ligt een kabel." in text
    assert "Stan" not in text
    english = page(Client(), f"/en{PAGE}{YEAR}/")
    assert "Neighbourhood maintenance plan Dorp" in english
    assert "lighting" in english
    assert '<h3 lang="nl">' in english


def test_a_stadsdeelmanager_makes_a_plan_and_a_second_reader_signs_it(desk: Desk) -> None:
    manager, second = logged_in(desk.writer), logged_in(desk.second)
    assert manager.post(f"{STAFF}nieuw/", {"area": "x", "year": "20"}).status_code == 422
    plan = manager.post(f"{STAFF}nieuw/", {"area": DORP, "year": str(YEAR)})["Location"]
    form = {"title": "", "about": "Er komen lampen.", "kind": "lighting", "place": "Schoolpad", "period": "q2",
            "responsible": str(Organisation.objects.get(slug="domijn").pk)}  # fmt: skip
    wrong = manager.post(f"{plan}werk/", form)
    assert (wrong.status_code, "Er komen lampen." in wrong.content.decode()) == (422, True)
    assert 'href="#id_title"' in wrong.content.decode()
    for nowhere in ("100", "ergens", "52.0, 200", "999999999999, 1", "10000, 300000"):
        assert manager.post(f"{plan}werk/", {**form, "title": "Lampen", "point": nowhere}).status_code == 422
    work = manager.post(f"{plan}werk/", {**form, "title": "Lampen"})["Location"]
    assert "nog niet op de site" in page(manager, work)
    manager.post(f"{plan}tekst/", {"purpose": "final", "intro": "Dit doen wij."})
    with working(desk.writer):
        version = Version.objects.get()
    step = f"{STAFF}versie/{version.pk}/"
    manager.post(f"{step}offer/", {"seen": "0"})
    assert "Vraag een ander om te tekenen" in page(manager, plan)
    manager.post(f"{step}sign/", {"seen": "1"})
    assert "nog geen wijkbeheerplan" in page(Client(), PAGE)
    assert "Teken" in page(second, plan)
    assert "wijkbeheerplan Dorp" in page(second, "/beheer/")
    second.post(f"{step}sign/", {"seen": "1"})
    assert "Lampen" in page(Client(), PAGE)


def test_who_carries_it_out_moves_it_on_the_screen_and_nothing_typed_is_lost(desk: Desk) -> None:
    one = public_work(desk)
    moved(desk, one, "plan")
    dora, address = logged_in(desk.people.domijn), f"{STAFF}werk/{one.pk}/"
    assert "Wat uw organisatie uitvoert" in page(dora, STAFF)
    text = page(dora, address)
    assert "Het werk begint" in text
    assert "Schuif door" not in text
    wrong = dora.post(f"{address}stap/stop/", {"seen": "1", "stop-words": "Mevrouw de Vries wil het niet."})
    assert wrong.status_code == 422
    assert "Mevrouw de Vries wil het niet." in wrong.content.decode()
    assert dora.post(f"{address}stap/start/", {"seen": "0"}).status_code == 409
    assert dora.post(f"{address}stap/start/", {"seen": "1"}).status_code == 302
    assert dora.post(f"{address}stap/x/", {}).status_code == 404
    pol = logged_in(desk.people.police)
    assert "Het werk is klaar" not in page(pol, address)
    assert pol.post(f"{address}stap/finish/", {}).status_code == 403
    assert pol.post(f"{address}door/", {"words": "Ik wil het."}).status_code == 403
    page(logged_in(desk.people.wijkraad), address, 403)
    page(dora, f"{STAFF}werk/{some_key()}/", 404)


def test_a_reader_of_reports_ties_one_and_begins_a_work_from_it(desk: Desk) -> None:
    plan = plan_of(desk)
    one = work_in(desk, plan)
    told_now = told(state="in_triage", area_code=DORP, street="Kerkpad")
    triage, manager = logged_in(desk.people.triage), logged_in(desk.writer)
    assert f"{STAFF}melding/{told_now.pk}/" in page(triage, f"/beheer/meldingen/{told_now.pk}/")
    assert "Nieuwe lampen" in page(triage, f"{STAFF}melding/{told_now.pk}/")
    assert triage.post(f"{STAFF}melding/{told_now.pk}/", {"work": "x"}).status_code == 422
    assert triage.post(f"{STAFF}melding/{told_now.pk}/", {"work": str(one.pk)}).status_code == 302
    assert told_now.label in page(triage, f"{STAFF}werk/{one.pk}/")
    triage.post(f"{STAFF}werk/{one.pk}/los/{told_now.pk}/")
    assert triage.post(f"{STAFF}werk/{one.pk}/koppel/", {"label": "niets"}).status_code == 422
    form = page(manager, f"{STAFF}{plan.pk}/werk/?melding={told_now.pk}")
    assert "Kerkpad" in form
    assert "afval bij de speeltuin" not in form


def test_carrying_over_on_the_screen_and_what_waits_on_whom(desk: Desk) -> None:
    plan = plan_of(desk, YEAR - 1)
    one = work_in(desk, plan)
    signed(desk, offered(desk, plan))
    manager, address = logged_in(desk.writer), f"{STAFF}werk/{one.pk}/"
    with working(desk.writer) as by:
        assert [(task.is_late, task.day) for task in waits_on(by)] == [(True, f"31 december {YEAR - 1}")]
    assert manager.post(f"{address}door/", {"words": ""}).status_code == 422
    new = manager.post(f"{address}door/", {"words": "De grond is te nat.", "seen": "0"})["Location"]
    assert f"In het plan van {YEAR - 1}" in page(manager, new)
    with working(desk.writer) as by:
        assert waits_on(by) == []
    assert f"{PAGE}{YEAR - 1}/" not in page(Client(), "/wijk/dorp/")
    assert "De grond is te nat." in page(Client(), f"{PAGE}{YEAR - 1}/")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_typed_a_form_accepts_it_or_says_what_is_wrong(desk: Desk, data: st.DataObject) -> None:
    kinds = (OpenForm, VersionForm, WorkForm, MoveForm, CarryForm, LinkForm)
    kind = data.draw(st.sampled_from(kinds))
    form = kind({name: data.draw(st.text(max_size=30) | st.just("2026")) for name in kind().fields})
    with translation.override("nl"):
        assert form.is_valid() or all(message for errors in form.errors.values() for message in errors)


def test_a_contribution_that_was_tied_stands_in_the_chain_of_staff(desk: Desk) -> None:
    one = public_work(desk)
    contribution = tied(desk, one)
    assert "Nieuwe lampen" in page(logged_in(desk.writer), f"/beheer/rapporten/herkomst/{contribution.pk}/")
    with working(desk.writer) as by:
        actions.move_work(key=one.pk, name="plan", by=by)
    assert (Work.objects.count(), YearPlan.objects.count()) == (1, 1)

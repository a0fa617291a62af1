"""A wijkbeheerplan: nothing is public without two people, and what was public stays to be read."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.districts.conftest import DORP, Desk
from tests.voices.people import working
from tests.works.conftest import YEAR, moved, offered, plan_of, public_work, signed, work_in, written
from wens.works import actions, queries
from wens.works.actions import LookOnce, Said, WorksError
from wens.works.content import kept_in
from wens.works.models import Version, VersionState, Work
from wens.works.rules import NotAllowed
from wens.works.states import TURNS


def test_every_state_of_a_version_can_be_reached() -> None:
    reached = {VersionState.DRAFT}
    for _ in VersionState:
        reached |= {one.after for one in TURNS if one.before in reached}
    assert reached == set(VersionState)


def test_a_plan_that_one_person_wrote_shows_only_after_another_signed(desk: Desk) -> None:
    plan = plan_of(desk)
    work_in(desk, plan)
    one = offered(desk, plan)
    assert (queries.signed_years(DORP), Version.objects.count(), Work.objects.count()) == ([], 0, 0)
    with working(desk.writer) as by, pytest.raises(NotAllowed, match="niet zelf"):
        actions.sign(key=one.pk, by=by)
    signed(desk, one)
    assert queries.signed_years(DORP) == [YEAR]
    assert [line.title for line in kept_in(Version.objects.get())] == ["Nieuwe lampen"]


def test_the_database_itself_refuses_one_person_under_both(desk: Desk) -> None:
    plan = plan_of(desk)
    work_in(desk, plan)
    one = offered(desk, plan)
    with working(desk.writer) as by, pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        Version.objects.filter(pk=one.pk).update(state="signed", signed_by=by.reference, signed_at=timezone.now())


def test_what_is_signed_is_what_was_put_before_the_second_person(desk: Desk) -> None:
    plan = plan_of(desk)
    one = work_in(desk, plan)
    version = offered(desk, plan)
    with working(desk.writer) as by:
        actions.edit_work(key=one.pk, of=written(title="Iets anders"), by=by)
    signed(desk, version)
    (line,) = kept_in(Version.objects.get())
    assert (line.title, Work.objects.get().title) == ("Nieuwe lampen", "Iets anders")


def test_a_mistake_that_nobody_asked_for_or_read_about_does_not_go_on_the_site(desk: Desk) -> None:
    plan = plan_of(desk)
    work_in(desk, plan)
    moved(desk, work_in(desk, plan, title="Dubbel"), "stop", "Dit stond er al.")
    assert [line.title for line in kept_in(signed(desk, offered(desk, plan)))] == ["Nieuwe lampen"]


def test_an_earlier_version_stays_as_it_was(desk: Desk, client) -> None:  # type: ignore[no-untyped-def]
    one = public_work(desk)
    moved(desk, one, "plan")
    signed(desk, offered(desk, plan_of(desk), intro="De tweede tekst."))
    first = client.get(f"/wijk/dorp/beheerplan/{YEAR}/versie/1/").content.decode()
    now = client.get("/wijk/dorp/beheerplan/").content.decode()
    assert ("Dit doen wij in Dorp." in first, "Idee" in first, "De tweede tekst." in first) == (True, True, False)
    assert ("De tweede tekst." in now, "Gepland" in now, f"/{YEAR}/versie/1/" in now) == (True, True, True)


def test_after_a_withdrawal_the_earlier_version_shows_and_the_withdrawn_one_says_why(desk: Desk, client) -> None:  # type: ignore[no-untyped-def]
    public_work(desk)
    two = signed(desk, offered(desk, plan_of(desk), intro="De tweede tekst."))
    with working(desk.second) as by:
        actions.withdraw(key=two.pk, words="Er stond een fout jaar in.", by=by)
    assert "Dit doen wij in Dorp." in client.get("/wijk/dorp/beheerplan/").content.decode()
    page = client.get(f"/wijk/dorp/beheerplan/{YEAR}/versie/2/").content.decode()
    assert "Er stond een fout jaar in." in page
    assert "De tweede tekst." in page


def test_after_a_proposal_the_plan_says_what_was_done_with_reactions(desk: Desk, client) -> None:  # type: ignore[no-untyped-def]
    plan = plan_of(desk)
    work_in(desk, plan)
    until = timezone.localdate() + dt.timedelta(days=14)
    signed(desk, offered(desk, plan, purpose="proposal", react_before=until))
    page = client.get("/wijk/dorp/beheerplan/").content.decode()
    assert "Dit is een voorstel." in page
    assert f"/vertel/?gebied={DORP}" in page
    with working(desk.writer) as by:
        with pytest.raises(WorksError, match="reacties"):
            actions.write(plan=plan.pk, of=Said("final", "Dit doen wij."), by=by)
        one = actions.write(plan=plan.pk, of=Said("final", "Dit doen wij.", "Drie lampen erbij."), by=by)
        actions.offer(key=one.pk, by=by)
    signed(desk, one)
    page = client.get("/wijk/dorp/beheerplan/").content.decode()
    assert "Drie lampen erbij." in page
    assert "Dit is een voorstel." not in page


def test_a_proposal_needs_time_to_react_and_a_plan_needs_works(desk: Desk) -> None:
    plan = plan_of(desk)
    with working(desk.writer) as by:
        with pytest.raises(WorksError, match="toekomst"):
            actions.write(plan=plan.pk, of=Said("proposal", "Wat vindt u?", react_before=timezone.localdate()), by=by)
        one = actions.write(plan=plan.pk, of=Said("final", "Dit doen wij."), by=by)
        with pytest.raises(WorksError, match="nog geen werk"):
            actions.offer(key=one.pk, by=by)


def test_who_writes_what_points_at_somebody_looks_once_more(desk: Desk) -> None:
    plan = plan_of(desk)
    with working(desk.writer) as by:
        with pytest.raises(LookOnce):
            actions.add_work(plan=plan.pk, of=written(about="De heer Jansen klaagt hierover."), by=by)
        actions.add_work(plan=plan.pk, of=written(about="De heer Jansen klaagt hierover.", looked=True), by=by)


def test_a_plan_is_of_a_wijk_and_a_work_lies_in_it(desk: Desk) -> None:
    plan = plan_of(desk)
    assert plan_of(desk) == plan
    with working(desk.writer) as by:
        with pytest.raises(WorksError, match="wijk"):
            actions.open_plan(area_code="GM0001-SD-west", year=YEAR, by=by)
        with pytest.raises(WorksError, match="niet in de wijk"):
            actions.add_work(plan=plan.pk, of=written(point=(10_000.0, 300_000.0)), by=by)

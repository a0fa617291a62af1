"""Contributions become works: only public words outside, and who told it hears what came of it."""

import uuid

import pytest

from tests.districts.conftest import CITY, DORP, Desk
from tests.voices.people import told, working
from tests.works.conftest import moved, offered, plan_of, public_work, signed, tied, work_in
from wens.audit.models import Outgoing
from wens.followup.models import Letter
from wens.followup.topics import follow
from wens.tenancy.context import Actor, acting
from wens.voices.actions import contributing
from wens.voices.actions.contributing import Reachable, Told
from wens.voices.models import Contribution
from wens.works import actions, queries
from wens.works.actions import WorksError
from wens.works.models import LinkedContribution, Work
from wens.works.rules import NotAllowed

SAID, CLEAN = "Bij Jan Bos voor de deur is het donker.", "Het is donker op het pad."


def resident() -> tuple[Contribution, str]:
    """A resident tells something and leaves an address; returns the contribution and its code."""
    of = Told(area_code=DORP, text=SAID, reachable=Reachable(email="jo@example.nl", updates="at_once"))
    with acting(CITY, Actor.public()):
        sent = contributing.contribute(told=of, answer_key=uuid.uuid4(), by=Actor.public())
    return sent.contribution, sent.code


def letters() -> list[str]:
    """The letters about works, after all that was announced was followed; what was followed before makes no second."""
    with acting(CITY, Actor.job("test"), rights={"read_contacts"}):
        for row in Outgoing.objects.filter(topic__startswith="works."):
            follow(row)
    found = Letter.objects.filter(kind__in=("work_shown", "work_moved")).order_by("made_at")
    return [letter.kind for letter in found]


def test_who_told_it_hears_when_the_plan_is_signed_and_at_each_move_and_reads_it_with_the_code(
    desk: Desk, client
) -> None:  # type: ignore[no-untyped-def]
    plan, (one, code) = plan_of(desk), resident()
    work = work_in(desk, plan)
    with working(desk.people.triage) as by:
        actions.link(key=work.pk, label=one.label, by=by)
    assert letters() == []
    assert "Nieuwe lampen" not in client.get(f"/volg/{code}/").content.decode()
    signed(desk, offered(desk, plan))
    assert letters() == ["work_shown"]
    moved(desk, work, "stop", "Er ligt een kabel in de weg.")
    assert letters() == ["work_shown", "work_moved"]
    signed(desk, offered(desk, plan, intro="Een nieuwe versie."))
    assert letters() == ["work_shown", "work_moved"]
    page = client.get(f"/volg/{code}/").content.decode()
    assert "Nieuwe lampen" in page
    assert "Er ligt een kabel in de weg." in page
    assert f"/wijk/dorp/beheerplan/{plan.year}/" in page


def test_who_told_something_that_is_tied_to_a_carried_work_hears_too_and_nobody_hears_twice(desk: Desk) -> None:
    work, (one, _code), (two, _) = public_work(desk), resident(), resident()
    with working(desk.people.triage) as by:
        actions.link(key=work.pk, label=one.label, by=by)
    with working(desk.writer) as by:
        new = actions.carry_over(key=work.pk, words="De grond is te nat.", by=by)
    with working(desk.people.triage) as by:
        actions.link(key=new.pk, label=two.label, by=by)
    assert letters() == ["work_shown", "work_moved"]
    signed(desk, offered(desk, new.plan))
    assert letters() == ["work_shown", "work_moved", "work_shown"]
    told_last = Letter.objects.filter(kind="work_shown").order_by("made_at").last()
    assert told_last is not None
    assert told_last.contribution == two


def test_outside_stands_only_the_text_that_everybody_may_read(desk: Desk, client) -> None:  # type: ignore[no-untyped-def]
    work = public_work(desk)
    public = tied(desk, work, cleaned_text=CLEAN, cleaned_by="account:x", is_public=True)
    page = client.get("/wijk/dorp/beheerplan/").content.decode()
    assert CLEAN in page
    Contribution.objects.filter(pk=public.pk).update(is_public=False)
    page = client.get("/wijk/dorp/beheerplan/").content.decode()
    assert CLEAN not in page
    assert "mede door wat bewoners vertelden" in page
    assert "donker op het Schoolpad" not in page


def test_a_later_link_tells_only_who_was_tied_and_one_by_mistake_is_undone(desk: Desk) -> None:
    work, (one, _code), (two, _) = public_work(desk), resident(), resident()
    with working(desk.people.triage) as by:
        actions.link(key=work.pk, label=one.label, by=by)
        actions.link(key=work.pk, label=one.label, by=by)
    assert letters() == ["work_shown"]
    with working(desk.people.triage) as by:
        actions.link(key=work.pk, label=two.label, by=by)
        actions.unlink(key=work.pk, contribution=one.pk, by=by)
    assert letters() == ["work_shown", "work_shown"]
    assert [link.contribution for link in LinkedContribution.objects.all()] == [two.pk]


def test_only_who_reads_contributions_ties_them_and_only_what_there_is(desk: Desk) -> None:
    work, one = public_work(desk), told(state="in_triage")
    with working(desk.people.domijn) as by, pytest.raises(NotAllowed, match="meldingen leest"):
        actions.link(key=work.pk, label=one.label, by=by)
    with working(desk.people.triage) as by:
        for wrong in ("", "zzzzzz", "000000", one.label[:4]):
            with pytest.raises(WorksError, match="kenmerk"):
                actions.link(key=work.pk, label=wrong, by=by)
        Contribution.objects.filter(pk=one.pk).update(state="withdrawn")
        with pytest.raises(WorksError, match="kenmerk"):
            actions.link(key=work.pk, label=one.label, by=by)


def test_the_outside_sees_nothing_of_a_work_before_its_plan_is_signed(desk: Desk) -> None:
    work = work_in(desk, plan_of(desk))
    one = tied(desk, work)
    assert (Work.objects.count(), LinkedContribution.objects.count(), queries.came_of([one.pk])) == (0, 0, [])
    with working(desk.people.wijkraad):
        assert Work.objects.count() == 0
    with working(desk.people.domijn):
        assert Work.objects.count() == 1

"""How works move, end and go on in a next year; and who may say so."""

import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.districts.conftest import Desk
from tests.voices.people import working
from tests.works.conftest import YEAR, moved, plan_of, public_work, tied, work_in, written
from wens.access.rules import may, rights_of
from wens.organisations.models import Account, Role
from wens.works import actions, queries
from wens.works.actions import LookOnce, WorksError
from wens.works.models import LinkedContribution, State, What, Work
from wens.works.rules import NotAllowed
from wens.works.states import ENDS, MANAGE, MOVE, MOVES, OPEN, SEE, SIGN, NoSuchMove, move

WHY = "De grond is te nat."
REFUSED = (NotAllowed, NoSuchMove, WorksError)


def test_every_state_of_a_work_can_be_reached_and_from_each_it_can_end() -> None:
    reached, ending = {State.IDEA}, set(ENDS)
    for _ in State:
        reached |= {one.after for one in MOVES if one.before in reached}
        ending |= {one.before for one in MOVES if one.after in ending}
    assert (reached, ending) == (set(State), set(State))
    assert {*OPEN, *ENDS} == set(State)


def test_what_does_not_happen_or_takes_longer_always_says_why() -> None:
    without_reason = {one.name for one in MOVES if not one.words}
    assert without_reason == {What.CONSIDER, What.PLAN, What.START, What.FINISH}


def test_roles_have_the_rights_of_what_they_do() -> None:
    def roles(right: str) -> set[str]:
        return {role for role in Role if may(Account(role=role), right)}  # type: ignore[arg-type]

    assert roles(MANAGE) == {Role.DISTRICT_MANAGER}
    assert roles(SIGN) == {Role.DISTRICT_MANAGER, Role.CONFIRMER}
    assert roles(MOVE) == {Role.DISTRICT_MANAGER, Role.PARTNER, Role.TRIAGE, Role.ADMINISTRATOR}
    assert roles(SEE) == roles(MOVE) | {Role.CONFIRMER}
    assert not rights_of(Account(role=Role.CIVIC))


def test_who_carries_a_work_out_moves_it_and_nobody_else_but_the_stadsdeelmanager(desk: Desk) -> None:
    one = public_work(desk)
    moved(desk, one, "plan")
    with working(desk.people.domijn) as by:
        actions.move_work(key=one.pk, name="start", by=by)
        with pytest.raises(WorksError, match="waarom"):
            actions.move_work(key=one.pk, name="stop", by=by)
        with pytest.raises(LookOnce):
            actions.move_work(key=one.pk, name="stop", words="Mevrouw de Vries wil het niet.", by=by)
        with pytest.raises(NotAllowed, match="stadsdeelmanager"):
            actions.carry_over(key=one.pk, words=WHY, by=by)
        with pytest.raises(NotAllowed):
            actions.edit_work(key=one.pk, of=written(), by=by)
        assert actions.move_work(key=one.pk, name="postpone", words=WHY, by=by).state == State.PLANNED
    for other in (desk.people.police, desk.people.wijkraad, desk.second):
        with working(other) as by, pytest.raises((NotAllowed, Work.DoesNotExist)):
            actions.move_work(key=one.pk, name="finish", by=by)


def test_a_work_that_is_carried_over_keeps_all_and_both_years_say_why(desk: Desk, client) -> None:  # type: ignore[no-untyped-def]
    one = public_work(desk, period="q4")
    told = tied(desk, one)
    moved(desk, one, "plan")
    moved(desk, one, "start")
    with working(desk.writer) as by:
        new = actions.carry_over(key=one.pk, words=WHY, by=by)
        with pytest.raises(NoSuchMove):
            actions.carry_over(key=one.pk, words=WHY, by=by)
        again = actions.carry_over(key=new.pk, words="Nog steeds nat.", by=by)
        names = ("title", "about", "kind", "place", "x", "y", "responsible_id", "state")
        assert [getattr(again, name) for name in names] == [
            getattr(Work.objects.get(pk=new.pk), name) if name != "state" else State.BUSY for name in names
        ]
        assert [each.plan.year for each in queries.earlier(queries.work(again.pk))] == [YEAR + 1, YEAR]  # type: ignore[arg-type]
        assert {link.contribution for link in LinkedContribution.objects.filter(work=again)} == {told.pk}
        assert again.plan == plan_of(desk, YEAR + 2)
    page = client.get("/wijk/dorp/beheerplan/").content.decode()
    assert WHY in page
    assert "Doorgeschoven naar het volgende jaar" in page


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(list(What)), st.integers(0, 2), st.booleans()), max_size=12))
def test_no_order_of_steps_leaves_a_work_without_a_way_on_or_without_its_reason(
    desk: Desk, steps: list[tuple[What, int, bool]]
) -> None:
    with transaction.atomic():
        one = work_in(desk, plan_of(desk))
        numbers = itertools.count()
        for name, who, says in steps:
            one = _take(desk, one, name, who, f"Reden {next(numbers)}" if says else "")
            with working(desk.writer):
                held = Work.objects.get(pk=one.pk)
                assert held.state not in (State.NOT_DONE, State.CARRIED) or held.reason
                assert any(chosen.before == held.state for chosen in MOVES)
                assert held.steps.last().after == held.state
        transaction.set_rollback(True)


def _take(desk: Desk, one: Work, name: What, who: int, words: str) -> Work:
    account = (desk.writer, desk.people.domijn, desk.people.police)[who]
    with working(account) as by:
        before = Work.objects.get(pk=one.pk).state
        try:
            with transaction.atomic():
                if name == What.CARRY:
                    return actions.carry_over(key=one.pk, words=words, by=by)
                now = actions.move_work(key=one.pk, name=name, words=words, by=by)
        except REFUSED:
            return one
        assert account != desk.people.police
        assert now.state == move(name, before).after
    return one

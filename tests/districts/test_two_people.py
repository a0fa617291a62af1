"""No published thing without two people, in whatever order they work; and what was published stays."""

import datetime as dt
import itertools
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.districts.conftest import DORP, Desk, news, signed, words
from tests.voices.people import working
from wens.access.rules import rights_of
from wens.districts import actions, queries
from wens.districts.actions import Conflict, Draft, LookOnce, PieceError
from wens.districts.models import Kind, State, Version
from wens.districts.rules import NotAllowed
from wens.districts.states import MOVES, NoSuchMove
from wens.organisations.models import Account
from wens.tenancy.context import acting, current_gemeente

REFUSED = (NotAllowed, NoSuchMove, PieceError, Version.DoesNotExist)
STEPS = ("write", "offer", "take_back", "drop", "sign", "send_back", "withdraw", "remove")


def test_every_state_can_be_reached_and_every_move_starts_somewhere() -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {one.after for one in MOVES if one.before in reached}
    assert reached == set(State)


def test_what_one_person_wrote_shows_only_after_another_signed(desk: Desk) -> None:
    one = news(desk)
    assert queries.all_news(most=9) == []
    assert Version.objects.count() == 0  # a visitor gets no row at all
    with working(desk.writer) as by, pytest.raises(NotAllowed, match="niet zelf"):
        actions.sign(key=one.pk, by=by)
    signed(desk, one)
    (shown,) = queries.all_news(most=9)
    assert (shown.content.title, shown.written_by != shown.signed_by) == ("Nieuws uit Dorp", True)


def test_with_one_operator_the_trail_says_that_one_person_did_both(desk: Desk, settings: Any) -> None:
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
    one = news(desk)
    with working(desk.writer) as by:
        assert actions.sign(key=one.pk, by=by).by_one_operator


def test_the_database_itself_refuses_one_person_under_both(desk: Desk) -> None:
    one = news(desk)
    with working(desk.writer) as by, pytest.raises(IntegrityError, match="version_two_people"), transaction.atomic():
        Version.objects.filter(pk=one.pk).update(
            state=State.SIGNED, signed_by=by.reference, signed_at=timezone.now(), publish_at=timezone.now()
        )


def test_a_later_day_is_waited_for_and_until_then_the_old_text_shows(desk: Desk) -> None:
    old = signed(desk, news(desk))
    later = timezone.now() + dt.timedelta(days=3)
    with working(desk.writer) as by:
        new = actions.write(piece=old.piece_id, of=Draft((DORP,), words("Later"), wanted_at=later), by=by)
        actions.offer(key=new.pk, by=by)
    assert signed(desk, new).publish_at == later
    assert [one.content.title for one in queries.all_news(most=9)] == ["Nieuws uit Dorp"]
    with acting(current_gemeente(), desk.writer.as_actor(), rights=rights_of(desk.writer)) as now:
        actions.withdraw(key=new.pk, words="Toch niet.", by=now.actor)
        assert Version.objects.get(pk=old.pk).ended_at is None
    assert len(queries.published(old.piece_id)) == 1  # the one that never showed is not among what was public


def test_a_text_that_was_withdrawn_stays_to_be_read_and_one_removed_by_law_is_empty(desk: Desk) -> None:
    one = signed(desk, news(desk))
    with working(desk.second) as by:
        actions.withdraw(key=one.pk, words="De datum klopte niet.", by=by)
    assert queries.all_news(most=9) == []
    (there,) = queries.published(one.piece_id)
    assert (there.content.text, there.remark) == ("Er komt een bijeenkomst.", "De datum klopte niet.")
    with working(desk.second) as by, pytest.raises(NotAllowed, match="privacy officer"):
        actions.remove(key=one.pk, words="AVG artikel 17", by=by)
    with working(desk.people.privacy) as by:
        actions.remove(key=one.pk, words="AVG artikel 17", by=by)
    (there,) = queries.published(one.piece_id)
    assert (there.said, there.state) == ({}, State.REMOVED)


def test_a_name_in_a_text_is_looked_at_once_more_and_a_telephone_number_is_not(desk: Desk) -> None:
    with working(desk.writer) as by:
        with pytest.raises(LookOnce):
            actions.start(kind=Kind.NEWS, of=Draft((DORP,), words(text="De heer Jansen woont hier.")), by=by)
        actions.start(kind=Kind.NEWS, of=Draft((DORP,), words(text="Bel 010 123 45 67.")), by=by)


def test_who_writes_what_somebody_else_changed_meanwhile_hears_so(desk: Desk) -> None:
    with working(desk.writer) as by:
        one = actions.start(kind=Kind.NEWS, of=Draft((DORP,), words()), by=by)
        actions.write(piece=one.piece_id, of=Draft((DORP,), words("Anders")), by=by, seen=one.edits)
        with pytest.raises(Conflict):
            actions.write(piece=one.piece_id, of=Draft((DORP,), words("Nog anders")), by=by, seen=one.edits)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.booleans()), max_size=14))
def test_no_order_of_steps_publishes_what_one_person_made_or_changes_what_was_public(
    desk: Desk, steps: list[tuple[str, int, bool]]
) -> None:
    with transaction.atomic():
        _walk(desk, steps)
        transaction.set_rollback(True)


def _walk(desk: Desk, steps: list[tuple[str, int, bool]]) -> None:
    people, number = (desk.writer, desk.second, desk.people.privacy), itertools.count()
    with working(desk.writer) as by:
        piece = actions.start(kind=Kind.NEWS, of=Draft((DORP,), words()), by=by).piece_id
    was: dict[uuid.UUID, object] = {}
    for name, who, later in steps:
        _take(piece, name, people[who], f"Bericht {next(number)}", later)
        now = {one.pk: one for one in queries.published(piece)}  # as a visitor sees it
        assert was.keys() <= now.keys()
        for key, said in was.items():
            assert now[key].state == State.REMOVED or now[key].said == said
        assert all(one.signed_by and one.signed_by != one.written_by for one in now.values())
        assert sum(queries.is_shown(one, timezone.now()) for one in now.values()) <= 1
        was = {key: one.said for key, one in now.items()}


def _take(piece: uuid.UUID, name: str, who: Account, title: str, later: bool) -> None:
    wanted = timezone.now() + dt.timedelta(days=2) if later else None
    with working(who) as by:
        newest = Version.objects.filter(piece=piece).first()
        try:
            with transaction.atomic():
                if name == "write":
                    actions.write(piece=piece, of=Draft((DORP,), words(title), wanted_at=wanted), by=by)
                elif newest is not None:
                    said = {"words": "Zo is het."} if name in ("send_back", "withdraw", "remove") else {}
                    getattr(actions, name)(key=newest.pk, by=by, **said)
        except REFUSED:
            pass


def test_nothing_that_was_published_can_be_thrown_away(desk: Desk) -> None:
    signed(desk, news(desk))
    with working(desk.writer), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'districts_version', 'DELETE')")
        assert cursor.fetchone() == (False,)

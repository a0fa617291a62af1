"""What was told by telephone, on paper or at a meeting; and the meeting that opens the door for a whole hall."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.publication.conftest import make_city
from tests.voices.people import People, make_people, put_on_duty, working
from wens.tenancy.context import Actor, acting
from wens.voices import queries
from wens.voices.actions import duty
from wens.voices.actions.contributing import Told
from wens.voices.actions.entering import Refused, enter, enter_table, read_table
from wens.voices.actions.occasions import close_occasion, open_occasion
from wens.voices.actions.stepping import VoicesError
from wens.voices.models import Contribution
from wens.voices.occasions import is_open
from wens.voices.rules import NotAllowed
from wens.voices.similar import similarities

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def staff(db: None, home: object) -> Iterator[People]:
    """The people of Proefstad."""
    with acting(make_city(["testserver"]), Actor.machine()):
        yield make_people()


def test_what_somebody_tells_by_telephone_gets_a_follow_code(staff: People) -> None:
    key = uuid.uuid4()
    told = Told(area_code="BU00010000", text="Steeds lawaai bij de buren.")
    with working(staff.triage) as by:
        first, again = (enter(told=told, channel="phone", answer_key=key, by=by) for _ in range(2))
        assert (first.contribution.channel, first.contribution.entered_by) == ("phone", by.reference)
        assert (first.code, first.is_new, again.code, again.is_new) == (again.code, True, first.code, False)
        with pytest.raises(VoicesError, match="aan de telefoon"):
            enter(told=told, channel="web", answer_key=uuid.uuid4(), by=by)
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        enter(told=told, channel="phone", answer_key=uuid.uuid4(), by=by)


def test_a_table_of_a_meeting_is_entered_once(staff: People) -> None:
    table = "Waar;Wat;Onderwerp;Wie\nDorp;Hard rijden;traffic;Bewoner\nwerf;Afval;;\n;;;\n"
    key = uuid.uuid4()
    with working(staff.triage) as by:
        for _ in range(2):
            sent = enter_table(table=table, channel="meeting", answer_key=key, by=by)
    assert [one.contribution.area_code for one in sent] == ["GM0001-LW-dorp", "GM0001-LW-werf"]
    assert list(Contribution.objects.values_list("subject", "speaker").order_by("-subject")) == [
        ("traffic", "resident"), ("", ""),
    ]  # fmt: skip


def test_a_table_with_one_wrong_row_enters_nothing_and_names_every_mistake(staff: People) -> None:
    table = "waar\twat\tonderwerp\twie\nDorp\tHard rijden\t\t\nDor\t\tiets\tdame"
    with working(staff.triage) as by, pytest.raises(Refused) as refused:
        enter_table(table=table, channel="meeting", answer_key=uuid.uuid4(), by=by)
    assert [(one.row, one.column, one.value) for one in refused.value.findings] == [
        (3, "wat", ""), (3, "waar", "Dor"), (3, "onderwerp", "iets"), (3, "wie", "dame"),
    ]  # fmt: skip
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(("table", "column"), [
    ("", ""), ("waar,iets\nDorp,x", "iets"), ("wat\nLawaai", "waar"), ("waar,wat", ""),
    ("waar,wat,wat\nDorp,x,y", "wat"),
])  # fmt: skip
def test_a_table_that_cannot_be_read_says_why(staff: People, table: str, column: str) -> None:
    with pytest.raises(Refused) as refused:
        read_table(table)
    assert column in [one.column for one in refused.value.findings]


def test_an_area_for_the_whole_table_makes_the_column_needless(staff: People) -> None:
    assert [told.area_code for told in read_table("wat\nLawaai", area_code="GM0001-LW-dorp")] == ["GM0001-LW-dorp"]


@given(table=st.text(max_size=200) | st.lists(st.text(max_size=20)).map(lambda rows: "\n".join(["wat", *rows])))
def test_any_table_is_read_or_refused_with_findings(table: str) -> None:
    try:
        rows = read_table(table, area_code="GM0001-LW-dorp")
    except Refused as refused:
        rows = []
        findings = refused.findings
    else:
        findings = []
    assert bool(findings) != bool(rows)
    assert all(one.text.strip() for one in rows)


def test_the_code_of_a_meeting_is_good_while_it_lasts(staff: People) -> None:
    now = timezone.now()
    with working(staff.triage) as by:
        one = open_occasion(
            title="Wijkavond", area_code="GM0001-LW-dorp", starts_at=now - HOUR, ends_at=now + HOUR, by=by
        )
        later = open_occasion(
            title="Straks", area_code="GM0001-LW-dorp", starts_at=now + HOUR, ends_at=now + 2 * HOUR, by=by
        )
        with pytest.raises(VoicesError, match="twaalf uur"):
            open_occasion(title="Lang", area_code="x", starts_at=now, ends_at=now + 13 * HOUR, by=by)
        assert is_open(f"{one.code[:3]}-{one.code[3:].lower()} ") == one
        assert [is_open(code) for code in (later.code, "", "BESTAA", "' OR 1=1")] == [None] * 4
        close_occasion(occasion=one.pk, by=by)
        close_occasion(occasion=later.pk, by=by)
        assert is_open(one.code) is None
    with working(staff.domijn) as by, pytest.raises(NotAllowed):
        close_occasion(occasion=one.pk, by=by)


def test_the_roster_says_who_is_on_duty_and_when_nobody_is(staff: People) -> None:
    now = timezone.now()
    with working(staff.manager) as by:
        with pytest.raises(VoicesError, match="bij een partner"):
            duty.add_shift(account=staff.wijkraad.pk, starts_at=now, ends_at=now + HOUR, by=by)
        shift = duty.add_shift(account=staff.police.pk, starts_at=now - HOUR, ends_at=now + HOUR, by=by)
        with pytest.raises(VoicesError, match="al dienst"):
            duty.add_shift(account=staff.police.pk, starts_at=now, ends_at=now + HOUR, by=by)
        duty.add_shift(account=staff.domijn.pk, starts_at=now + 2 * HOUR, ends_at=now + 3 * HOUR, by=by)
        gap, rest = queries.gaps(now, now + 4 * HOUR)
        assert (gap.starts_at, gap.ends_at) == (now + HOUR, now + 2 * HOUR)
        assert (rest.starts_at, rest.ends_at) == (now + 3 * HOUR, now + 4 * HOUR)
        assert [one.account for one in queries.on_duty()] == [staff.police]
        duty.remove_shift(shift=shift.pk, by=by)
        assert not queries.is_staffed()
        with pytest.raises(VoicesError, match="niet meer"):
            duty.remove_shift(shift=shift.pk, by=by)
    with working(staff.triage) as by, pytest.raises(NotAllowed):
        duty.add_shift(account=staff.police.pk, starts_at=now, ends_at=now + HOUR, by=by)


def test_who_can_no_longer_log_in_is_not_on_duty(staff: People) -> None:
    put_on_duty(staff.police)
    staff.police.is_active = False
    staff.police.save()
    assert not queries.is_staffed()


def test_alike_is_one_for_the_same_and_nothing_for_what_shares_no_letter() -> None:
    same, typing_error, other, nothing = similarities(
        "afval naast de container", ["afval naast de container", "afvall naast container", "hard rijden", ""]
    )
    assert same == pytest.approx(1)
    assert 0.4 < typing_error < 1
    assert other < 0.1
    assert nothing == 0


@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_alike_is_the_same_both_ways_and_between_nothing_and_one(text: str, other: str) -> None:
    ((there,), (back,)) = similarities(text, [other]), similarities(other, [text])
    assert there == pytest.approx(back)
    assert 0 <= there <= 1 + 1e-9

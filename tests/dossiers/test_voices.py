"""The voices of an area: broad and honest, only what may be told, never a number that points at one person."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone

from wens.dossiers.queries import voices
from wens.organisations.actions import register_gemeente
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution, Echo, Original, State

TODAY = dt.date(2026, 11, 22)
READ = "Er is vaak lawaai bij het plein."


@pytest.fixture(autouse=True)
def _in_proefstad(db: None) -> Iterator[None]:
    register_gemeente(code="GM0001", name="Proefstad", by=Actor.machine())
    with acting("GM0001", Actor.machine()):
        yield


def moment(*parts: int) -> dt.datetime:
    """A moment in Amsterdam."""
    return dt.datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type, misc]


def said(**changes: object) -> Contribution:
    then = moment(2026, 10, 3, 12)
    values = {
        "received_at": then, "state_since": then, "read_before": then, "retain_until": TODAY,
        "area_code": "BU00010000", "theme": "living", "subject": "noise", "street": "Dorpsstraat",
        "speaker": "resident", "answer_key": uuid.uuid4(), "follow_digest": uuid.uuid4().hex,
        "state": State.IN_TRIAGE, "cleaned_text": READ, "cleaned_by": "account:1", "is_public": True,
    }  # fmt: skip
    one = Contribution.objects.create(**{**values, **changes})
    Original.objects.create(contribution=one, text="zoals het er echt stond, over buurman Jansen")
    return one


def test_breadth_counts_contributions_streets_and_months() -> None:
    for at, street in enumerate(["Dorpsstraat", "dorpsstraat", "Kade", "Plein", ""]):
        said(street=street, received_at=moment(2026, 1 + 2 * at, 31 - at // 4, 23, 30))
    (living,) = voices(["BU00010000"], today=TODAY).themes
    assert (living.contributions, living.streets, living.months) == (5, 3, 5)
    assert living.subjects == (("noise", 5),)


def test_what_was_not_read_withdrawn_lapsed_or_erased_does_not_count() -> None:
    for state in (State.RECEIVED, State.LAPSED, State.WITHDRAWN, State.ERASED):
        said(state=state)
    said(cleaned_text="", is_public=False)
    assert voices(["BU00010000"], today=TODAY).themes == ()


def test_what_may_not_be_read_by_all_counts_without_its_words() -> None:
    said(is_public=False)
    (living,) = voices(["BU00010000"], today=TODAY).themes
    assert living.contributions == 1
    assert living.texts == ()


def test_a_merged_contribution_is_a_voice_of_its_own_without_a_second_text() -> None:
    whole = said()
    said(state=State.MERGED, merged_into=whole, cleaned_text="", is_public=False, theme="", subject="")
    (living,) = voices(["BU00010000"], today=TODAY).themes
    assert living.contributions == 2
    assert [text.text for text in living.texts] == [READ]


def test_presses_are_counted_apart_and_only_where_they_belong() -> None:
    one = said()
    for _ in range(4):
        Echo.objects.create(contribution=one, at=timezone.now(), answer_key=uuid.uuid4())
    (living,) = voices(["BU00010000"], today=TODAY).themes
    assert (living.contributions, living.presses) == (1, 4)


def test_other_areas_and_older_months_stay_out() -> None:
    said(area_code="BU00010001")
    said(received_at=moment(2024, 10, 31, 23, 59))
    assert voices(["BU00010000"], today=TODAY).themes == ()
    said(received_at=moment(2024, 11, 1, 0, 0))
    assert voices(["BU00010000"], today=TODAY).contributions == 1


def test_who_was_not_heard_is_named() -> None:
    assert voices(["BU00010000"], today=TODAY).not_heard == ()
    said()
    said(speaker="school")
    assert voices(["BU00010000"], today=TODAY).not_heard == ("entrepreneur", "wijkraad", "association")


def test_a_few_times_is_said_without_a_number_of_a_subject() -> None:
    said()
    said()
    (living,) = voices(["BU00010000"], today=TODAY).themes
    assert living.is_few
    assert living.subjects == ()

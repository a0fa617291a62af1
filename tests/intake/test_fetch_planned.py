"""Fetching by itself: what is due is loaded, nothing that is in use changes, and what fails can be seen."""

import datetime as dt
from pathlib import Path

import pytest

from tests.intake.test_fetch_import import KEYS, cbs, police_rows
from tests.intake.test_import import in_force, world
from tests.servers.publisher import FakePublisher
from wens.audit.models import Event
from wens.intake.actions import IntakeError
from wens.intake.fetch.actions import fetch_planned, plan_fetch, stop_fetch
from wens.intake.fetch.client import Patience, Publisher
from wens.intake.fetch.errors import PublisherError
from wens.intake.fetch.loading import Step
from wens.intake.fetch.queries import plans
from wens.intake.models import FetchPlan
from wens.tenancy.context import Actor, acting

__all__ = ["cbs", "world"]

NIGHT = dt.datetime(2026, 11, 21, 1, 23, tzinfo=dt.UTC)
JOB = Actor.job("fetch_planned")


@pytest.fixture
def planned(world: Path, cbs: FakePublisher) -> FakePublisher:
    cbs.add_table("47018NED", police_rows(["2023JJ00"]), WijkenEnBuurten=[{"Key": key.ljust(10)} for key in KEYS])
    with acting("GM0901", Actor.machine()):
        plan_fetch(source="politie", table="", every="month", by=Actor.machine())
    return cbs


def run(days: float = 0) -> list[Step]:
    with Publisher(patience=Patience(attempts=2), sleep=lambda _: None) as publisher:
        return fetch_planned(by=JOB, publisher=publisher, now=lambda: NIGHT + dt.timedelta(days=days))


def only_plan() -> FetchPlan:
    with acting("GM0901", Actor.machine()):
        (plan,) = plans()
        return plan


def test_what_is_due_is_fetched_and_loaded_and_waits_for_a_person_to_build(planned: FakePublisher) -> None:
    (step,) = run()
    assert (step.what, step.status, step.rows) == ("politie", "loaded", 14)
    assert in_force()["BU09010101", "2023"] == 6
    plan = only_plan()
    assert (plan.status, plan.failures, plan.ended_at) == ("loaded", 0, NIGHT)
    with acting("GM0901", Actor.machine()):
        names = list(Event.objects.order_by("pk").values_list("name", "actor"))
    assert ("intake.fetch.planned", "machine:cli") in names
    assert names[-2:] == [("intake.snapshot.loaded", JOB.reference), ("intake.fetch.ended", JOB.reference)]


def test_it_comes_again_when_its_time_has_come_and_not_before(planned: FakePublisher) -> None:
    assert [len(run(days)) for days in (0, 1, 27, 28)] == [1, 0, 0, 1]
    assert only_plan().status == "unchanged"


def test_a_failure_is_seen_and_tried_again_the_next_night(planned: FakePublisher) -> None:
    table = planned.tables.pop("47018NED")
    (step,) = run()
    assert step.failed
    assert (only_plan().failures, only_plan().status) == (1, "failed")
    assert "no such table" in only_plan().message
    planned.tables["47018NED"] = table
    assert [step.status for step in run(1)] == ["loaded"]
    assert only_plan().failures == 0


def test_a_delivery_with_fewer_cells_than_the_one_in_force_is_left_to_a_person(planned: FakePublisher) -> None:
    run()
    planned.tables["47018NED"]["TypedDataSet"].pop(6)
    assert [step.status for step in run(28)] == ["refused"]
    assert in_force()["BU09010101", "2023"] == 6
    assert only_plan().failures == 1


def test_one_that_was_interrupted_is_done_again(planned: FakePublisher) -> None:
    with acting("GM0901", Actor.machine()):
        FetchPlan.objects.update(began_at=NIGHT, status="busy")
    assert [step.status for step in run(0.01)] == ["loaded"]


def test_a_plan_can_be_changed_and_stopped(planned: FakePublisher) -> None:
    with acting("GM0901", Actor.machine()):
        plan_fetch(source="politie", table="", every="day", by=Actor.machine())
        assert [plan.every for plan in plans()] == ["day"]
        assert stop_fetch(source="politie", table="", by=Actor.machine())
        assert not stop_fetch(source="politie", table="", by=Actor.machine())
    assert run() == []


def test_a_source_without_a_table_or_another_rhythm_is_refused(world: Path) -> None:
    with acting("GM0901", Actor.machine()):
        with pytest.raises(PublisherError, match="no open table"):
            plan_fetch(source="brandweer", table="", every="day", by=Actor.machine())
        with pytest.raises(IntakeError, match="day, week, month"):
            plan_fetch(source="politie", table="", every="hour", by=Actor.machine())

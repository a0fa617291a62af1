"""Deliveries are kept for the period of their source, and no longer; rolling one back gives back what it replaced."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.utils import timezone

from tests.intake.test_import import in_force, load, snapshots, world
from tests.intake.world import buurten, load_gemeente, police
from wens.audit.queries import events_about
from wens.intake import snapshots as kept
from wens.intake.actions import IntakeError, expire_snapshots, roll_back
from wens.intake.definitions import source
from wens.intake.models import Kept
from wens.tenancy.context import Actor, acting

__all__ = ["world"]

Expire = Callable[[dt.date], int]
AFTER = dt.timedelta(days=source("politie").retention_days + 1)
WHY = "The supplier withdrew this delivery by letter."


@pytest.fixture
def expire(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Expire:
    """Expire as of a day, and let happen what happens after the commit."""

    def run(day: dt.date) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return expire_snapshots(by=Actor.job("retention"), on=day)

    return run


def kept_files(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "snapshots").iterdir())


def test_bytes_stay_until_their_period_is_over(world: Path, expire: Expire) -> None:
    load(police(buurten(1, 2, 3, 4)))
    assert expire(timezone.localdate() + AFTER - dt.timedelta(days=1)) == 0
    assert len(kept_files(world)) == 1


def test_after_the_period_the_bytes_are_gone_and_the_record_and_the_figures_stay(world: Path, expire: Expire) -> None:
    load(police(buurten(1, 2, 3, 4)))
    assert expire(timezone.localdate() + AFTER) == 1
    (snapshot,) = snapshots()
    assert (snapshot.kept, snapshot.kept_name, kept_files(world)) == (Kept.EXPIRED, "", [])
    assert snapshot.expired_at is not None
    assert in_force()["BU09010000", "2023"] == 1
    with acting("GM0901", Actor.machine()):
        names = [event.name for event in events_about(f"snapshot:{snapshot.pk}")]
    assert names == ["intake.snapshot.expired", "intake.snapshot.loaded"]


def test_bytes_that_another_gemeente_may_still_keep_stay(world: Path, expire: Expire) -> None:
    load_gemeente("GM0902", south=500_000)
    load(police([*buurten(1, 2, 3, 4), *buurten(5, 6, 7, 8, code="0902")]))
    with acting("GM0902", Actor.machine()):
        (other,) = snapshots("GM0902")
        other.keep_until = timezone.localdate() + 2 * AFTER
        other.save()
    assert expire(timezone.localdate() + AFTER) == 1
    assert len(kept_files(world)) == 1
    assert expire(timezone.localdate() + 3 * AFTER) == 1
    assert kept_files(world) == []


def test_bytes_are_still_there_while_the_register_names_them(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    expire_snapshots(by=Actor.job("retention"), on=timezone.localdate() + AFTER)  # its transaction is not committed
    assert len(kept_files(world)) == 1


def test_a_known_file_whose_bytes_have_expired_is_still_known(world: Path) -> None:
    data = police(buurten(1, 2, 3, 4))
    load(data)
    expire_snapshots(by=Actor.job("retention"), on=timezone.localdate() + AFTER)
    assert load(data).status == "unchanged"


def test_a_name_that_leads_out_of_the_folder_is_refused() -> None:
    with pytest.raises(ValueError, match="not the name"):
        kept.path_of("../keys/signing")


def test_rolling_back_gives_back_what_was_replaced_and_is_in_the_audit_trail(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    load(police(buurten(9, 9, 9, 9)))
    newest = snapshots()[0]
    with acting("GM0901", Actor.machine()):
        assert roll_back(snapshot=newest, reason=WHY, by=Actor.machine()) == (1, 1)
        assert events_about(f"snapshot:{newest.pk}")[0].data["reason"] == WHY
    assert in_force()["BU09010000", "2023"] == 1


def test_rolling_back_the_only_delivery_leaves_nothing_in_force(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    with acting("GM0901", Actor.machine()):
        assert roll_back(snapshot=snapshots()[0], reason=WHY, by=Actor.machine()) == (1, 0)
    assert in_force() == {}


def test_rolling_back_skips_deliveries_that_were_rolled_back_themselves(world: Path) -> None:
    for values in ((1, 2, 3, 4), (5, 6, 7, 8), (9, 9, 9, 9)):
        load(police(buurten(*values)))
    newest, middle, _ = snapshots()
    with acting("GM0901", Actor.machine()):
        assert roll_back(snapshot=middle, reason=WHY, by=Actor.machine()) == (0, 0)
        assert roll_back(snapshot=newest, reason=WHY, by=Actor.machine()) == (1, 1)
    assert in_force()["BU09010000", "2023"] == 1


def test_what_was_rolled_back_can_be_loaded_again(world: Path) -> None:
    data = police(buurten(1, 2, 3, 4))
    load(data)
    with acting("GM0901", Actor.machine()):
        roll_back(snapshot=snapshots()[0], reason=WHY, by=Actor.machine())
    assert load(data).status == "loaded"
    assert in_force()["BU09010000", "2023"] == 1


def test_rolling_back_twice_or_without_a_reason_is_refused(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    with acting("GM0901", Actor.machine()):
        snapshot = snapshots()[0]
        with pytest.raises(IntakeError, match="why"):
            roll_back(snapshot=snapshot, reason="oops", by=Actor.machine())
        roll_back(snapshot=snapshot, reason=WHY, by=Actor.machine())
        with pytest.raises(IntakeError, match="before"):
            roll_back(snapshot=snapshot, reason=WHY, by=Actor.machine())

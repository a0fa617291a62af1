"""The ledger of every number made public."""

import pytest

from wens.releases.actions import Released, enter
from wens.releases.models import Release
from wens.releases.queries import released
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
ROW = Released("BU01530000", 2021, "burglaries_per_1000_dwellings", "2023", 5.0, 4.2)


def test_a_number_is_entered_once_and_keeps_its_first_edition(gemeente: object) -> None:
    assert enter(edition=1, numbers=[ROW], by=MACHINE) == 1
    assert enter(edition=2, numbers=[ROW, ROW._replace(count=6.0)], by=MACHINE) == 1
    found = released(area_code="BU01530000", indicator=ROW.indicator, period="2023")
    assert [(one.count, one.edition) for one in found] == [(5.0, 1), (6.0, 2)]


def test_a_number_without_a_count_is_the_same_number_the_second_time(gemeente: object) -> None:
    percent = ROW._replace(count=None)
    assert enter(edition=1, numbers=[percent], by=MACHINE) == 1
    assert enter(edition=2, numbers=[percent], by=MACHINE) == 0


def test_a_cell_that_says_nothing_is_not_entered(gemeente: object) -> None:
    assert enter(edition=1, numbers=[ROW._replace(count=None, value=None)], by=MACHINE) == 0


@pytest.mark.parametrize("size", [0, 45_000])
def test_many_numbers_go_in_batches_and_none_is_lost(gemeente: object, size: int) -> None:
    numbers = (ROW._replace(area_code=f"BU{at:08d}") for at in range(size))
    assert enter(edition=1, numbers=numbers, by=MACHINE) == size
    assert Release.objects.count() == size


def test_another_gemeente_has_a_ledger_of_its_own(gemeente: object) -> None:
    enter(edition=1, numbers=[ROW], by=MACHINE)
    with acting("GM0363", MACHINE):
        assert not Release.objects.exists()
        assert enter(edition=1, numbers=[ROW], by=MACHINE) == 1

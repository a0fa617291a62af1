"""Editions: built inactive, activated by a person, confirmed by another, rolled back."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tests.figures import world
from tests.figures.conftest import MACHINE, Build
from wens.access.rules import rights_of
from wens.audit.models import Event
from wens.figures import actions, files, queries
from wens.figures.models import Activation, Edition, Figure, State, Tier
from wens.figures.states import STEPS, NoSuchStep
from wens.organisations.models import Account, Role
from wens.releases.models import Release
from wens.tenancy.context import Actor, acting

ANNA = Actor("account", "anna", "Anna")
BERT = Actor("account", "bert", "Bert")
ANALYST = rights_of(Account(role=Role.ANALYST))
FIRST = [*world.crimes(10, 5, 20, 0), *world.dwellings(1000, 500, 2000, 800)]
SECOND = [*world.crimes(10, 6, 20, 0), *world.dwellings(1000, 500, 2000, 800)]


def ids(built: list[actions.Built]) -> dict[str, int]:
    return {one.tier: one.edition for one in built if one.edition is not None}


def test_a_build_makes_one_inactive_edition_per_tier_and_shows_nothing(build: Build) -> None:
    made = build(FIRST)
    with acting(world.GEMEENTE, MACHINE):
        assert [(one.tier, one.state) for one in Edition.objects.all()] == [("partners", "built"), ("public", "built")]
        assert queries.select("partners") == []
    assert [one.rows for one in made] == [7, 7]


def test_a_dry_run_keeps_nothing_and_says_what_would_change(build: Build, home: Path) -> None:
    made = build(FIRST, commit=False)
    with acting(world.GEMEENTE, MACHINE):
        assert not Edition.objects.exists()
    assert list((home / "editions" / world.GEMEENTE).glob("*.parquet")) == []
    assert made[0].differences["new"] == 7


def test_partners_see_an_edition_as_soon_as_a_person_activates_it(build: Build) -> None:
    edition = ids(build(FIRST))["partners"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=edition, by=ANNA)
        row = queries.select("partners", area="BU00010001")[0]
        assert (row.count, row.denominator, row.value, row.edition) == (5, 500, 10, edition)
        assert Event.objects.filter(name="figures.edition.activate", actor="account:anna").count() == 1


def test_figures_of_partners_do_not_exist_for_who_may_not_see_them_also_not_in_plain_sql(build: Build) -> None:
    edition = ids(build(FIRST))["partners"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=edition, by=ANNA)
    for role in ("", *Role.values):
        rights = rights_of(Account(role=role)) if role else frozenset()
        who = Actor("account", "x", "x") if role else Actor.public()
        with acting(world.GEMEENTE, who, rights=rights):  # one connection, used again and again
            seen = (
                bool(queries.select("partners")),
                bool(queries.table("partners", "buurt", "crimes_per_1000", "2023") or queries.coverage("partners")),
                Figure.objects.filter(tier="partners").exists(),
            )
        assert set(seen) == {"see_partners_tier" in rights}, role


def test_the_public_sees_an_edition_only_after_another_person_confirms_it(build: Build) -> None:
    edition = ids(build(FIRST))["public"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        assert actions.activate(edition=edition, by=ANNA).state == State.AWAITING
        assert queries.active_edition("public") is None
        assert not Release.objects.exists()
        with pytest.raises(actions.NotAllowed, match="Another person"):
            actions.confirm(edition=edition, by=ANNA)
        with pytest.raises(actions.NotAllowed, match="own account"):
            actions.confirm(edition=edition, by=MACHINE)
        assert actions.confirm(edition=edition, by=BERT).state == State.ACTIVE
        assert Release.objects.filter(area_code="BU00010001").get().value == 10


def test_a_single_operator_needs_no_second_person_and_the_trail_says_so(build: Build, one_operator: None) -> None:
    edition = ids(build(FIRST))["public"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=edition, by=ANNA)
        steps = Activation.objects.filter(edition=edition).values_list("step", "by")
        assert list(steps) == [("activate", "account:anna"), ("confirm", "account:anna")]


def test_what_waits_can_be_withdrawn(build: Build) -> None:
    edition = ids(build(FIRST))["public"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=edition, by=ANNA)
        assert actions.withdraw(edition=edition, by=ANNA).state == State.BUILT


def test_a_newer_edition_replaces_the_active_one_and_rolling_back_restores_it(build: Build) -> None:
    first, second = ids(build(FIRST))["partners"], ids(build(SECOND))["partners"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=first, by=ANNA)
        actions.activate(edition=second, by=ANNA)
        assert queries.select("partners", area="BU00010001")[0].count == 6
        assert queries.edition(first).state == State.SUPERSEDED  # type: ignore[union-attr]
        actions.roll_back(tier="partners", by=ANNA)
        assert queries.select("partners", area="BU00010001")[0].count == 5
        assert queries.edition(second).state == State.ROLLED_BACK  # type: ignore[union-attr]
        with pytest.raises(NoSuchStep, match="no earlier edition"):
            actions.roll_back(tier="partners", by=ANNA)


def test_the_difference_names_the_cells_that_changed_and_the_biggest_first(build: Build) -> None:
    first = ids(build(FIRST))["partners"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=first, by=ANNA)
    found = build(SECOND)[0].differences
    assert (found["new"], found["changed"], found["gone"], found["same"]) == (0, 3, 0, 4)
    assert found["biggest"][0] == {
        "indicator": "burglaries", "period": "2023", "area_code": "BU00010001", "before": 5, "after": 6,
    }  # fmt: skip


def test_the_same_facts_again_make_no_new_edition(build: Build, place: str) -> None:
    slices = world.slices_of([{**one, "snapshot": 1} for one in FIRST])
    first = build(FIRST)
    again = actions.build_editions(gemeente=place, slices=slices, by=MACHINE, chosen=world.definitions())
    assert [one.edition for one in again] == [one.edition for one in first]
    assert all(one.unchanged for one in again)


def test_each_number_enters_the_ledger_once_with_its_first_edition(build: Build, one_operator: None) -> None:
    first, second = ids(build(FIRST))["public"], ids(build(SECOND))["public"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=first, by=ANNA)
        actions.activate(edition=second, by=ANNA)
        of_buurt = Release.objects.filter(area_code="BU00010001").order_by("pk")
        assert [(one.count, one.edition) for one in of_buurt] == [(5, first), (6, second)]
        assert [one.edition for one in Release.objects.filter(area_code="BU00010000")] == [first]


def test_the_ledger_and_the_trail_cannot_be_changed_by_the_application(build: Build, one_operator: None) -> None:
    edition = ids(build(FIRST))["public"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=edition, by=ANNA)
        for rows in (Release.objects.all(), Activation.objects.all()):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                rows.delete()
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                rows.update(gemeente=world.GEMEENTE)


def test_a_damaged_file_is_refused_and_the_active_edition_stays(build: Build, home: Path) -> None:
    first, second = ids(build(FIRST))["partners"], ids(build(SECOND))["partners"]
    path = files.path_of(world.GEMEENTE, second)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=first, by=ANNA)
        with pytest.raises(files.FileDamaged, match="Restore it from a backup"), transaction.atomic():
            actions.activate(edition=second, by=ANNA)
        assert queries.select("partners", area="BU00010001")[0].count == 5


def test_an_inactive_edition_can_be_read_from_its_file(build: Build) -> None:
    edition = ids(build(FIRST))["partners"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        rows = queries.select("partners", area="BU00010001", edition=queries.edition(edition))
    assert [(row.count, row.edition) for row in rows] == [(5, edition)]


def test_editions_of_another_gemeente_are_not_there(build: Build) -> None:
    edition = ids(build(FIRST))["partners"]
    with acting("GM9999", MACHINE):
        assert queries.edition(edition) is None
        with pytest.raises(Edition.DoesNotExist):
            actions.activate(edition=edition, by=ANNA)


def test_a_build_without_facts_says_what_to_do(build: Build) -> None:
    with pytest.raises(files.NothingToBuild, match="wens import"):
        build([])


def test_a_second_build_of_the_same_gemeente_has_to_wait(build: Build) -> None:
    with files.building(world.GEMEENTE), pytest.raises(files.Busy, match="wait"):
        build(FIRST)


def test_every_state_can_be_reached_and_left() -> None:
    for tier in Tier:
        reached, before = {State.BUILT}, set()
        while reached != before:
            before = set(reached)
            reached |= {one.after for one in STEPS if tier in one.tiers and one.before in reached}
        expected = set(State) - ({State.AWAITING} if tier == Tier.PARTNERS else set())
        assert reached == expected
        assert {one.before for one in STEPS if tier in one.tiers} == expected


def test_only_a_second_person_leads_to_a_public_edition() -> None:
    taken = [one for one in STEPS if Tier.PUBLIC in one.tiers and one.after == State.ACTIVE and one.taken]
    assert [one.name for one in taken] == ["confirm"]
    assert all(one.second_person for one in taken)


def test_pages_read_many_areas_in_one_query(build: Build, django_assert_num_queries: object) -> None:
    edition = ids(build(FIRST))["partners"]
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=edition, by=ANNA)
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = queries.figures_of_many("partners", [*world.BUURTEN, "GM0000"])
        assert {code: len(rows) for code, rows in found.items()} == {**dict.fromkeys(world.BUURTEN, 1), "GM0000": 0}
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert len(queries.table("partners", "buurt", "burglaries", "2023")) == 4

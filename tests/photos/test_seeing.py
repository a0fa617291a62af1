"""Who sees a frozen photo: the one policy in the queries, and row-level security under it, over one connection."""

import pytest

from wens.access.rules import rights_of
from wens.organisations.models import Account, Role
from wens.photos import queries
from wens.photos.models import Photo
from wens.tenancy.context import Actor, acting, current_gemeente

AREA = "BU00010000"


@pytest.fixture
def photos(gemeente) -> str:
    """One photo of each tier of the same area; returns the gemeente."""
    here = current_gemeente()
    with acting(here, Actor.machine()):
        for number, tier in enumerate(("partners", "public"), 1):
            Photo(
                tier=tier, area_code=AREA, area_name="Buurt", level="buurt", number=number, edition=1, generation=2024,
                digest=tier, content="{}", frozen_by="machine:cli", frozen_by_name="x",
            ).save(force_insert=True)  # fmt: skip
    return here


@pytest.mark.parametrize("role", ["", *Role.values])
def test_the_policy_and_the_database_show_the_same_tiers_to_everybody(photos, role):
    rights = rights_of(Account(role=role)) if role else frozenset()
    with acting(photos, Actor("account", "x", "x") if role else Actor.public(), rights=rights):
        by_policy = {tier for tier in ("partners", "public") if queries.photos_of(AREA, tier=tier)}
        one_by_one = {tier for n, tier in enumerate(("partners", "public"), 1) if queries.photo(AREA, n, tier=tier)}
        by_database = set(Photo.objects.values_list("tier", flat=True))
    expected = {"public"} | ({"partners"} if "see_partners_tier" in rights else set())
    assert by_policy == one_by_one == by_database == expected


def test_a_job_that_makes_photos_sees_those_of_both_tiers_and_who_comes_after_it_does_not(photos):
    with acting(photos, Actor.job("x")):
        assert {one.tier for tier in ("partners", "public") for one in queries.photos(tier=tier)} == {
            "partners", "public"
        }  # fmt: skip
    with acting(photos, Actor.public()):
        assert set(Photo.objects.values_list("tier", flat=True)) == {"public"}

"""Two people take a public edition into use, each in the browser with an own account."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.figures import world
from tests.figures.conftest import MACHINE, Build, build, place  # noqa: F401  fixtures
from wens.figures import queries
from wens.organisations.actions import create_account
from wens.organisations.models import Account
from wens.tenancy.context import acting

FACTS = [*world.crimes(10, 5, 20, 0), *world.dwellings(1000, 500, 2000, 800)]
HOST = {"host": "proefstad.test"}
As = Callable[[str], Client]


@pytest.fixture
def log_in(place: str) -> As:  # noqa: F811
    """Return a browser in which a new account with a role is logged in."""

    def made(role: str) -> Client:
        client = Client(headers=HOST)
        with acting(world.GEMEENTE, MACHINE):
            create_account(email=f"{role}@example.nl", name=role.title(), role=role,
                           password="een heel lang wachtwoord 42", by=MACHINE)  # fmt: skip
            client.force_login(Account.objects.get(email=f"{role}@example.nl"), "wens.site.login.AccountBackend")
        return client

    return made


@pytest.fixture
def public(build: Build) -> int:  # noqa: F811
    """Return the number of a public edition that nobody has taken into use."""
    return next(one.edition for one in build(FACTS) if one.tier == "public")


def state(edition: int) -> str:
    with acting(world.GEMEENTE, MACHINE):
        return str(queries.edition(edition).state)


def take(client: Client, edition: int, step: str) -> str:
    answer = client.post(f"/beheer/edities/{edition}/{step}/", follow=True)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_what_one_person_activates_another_one_confirms(log_in: As, public: int) -> None:
    analyst, confirmer = log_in("analyst"), log_in("confirmer")
    page = analyst.get(f"/beheer/edities/{public}/").content.decode()
    assert "In gebruik nemen" in page
    assert "wacht op bevestiging" in take(analyst, public, "activate")
    assert state(public) == "awaiting_confirmation"
    assert "actief" in take(confirmer, public, "confirm")
    assert state(public) == "active"
    assert "Confirmer" in analyst.get(f"/beheer/edities/{public}/").content.decode()


def test_nobody_confirms_an_own_activation(log_in: As, public: int) -> None:
    analyst = log_in("analyst")
    take(analyst, public, "activate")
    assert "Een ander dan wie" in take(analyst, public, "confirm")
    assert state(public) == "awaiting_confirmation"


@pytest.mark.parametrize(("role", "step"), [("confirmer", "activate"), ("partner", "activate"), ("partner", "confirm")])
def test_a_role_that_may_not_take_a_step_is_refused(log_in: As, public: int, role: str, step: str) -> None:
    assert take(log_in(role), public, step) == "403"
    assert state(public) == "built"


def test_a_step_that_is_not_there_and_an_edition_that_is_not_there_are_not_found(log_in: As, public: int) -> None:
    analyst = log_in("analyst")
    assert take(analyst, public, "explode") == "404"
    assert take(analyst, public + 1000, "activate") == "404"


def test_a_step_cannot_be_taken_by_following_a_link(log_in: As, public: int) -> None:
    assert log_in("analyst").get(f"/beheer/edities/{public}/activate/").status_code == 405
    assert state(public) == "built"

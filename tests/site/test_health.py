"""What the watch of an installation is told."""

from tests.figures import world
from tests.publication.conftest import MACHINE, empty_city
from wens.intake.models import FetchPlan
from wens.tenancy.context import acting

__all__ = ["empty_city"]


def ready(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def plan(table: str, failures: int) -> FetchPlan:
    return FetchPlan(
        source="politie", table=table, every="day", made_by="x", failures=failures,
        status="failed" if failures else "loaded", message="the name of a file",
    )  # fmt: skip


def test_what_could_not_be_fetched_is_a_warning_and_the_site_stays_ready(empty_city):
    assert ready(empty_city)[1]["warnings"] == {"failing_fetches": []}
    with acting(world.GEMEENTE, MACHINE):
        for one in (plan("47018NED", 3), plan("47022NED", 0)):
            one.save()
    status, body = ready(empty_city)
    assert (status, body["status"]) == (200, "ok")
    assert body["warnings"]["failing_fetches"] == [
        {"gemeente": world.GEMEENTE, "source": "politie", "table": "47018NED", "failures": 3}
    ]

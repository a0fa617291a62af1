import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wens.publication import caching


def test_a_page_that_the_browser_has_is_not_sent_again(city):
    first = city.get("/wijk/dorp/")
    again = city.get("/wijk/dorp/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"


def test_a_packed_page_is_the_same_page(city):
    plain = city.get("/wijk/dorp/")
    packed = city.get("/wijk/dorp/", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


def test_another_edition_is_seen_as_soon_as_the_active_one_is_looked_up_again(city, monkeypatch):
    monkeypatch.setattr(caching, "TRUST_SECONDS", 0.0)
    from tests.figures import world
    from wens.figures.models import Edition
    from wens.tenancy.context import Actor, acting

    before = city.get("/wijk/dorp/")
    with acting(world.GEMEENTE, Actor.machine()):
        Edition.objects.filter(tier="public", state="active").update(state="rolled_back")
    after = city.get("/wijk/dorp/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "nog geen cijfers vrijgegeven" in after.content.decode()


def test_the_two_languages_are_kept_apart(city):
    assert city.get("/wijk/dorp/").content != city.get("/en/wijk/dorp/").content
    assert city.get("/wijk/dorp/").content != city.get("/en/wijk/dorp/").content


def test_a_page_that_is_not_there_is_not_kept(city):
    city.get("/wijk/nergens/")
    assert caching.shelf.take(("GM0001", None, "/wijk/nergens/")) is None
    assert city.get("/wijk/nergens/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/wijk/dorp/",
        "/wijk/dorp/wonen/",
        "/stadsdeel/west/",
        "/gemeente/",
        "/data/",
        "/bronnen/",
        "/vergelijk/?gebied=dorp&gebied=west&gebied=werf",
        "/data/tabellen/",
        "/kaart/cijfers.json",
        "/api/v1/figures",
    ],
)
def test_a_page_that_is_made_anew_takes_at_most_seventeen_queries_and_a_stadsdeel_twenty_two(city, address):
    """One per subject. A stadsdeel has five more: programmes, speerpunten, initiatives, coming meetings and minutes."""
    most = 22 if address.startswith("/stadsdeel/") else 17
    city.get(address)
    caching.shelf.clear()
    with CaptureQueriesContext(connection) as made:
        city.get(address)
    assert 1 < len(made) <= most, [query["sql"] for query in made]
    with CaptureQueriesContext(connection) as kept:
        city.get(address)
    assert len(kept) < len(made)
    assert len(kept) <= 5  # the transaction, the tenant (set and restored) and the edition

import csv
import hashlib
import io

import pytest

from tests.figures import world
from tests.publication.conftest import MACHINE
from wens.figures.models import Figure
from wens.photos.actions import freeze
from wens.publication import caching
from wens.publication.api import VERSION
from wens.tenancy.context import acting

ADDRESSES = [
    "areas", "areas/BU00010000", "indicators", "indicators/burglaries_per_1000_dwellings", "figures", "photos",
    "photos/BU00010000", "sources", "sources/politie", "editions", "openapi.json", "openapi.yaml",
]  # fmt: skip


def get(city, address, **asked):
    return city.get(f"/api/v1/{address}", asked)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_resource_answers_with_the_version_and_for_any_site(city, address):
    response = get(city, address)
    assert response.status_code == 200, response.content
    assert response["API-Version"] == VERSION
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["ETag"]


def test_the_api_and_the_csv_hold_the_same_figures(city):
    found = get(city, "figures", pageSize=1000).json()
    table = list(csv.DictReader(io.StringIO(city.get("/data/figures.csv").content.decode())))
    assert found["total"] == len(found["items"]) == len(table)
    key = lambda area, indicator, period: (indicator, period, area)  # noqa: E731
    ours = {key(one["areaCode"], one["indicator"], one["period"]): one["value"] for one in found["items"]}
    theirs = {
        key(one["area_code"], one["indicator"], one["period"]): float(one["value"]) if one["value"] else None
        for one in table
    }
    assert ours == theirs


def test_a_list_comes_in_pages_that_lead_to_each_other(city):
    first = get(city, "figures", pageSize=7, level="buurt")
    found, seen = first.json(), []
    while True:
        seen += found["items"]
        if found["links"]["next"] is None:
            break
        found = city.get(found["links"]["next"]).json()
    assert len(seen) == len({(one["areaCode"], one["indicator"], one["period"]) for one in seen}) == found["total"]
    assert {one["level"] for one in seen} == {"buurt"}
    assert 'rel="next"' in first["Link"]
    assert "level=buurt" in first["Link"]


def test_past_the_end_a_list_is_empty_and_leads_back(city):
    found = get(city, "areas", page=9).json()
    assert found["items"] == []
    assert found["links"]["prev"] == found["links"]["last"] == "/api/v1/areas?page=1"


def test_what_did_not_change_is_not_sent_again(city):
    first = get(city, "areas")
    again = city.get("/api/v1/areas", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["API-Version"] == VERSION


def test_head_says_the_same_without_a_body(city):
    response = city.head("/api/v1/areas")
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == get(city, "areas")["ETag"]


def test_another_site_may_ask_first_what_it_may_do(city):
    response = city.options("/api/v1/areas", headers={"origin": "https://example.org"})
    assert response.status_code == 204
    assert "GET" in response["Access-Control-Allow-Methods"]


def test_areas_are_chosen_by_kind_and_by_what_holds_them(city):
    found = get(city, "areas", level="buurt", inside="GM0001-LW-dorp").json()["items"]
    assert [one["name"] for one in found] == ["Noord", "Zuid"]
    assert found[0]["bordersConfirmed"] is True
    assert city.get(found[0]["page"]).status_code == 200
    assert city.get(found[0]["photo"]).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_photo_says_what_the_page_says(city, language):
    found = get(city, "photos/BU00010000", language=language).json()
    texts = [one["text"] for theme in found["themes"] for one in theme["indicators"]]
    said = {"nl": "In Noord zijn er in 2023 40 woninginbraken", "en": "In Noord, 40 burglaries were counted in 2023"}
    assert any(text.startswith(said[language]) for text in texts)
    figures = [one["figure"] for theme in found["themes"] for one in theme["indicators"] if one["figure"]]
    assert {one["areaCode"] for one in figures} == {"BU00010000"}


def test_a_photo_has_what_stands_at_the_top_and_what_each_figure_is_compared_with(city):
    found = get(city, "photos/BU00010000").json()
    assert any(line["indicator"] == "burglaries_per_1000_dwellings" for line in found["known"])
    assert found["unknown"]
    assert [line["indicator"] for line in found["knelpunten"]] == ["burglaries_per_1000_dwellings"]
    entries = {one["key"]: one for theme in found["themes"] for one in theme["indicators"]}
    burglaries = entries["burglaries_per_1000_dwellings"]
    assert burglaries["verdictWords"] == "Vaker dan in heel Proefstad"
    assert {"gemeente", "stadsdeel"} <= {one["kind"] for one in burglaries["compared"]}
    assert burglaries["figure"]["expected"] > 0
    assert burglaries["figure"]["verdictQ"] <= 0.05
    assert entries["sexual_offences_count"]["compared"] == []


def test_a_kept_photo_is_the_photo_of_that_day_in_the_same_shape(city):
    with acting(world.GEMEENTE, MACHINE):
        (kept,) = freeze(areas=["BU00010000"], by=MACHINE)
        before = get(city, "photos/BU00010000").json()
        Figure.objects.filter(area_code="BU00010000").update(value=1.0)
    then = get(city, "photos/BU00010000", number=1).json()
    assert {**then, "number": None} == before
    caching.shelf.clear()
    assert get(city, "photos/BU00010000").json() != before
    link = next(one for one in get(city, "photos").json()["items"] if one["areaCode"] == "BU00010000")
    assert [(one["number"], one["digest"]) for one in link["kept"]] == [(1, kept.digest)]
    assert city.get(link["kept"][0]["photo"]).json() == then
    assert hashlib.sha256(city.get(link["kept"][0]["file"]).content).hexdigest() == kept.digest


def test_a_photo_that_was_not_kept_is_not_there(city):
    response = get(city, "photos/BU00010000", number=7)
    assert (response.status_code, "no kept photo 7" in response.json()["detail"]) == (404, True)


def test_a_figure_without_a_number_says_why(city):
    missing = [one for one in get(city, "figures", pageSize=1000).json()["items"] if one["value"] is None]
    assert missing
    assert all(one["flags"] or one["reason"] for one in missing)


def test_the_edition_in_force_is_the_one_of_the_figures(city):
    edition = get(city, "editions").json()["items"][0]
    assert get(city, f"editions/{edition['id']}").json() == edition
    assert get(city, "photos").json()["items"][0]["edition"] == edition["id"]

"""Every error is a problem (RFC 9457), and says what to do."""

import pytest

from wens.publication.api import VERSION, resources


def problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"] == VERSION
    body = response.json()
    assert body["status"] == status
    assert set(body) >= {"type", "title", "status", "detail", "instance"}
    return body


@pytest.mark.parametrize(
    "address", ["areas/BU99", "indicators/nothing", "sources/nothing", "editions/999999", "photos/BU99", "nothing", ""]
)
def test_what_is_not_there_is_a_problem(empty_city, address):
    problem(empty_city.get(f"/api/v1/{address}"), 404)


def test_an_address_with_a_slash_at_the_end_is_another_address(empty_city):
    assert "slash" in problem(empty_city.get("/api/v1/areas/"), 404)["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_possible(empty_city, method):
    response = getattr(empty_city, method)("/api/v1/areas", data="{}", content_type="application/json")
    problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_form_that_we_do_not_have_is_refused_also_when_the_answer_is_kept(city):
    address = "/api/v1/areas"
    assert city.get(address).status_code == 200
    problem(city.get(address, headers={"accept": "text/csv"}), 406)
    assert city.get(address, headers={"accept": "application/json"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "at_fault"),
    [
        ("page=0", "page"), ("page=x", "page"), ("pageSize=1001", "pageSize"), ("level=dorp", "level"),
        ("indicator=A%00", "indicator"), ("areaCode=%27%3B--", "areaCode"), ("period=23", "period"),
        ("areacode=GM0001", "areacode"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named(empty_city, asked, at_fault):
    body = problem(empty_city.get(f"/api/v1/figures?{asked}"), 400)
    assert [one["parameter"] for one in body["errors"]] == [at_fault]
    assert body["errors"][0]["message"]


def test_a_failure_of_ours_tells_nothing_about_the_inside(empty_city, monkeypatch):
    def fail():
        raise RuntimeError("secret")

    monkeypatch.setattr(resources.data, "places", fail)
    assert "secret" not in str(problem(empty_city.get("/api/v1/areas"), 500))


def test_without_a_public_edition_there_are_no_figures_photos_or_editions(empty_city):
    for address in ("figures", "photos", "editions"):
        assert empty_city.get(f"/api/v1/{address}").json()["items"] == []
    problem(empty_city.get("/api/v1/photos/BU00010000"), 404)

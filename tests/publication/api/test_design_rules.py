"""NL GOV API Design Rules 2.1, each rule by its name, on the OpenAPI document and on the running API.

Not here: /core/transport/tls and the header Strict-Transport-Security, which `WENS_HTTPS` switches on
(tests/site); `Cache-Control: no-store`, which the rules ask for sensitive material and this is open data; rules about
writing, which this API does not do. What the published linter found stands in docs/operations/api.md.
"""

import re

import pytest
import yaml

from wens.publication.api import ROOT, VERSION

CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
KEBAB = re.compile(r"(/([a-z0-9-]+|\{[a-zA-Z]+\}))+")


@pytest.fixture
def document(empty_city):
    return empty_city.get(f"{ROOT}/openapi.json").json()


def operations(document):
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_core_doc_openapi_and_core_publish_openapi(empty_city, document):
    assert re.fullmatch(r"3\.\d+\.\d+", document["openapi"])
    response = empty_city.get(f"{ROOT}/openapi.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert yaml.safe_load(empty_city.get(f"{ROOT}/openapi.yaml").content) == document


def test_core_doc_openapi_contact(document):
    assert all(document["info"]["contact"][name] for name in ("name", "email", "url"))


def test_core_uri_version_and_core_semver(document):
    assert all(re.search(r"/v1$", server["url"]) for server in document["servers"])
    assert re.fullmatch(r"1\.\d+\.\d+", document["info"]["version"])


def test_core_version_header(empty_city, document):
    assert empty_city.get(f"{ROOT}/areas")["API-Version"] == document["info"]["version"] == VERSION
    for path, _method, operation in operations(document):
        for status, response in operation["responses"].items():
            assert "API-Version" in response["headers"], f"{path} {status}"


def test_core_no_trailing_slash(empty_city, document):
    for path in document["paths"]:
        assert not path.endswith("/")
        assert empty_city.get(f"{ROOT}{path.replace('{', '').replace('}', '')}/").status_code == 404


def test_core_path_segments_kebab_case_and_core_naming_collections(document):
    for path in document["paths"]:
        assert KEBAB.fullmatch(path), path
        assert path.split("/")[1].endswith("s"), path


def test_core_query_keys_camel_case(document):
    for path, _method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert CAMEL.fullmatch(parameter["name"]), f"{path}: {parameter['name']}"


def test_names_of_shapes_and_fields_are_camel_case(document):
    for name, shape in document["components"]["schemas"].items():
        assert re.fullmatch(r"([A-Z][a-z0-9]*)+", name), name
        for field in shape.get("properties", {}):
            assert CAMEL.fullmatch(field), f"{name}.{field}"


def test_core_http_methods_and_core_http_safety(document):
    assert {method for _path, method, _operation in operations(document)} == {"get"}


def test_core_error_handling_problem_details_and_invalid_input(document):
    for path, _method, operation in operations(document):
        for status, response in operation["responses"].items():
            if status[0] in "45":
                shape = response["content"]["application/problem+json"]["schema"]["$ref"].split("/")[-1]
                assert {"status", "title", "detail"} <= set(document["components"]["schemas"][shape]["properties"])
        assert "400" in operation["responses"], path


def test_core_date_time(document):
    for name, shape in document["components"]["schemas"].items():
        for field, about in shape.get("properties", {}).items():
            if field.endswith("At"):
                assert about["format"] == "date-time", f"{name}.{field}"
            if field.lower().endswith(("date", "review")):
                assert about["format"] == "date", f"{name}.{field}"


def test_a_moment_has_a_time_zone(city):
    assert re.search(r"(Z|[+-]\d\d:\d\d)$", city.get(f"{ROOT}/editions").json()["items"][0]["builtAt"])


def test_core_transport_security_headers_and_cors(empty_city):
    response = empty_city.get(f"{ROOT}/areas")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["Content-Type"].startswith("application/json")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_every_operation_says_what_it_does(document):
    named = {tag["name"] for tag in document["tags"]}
    for path, _method, operation in operations(document):
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["tags"]) <= named

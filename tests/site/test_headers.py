"""What every answer tells the browser, and which answers it may not keep."""

import subprocess
import sys
from datetime import timedelta

import pytest
import structlog
from django.test import Client

from tests.site.database_helpers import PROJECT
from wens.audit.actions import record
from wens.tenancy.context import Actor

PUBLIC = ["/", "/privacy/", "/privacy/verwerkingen/", "/api/v1/openapi.json", "/nergens/"]
PERSONAL = ["/beheer/", "/beheer/inloggen/", "/vertel/", "/en/vertel/", "/volg/", "/de/volg/", "/partner/x/"]
FOR_EVERYBODY = {"/api/v1/openapi.json": "cross-origin"}


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: set(rest) for name, *rest in parts}


@pytest.mark.parametrize("path", [*PUBLIC, *PERSONAL])
def test_every_answer_carries_the_headers(gemeente, client: Client, path):
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == FOR_EVERYBODY.get(path, "same-origin")
    assert "camera=()" in answer["Permissions-Policy"]
    found = policy(answer)
    assert found["default-src"] == found["base-uri"] == found["frame-ancestors"] == {"'none'"}
    assert found["script-src"] == {"'self'"}
    assert not any("unsafe" in word for words in found.values() for word in words)
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


@pytest.mark.parametrize("path", PERSONAL)
def test_what_is_of_staff_or_of_one_person_is_kept_nowhere(gemeente, client: Client, path):
    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_a_public_page_may_be_kept(gemeente, client: Client):
    assert "no-store" not in client.get("/privacy/").headers.get("Cache-Control", "")


def test_a_visitor_gets_no_cookie_and_staff_get_one_that_no_script_reads(gemeente, client: Client):
    assert not client.get("/privacy/").cookies
    for cookie in client.get("/beheer/inloggen/").cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] in ("Lax", "Strict")


def test_over_https_cookies_are_bound_to_the_host_and_browsers_stay_with_https(tmp_path):
    code = (
        "from wens.site import settings as s;"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    )
    environment = {"WENS_HOME": str(tmp_path), "WENS_HTTPS": "1", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["31536000", *["True"] * 4, "__Host-sessionid", "__Host-csrftoken"]


def test_the_id_of_a_request_stands_in_the_answer_and_in_the_trail_with_who_what_and_when(gemeente, client: Client):
    answer = client.get("/privacy/", headers={"X-Request-Id": "1234-abcd"})
    assert answer["X-Request-Id"] == "1234-abcd"
    with structlog.contextvars.bound_contextvars(request_id="1234-abcd"):
        line = record("test.thing.happened", subject="thing:1", by=Actor.machine())
    line.refresh_from_db()
    assert (line.request_id, line.actor, line.subject) == ("1234-abcd", "machine:cli", "thing:1")
    assert line.at.utcoffset() == timedelta(0)


def test_a_form_that_lost_its_cookie_is_refused_in_our_own_words(gemeente):
    answer = Client(enforce_csrf_checks=True).post("/vertel/", {"step": "x"})
    assert answer.status_code == 403
    assert "Er is niets verstuurd. Ga terug, laad de pagina opnieuw" in answer.content.decode()

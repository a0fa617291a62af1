"""Two gemeenten in one installation, each at its own host name, see nothing of each other."""

import pytest

from wens.audit.models import Event
from wens.organisations.actions import create_account, register_gemeente
from wens.organisations.models import Account, Session
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
PASSWORD = "een heel lang wachtwoord 42"


@pytest.fixture
def two_sites(transactional_db, client):
    for code, name, host in (("GM0153", "Enschede", "a.example"), ("GM0150", "Deventer", "b.example")):
        register_gemeente(code=code, name=name, hosts=[host], by=MACHINE)
        with acting(code, MACHINE):
            create_account(email="kees@example.nl", name=f"Kees uit {name}", role="administrator",
                           password=f"{PASSWORD} {name}", by=MACHINE)  # fmt: skip
    return client


def _log_in(client, host: str, password: str):
    form = {"username": "kees@example.nl", "password": password}
    return client.post("/beheer/inloggen/", form, headers={"host": host})


def test_each_host_name_shows_its_own_gemeente(two_sites):
    assert "Enschede" in two_sites.get("/", headers={"host": "a.example"}).content.decode()
    page = two_sites.get("/", headers={"host": "b.example"}).content.decode()
    assert "Deventer" in page
    assert "Enschede" not in page


def test_an_unknown_host_name_gets_an_answer_that_says_so(two_sites):
    answer = two_sites.get("/", headers={"host": "c.example"})
    assert answer.status_code == 404
    assert "c.example" in answer.content.decode()


def test_the_same_address_is_another_account_at_the_other_gemeente(two_sites):
    assert _log_in(two_sites, "b.example", f"{PASSWORD} Enschede").status_code == 200
    assert _log_in(two_sites, "a.example", f"{PASSWORD} Enschede").status_code == 302
    with acting("GM0150", MACHINE):
        assert Session.objects.count() == 0
    with acting("GM0153", MACHINE):
        assert Session.objects.count() == 1


def test_a_session_of_one_gemeente_opens_nothing_at_the_other(two_sites):
    _log_in(two_sites, "a.example", f"{PASSWORD} Enschede")
    assert two_sites.get("/beheer/", headers={"host": "a.example"}).status_code == 200
    assert two_sites.get("/beheer/", headers={"host": "b.example"}).status_code == 302


def test_the_trail_shows_only_what_happened_in_the_own_gemeente(two_sites):
    _log_in(two_sites, "a.example", f"{PASSWORD} Enschede")
    page = two_sites.get("/beheer/logboek/", headers={"host": "a.example"}).content.decode()
    assert "GM0153" in page
    assert "GM0150" not in page


def test_a_failing_page_leaves_nothing_behind(two_sites, monkeypatch):
    from wens.audit.actions import record
    from wens.site import beheer

    def write_and_fail(limit: int) -> list[Event]:
        record("test.written.before_failure", subject="x", by=MACHINE)
        raise RuntimeError("the page fails after it wrote")

    _log_in(two_sites, "a.example", f"{PASSWORD} Enschede")
    monkeypatch.setattr(beheer.audit, "latest", write_and_fail)
    two_sites.raise_request_exception = False
    assert two_sites.get("/beheer/logboek/", headers={"host": "a.example"}).status_code == 500
    with acting("GM0153", MACHINE):
        assert not Event.objects.filter(name="test.written.before_failure").exists()


def test_six_wrong_passwords_lock_the_login(two_sites):
    for _ in range(6):
        _log_in(two_sites, "a.example", "fout wachtwoord")
    assert _log_in(two_sites, "a.example", f"{PASSWORD} Enschede").status_code == 429


@pytest.mark.parametrize(
    ("role", "overview", "trail"),
    [("administrator", 200, 200), ("analyst", 200, 403), ("confirmer", 200, 403), ("partner", 200, 403)],
)
def test_each_role_opens_only_its_own_pages(two_sites, role, overview, trail):
    with acting("GM0153", MACHINE):
        create_account(email=f"{role}@example.nl", name="X", role=role, password=PASSWORD, by=MACHINE)
        two_sites.force_login(Account.objects.get(email=f"{role}@example.nl"), "wens.site.login.AccountBackend")
    assert two_sites.get("/beheer/", headers={"host": "a.example"}).status_code == overview
    assert two_sites.get("/beheer/logboek/", headers={"host": "a.example"}).status_code == trail


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/logboek/", "/beheer/edities/1/"])
def test_staff_pages_ask_a_visitor_to_log_in(two_sites, path):
    answer = two_sites.get(path, headers={"host": "a.example"})
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/beheer/inloggen/?next=")

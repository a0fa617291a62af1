"""Logging in in two steps: a code from an app, recovery codes, and who needs it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from wens.audit.models import Event, Outgoing
from wens.organisations.actions import create_account, reset_second_factor
from wens.organisations.models import Account, Remembered
from wens.organisations.remembering import DatabaseMemory
from wens.site.accounts.sealing import seal, unseal
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
PASSWORD = "een heel lang wachtwoord 42"
CODE = "GM0153"
COUNTER = 59_000_000


@pytest.fixture
def required(settings, home):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "required"})


@pytest.fixture
def somebody(transactional_db, required):
    from wens.organisations.actions import register_gemeente

    register_gemeente(code=CODE, name="Enschede", hosts=["testserver"], by=MACHINE)

    def make(role: str) -> None:
        with acting(CODE, MACHINE):
            create_account(email=f"{role}@example.nl", name=role, role=role, password=PASSWORD, by=MACHINE)

    return make


def log_in(client, role: str):
    return client.post("/beheer/inloggen/", {"username": f"{role}@example.nl", "password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, COUNTER))


def set_up_app(client) -> str:
    """Set up an app as its owner would; return its secret."""
    page = client.get("/beheer/tweede-stap/app/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    answer = client.post("/beheer/tweede-stap/app/", {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/beheer/tweede-stap/reservecodes/")
    return secret


def test_who_needs_a_second_factor_opens_nothing_without_one(client, somebody):
    somebody("administrator")
    log_in(client, "administrator")
    for path in ("/beheer/", "/beheer/logboek/", "/beheer/imports/"):
        assert client.get(path)["Location"] == "/beheer/tweede-stap/"
    assert "Stel eerst een tweede stap in" in client.get("/beheer/tweede-stap/").content.decode()


def test_a_contact_of_a_civic_group_needs_none(client, somebody):
    somebody("civic")
    log_in(client, "civic")
    page = client.get("/beheer/")
    assert page.status_code == 200
    assert "editie" not in page.content.decode().lower()


def test_an_app_opens_the_door_and_is_asked_for_at_the_next_login(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    secret = set_up_app(client)
    assert client.get("/beheer/").status_code == 200
    client.post("/beheer/uitloggen/")
    assert log_in(client, "analyst")["Location"] == "/beheer/inloggen/code/"
    assert client.get("/beheer/")["Location"].startswith("/beheer/inloggen/")
    wrong = client.post("/beheer/inloggen/code/", {"code": "000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    assert client.post("/beheer/inloggen/code/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/beheer/").status_code == 200
    with acting(CODE, MACHINE):
        assert Event.objects.filter(name="organisations.account.totp_activated").exists()
        assert Event.objects.filter(name="organisations.account.logged_in").count() == 2


def test_a_code_works_once(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    secret = set_up_app(client)
    code = code_of(secret)
    for expected in (302, 200):
        client.post("/beheer/uitloggen/")
        log_in(client, "analyst")
        assert client.post("/beheer/inloggen/code/", {"code": code}).status_code == expected


def test_what_was_used_or_guessed_is_known_to_every_process_and_after_a_restart(db, gemeente):
    with acting(CODE, MACHINE):
        one, other = (DatabaseMemory("", {}) for _ in range(2))
        assert one.add("code", "y", timeout=30)
        assert not other.add("code", "y", timeout=30)
        other.set("guesses", [1.5], 300)
        assert one.get("guesses") == [1.5]
        assert one.add("over", 1, timeout=0.01)
        time.sleep(0.02)
        assert other.get("over") is None
        assert other.add("over", 2, timeout=30)
        assert not Remembered.objects.filter(key__contains="code").exists()
    with acting("GM0150", MACHINE):
        assert one.get("guesses") is None
        assert one.add("code", "y", timeout=30)


def test_an_administrator_who_takes_a_factor_off_ends_the_sessions_and_the_owner_hears(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    set_up_app(client)
    assert client.get("/beheer/").status_code == 200
    with acting(CODE, MACHINE):
        reset_second_factor(account=Account.objects.get(), by=MACHINE)
        assert [row.data["changed"] for row in Outgoing.objects.filter(topic="organisations.account.secured")] == [
            "totp_activated", "factor_reset",
        ]  # fmt: skip
    assert client.get("/beheer/").status_code == 302


def test_guessing_codes_is_stopped_also_for_who_then_guesses_right(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    secret = set_up_app(client)
    client.post("/beheer/uitloggen/")
    log_in(client, "analyst")
    for guess in range(5):
        client.post("/beheer/inloggen/code/", {"code": f"00000{guess}"})
    answer = client.post("/beheer/inloggen/code/", {"code": code_of(secret)})
    assert "Te veel pogingen" in answer.content.decode()


def test_recovery_codes_are_shown_once_and_each_works_once(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    set_up_app(client)
    codes = client.get("/beheer/tweede-stap/reservecodes/").context["unused_codes"]
    assert len(set(codes)) == 10
    assert codes[0] not in client.get("/beheer/tweede-stap/reservecodes/").content.decode()
    for expected in (302, 200):
        client.post("/beheer/uitloggen/")
        log_in(client, "analyst")
        assert client.post("/beheer/inloggen/code/", {"code": codes[0]}).status_code == expected


def test_the_secret_of_an_app_stands_sealed_in_the_database_and_only_in_its_own_gemeente(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    secret = set_up_app(client)
    with acting(CODE, MACHINE):
        stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert unseal(stored) == secret
    with acting("GM0150", MACHINE):
        assert not Authenticator.objects.exists()


def test_a_new_key_seals_and_the_old_one_still_opens(home):
    from cryptography.fernet import Fernet

    sealed = seal("geheim")
    path = home / "keys" / "second-factor"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text(Fernet.generate_key().decode() + "\n" + path.read_text())
    assert unseal(sealed) == "geheim"
    assert unseal(seal("nieuw")) == "nieuw"


def test_every_screen_of_the_second_step_is_ours(client, somebody):
    somebody("analyst")
    log_in(client, "analyst")
    set_up_app(client)
    for path in ("", "app/weg/", "reservecodes/", "reservecodes/nieuw/", "sleutels/", "sleutels/nieuw/"):
        page = client.get(f"/beheer/tweede-stap/{path}")
        assert (path, page.status_code) == (path, 200)
        assert 'class="site-header"' in page.content.decode()
    with acting(CODE, MACHINE):
        assert Account.objects.get().last_login is not None


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch):
    """Every test starts with fresh limits, and the half minute of a code does not end while it runs."""
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([COUNTER]))

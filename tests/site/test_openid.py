"""Logging in by an OpenID Connect provider, against a real one on loopback."""

import httpx
import pytest

from tests.servers import openid
from wens.organisations.actions import close_account, create_account, invite, register_gemeente
from wens.organisations.models import Account, Identity
from wens.organisations.queries import account_by_email
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
CODE = "GM0153"
KIM = {"sub": "kim-1", "email": "kim@example.nl", "email_verified": True, "name": "Kim"}


@pytest.fixture
def provider(transactional_db, settings, home):
    with openid.provider() as one:
        told = {"oidc_issuer": one.url, "oidc_client_id": openid.CLIENT, "oidc_client_secret": openid.SECRET}
        settings.WENS = settings.WENS.model_copy(update=told)
        register_gemeente(code=CODE, name="Enschede", hosts=["testserver"], by=MACHINE)
        one.claims = dict(KIM)
        yield one


@pytest.fixture
def kim(provider):
    with acting(CODE, MACHINE):
        return create_account(email="kim@example.nl", name="Kim", role="analyst", password="x" * 9 + "Yz 7", by=MACHINE)


def log_in(client, wanted: str = ""):
    """Go to the provider and back, as a browser does."""
    there = client.get("/beheer/inloggen/organisatie/", {"next": wanted} if wanted else {})
    returned = httpx.get(there["Location"], follow_redirects=False).headers["location"]
    path = returned.partition("http://testserver")[2]
    return client.get(path)


def test_the_login_page_offers_the_provider(client, provider):
    assert "/beheer/inloggen/organisatie/" in client.get("/beheer/inloggen/").content.decode()


def test_somebody_known_logs_in_and_is_remembered_by_subject(client, provider, kim):
    assert log_in(client, "/beheer/logboek/")["Location"] == "/beheer/logboek/"
    assert client.get("/beheer/").status_code == 200
    client.post("/beheer/uitloggen/")
    provider.claims = {"sub": "kim-1"}
    log_in(client)
    assert client.get("/beheer/").status_code == 200
    with acting(CODE, MACHINE):
        assert Identity.objects.count() == 1
    with acting("GM0150", MACHINE):
        assert not Identity.objects.exists()


WRONG = ["nonce", "expired", "issuer", "audience", "at_hash", "forged", "unsigned", "no_id_token", "state"]


@pytest.mark.parametrize("misbehaviour", WRONG)
def test_an_answer_that_proves_nothing_opens_nothing(client, provider, kim, misbehaviour):
    provider.misbehaviour = misbehaviour
    assert log_in(client)["Location"] == "/beheer/inloggen/"
    assert "lukte niet" in client.get("/beheer/inloggen/").content.decode()
    assert client.get("/beheer/").status_code == 302


def test_a_provider_that_is_down_is_told_in_words(client, provider, kim):
    provider.misbehaviour = "down"
    answer = client.get("/beheer/inloggen/organisatie/", follow=True)
    assert "lukte niet" in answer.content.decode()


@pytest.mark.parametrize("claims", [KIM | {"email_verified": False}, KIM | {"email": "jan@example.nl"}])
def test_an_address_that_is_not_vouched_for_or_not_ours_opens_nothing(client, provider, kim, claims):
    provider.claims = claims
    answer = log_in(client)
    assert answer["Location"] == "/beheer/inloggen/"
    assert client.get("/beheer/").status_code == 302


def test_a_closed_account_stays_closed(client, provider, kim):
    log_in(client)
    client.post("/beheer/uitloggen/")
    with acting(CODE, MACHINE):
        close_account(account=kim, by=MACHINE)
    log_in(client)
    assert client.get("/beheer/").status_code == 302


def test_who_was_invited_comes_in_without_a_password(client, provider):
    with acting(CODE, MACHINE):
        invite(email="kim@example.nl", role="analyst", by=MACHINE)
    log_in(client)
    assert client.get("/beheer/").status_code == 200
    with acting(CODE, MACHINE):
        assert not account_by_email("kim@example.nl").has_usable_password()


@pytest.mark.parametrize(("provider_asks", "place"), [(False, "/beheer/tweede-stap/"), (True, "")])
def test_the_second_factor_of_the_provider_counts_when_the_installation_says_so(
    client, provider, kim, settings, provider_asks, place
):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "required", "oidc_second_factor": provider_asks})
    log_in(client)
    assert client.get("/beheer/").headers.get("Location", "") == place


def test_an_address_elsewhere_is_never_gone_to(client, provider, kim):
    assert log_in(client, "https://elsewhere.example/")["Location"] == "/beheer/"


def test_without_a_provider_these_pages_do_not_exist(client, gemeente):
    assert client.get("/beheer/inloggen/organisatie/").status_code == 404
    assert client.get("/beheer/inloggen/organisatie/terug/").status_code == 404
    assert Account.objects.count() == 0

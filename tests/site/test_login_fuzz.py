"""Whatever is sent to the doors of the login, it is refused in words and never fails."""

import json

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = st.text(max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
PART = st.one_of(TEXT, JSON)
KEY = st.fixed_dictionaries(
    {},
    optional={
        "id": PART, "rawId": PART, "type": st.just("public-key") | PART, "clientExtensionResults": PART,
        "response": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("clientDataJSON", "authenticatorData", "signature", "userHandle"), PART)
        ) | PART,
    },
)  # fmt: skip
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def client(gemeente, client):
    return client


@FEW
@given(username=TEXT, password=TEXT)
def test_any_address_and_password_are_refused_without_a_fault(client, username, password):
    cache.clear()
    answer = client.post("/beheer/inloggen/", {"username": username, "password": password})
    assert answer.status_code in (200, 429)


@FEW
@given(credential=st.one_of(KEY, JSON).map(json.dumps) | TEXT)
def test_any_passkey_is_refused_without_a_fault(client, credential):
    cache.clear()
    answer = client.post("/beheer/inloggen/sleutel/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/beheer/inloggen/")


@FEW
@given(state=TEXT, code=TEXT, error=TEXT)
def test_any_answer_of_a_provider_that_was_not_asked_for_is_refused_without_a_fault(
    client, settings, state, code, error
):
    told = {"oidc_issuer": "http://127.0.0.1:9", "oidc_client_id": "x", "oidc_client_secret": "y"}
    settings.WENS = settings.WENS.model_copy(update=told)
    answer = client.get("/beheer/inloggen/organisatie/terug/", {"state": state, "code": code, "error": error})
    assert (answer.status_code, answer["Location"]) == (302, "/beheer/inloggen/")


@FEW
@given(token=st.text(alphabet=st.characters(exclude_characters="/", codec="utf-8"), min_size=1, max_size=60))
def test_any_token_of_an_invitation_is_answered_in_words(client, token):
    from urllib.parse import quote

    assert client.get(f"/beheer/uitnodiging/{quote(token)}/").status_code in (404, 410)

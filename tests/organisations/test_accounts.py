"""Accounts and tenants."""

import pytest

from wens.audit.queries import events_about
from wens.organisations.actions import OrganisationError, close_account, create_account, register_gemeente
from wens.organisations.queries import account_by_email, gemeente_of_host

GOOD = "een heel lang wachtwoord 42"


def test_an_account_can_be_made_found_and_closed(gemeente, machine):
    account = create_account(email="Kees@Example.nl", name="Kees", role="analyst", password=GOOD, by=machine)
    assert account_by_email("kees@example.NL") == account
    close_account(account=account, by=machine)
    account.refresh_from_db()
    assert (account.is_active, account.check_password(GOOD)) == (False, False)
    trail = [event.name for event in events_about(f"account:{account.pk}")]
    assert trail == ["organisations.account.closed", "organisations.account.created"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"role": "koning"}, "Unknown role"),
        ({"password": "kort"}, "12"),
        ({"email": "geen adres"}, "e-mail"),
    ],
)
def test_a_wrong_account_is_refused_with_the_reason(gemeente, machine, change, says):
    with pytest.raises(OrganisationError, match=says):
        create_account(
            **{"email": "a@example.nl", "name": "A", "role": "analyst", "password": GOOD, "by": machine} | change
        )


def test_an_address_is_used_once_per_gemeente(gemeente, machine):
    create_account(email="a@example.nl", name="A", role="analyst", password=GOOD, by=machine)
    with pytest.raises(OrganisationError):
        create_account(email="A@example.nl", name="B", role="analyst", password=GOOD, by=machine)


def test_a_host_name_belongs_to_one_gemeente(gemeente, machine):
    with pytest.raises(OrganisationError, match="already belongs to Enschede"):
        register_gemeente(code="GM0150", name="Deventer", hosts=["localhost"], by=machine)
    assert gemeente_of_host("LOCALHOST").code == "GM0153"


def test_a_wrong_gemeente_code_is_refused(db, machine):
    with pytest.raises(OrganisationError, match="GM"):
        register_gemeente(code="153", name="Enschede", by=machine)

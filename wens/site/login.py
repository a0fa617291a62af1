"""Logging in at one gemeente."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from wens.organisations.models import Account
from wens.organisations.queries import account_by_email
from wens.tenancy.asking import Prepared


class AccountBackend(BaseBackend):
    """Finds the account inside the acting gemeente; the same address elsewhere is another account."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002  Django passes it
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> Account | None:
        """Return the account when the password fits; spend the same time when the address is unknown."""
        if not username or password is None:
            return None
        account = account_by_email(username)
        if account is None:
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account of a session, while it is open."""
        return _OPEN.one(user_id)


_OPEN = Prepared(lambda key: Account.objects.filter(pk=key, is_active=True).order_by(), ids=1)

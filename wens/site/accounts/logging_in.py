"""Logging in with a password; the second step is allauth's."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.views import IndexView
from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse

from wens.access.guards import account_of
from wens.organisations.models import Account
from wens.site.accounts.second_factor import needs_second_factor


class LoginView(views.LoginView):
    """The first step. Who has a second factor goes on to the second step, others are in."""

    template_name = "beheer/login.html"

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Go on with the account whose password was typed just now."""
        account = form.get_user()
        if not isinstance(account, Account):
            raise TypeError("the backend of this site returns accounts")
        return go_on(self.request, account, method="password", redirect_url=self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how else one may log in."""
        return super().get_context_data(**kwargs, oidc_name=settings.WENS.oidc_issuer and settings.WENS.oidc_name)


class SecondFactorView(IndexView):  # type: ignore[misc]  # allauth carries no types
    """What somebody has as second factor, and whether one is needed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this account cannot go on without one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        account = account_of(self.request)
        return {**context, "second_factor_needed": account is not None and needs_second_factor(account)}


def go_on(request: HttpRequest, account: Account, *, method: str, redirect_url: str | None = None) -> HttpResponse:
    """Record the first step of `account` and go on: to the second step, or in.

    ``reauthenticated``: who proved this just now need not prove it again before setting a second factor.
    """
    record_authentication(request, account, method=method, reauthenticated=True)
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=redirect_url))
    return response

"""Who needs a second factor, and the door that stays closed without one."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wens.access.guards import account_of
from wens.organisations.models import Account, Role

OPENID = "openid_connect"


def needs_second_factor(account: Account) -> bool:
    """Tell whether this installation asks a second factor from `account`; civic groups see nothing confidential."""
    return settings.WENS.second_factor == "required" and account.role != Role.CIVIC


def has_second_factor(request: HttpRequest, account: Account) -> bool:
    """Tell whether this session proved a second factor, or the account has just set one (a login would ask for it)."""
    used = {record["method"] for record in get_authentication_records(request, account)}
    if "mfa" in used or (OPENID in used and settings.WENS.oidc_second_factor):
        return True
    return bool(is_mfa_enabled(account))


class SecondFactorMiddleware:
    """Sends who logged in without the second factor that is needed to the page where it is set; nothing else opens."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = account_of(request) if request.session.session_key else None
        asked = account is not None and self._is_closed(request.path) and needs_second_factor(account)
        if account and asked and not has_second_factor(request, account):
            return redirect("mfa_index")
        return self.respond(request)

    @staticmethod
    def _is_closed(path: str) -> bool:
        """Staff's pages, but for logging in and out and for setting the second factor itself."""
        open_paths = ("account_login", "account_logout", "mfa_index")
        return path.startswith(reverse("beheer")) and not any(path.startswith(reverse(name)) for name in open_paths)

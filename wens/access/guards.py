"""The policy at the door of a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from wens.access.rules import Action, may
from wens.organisations.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def account_of(request: HttpRequest) -> Account | None:
    """Return the account that is logged in, or None for the public."""
    return request.user if isinstance(request.user, Account) else None


def logged_in(view: View[P]) -> View[P]:
    """Let every account through, also one of a civic group; what it sees there is the page's own care."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if account_of(request) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def allowed_to(action: Action) -> Callable[[View[P]], View[P]]:
    """Let only accounts through that may do ``action``; others are asked to log in, or told that they may not."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(account_of(request), action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate

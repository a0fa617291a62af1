"""Logging in by the OpenID Connect provider of the installation (authorization code with PKCE; ADR 0012)."""

from dataclasses import dataclass
from typing import Any

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from joserfc.errors import JoseError
from requests import RequestException

from wens.organisations.actions import OrganisationError, accept_invitation, link_identity
from wens.organisations.models import Account
from wens.organisations.queries import account_by_email, account_of_identity, open_invitation_for
from wens.site.accounts.logging_in import go_on
from wens.site.accounts.second_factor import OPENID
from wens.tenancy.context import current

log = structlog.get_logger(__name__)
TIMEOUT_SECONDS = 10
LEEWAY_SECONDS = 60
NEXT = "openid_next"


class NotProven(ValueError):
    """The provider's answer does not prove who somebody is."""


@dataclass(frozen=True)
class Claims:
    """What a checked answer says. `email` is empty unless the provider vouches for it."""

    subject: str
    email: str
    name: str


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, with state, nonce and PKCE kept in the session."""
    client = _client()
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        request.session[NEXT] = wanted
    try:
        response: HttpResponse = client.authorize_redirect(request, request.build_absolute_uri(reverse("oidc-back")))
    except (RequestException, AuthlibBaseError, ValueError, KeyError, RuntimeError) as error:
        return _refused(request, error)
    return response


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Check the provider's answer and go on with the account that it belongs to."""
    try:
        claims = _proven(request)
    except (RequestException, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
        return _refused(request, error)
    account = _account_of(claims)
    if account is None or not account.is_active:
        messages.error(request, _("U heeft hier geen account. Vraag een beheerder om een uitnodiging."))
        return redirect("account_login")
    return go_on(request, account, method=OPENID, redirect_url=request.session.pop(NEXT, None))


def _proven(request: HttpRequest) -> Claims:
    issuer: str = settings.WENS.oidc_issuer
    checks = {
        "iss": {"essential": True, "values": [issuer]},
        "aud": {"essential": True, "values": [settings.WENS.oidc_client_id]},
    }
    token = _client().authorize_access_token(request, claims_options=checks, leeway=LEEWAY_SECONDS)
    said = token.get("userinfo")
    if not said:
        raise NotProven("the provider gave no ID token")
    vouched = said.get("email_verified") is True
    return Claims(str(said["sub"]), str(said.get("email", "")) if vouched else "", str(said.get("name", ""))[:200])


def _account_of(claims: Claims) -> Account | None:
    """Return the account of a subject; at the first time that of its address, or of an open invitation for it."""
    issuer, by = settings.WENS.oidc_issuer, current().actor
    known = account_of_identity(issuer, claims.subject)
    if known is not None or not claims.email:
        return known
    account = account_by_email(claims.email) or _invited(claims)
    if account is not None and account.is_active:
        link_identity(account=account, issuer=issuer, subject=claims.subject, by=by)
    return account


def _invited(claims: Claims) -> Account | None:
    invitation = open_invitation_for(claims.email)
    if invitation is None:
        return None
    try:
        return accept_invitation(
            invitation=invitation, name=claims.name or claims.email, password=None, by=current().actor
        )
    except OrganisationError:
        return None


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("site.openid.refused", problem=type(error).__name__)
    messages.error(request, _("Inloggen met uw werkaccount lukte niet. Probeer het opnieuw, of gebruik uw wachtwoord."))
    return redirect("account_login")


def _client() -> Any:
    """Return the client of the provider in the settings; without one these pages do not exist."""
    if not settings.WENS.oidc_issuer:
        raise Http404
    return OAuth().register(
        "work",
        client_id=settings.WENS.oidc_client_id,
        client_secret=settings.WENS.oidc_client_secret,
        server_metadata_url=f"{settings.WENS.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )

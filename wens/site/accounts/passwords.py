"""Another password: the own one, and a link that an administrator gives to who forgot it."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wens.access.guards import account_of, allowed_to, logged_in
from wens.organisations import actions, queries
from wens.site.accounts.forms import ChangePasswordForm, NewPasswordForm
from wens.tenancy.context import current


@require_http_methods(["GET", "POST"])
@logged_in
def change(request: HttpRequest) -> HttpResponse:
    """Change the own password; other sessions of this account end."""
    account = account_of(request)
    if account is None or not account.has_usable_password():
        raise PermissionDenied
    limited = ratelimit.consume_or_429(request, action="reauthenticate", user=account) if request.POST else None
    if limited is not None:
        return limited  # type: ignore[no-any-return]  # allauth carries no types
    form = ChangePasswordForm(request.POST or None, account=account)
    if form.is_valid():
        actions.set_password(account=account, password=form.cleaned_data["password"], by=current().actor)
        update_session_auth_hash(request, account)
        messages.success(request, _("Uw wachtwoord is veranderd. Op andere apparaten bent u uitgelogd."))
        return redirect("mfa_index")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@allowed_to("manage_accounts")
def link(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a link by which somebody who forgot the password sets a new one; shown once, to be given in person."""
    account = queries.account(key)
    if account is None or not account.is_active:
        raise Http404
    token = actions.offer_password_link(account=account, by=current().actor)
    path = reverse("password-new", args=[account.pk, token])
    context = {"account": account, "link": request.build_absolute_uri(path), "here": "accounts"}
    return render(request, "accounts/password_link.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: UUID, token: str) -> HttpResponse:
    """Set a password by such a link: it ends after three days, at the next login, and when it was used."""
    account = queries.account(key)
    if account is None or not account.is_active or not default_token_generator.check_token(account, token):
        return render(request, "accounts/no_invitation.html", status=410)
    form = NewPasswordForm(request.POST or None, account=account)
    if form.is_valid():
        actions.set_password(account=account, password=form.cleaned_data["password"], by=account.as_actor())
        messages.success(request, _("Uw wachtwoord is veranderd. U kunt nu inloggen."))
        return redirect("account_login")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)

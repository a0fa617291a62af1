"""Screens of the administrator: who may log in, for which organisation, and who was invited."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import account_of, allowed_to, logged_in
from wens.organisations import actions, queries
from wens.organisations.actions.invitations import is_open
from wens.organisations.links import invitation_of, token_of
from wens.organisations.models import Account
from wens.site.accounts.forms import AcceptForm, InvitationForm, PlaceForm
from wens.site.accounts.logging_in import go_on
from wens.tenancy.context import current


@require_GET
@allowed_to("manage_accounts")
def overview(request: HttpRequest) -> HttpResponse:
    """List the accounts, and the invitations that wait."""
    secured = queries.with_second_factor()
    context = {
        "accounts": [{"account": one, "secured": one.pk in secured} for one in queries.accounts()],
        "invitations": queries.open_invitations(),
        "here": "accounts",
    }
    return render(request, "accounts/overview.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_accounts")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is shown once more for when the letter does not come through."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = actions.invite(email=form.cleaned_data["email"], by=current().actor, **form.said())
        except actions.OrganisationError as error:
            form.add_error(None, str(error))
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[token_of(invitation)]))
            context = {"invitation": invitation, "link": link, "here": "accounts"}
            return render(request, "accounts/invited.html", context)
    return _form(request, "accounts/invite.html", form)


@require_POST
@allowed_to("manage_accounts")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """End an invitation."""
    invitation = queries.invitation(key)
    if invitation is None or not is_open(invitation):
        raise Http404
    actions.withdraw_invitation(invitation=invitation, by=current().actor)
    messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect("accounts")


@require_http_methods(["GET", "POST"])
@allowed_to("manage_accounts")
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one account; give it another role, organisation or function."""
    account = _account_or_404(key)
    begin = {"role": account.role, "organisation": str(account.organisation_id or ""), "function": account.function}
    form = PlaceForm(request.POST or None, initial=begin)
    if account.is_active and form.is_valid():
        try:
            actions.change_account(account=account, by=current().actor, **form.said())
        except actions.OrganisationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Het account is veranderd."))
            return redirect("account", key=key)
    account.refresh_from_db()
    secured = key in queries.with_second_factor()
    return _form(request, "accounts/detail.html", form, account=account, secured=secured)


@require_POST
@allowed_to("manage_accounts")
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close an account."""
    return _step(request, key, actions.close_account, _("Het account is gesloten."))


@require_POST
@allowed_to("manage_accounts")
def reset(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove the second factors of somebody who lost them."""
    return _step(
        request, key, actions.reset_second_factor, _("De tweede stap is weg. Bij het inloggen komt er een nieuwe.")
    )


@require_POST
@allowed_to("manage_accounts")
def log_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """End all sessions of an account."""
    return _step(request, key, actions.end_sessions, _("Deze persoon is overal uitgelogd."))


@require_POST
@logged_in
def log_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the own account but this one."""
    account = account_of(request)
    if account is not None:
        actions.end_sessions(account=account, by=current().actor)
        update_session_auth_hash(request, account)
        messages.success(request, _("Op andere apparaten bent u uitgelogd."))
    return redirect("mfa_index")


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let in who was invited: a name and a password, and then the second step."""
    invitation = invitation_of(token)
    if account_of(request) is not None or invitation is None or not is_open(invitation):
        return render(request, "accounts/no_invitation.html", status=410)
    form = AcceptForm(request.POST or None, account=Account(email=invitation.email))
    if form.is_valid():
        told = form.cleaned_data
        try:
            account = actions.accept_invitation(
                invitation=invitation, name=told["name"], password=told["password"], by=current().actor
            )
        except actions.OrganisationError as error:
            form.add_error(None, str(error))
        else:
            return go_on(request, account, method="password", redirect_url=reverse("beheer"))
    return _form(request, "accounts/accept.html", form, invitation=invitation)


def _step(request: HttpRequest, key: UUID, action: Any, done: str) -> HttpResponse:
    try:
        action(account=_account_or_404(key), by=current().actor)
    except actions.OrganisationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("account", key=key)


def _form(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "here": "accounts", **more}, status=status)


def _account_or_404(key: UUID) -> Account:
    account = queries.account(key)
    if account is None:
        raise Http404
    return account

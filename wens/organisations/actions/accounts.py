"""Accounts: making, placing in an organisation, changing, closing."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.organisations.errors import OrganisationError
from wens.organisations.models import Account, Organisation, Role
from wens.tenancy.context import Actor


def create_account(
    *,
    email: str,
    name: str,
    role: str,
    password: str,
    by: Actor,
    organisation: Organisation | None = None,
    function: str = "",
) -> Account:
    """Make an account in the acting gemeente; raise :class:`OrganisationError` with the reason when it cannot be."""
    refuse_unfit(role, organisation)
    account = Account(
        email=Account.objects.normalize_email(email), name=name, role=role, organisation=organisation, function=function
    )
    try:
        validate_password(password, account)
        account.set_password(password)
        account.full_clean()
    except ValidationError as error:
        raise OrganisationError.of(error) from error
    account.save(force_insert=True)
    record("organisations.account.created", subject=f"account:{account.pk}", by=by, data={"role": role})
    return account


def place_account(*, account: Account, organisation: Organisation | None, function: str = "", by: Actor) -> Account:
    """Let an account work for `organisation` (None: for nobody in particular) with a function that may be shown."""
    return change_account(account=account, role=account.role, organisation=organisation, function=function, by=by)


def change_account(
    *, account: Account, role: str, organisation: Organisation | None, function: str, by: Actor
) -> Account:
    """Give an account another role, organisation or function. Nobody changes the own role."""
    refuse_unfit(role, organisation)
    if role != account.role and by.reference == f"account:{account.pk}":
        raise OrganisationError(_("U kunt uw eigen rol niet veranderen. Vraag het een andere beheerder."))
    account.role, account.organisation, account.function = role, organisation, function
    try:
        account.full_clean()
    except ValidationError as error:
        raise OrganisationError.of(error) from error
    account.save(update_fields=["role", "organisation", "function"])
    record(
        "organisations.account.changed",
        subject=f"account:{account.pk}",
        by=by,
        data={"role": role, "organisation": str(organisation.pk) if organisation else ""},
    )
    return account


def close_account(*, account: Account, by: Actor) -> None:
    """Close an account: it can no longer log in, its name stays under what it decided. Nobody closes the own one."""
    if by.reference == f"account:{account.pk}":
        raise OrganisationError(_("U kunt uw eigen account niet sluiten. Vraag het een andere beheerder."))
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    record("organisations.account.closed", subject=f"account:{account.pk}", by=by)


def set_password(*, account: Account, password: str, by: Actor) -> None:
    """Give an account another password; its other sessions end. Raises :class:`OrganisationError` when it is weak."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise OrganisationError.of(error) from error
    account.set_password(password)
    account.save(update_fields=["password"])
    record("organisations.account.password_changed", subject=f"account:{account.pk}", by=by)
    tell(account, "password")


def reset_second_factor(*, account: Account, by: Actor) -> None:
    """Remove the second factors of an account, whose owner lost them; the next login asks for a new one.

    All its sessions end, because who has the lost telephone may have one; the owner hears of it by mail.
    """
    if by.reference == f"account:{account.pk}":
        raise OrganisationError(_("U kunt uw eigen tweede stap hier niet weghalen. Vraag het een andere beheerder."))
    removed, _kinds = Authenticator.objects.filter(user_id=account.pk).delete()
    end_sessions(account=account, by=by)
    record(
        "organisations.account.second_factor_reset", subject=f"account:{account.pk}", by=by, data={"removed": removed}
    )
    tell(account, "factor_reset")


def end_sessions(*, account: Account, by: Actor) -> None:
    """End all sessions of an account; who keeps one renews its hash (``update_session_auth_hash``)."""
    account.session_round += 1
    account.save(update_fields=["session_round"])
    record("organisations.account.sessions_ended", subject=f"account:{account.pk}", by=by)


def tell(account: Account, changed: str) -> None:
    """Let a letter follow to the owner about a change in how the account logs in; `changed` is a code."""
    data = {"account": str(account.pk), "changed": changed}
    announce("organisations.account.secured", subject=f"account:{account.pk}", data=data)


def offer_password_link(*, account: Account, by: Actor) -> str:
    """Return the token by which somebody who forgot the password sets a new one; the owner hears that it was made."""
    record("organisations.account.password_link", subject=f"account:{account.pk}", by=by)
    tell(account, "password_link")
    return default_token_generator.make_token(account)


def refuse_unfit(role: str, organisation: Organisation | None) -> None:
    """Refuse a role that the organisation's kind rules out: civic groups have civic accounts, and only they."""
    if role not in Role.values:
        raise OrganisationError(f"Unknown role {role!r}; choose one of {', '.join(Role.values)}.")
    if organisation is None:
        return
    if not organisation.is_active:
        raise OrganisationError(_("%(name)s is gesloten. Kies een andere organisatie.") % {"name": organisation.name})
    if organisation.is_civic and role != Role.CIVIC:
        raise OrganisationError(
            _("%(name)s is een groep van bewoners of ondernemers. Kies de rol “%(role)s”.")
            % {"name": organisation.name, "role": Role.CIVIC.label}
        )
    if role == Role.CIVIC and not organisation.is_civic:
        raise OrganisationError(
            _("De rol “%(role)s” is voor bewonersgroepen. %(name)s is dat niet. Kies een andere rol.")
            % {"name": organisation.name, "role": Role.CIVIC.label}
        )

"""Inviting somebody, and letting them in once."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.organisations.actions.accounts import create_account, refuse_unfit
from wens.organisations.errors import OrganisationError
from wens.organisations.models import Account, Identity, Invitation, Organisation
from wens.organisations.queries import account_by_email
from wens.tenancy.context import Actor

VALID_FOR = timedelta(days=7)


def invite(
    *, email: str, role: str, by: Actor, organisation: Organisation | None = None, function: str = ""
) -> Invitation:
    """Invite `email`; a letter with the link follows from the outbox. An older invitation of that address ends."""
    refuse_unfit(role, organisation)
    if account_by_email(email):
        raise OrganisationError(_("Dit e-mailadres heeft al een account."))
    now = timezone.now()
    invitation = Invitation(
        email=Account.objects.normalize_email(email), role=role, organisation=organisation, function=function,
        invited_by=by.reference, invited_at=now, expires_at=now + VALID_FOR,
    )  # fmt: skip
    try:
        invitation.full_clean()
    except ValidationError as error:
        raise OrganisationError.of(error) from error
    for older in Invitation.objects.filter(email__iexact=email, account=None, withdrawn_at=None):
        withdraw_invitation(invitation=older, by=by)
    invitation.save(force_insert=True)
    record("organisations.account.invited", subject=_subject(invitation), by=by, data={"role": role})
    announce("organisations.account.invited", subject=_subject(invitation), data={"invitation": str(invitation.pk)})
    return invitation


def withdraw_invitation(*, invitation: Invitation, by: Actor) -> None:
    """End an invitation: its link no longer works and the address is removed."""
    invitation.email, invitation.withdrawn_at = "", timezone.now()
    invitation.save(update_fields=["email", "withdrawn_at"])
    record("organisations.account.invitation_withdrawn", subject=_subject(invitation), by=by)


def accept_invitation(*, invitation: Invitation, name: str, password: str | None, by: Actor) -> Account:
    """Make the account of an open invitation, once. Without a password the account logs in by another way."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not is_open(invitation):
        raise OrganisationError(_("Deze uitnodiging is al gebruikt of verlopen. Vraag een nieuwe aan."))
    account = create_account(
        email=invitation.email, name=name, role=invitation.role, by=by, organisation=invitation.organisation,
        function=invitation.function, password=password or get_random_string(64),
    )  # fmt: skip
    if password is None:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    invitation.account, invitation.email = account, ""
    invitation.save(update_fields=["account", "email"])
    record("organisations.account.invitation_accepted", subject=_subject(invitation), by=by)
    return account


def link_identity(*, account: Account, issuer: str, subject: str, by: Actor) -> Identity:
    """Let `account` log in as `subject` of an OpenID Connect provider from now on."""
    identity = Identity.objects.create(account=account, issuer=issuer, subject=subject)
    record("organisations.account.identity_linked", subject=f"account:{account.pk}", by=by, data={"issuer": issuer})
    return identity


def is_open(invitation: Invitation) -> bool:
    """Tell whether an invitation can still be accepted."""
    used = invitation.account_id is not None or invitation.withdrawn_at is not None
    return not used and invitation.expires_at > timezone.now()


def _subject(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"

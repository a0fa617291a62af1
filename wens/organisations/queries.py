"""Reading tenants and accounts."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from wens.organisations.models import Account, Gemeente, Identity, Invitation, Organisation


def gemeenten() -> list[Gemeente]:
    """Return all tenants of this installation, by code."""
    return list(Gemeente.objects.all())


def gemeente_of_host(host: str) -> Gemeente | None:
    """Return the tenant that answers to ``host`` (without port), or none."""
    return Gemeente.objects.filter(hosts__contains=[host.lower()]).first()


def gemeente_by_code(code: str) -> Gemeente | None:
    """Return the tenant with ``code`` (``GM0153``), or none."""
    return Gemeente.objects.filter(pk=code).first()


def account_by_email(email: str) -> Account | None:
    """Return the account of the acting gemeente with this address, or none."""
    return Account.objects.filter(email__iexact=email).first()


def accounts() -> list[Account]:
    """Return the accounts of the acting gemeente, by name."""
    return list(Account.objects.select_related("organisation").order_by("name"))


def account(key: UUID) -> Account | None:
    """Return the account of the acting gemeente with this key, or none."""
    return Account.objects.select_related("organisation").filter(pk=key).first()


def with_second_factor() -> set[UUID]:
    """Return the keys of the accounts that have a second factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return set(Authenticator.objects.filter(type__in=kinds).values_list("user_id", flat=True))


def organisations(*, also_closed: bool = False) -> list[Organisation]:
    """Return the organisations of the acting gemeente, by name."""
    found = Organisation.objects.select_related("parent").order_by("name")
    return list(found if also_closed else found.filter(is_active=True))


def organisation(key: UUID) -> Organisation | None:
    """Return the organisation of the acting gemeente with this key, or none."""
    return Organisation.objects.select_related("parent").filter(pk=key).first()


def organisation_by_slug(slug: str) -> Organisation | None:
    """Return the organisation with this slug (`domijn`), or none."""
    return Organisation.objects.filter(slug=slug).first()


def account_of_identity(issuer: str, subject: str) -> Account | None:
    """Return the account that logs in as `subject` of an OpenID Connect provider, or none."""
    found = Identity.objects.select_related("account").filter(issuer=issuer, subject=subject).first()
    return found.account if found else None


def open_invitations() -> list[Invitation]:
    """Return the invitations that can still be accepted, newest first."""
    waiting = Invitation.objects.filter(account=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return list(waiting.select_related("organisation"))


def open_invitation_for(email: str) -> Invitation | None:
    """Return the invitation of an address that can still be accepted, or none."""
    waiting = Invitation.objects.filter(account=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return waiting.filter(email__iexact=email).first()


def invitation(key: UUID) -> Invitation | None:
    """Return the invitation with this key, or none."""
    return Invitation.objects.select_related("organisation").filter(pk=key).first()

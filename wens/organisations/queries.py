"""Reading tenants and accounts."""

from uuid import UUID

from wens.organisations.models import Account, Gemeente, Organisation


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
    return list(Account.objects.order_by("name"))


def account(key: UUID) -> Account | None:
    """Return the account of the acting gemeente with this key, or none."""
    return Account.objects.select_related("organisation").filter(pk=key).first()


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

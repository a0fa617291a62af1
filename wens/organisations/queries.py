"""Reading tenants and accounts."""

from wens.organisations.models import Account, Gemeente


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

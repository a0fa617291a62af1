"""Writes on tenants and accounts."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from wens.audit.actions import record
from wens.organisations.models import Account, Gemeente, Role
from wens.tenancy.context import Actor, acting


class OrganisationError(ValueError):
    """What was asked for a gemeente or an account cannot be done; the message says why and what to do."""


def register_gemeente(
    *, code: str, by: Actor, name: str = "", hosts: list[str] | None = None, fictional: bool = False
) -> Gemeente:
    """Make the tenant ``code`` or bring its name and host names up to date. A host name belongs to one gemeente."""
    existing = Gemeente.objects.filter(pk=code).first()
    chosen_name = name or (existing.name if existing else code)
    chosen_hosts = hosts if hosts is not None else (existing.hosts if existing else [])
    _refuse_taken_hosts(code, chosen_hosts)
    gemeente = Gemeente(
        code=code,
        name=chosen_name,
        slug=slugify(chosen_name),
        hosts=chosen_hosts,
        fictional=fictional or (existing.fictional if existing else False),
    )
    try:
        gemeente.full_clean(validate_unique=False)
    except ValidationError as error:
        raise OrganisationError("; ".join(error.messages)) from error
    with acting(code, by):
        gemeente.save()
        record(
            "organisations.gemeente.registered", subject=code, by=by, data={"name": chosen_name, "hosts": chosen_hosts}
        )
    return gemeente


def _refuse_taken_hosts(code: str, hosts: list[str]) -> None:
    taken = Gemeente.objects.exclude(pk=code).filter(hosts__overlap=hosts).first() if hosts else None
    if taken:
        both = ", ".join(sorted(set(taken.hosts) & set(hosts)))
        raise OrganisationError(f"Host name {both} already belongs to {taken.name} ({taken.code}); choose another one.")


def create_account(*, email: str, name: str, role: str, password: str, by: Actor) -> Account:
    """Make an account in the acting gemeente; raise :class:`OrganisationError` with the reason when it cannot be."""
    if role not in Role.values:
        raise OrganisationError(f"Unknown role {role!r}; choose one of {', '.join(Role.values)}.")
    account = Account(email=Account.objects.normalize_email(email), name=name, role=role)
    try:
        validate_password(password, account)
        account.set_password(password)
        account.full_clean()
    except ValidationError as error:
        raise OrganisationError("; ".join(error.messages)) from error
    account.save(force_insert=True)
    record("organisations.account.created", subject=f"account:{account.pk}", by=by, data={"role": role})
    return account


def close_account(*, account: Account, by: Actor) -> None:
    """Close an account: it can no longer log in, its name stays under what it decided."""
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    record("organisations.account.closed", subject=f"account:{account.pk}", by=by)

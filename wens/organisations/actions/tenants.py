"""Making a tenant and giving it its host names."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from wens.audit.actions import record
from wens.organisations.errors import OrganisationError
from wens.organisations.models import Gemeente
from wens.tenancy.context import Actor, acting


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
        raise OrganisationError.of(error) from error
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

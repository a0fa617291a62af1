"""Reading covenants, and what is open to whom because of them."""

from uuid import UUID

from django.utils import timezone

from wens.access.models import Covenant
from wens.organisations.models import Account


def covenants() -> list[Covenant]:
    """Return the covenants of the acting gemeente, newest first."""
    return list(Covenant.objects.prefetch_related("parties__organisation"))


def covenant(key: UUID) -> Covenant | None:
    """Return one covenant with its parties and categories, or none."""
    return Covenant.objects.prefetch_related("parties__organisation", "categories").filter(pk=key).first()


def open_to(organisation: UUID | None) -> set[UUID]:
    """Return the covenants that open material to an organisation today: party, active, within the days."""
    if organisation is None:
        return set()
    today = timezone.localdate()
    running = Covenant.objects.filter(state=Covenant.State.ACTIVE, starts_on__lte=today, ends_on__gte=today)
    return set(running.filter(parties__organisation=organisation).values_list("pk", flat=True))


def readers_of(one: Covenant) -> list[Account]:
    """Return the accounts that a covenant gives access to, by organisation and name."""
    parties = one.parties.values_list("organisation", flat=True)
    found = Account.objects.filter(organisation__in=parties, is_active=True).select_related("organisation")
    return list(found.order_by("organisation__name", "name"))

"""Reading the audit trail."""

from django.db.models import QuerySet

from wens.audit.models import Event


def events_about(subject: str) -> QuerySet[Event]:
    """Return the trail of one thing, newest first."""
    return Event.objects.filter(subject=subject).order_by("-at", "-pk")


def latest(limit: int = 100) -> list[Event]:
    """Return the newest lines of the trail."""
    return list(Event.objects.order_by("-at", "-pk")[:limit])


def readings(limit: int = 200, *, covenant: str = "") -> list[Event]:
    """Return who read what confidential material, newest first; of one covenant when its id is given."""
    found = Event.objects.filter(name__endswith=".read")
    if covenant:
        found = found.filter(data__covenant=covenant)
    return list(found.order_by("-at", "-pk")[:limit])

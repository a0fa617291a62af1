"""Telling of what was signed for a later day, when that day has come."""

from django.utils import timezone

from wens.districts.actions.signing import tell
from wens.districts.models import State, Version


def announce_due() -> int:
    """Announce the versions whose moment has come, each once; returns how many. Inside `acting`.

    The pages need no job: they show a version from its moment on.
    """
    due = Version.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=State.SIGNED, told_at=None, publish_at__lte=timezone.now()
    )
    found = list(due.select_related("piece"))
    for one in found:
        tell(one)
    return len(found)

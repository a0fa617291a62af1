"""Reading worries: the second lock leaves out what stands under somebody else's covenant."""

from wens.signalling.models import Worry


def worries() -> list[Worry]:
    """Return what the acting viewer may see, the newest first. One query."""
    return list(Worry.objects.select_related("place", "organisation", "team", "covenant"))

"""A meeting, on request: a name can go from everything that was written about it; the rest is of all who were there."""

from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wens.meetings.models import Meeting
from wens.privacy.things.kind import Kind


class Meetings(Kind):
    """A meeting with all that was brought in, decided and minuted."""

    model = Meeting
    name = _("bijeenkomst")
    struck_from = _(
        "Hij gaat weg uit alles van deze bijeenkomst: wat is ingebracht, besluiten, afspraken en verslagen, ook de "
        "openbare."
    )

    def line(self, key: UUID) -> str | None:
        """See the kind."""
        one = Meeting.objects.filter(pk=key).first()
        if one is None:
            return None
        return f"{one.title}. {date_format(timezone.localtime(one.starts_at), 'j F Y')}. {one.get_state_display()}."

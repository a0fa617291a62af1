"""Until when what people told is kept; the periods stand in the declarations beside the fields (`personal`)."""

import datetime as dt

from wens.voices.models import Contact, Original


def contribution_until(received_on: dt.date) -> dt.date:
    """Return the last day that a contribution and its text as written are kept."""
    return received_on + dt.timedelta(days=max(field.retention_days for field in Original.personal.values()))


def contact_until(closed_on: dt.date) -> dt.date:
    """Return the last day that contact details are kept after the answer; until then they are needed to give it."""
    return closed_on + dt.timedelta(days=max(field.retention_days for field in Contact.personal.values()))

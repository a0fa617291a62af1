"""How a writer is reached: changed, or taken away, by the writer with the follow code that the caller has verified."""

import uuid

from django.db import transaction

from wens.audit.actions import record
from wens.tenancy.context import Actor
from wens.voices.models import Contact, Update


def change_updates(*, contribution: uuid.UUID, updates: str, by: Actor) -> bool:
    """Set how often the writer hears; False when there are no contact details. Needs ``read_contacts``.

    Raises ValueError for a word that is not in :class:`Update`.
    """
    chosen = Update(updates)
    with transaction.atomic():
        contact = Contact.objects.select_for_update().filter(contribution=contribution).first()
        if contact is None:
            return False
        if contact.updates != chosen:
            contact.updates = chosen
            contact.save(update_fields=["updates"])
            record("voices.contact.updates_changed", subject=_subject(contribution), by=by, data={"updates": chosen})
    return True


def remove_contact(*, contribution: uuid.UUID, by: Actor) -> bool:
    """Take the contact details away for good; False when there are none. Needs ``read_contacts``."""
    with transaction.atomic():
        removed, _ = Contact.objects.filter(contribution=contribution).delete()
        if removed:
            record("voices.contact.removed", subject=_subject(contribution), by=by)
    return bool(removed)


def _subject(contribution: uuid.UUID) -> str:
    return f"contribution:{contribution}"
